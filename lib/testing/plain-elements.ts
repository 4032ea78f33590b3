/** Elements of describe documents said in a line each, for worlds of several VPCs: hand-made ones and random ones. */

import type { JsonObject } from '../describe/document.ts'

export const OWNER = '111122223333'

export function vpc(id: string, ...blocks: readonly string[]): JsonObject {
  const [first = ''] = blocks.filter((block) => !block.includes(':'))
  return {
    VpcId: id,
    OwnerId: OWNER,
    State: 'available',
    CidrBlock: first,
    CidrBlockAssociationSet: blocks
      .filter((block) => !block.includes(':'))
      .map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })),
    Ipv6CidrBlockAssociationSet: ipv6Blocks(blocks),
  }
}

/** `zone` is `a`, `b` or `c` of eu-west-1. */
export function subnet(id: string, vpcId: string, [zone = 'a', ...blocks]: readonly string[]): JsonObject {
  return {
    SubnetId: id,
    VpcId: vpcId,
    OwnerId: OWNER,
    State: 'available',
    AvailabilityZone: `eu-west-1${zone}`,
    AvailabilityZoneId: `euw1-az${zone.charCodeAt(0) - 96}`,
    CidrBlock: blocks.find((block) => !block.includes(':')) ?? '',
    Ipv6CidrBlockAssociationSet: ipv6Blocks(blocks),
  }
}

function ipv6Blocks(blocks: readonly string[]): readonly JsonObject[] {
  return blocks
    .filter((block) => block.includes(':'))
    .map((Ipv6CidrBlock) => ({ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } }))
}

/** Who uses a table: subnets and gateways by id, `main` for the VPC's main one. */
export function table(id: string, vpcId: string, [users, ...routes]: readonly string[]): JsonObject {
  const state = { RouteTableId: id, AssociationState: { State: 'associated' } }
  return {
    RouteTableId: id,
    VpcId: vpcId,
    OwnerId: OWNER,
    Associations: (users ?? '')
      .split(' ')
      .filter((user) => user !== '')
      .map((user): JsonObject => {
        if (user === 'main') return { Main: true, ...state }
        return { Main: false, [user.startsWith('subnet-') ? 'SubnetId' : 'GatewayId']: user, ...state }
      }),
    Routes: routes.map(route),
    PropagatingVgws: [],
  }
}

/** `10.0.0.0/8 tgw-1`, and after it `blackhole`, `filtered` or `propagated`. */
export function route(text: string): JsonObject {
  const [destination = '', target = '', ...flags] = text.split(' ')
  const made = target === 'local' ? 'CreateRouteTable' : 'CreateRoute'
  return {
    [destinationField(destination)]: destination,
    [TARGET_FIELDS[target.split('-')[0] ?? ''] ?? 'GatewayId']: target,
    State: flags.find((flag) => flag === 'blackhole' || flag === 'filtered') ?? 'active',
    Origin: flags.includes('propagated') ? 'EnableVgwRoutePropagation' : made,
  }
}

function destinationField(destination: string): string {
  if (destination.startsWith('pl-')) return 'DestinationPrefixListId'
  return destination.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock'
}

const TARGET_FIELDS: Readonly<Record<string, string>> = {
  nat: 'NatGatewayId',
  eni: 'NetworkInterfaceId',
  tgw: 'TransitGatewayId',
  pcx: 'VpcPeeringConnectionId',
  eigw: 'EgressOnlyInternetGatewayId',
  cagw: 'CarrierGatewayId',
}

/** Users are subnets, `default` for the VPC's default one; entries are `100 in allow tcp 22-23 0.0.0.0/0`. */
export function acl(id: string, vpcId: string, [users, ...entries]: readonly string[]): JsonObject {
  const all = (users ?? '').split(' ')
  return {
    NetworkAclId: id,
    VpcId: vpcId,
    OwnerId: OWNER,
    IsDefault: all.includes('default'),
    Entries: entries.map(aclEntry),
    Associations: all.filter((user) => user.startsWith('subnet-')).map((SubnetId) => ({ NetworkAclId: id, SubnetId })),
  }
}

export const OPEN_ENTRIES = [
  '100 in allow all 0.0.0.0/0',
  '101 in allow all ::/0',
  '100 out allow all 0.0.0.0/0',
  '101 out allow all ::/0',
]

export function aclEntry(text: string): JsonObject {
  const parts = text.split(' ')
  const [number, direction, action, protocol = ''] = parts
  const block = parts.at(-1) ?? ''
  const range = parts.length === 6 ? numbers(parts[4] ?? '') : null
  const isIcmp = protocol.startsWith('icmp')
  return {
    RuleNumber: Number(number),
    Egress: direction === 'out',
    RuleAction: action,
    Protocol: PROTOCOL_NUMBERS[protocol] ?? protocol,
    [block.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: block,
    ...(range && isIcmp ? { IcmpTypeCode: { Type: range[0], Code: range[1] } } : {}),
    ...(range && !isIcmp ? { PortRange: { From: range[0], To: range[1] } } : {}),
  }
}

const PROTOCOL_NUMBERS: Readonly<Record<string, string>> = { all: '-1', tcp: '6', udp: '17', icmp: '1', icmpv6: '58' }

/** `22`, `22-23`; for ICMP `8/-1` is type and code. */
function numbers(text: string): readonly [number, number] {
  const [low = 0, high = low] = (text.includes('/') ? text.split('/') : text.split('-')).map(Number)
  return [low, high]
}

/** Rules are `in tcp 22 0.0.0.0/0`, `in all sg-2`, `out icmp 8/-1 pl-1`. */
export function group(id: string, vpcId: string, rules: readonly string[]): JsonObject {
  return {
    GroupId: id,
    GroupName: id,
    OwnerId: OWNER,
    VpcId: vpcId,
    IpPermissions: rules.filter((rule) => rule.startsWith('in ')).map(permission),
    IpPermissionsEgress: rules.filter((rule) => rule.startsWith('out ')).map(permission),
  }
}

export function permission(text: string): JsonObject {
  const parts = text.split(' ')
  const [, protocol = ''] = parts
  const peer = parts.at(-1) ?? ''
  const range = parts.length === 4 ? numbers(parts[2] ?? '') : null
  return {
    IpProtocol: protocol === 'all' ? '-1' : protocol,
    ...(range ? { FromPort: range[0], ToPort: range[1] } : {}),
    IpRanges: /^\d+\./.test(peer) ? [{ CidrIp: peer }] : [],
    Ipv6Ranges: peer.includes(':') ? [{ CidrIpv6: peer }] : [],
    PrefixListIds: peer.startsWith('pl-') ? [{ PrefixListId: peer }] : [],
    UserIdGroupPairs: peer.startsWith('sg-') ? [{ GroupId: peer, UserId: OWNER }] : [],
  }
}

export interface InterfacePlan {
  readonly vpc: string
  readonly subnet: string
  readonly ip: string
  readonly groups?: readonly string[]
  readonly publicIp?: string | null
  readonly ipv6?: readonly string[]
  readonly instance?: string
  /** Any other fields, or other values for the ones above. */
  readonly more?: JsonObject
}

export function networkInterface(id: string, plan: InterfacePlan): JsonObject {
  return {
    NetworkInterfaceId: id,
    VpcId: plan.vpc,
    SubnetId: plan.subnet,
    OwnerId: OWNER,
    InterfaceType: 'interface',
    Status: 'in-use',
    Description: '',
    SourceDestCheck: true,
    PrivateIpAddress: plan.ip,
    PrivateIpAddresses: [
      {
        Primary: true,
        PrivateIpAddress: plan.ip,
        ...(plan.publicIp ? { Association: { PublicIp: plan.publicIp, IpOwnerId: 'amazon' } } : {}),
      },
    ],
    Ipv6Addresses: (plan.ipv6 ?? []).map((Ipv6Address) => ({ Ipv6Address })),
    Groups: (plan.groups ?? []).map((GroupId) => ({ GroupId, GroupName: GroupId })),
    Attachment: {
      Status: 'attached',
      DeviceIndex: 0,
      ...(plan.instance === undefined ? {} : { InstanceId: plan.instance, InstanceOwnerId: OWNER }),
    },
    ...plan.more,
  }
}

export function internetGateway(id: string, vpcId: string, state = 'available'): JsonObject {
  return { InternetGatewayId: id, OwnerId: OWNER, Attachments: [{ VpcId: vpcId, State: state }] }
}

/** `ip` and `publicIp` of the gateway; without a public one it is private. */
export function natGateway(
  id: string,
  [vpcId = '', subnetId = '', ip = '', publicIp = '']: readonly string[],
): JsonObject {
  return {
    NatGatewayId: id,
    VpcId: vpcId,
    SubnetId: subnetId,
    State: 'available',
    ConnectivityType: publicIp === '' ? 'private' : 'public',
    AvailabilityMode: 'zonal',
    NatGatewayAddresses: [
      {
        NetworkInterfaceId: `eni-of-${id}`,
        PrivateIp: ip,
        IsPrimary: true,
        ...(publicIp ? { PublicIp: publicIp } : {}),
      },
    ],
  }
}

/** The interface of a NAT gateway, which AWS prints among all others. */
export function natInterface(
  id: string,
  [vpcId = '', subnetId = '', ip = '', publicIp = '']: readonly string[],
): JsonObject {
  const more = { InterfaceType: 'nat_gateway', RequesterManaged: true, SourceDestCheck: false, Groups: [] }
  return networkInterface(`eni-of-${id}`, { vpc: vpcId, subnet: subnetId, ip, publicIp: publicIp || null, more })
}

export function peering(
  id: string,
  sides: readonly (readonly [vpcId: string, block: string])[],
  code = 'active',
): JsonObject {
  const [one, other] = sides.map(([VpcId, CidrBlock]) => ({
    VpcId,
    CidrBlock,
    CidrBlockSet: [{ CidrBlock }],
    OwnerId: OWNER,
    Region: 'eu-west-1',
  }))
  return {
    VpcPeeringConnectionId: id,
    Status: { Code: code },
    RequesterVpcInfo: one ?? {},
    AccepterVpcInfo: other ?? {},
  }
}

export function prefixList(id: string, entries: readonly string[] | null): JsonObject {
  return {
    PrefixListId: id,
    PrefixListName: id,
    OwnerId: OWNER,
    State: 'create-complete',
    AddressFamily: entries?.some((entry) => entry.includes(':')) ? 'IPv6' : 'IPv4',
    ...(entries ? { Entries: entries.map((Cidr) => ({ Cidr })) } : {}),
  }
}
