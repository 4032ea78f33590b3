/**
 * Several VPCs and what joins them, written as text, for tests. Every subnet has a table of its own with the local
 * route; network ACLs and security groups are open unless a test says otherwise. The text becomes a describe document
 * and takes the one way into the model.
 */

import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { completeDocumentOf } from './describe-document.ts'
import { type AclSketch, type InterfaceSketch, sketchDocument } from './sketch-network.ts'

export interface VpcSketch {
  readonly cidr: string
  /** `10.1.0.0/24 eu-west-1a`; the zone may be left out. */
  readonly subnets: Readonly<Record<string, string>>
  /** Beside the local route, by subnet. */
  readonly routes?: Readonly<Record<string, readonly string[]>>
  /** Interfaces by id: `subnet-a 10.1.0.10`, or more of it. */
  readonly hosts?: Readonly<Record<string, string | InterfaceSketch>>
  /** Rules by group; `sg-<VPC>`, which every host has, admits all. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  readonly acls?: Readonly<Record<string, AclSketch>>
  /** The table of a gateway: `vgw-1` to its routes. */
  readonly edges?: Readonly<Record<string, readonly string[]>>
}

export interface TransitSketch {
  readonly vpcs: Readonly<Record<string, VpcSketch>>
  readonly elements?: Partial<Record<DescribeKey, readonly JsonObject[]>>
  readonly prefixLists?: Readonly<Record<string, readonly string[] | null>>
  /** Keys that were not collected. */
  readonly missing?: readonly DescribeKey[]
  readonly region?: string
  readonly account?: string
}

const OPEN = ['in all 0.0.0.0/0', 'out all 0.0.0.0/0', 'in all ::/0', 'out all ::/0']
const OPEN_ENTRIES = [
  '100 in allow all 0.0.0.0/0',
  '100 out allow all 0.0.0.0/0',
  '101 in allow all ::/0',
  '101 out allow all ::/0',
]

/** The model of one document, or of several accounts and Regions together. */
export function sketchTransit(...sketches: readonly TransitSketch[]): Inventory {
  return readDescribe(sketches.map(transitDocument))
}

export function transitDocument(sketch: TransitSketch): DescribeDocument {
  const elements: Partial<Record<DescribeKey, JsonObject[]>> = {}
  for (const [id, vpc] of Object.entries(sketch.vpcs)) {
    for (const [key, list] of sketchedVpc(id, vpc)) elements[key] = [...(elements[key] ?? []), ...list]
  }
  const lists = sketchDocument({ prefixLists: sketch.prefixLists ?? {} }).elements.get('ManagedPrefixLists') ?? []
  const document = completeDocumentOf({
    account: sketch.account ?? '111122223333',
    region: sketch.region ?? 'eu-west-1',
    elements: { ...elements, ManagedPrefixLists: lists, ...sketch.elements },
  })
  const kept = new Map(document.elements)
  for (const key of sketch.missing ?? []) kept.delete(key)
  return { ...document, elements: kept }
}

const KEYS = ['Subnets', 'RouteTables', 'NetworkAcls', 'SecurityGroups', 'NetworkInterfaces'] as const

function sketchedVpc(id: string, vpc: VpcSketch): readonly (readonly [DescribeKey, readonly JsonObject[]])[] {
  const subnets = Object.entries(vpc.subnets).map(([subnet, text]) => {
    const [cidr = '', zone = 'eu-west-1a'] = text.split(' ')
    return [subnet, { cidr, zone }] as const
  })
  const local = `${vpc.cidr} local`
  const tables = Object.keys(vpc.subnets).map(
    (subnet) => [`rtb-${subnet}`, { routes: [local, ...(vpc.routes?.[subnet] ?? [])], subnets: [subnet] }] as const,
  )
  const edges = Object.entries(vpc.edges ?? {}).map(
    ([gateway, routes]) => [`rtb-${gateway}`, { routes: [local, ...routes], gateway }] as const,
  )
  const guarded = Object.values(vpc.acls ?? {}).flatMap((acl) => acl.subnets ?? [])
  const others = Object.keys(vpc.subnets).filter((subnet) => !guarded.includes(subnet))
  const document = sketchDocument({
    subnets: Object.fromEntries(subnets),
    tables: Object.fromEntries([...tables, ...edges]),
    acls: { [`acl-${id}`]: { entries: OPEN_ENTRIES, isDefault: true, subnets: others }, ...vpc.acls },
    groups: { [`sg-${id}`]: OPEN, ...vpc.groups },
    interfaces: Object.fromEntries(Object.entries(vpc.hosts ?? {}).map(([host, text]) => [host, hostOf(id, text)])),
    instances: {},
  })
  const own = KEYS.map(
    (key) => [key, (document.elements.get(key) ?? []).map((each) => ({ ...each, VpcId: id }))] as const,
  )
  const Vpcs = [{ VpcId: id, OwnerId: '111122223333', CidrBlock: vpc.cidr, State: 'available', IsDefault: false }]
  return [['Vpcs', Vpcs], ...own]
}

function hostOf(vpcId: string, text: string | InterfaceSketch): InterfaceSketch {
  const defaults = { instance: null, publicIp: null, groups: [`sg-${vpcId}`] }
  if (typeof text !== 'string') return { ...defaults, ...text }
  const [subnet = '', privateIp = ''] = text.split(' ')
  return { ...defaults, subnet, privateIp }
}

/** `tgw-1` in state `available`, with the options given. */
export function transitGateway(id: string, Options: JsonObject = {}, State = 'available'): JsonObject {
  return { TransitGatewayId: id, OwnerId: '111122223333', State, Options }
}

export interface AttachmentSketch {
  readonly id: string
  readonly gateway: string
  readonly vpc: string
  readonly subnets: readonly string[]
  readonly options?: JsonObject
  readonly state?: string
}

export function vpcAttachment({ id, gateway, vpc, subnets, options, state }: AttachmentSketch): JsonObject {
  return {
    TransitGatewayAttachmentId: id,
    TransitGatewayId: gateway,
    VpcId: vpc,
    VpcOwnerId: '111122223333',
    State: state ?? 'available',
    SubnetIds: [...subnets],
    Options: { ApplianceModeSupport: 'disable', SecurityGroupReferencingSupport: 'enable', ...options },
  }
}

/** An attachment of another kind, as `kind resource`: `vpn vpn-1`. */
export function otherAttachment(id: string, gateway: string, kindAndResource: string): JsonObject {
  const [ResourceType = '', ResourceId = ''] = kindAndResource.split(' ')
  return { TransitGatewayAttachmentId: id, TransitGatewayId: gateway, ResourceType, ResourceId, State: 'available' }
}

export interface TransitTableSketch {
  readonly gateway: string
  readonly associations?: readonly string[] | null
  readonly propagations?: readonly string[]
  /** `10.2.0.0/16 tgw-attach-b propagated`, `10.0.0.0/8 - blackhole`, `pl-1 tgw-attach-a,tgw-attach-b`; null when not collected. */
  readonly routes?: readonly string[] | null
  /** Static routes only, as some collectors leave them. */
  readonly staticRoutes?: readonly string[]
}

export function transitTable(id: string, sketch: TransitTableSketch): JsonObject {
  const members = (ids: readonly string[]) =>
    ids.map((each) => ({ TransitGatewayAttachmentId: each, State: 'associated' }))
  const { associations = [], propagations = [], routes = [], staticRoutes } = sketch
  return {
    TransitGatewayRouteTableId: id,
    TransitGatewayId: sketch.gateway,
    State: 'available',
    ...(associations ? { Associations: members(associations) } : {}),
    Propagations: propagations.map((each) => ({ TransitGatewayAttachmentId: each, State: 'enabled' })),
    ...(routes && !staticRoutes ? { Routes: routes.map(transitRoute) } : {}),
    ...(staticRoutes ? { StaticRoutes: staticRoutes.map(transitRoute) } : {}),
  }
}

function transitRoute(text: string): JsonObject {
  const [destination = '', attachments = '-', ...flags] = text.split(' ')
  const ids = attachments === '-' ? [] : attachments.split(',')
  return {
    [destination.startsWith('pl-') ? 'PrefixListId' : 'DestinationCidrBlock']: destination,
    Type: flags.includes('propagated') ? 'propagated' : 'static',
    State: flags.find((flag) => flag !== 'propagated') ?? 'active',
    TransitGatewayAttachments: ids.map((id) => ({ TransitGatewayAttachmentId: id, ResourceType: 'vpc' })),
  }
}

/** A VPN connection on a gateway, with its tunnels: `up`, `down`, or empty when nobody told. */
export function vpnConnection(id: string, more: JsonObject, tunnels: readonly string[] = ['UP', 'DOWN']): JsonObject {
  return {
    VpnConnectionId: id,
    CustomerGatewayId: 'cgw-1',
    State: 'available',
    VgwTelemetry: tunnels.map((Status, index) => ({ OutsideIpAddress: `198.51.100.${index + 1}`, Status })),
    Options: { StaticRoutesOnly: false },
    ...more,
  }
}
