/** The interfaces of one VPC of an estate and the instances behind them, in the mix an organisation has. */

import type { JsonObject } from '../../describe/document.ts'
import { type GroupName, groupId } from './estate-groups.ts'
import { balancerArn, natAddress, natInterfaceId } from './estate-network.ts'
import { mix } from './estate-plan.ts'
import { type SubnetSite, type Tier, type VpcSite, ZONES } from './estate-site.ts'

export interface InterfaceElements {
  readonly networkInterfaces: JsonObject[]
  readonly instances: JsonObject[]
}

/** Made one by one from their number, so that a part of a VPC can be made without the rest. */
export function interfaceElements(site: VpcSite): InterfaceElements {
  const made: InterfaceElements = { networkInterfaces: [], instances: [] }
  for (let index = 0; index < site.interfaces; index++) addInterface(made, seatOf(site, index))
  return made
}

/** What decides about one interface: its number in the VPC, and a number that looks like chance. */
interface Seat {
  readonly site: VpcSite
  readonly index: number
  readonly chance: number
  readonly kind: Kind
  readonly subnet: SubnetSite
  readonly address: string
}

interface Kind {
  readonly name: string
  readonly tier: Tier
  readonly type: string
  readonly groups: readonly GroupName[]
  readonly requester?: string
  /** Share of these interfaces that have a public address, in percent. */
  readonly publicPercent?: number
  readonly holdsInstance?: boolean
}

const NAT: Kind = { name: 'nat', tier: 'public', type: 'nat_gateway', groups: [], requester: 'amazon-aws' }
const BALANCER: Kind = {
  name: 'balancer',
  tier: 'public',
  type: 'interface',
  groups: ['balancer'],
  requester: 'amazon-elb',
  publicPercent: 100,
}
const INNER_BALANCER: Kind = {
  name: 'inner-balancer',
  tier: 'app',
  type: 'network_load_balancer',
  groups: [],
  requester: 'amazon-elb',
}
const TRANSIT: Kind = { name: 'transit', tier: 'transit', type: 'transit_gateway', groups: [], requester: 'amazon-aws' }
/** The first interfaces of a VPC, three of each: one a zone. */
const FIXED: readonly Kind[] = [NAT, BALANCER, INNER_BALANCER, TRANSIT]

const HOST: Kind = { name: 'host', tier: 'app', type: 'interface', groups: [], holdsInstance: true }
const FRONT: Kind = { ...HOST, tier: 'public', groups: ['web'], publicPercent: 60 }
/** Out of a hundred interfaces, this many are of this kind. */
const MIX: readonly (readonly [number, Kind])[] = [
  [12, FRONT],
  [22, { ...HOST, groups: ['orders'] }],
  [22, { ...HOST, groups: ['stock'] }],
  [16, { name: 'function', tier: 'app', type: 'lambda', groups: ['lambda'], requester: 'lambda' }],
  [10, { name: 'task', tier: 'app', type: 'interface', groups: ['orders'], requester: 'ecs' }],
  [12, { name: 'database', tier: 'data', type: 'interface', groups: ['database'], requester: 'amazon-rds' }],
  [4, { name: 'cache', tier: 'data', type: 'interface', groups: ['cache'], requester: 'amazon-elasticache' }],
  [2, { name: 'endpoint', tier: 'transit', type: 'vpc_endpoint', groups: ['endpoints'], requester: 'amazon-aws' }],
]

function seatOf(site: VpcSite, index: number): Seat {
  const chance = mix(site.vpc * 7 + 3, index)
  const kind = FIXED[Math.floor(index / ZONES.length)] ?? kindOf(chance % 100)
  const zone = index % ZONES.length
  const subnet = site.subnets.find((each) => each.tier === kind.tier && each.zone === zone)
  if (!subnet) throw new Error(`The VPC has no ${kind.tier} subnet in zone ${zone}.`)
  const host = 10 + Math.floor(index / ZONES.length)
  const address = `10.${site.octet}.${subnet.octet + Math.floor(host / 250)}.${host % 250}`
  return { site, index, chance, kind, subnet, address }
}

function kindOf(percent: number): Kind {
  let sum = 0
  for (const [share, kind] of MIX) {
    sum += share
    if (percent < sum) return kind
  }
  return HOST
}

function addInterface(made: InterfaceElements, seat: Seat): void {
  const { site, index, kind } = seat
  const id = kind === NAT ? natInterfaceId(site, index) : site.id('eni', site.vpc * 65_536 + index)
  const instanceId = kind.holdsInstance ? site.id('i', site.vpc * 65_536 + index) : null
  made.networkInterfaces.push(networkInterface(seat, id, instanceId))
  if (instanceId !== null) made.instances.push(instance(seat, id, instanceId))
}

function networkInterface(seat: Seat, id: string, instanceId: string | null): JsonObject {
  const { site, kind, subnet, address, chance, index } = seat
  const association = associationOf(seat)
  return {
    ...(association === null ? {} : { Association: association }),
    Attachment: {
      AttachmentId: site.id(instanceId === null ? 'ela-attach' : 'eni-attach', site.vpc * 65_536 + index),
      DeviceIndex: instanceId === null ? 1 : 0,
      ...(instanceId === null ? {} : { InstanceId: instanceId }),
      InstanceOwnerId: instanceId === null ? (kind.requester ?? site.account) : site.account,
      Status: 'attached',
    },
    AvailabilityZone: `${site.region}${ZONES[subnet.zone] ?? 'a'}`,
    Description: descriptionOf(seat),
    Groups: groupsOf(seat).map((name) => ({ GroupId: groupId(site, name), GroupName: `${site.name}-${name}` })),
    InterfaceType: kind.type,
    Ipv6Addresses: ipv6Of(seat).map((Ipv6Address) => ({ Ipv6Address })),
    ...(chance % 16 === 5 ? { Ipv4Prefixes: [{ Ipv4Prefix: prefixOf(seat) }] } : {}),
    NetworkInterfaceId: id,
    OwnerId: site.account,
    PrivateDnsName: `ip-${address.replaceAll('.', '-')}.${site.region}.compute.internal`,
    PrivateIpAddress: address,
    PrivateIpAddresses: [
      { ...(association === null ? {} : { Association: association }), Primary: true, PrivateIpAddress: address },
    ],
    ...(kind.requester === undefined ? {} : { RequesterId: kind.requester }),
    RequesterManaged: kind.requester !== undefined,
    SourceDestCheck: kind !== NAT,
    Status: 'in-use',
    SubnetId: subnet.id,
    ...(chance % 3 === 0 ? { Tags: tagsOf(seat) } : {}),
    VpcId: site.vpcId,
  }
}

/** AWS joins a node to its load balancer by this text alone. Source: Application Load Balancers guide. */
function descriptionOf({ site, kind, index }: Seat): string {
  if (kind.holdsInstance) return ''
  if (kind !== BALANCER && kind !== INNER_BALANCER) return `${kind.name} ${index}`
  const arn = balancerArn(site, kind === BALANCER ? 'application' : 'network')
  return `ELB ${arn.slice(arn.indexOf('/') + 1)}`
}

/** One to three groups: what the kind has, then monitoring, then what somebody added long ago. */
function groupsOf({ kind, chance, index }: Seat): readonly GroupName[] {
  if (kind.groups.length === 0) return []
  const groups = [...kind.groups]
  if (chance % 2 === 0) groups.push('monitoring')
  if (index % 40 === 17) groups.push('legacy')
  if (kind === FRONT && chance % 5 === 0) groups.push('admin')
  return groups.slice(0, 3)
}

function associationOf(seat: Seat): JsonObject | null {
  const { site, kind, index, chance } = seat
  if (kind === NAT) {
    const AllocationId = site.id('eipalloc', site.vpc * 4 + index)
    return { AllocationId, IpOwnerId: site.account, PublicDnsName: '', PublicIp: natAddress(site, index) }
  }
  if (chance % 97 >= (kind.publicPercent ?? 0)) return null
  const place = site.vpc * 512 + index
  const PublicIp = `198.${18 + (Math.floor(place / 65_536) % 2)}.${Math.floor(place / 256) % 256}.${place % 256}`
  return { IpOwnerId: kind.requester ?? 'amazon', PublicDnsName: `ec2-${PublicIp.replaceAll('.', '-')}`, PublicIp }
}

function ipv6Of({ site, subnet, index, kind }: Seat): readonly string[] {
  if (site.ipv6 === null || kind.requester !== undefined) return []
  return [`${site.ipv6}:${subnet.octet.toString(16)}::${(index + 16).toString(16)}`]
}

/** A /28 of the upper half of the subnet's range: the containers of one host. */
function prefixOf({ site, subnet, index }: Seat): string {
  return `10.${site.octet}.${subnet.octet + 8 + (Math.floor(index / 16) % 8)}.${(index % 16) * 16}/28`
}

function tagsOf({ site, kind, index }: Seat): readonly JsonObject[] {
  return [
    { Key: 'Environment', Value: site.vpc % 2 === 0 ? 'production' : 'staging' },
    { Key: 'Name', Value: `${site.name}-${kind.name}-${index}` },
    { Key: 'Team', Value: `team-${site.vpc % 12}` },
  ]
}

function instance(seat: Seat, interfaceId: string, instanceId: string): JsonObject {
  const { site, subnet, address, chance } = seat
  const association = associationOf(seat)
  const groups = groupsOf(seat).map((name) => ({ GroupId: groupId(site, name), GroupName: `${site.name}-${name}` }))
  return {
    ImageId: site.id('ami', chance % 12),
    InstanceId: instanceId,
    InstanceType: ['m7g.large', 'c7i.xlarge', 't4g.medium', 'r7g.2xlarge'][chance % 4] ?? 'm7g.large',
    MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: chance % 9 === 0 ? 'optional' : 'required' },
    NetworkInterfaces: [
      {
        Attachment: { DeviceIndex: 0, Status: 'attached' },
        Groups: groups,
        InterfaceType: 'interface',
        Ipv6Addresses: ipv6Of(seat).map((Ipv6Address) => ({ Ipv6Address })),
        NetworkInterfaceId: interfaceId,
        PrivateIpAddress: address,
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
        Status: 'in-use',
        SubnetId: subnet.id,
        VpcId: site.vpcId,
      },
    ],
    OwnerId: site.account,
    Placement: { AvailabilityZone: `${site.region}${ZONES[subnet.zone] ?? 'a'}`, Tenancy: 'default' },
    PrivateIpAddress: address,
    ...(association === null ? {} : { PublicIpAddress: association['PublicIp'] }),
    SecurityGroups: groups,
    SourceDestCheck: true,
    State: { Code: 16, Name: 'running' },
    SubnetId: subnet.id,
    Tags: tagsOf(seat),
    VpcId: site.vpcId,
  }
}
