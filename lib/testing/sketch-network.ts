/**
 * Small networks written as text, for tests: one VPC with a public subnet, a bastion in it, an internet gateway and
 * AWS's default network ACL. A test names only what it changes. The text becomes describe documents and takes the
 * one way into the model.
 */

import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { completeDocumentOf } from './describe-document.ts'

export interface InterfaceSketch {
  readonly subnet?: string
  readonly groups?: readonly string[]
  readonly publicIp?: string | null
  readonly privateIp?: string
  readonly ipv6?: readonly string[]
  readonly instance?: string | null
  readonly type?: string
  readonly description?: string
  readonly status?: string
  readonly denyAllIgwTraffic?: boolean
  readonly requester?: string
  /** Fields as AWS prints them, in place of the ones above. */
  readonly more?: JsonObject
}

export interface RouteTableSketch {
  readonly routes: readonly string[]
  readonly subnets?: readonly string[]
  readonly main?: boolean
  readonly gateway?: string
}

export interface AclSketch {
  readonly entries: readonly string[]
  readonly subnets?: readonly string[]
  readonly isDefault?: boolean
}

export interface SubnetSketch {
  readonly cidr: string
  readonly ipv6?: string
  readonly mapPublicIp?: boolean
  readonly vpc?: string
  /** `eu-west-1a` when not said. */
  readonly zone?: string
}

export interface NetworkSketch {
  readonly account?: string
  /** Security groups: rules such as `in tcp 22 0.0.0.0/0`, `in all sg-2`, `out icmp 8 pl-1`. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  readonly interfaces?: Readonly<Record<string, InterfaceSketch>>
  /** Names of instances by id, and their state after a slash: `bastion-1/stopped`. */
  readonly instances?: Readonly<Record<string, string>>
  readonly subnets?: Readonly<Record<string, SubnetSketch>>
  /** Routes such as `0.0.0.0/0 igw-1`, `pl-1 vpce-1`, `10.0.0.0/8 tgw-1 blackhole`. */
  readonly tables?: Readonly<Record<string, RouteTableSketch>>
  /** Entries such as `100 in allow tcp 22 0.0.0.0/0`, `101 in deny icmp 8 0.0.0.0/0`. */
  readonly acls?: Readonly<Record<string, AclSketch>>
  /** Prefix lists by id; null when their entries were not collected. */
  readonly prefixLists?: Readonly<Record<string, readonly string[] | null>>
  /** Any other elements, or elements that replace the ones above. */
  readonly elements?: Partial<Record<DescribeKey, readonly JsonObject[]>>
  /** Keys that were not collected at all. */
  readonly missing?: readonly DescribeKey[]
}

const ACCOUNT = '111122223333'

export const PUBLIC_TABLE: RouteTableSketch = {
  routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-1', '::/0 igw-1'],
  subnets: ['subnet-1'],
}
export const MAIN_TABLE: RouteTableSketch = { routes: ['10.0.0.0/16 local'], main: true }
export const OPEN_ACL: AclSketch = {
  entries: [
    '100 in allow all 0.0.0.0/0',
    '100 out allow all 0.0.0.0/0',
    '101 in allow all ::/0',
    '101 out allow all ::/0',
  ],
  isDefault: true,
  subnets: ['subnet-1'],
}
export const BASTION: InterfaceSketch = {}

/** The network read into the model. */
export function sketchNetwork(sketch: NetworkSketch = {}): Inventory {
  return readDescribe([sketchDocument(sketch)])
}

/** The same network as a describe document. */
export function sketchDocument(sketch: NetworkSketch = {}): DescribeDocument {
  const account = sketch.account ?? ACCOUNT
  const owned = (element: JsonObject): JsonObject => ({ OwnerId: account, ...element })
  const document = completeDocumentOf({
    account,
    elements: {
      Vpcs: [owned({ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available', IsDefault: false })],
      Subnets: entries(sketch.subnets ?? { 'subnet-1': { cidr: '10.0.0.0/24', ipv6: '2001:db8:1::/64' } }, subnet).map(
        owned,
      ),
      RouteTables: entries(sketch.tables ?? { 'rtb-main': MAIN_TABLE, 'rtb-1': PUBLIC_TABLE }, table).map(owned),
      NetworkAcls: entries(sketch.acls ?? { 'acl-1': OPEN_ACL }, acl).map(owned),
      InternetGateways: [owned({ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] })],
      SecurityGroups: entries(sketch.groups ?? { 'sg-1': [] }, group).map(owned),
      NetworkInterfaces: entries(sketch.interfaces ?? { 'eni-1': BASTION }, networkInterface).map(owned),
      Instances: entries(sketch.instances ?? { 'i-1': 'bastion-1' }, instance).map(owned),
      ManagedPrefixLists: entries(sketch.prefixLists ?? {}, prefixList).map(owned),
      ...sketch.elements,
    } as Partial<Record<DescribeKey, readonly JsonObject[]>>,
  })
  const elements = new Map(document.elements)
  for (const key of sketch.missing ?? []) elements.delete(key)
  return { ...document, elements }
}

function entries<T>(record: Readonly<Record<string, T>>, write: (id: string, value: T) => JsonObject): JsonObject[] {
  return Object.entries(record).map(([id, value]) => write(id, value))
}

function subnet(id: string, { cidr, ipv6, mapPublicIp, vpc, zone }: SubnetSketch): JsonObject {
  return {
    SubnetId: id,
    VpcId: vpc ?? 'vpc-1',
    CidrBlock: cidr,
    State: 'available',
    AvailabilityZone: zone ?? 'eu-west-1a',
    MapPublicIpOnLaunch: mapPublicIp ?? false,
    Ipv6CidrBlockAssociationSet: ipv6 ? [{ Ipv6CidrBlock: ipv6, Ipv6CidrBlockState: { State: 'associated' } }] : [],
  }
}

function table(id: string, { routes, subnets, main, gateway }: RouteTableSketch): JsonObject {
  const state = { AssociationState: { State: 'associated' } }
  return {
    RouteTableId: id,
    VpcId: 'vpc-1',
    Routes: routes.map(route),
    Associations: [
      ...(main ? [{ Main: true, RouteTableId: id, ...state }] : []),
      ...(subnets ?? []).map((subnetId) => ({ Main: false, RouteTableId: id, SubnetId: subnetId, ...state })),
      ...(gateway ? [{ Main: false, RouteTableId: id, GatewayId: gateway, ...state }] : []),
    ],
    PropagatingVgws: [],
  }
}

function route(text: string): JsonObject {
  const [destination = '', target = '', ...flags] = text.split(' ')
  const propagated = flags.includes('propagated')
  const origin = target === 'local' ? 'CreateRouteTable' : 'CreateRoute'
  return {
    [destinationField(destination)]: destination,
    [targetField(target)]: target,
    State: flags.includes('blackhole') ? 'blackhole' : 'active',
    Origin: propagated ? 'EnableVgwRoutePropagation' : origin,
  }
}

function destinationField(destination: string): string {
  if (destination.startsWith('pl-')) return 'DestinationPrefixListId'
  return destination.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock'
}

function targetField(target: string): string {
  const kind = target.split('-')[0] ?? ''
  return TARGET_FIELDS[kind] ?? 'GatewayId'
}

const TARGET_FIELDS: Readonly<Record<string, string>> = {
  nat: 'NatGatewayId',
  eni: 'NetworkInterfaceId',
  tgw: 'TransitGatewayId',
  pcx: 'VpcPeeringConnectionId',
  eigw: 'EgressOnlyInternetGatewayId',
  cagw: 'CarrierGatewayId',
  i: 'InstanceId',
  lgw: 'LocalGatewayId',
}

function acl(id: string, { entries: lines, subnets, isDefault }: AclSketch): JsonObject {
  return {
    NetworkAclId: id,
    VpcId: 'vpc-1',
    IsDefault: isDefault ?? false,
    Entries: lines.map(aclEntry),
    Associations: (subnets ?? ['subnet-1']).map((subnetId) => ({ NetworkAclId: id, SubnetId: subnetId })),
  }
}

function aclEntry(text: string): JsonObject {
  const words = text.split(' ')
  const [number = '', direction, action = '', protocol = ''] = words
  const cidr = words.at(-1) ?? ''
  const ports = words.length === 6 ? portsOf(words[4] ?? '') : null
  return {
    RuleNumber: Number(number),
    Egress: direction === 'out',
    RuleAction: action,
    Protocol: PROTOCOL_NUMBERS[protocol] ?? protocol,
    [cidr.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: cidr,
    ...(ports ? matchOf(protocol, ports) : {}),
  }
}

/** Ports, or for ICMP the type. */
function matchOf(protocol: string, [lo, hi]: readonly [number, number]): JsonObject {
  return protocol.startsWith('icmp') ? { IcmpTypeCode: { Type: lo, Code: -1 } } : { PortRange: { From: lo, To: hi } }
}

const PROTOCOL_NUMBERS: Readonly<Record<string, string>> = { all: '-1', tcp: '6', udp: '17', icmp: '1', icmpv6: '58' }

function portsOf(text: string): readonly [number, number] {
  const [lo = 0, hi = lo] = text.split('-').map(Number)
  return [lo, hi]
}

function group(id: string, rules: readonly string[]): JsonObject {
  const name = id === 'sg-default' ? 'default' : `${id}-name`
  return {
    GroupId: id,
    GroupName: name,
    Description: name,
    VpcId: 'vpc-1',
    IpPermissions: rules.filter((rule) => rule.startsWith('in ')).map(permission),
    IpPermissionsEgress: rules.filter((rule) => rule.startsWith('out ')).map(permission),
  }
}

function permission(text: string): JsonObject {
  const words = text.split(' ')
  const [, protocol = ''] = words
  const peer = words.at(-1) ?? ''
  const ports = words.length === 4 ? portsOf(words[2] ?? '') : null
  return {
    IpProtocol: protocol === 'all' ? '-1' : protocol,
    ...(ports ? { FromPort: ports[0], ToPort: protocol.startsWith('icmp') ? -1 : ports[1] } : {}),
    IpRanges: /^\d+\./.test(peer) ? [{ CidrIp: peer }] : [],
    Ipv6Ranges: peer.includes(':') ? [{ CidrIpv6: peer }] : [],
    PrefixListIds: peer.startsWith('pl-') ? [{ PrefixListId: peer }] : [],
    UserIdGroupPairs: peer.startsWith('sg-') ? [{ GroupId: peer, UserId: ACCOUNT }] : [],
  }
}

function networkInterface(id: string, sketch: InterfaceSketch): JsonObject {
  const { instance: instanceId = 'i-1', publicIp = '198.51.100.10', privateIp = '10.0.0.10' } = sketch
  return {
    NetworkInterfaceId: id,
    VpcId: 'vpc-1',
    SubnetId: sketch.subnet ?? 'subnet-1',
    InterfaceType: sketch.type ?? 'interface',
    Status: sketch.status ?? 'in-use',
    Description: sketch.description ?? '',
    SourceDestCheck: true,
    RequesterManaged: sketch.requester !== undefined,
    ...(sketch.requester ? { RequesterId: sketch.requester } : {}),
    ...(sketch.denyAllIgwTraffic ? { DenyAllIgwTraffic: true } : {}),
    PrivateIpAddress: privateIp,
    PrivateIpAddresses: [
      {
        Primary: true,
        PrivateIpAddress: privateIp,
        ...(publicIp ? { Association: { PublicIp: publicIp, IpOwnerId: 'amazon' } } : {}),
      },
    ],
    Ipv6Addresses: (sketch.ipv6 ?? []).map((address) => ({ Ipv6Address: address })),
    Groups: (sketch.groups ?? ['sg-1']).map((groupId) => ({ GroupId: groupId, GroupName: groupId })),
    ...(instanceId ? { Attachment: { InstanceId: instanceId, Status: 'attached' } } : {}),
    TagSet: [],
    ...sketch.more,
  }
}

function instance(id: string, text: string): JsonObject {
  const [name = '', state = 'running'] = text.split('/')
  return {
    InstanceId: id,
    VpcId: 'vpc-1',
    SubnetId: 'subnet-1',
    State: { Name: state },
    Tags: [{ Key: 'Name', Value: name }],
    NetworkInterfaces: [],
    SecurityGroups: [],
  }
}

function prefixList(id: string, cidrs: readonly string[] | null): JsonObject {
  return {
    PrefixListId: id,
    PrefixListName: id,
    AddressFamily: cidrs?.some((cidr) => cidr.includes(':')) ? 'IPv6' : 'IPv4',
    ...(cidrs ? { Entries: cidrs.map((Cidr) => ({ Cidr })) } : {}),
  }
}
