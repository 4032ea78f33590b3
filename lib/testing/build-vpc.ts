/**
 * A VPC said in a few lines, for tests that read like the case they hold. Every step gives a new VPC, so tests share
 * a base safely; a name that was never said throws. Underneath it is describe documents like any other.
 */

import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { parsePrefix } from '../net/prefix.ts'
import { type AclSketch, type InterfaceSketch, type NetworkSketch, OPEN_ACL, sketchDocument } from './sketch-network.ts'

export interface HostOptions extends Pick<InterfaceSketch, 'publicIp' | 'privateIp' | 'ipv6' | 'status' | 'more'> {
  /** Groups said before, instead of one of its own. */
  readonly groups?: readonly string[]
}

export interface VpcUnderTest {
  /** `routes` by destination: `{ '0.0.0.0/0': 'igw-1' }`; the local routes are there already. */
  subnet(id: `subnet-${string}`, cidr: string, routes?: Readonly<Record<string, string>>): VpcUnderTest
  /**
   * An interface `eni-web` with a group `sg-web` of its own, and an instance `i-web` behind it. Rules are
   * `tcp/443 from 0.0.0.0/0`, `udp/1000-2000 from sg-web`, `all to ::/0`; without a `to`, all may leave over IPv4.
   */
  host(id: `eni-${string}`, subnet: string, rules: readonly string[], options?: HostOptions): VpcUnderTest
  /** A network ACL in place of the open one: `100 in allow tcp 22 0.0.0.0/0`. */
  acl(id: `acl-${string}`, subnets: readonly string[], entries: readonly string[]): VpcUnderTest
  /** A zonal NAT gateway, with its interface `eni-of-nat-1`; private unless it has a public address. */
  nat(id: `nat-${string}`, subnet: string, addresses: NatAddresses): VpcUnderTest
  /** A route table of the internet gateway: `{ '10.0.0.0/24': 'eni-fw' }`. */
  edge(routes: Readonly<Record<string, string>>): VpcUnderTest
  /** Elements of a key as AWS prints them; they take the place of what was said of it. */
  elements(key: DescribeKey, ...elements: readonly JsonObject[]): VpcUnderTest
  /** Null entries were not collected. */
  prefixList(id: `pl-${string}`, entries: readonly string[] | null): VpcUnderTest
  /** As if this group were in no document: what it allows is unknown. */
  withoutGroup(id: string): VpcUnderTest
  /** As if this call had not been made. */
  notCollected(key: DescribeKey): VpcUnderTest
  readonly document: DescribeDocument
  readonly inventory: Inventory
}

export interface NatAddresses {
  readonly privateIp: string
  readonly publicIp?: string
}

interface Said {
  readonly cidr: string
  readonly groups: NonNullable<NetworkSketch['groups']>
  readonly interfaces: NonNullable<NetworkSketch['interfaces']>
  readonly subnets: NonNullable<NetworkSketch['subnets']>
  readonly tables: NonNullable<NetworkSketch['tables']>
  readonly acls: Readonly<Record<string, AclSketch>>
  readonly prefixLists: NonNullable<NetworkSketch['prefixLists']>
  readonly missing: readonly DescribeKey[]
  readonly more: Partial<Record<DescribeKey, readonly JsonObject[]>>
}

const NOTHING = {
  groups: {},
  interfaces: {},
  subnets: {},
  tables: {},
  acls: {},
  prefixLists: {},
  missing: [],
  more: {},
}

/** `vpc-1` in 111122223333 and eu-west-1, with an internet gateway `igw-1` and everything collected. */
export function buildVpc(cidr: string): VpcUnderTest {
  if (parsePrefix(cidr) === null) throw new Error(`${cidr} is no CIDR block.`)
  return vpcOf({ ...NOTHING, cidr })
}

function vpcOf(said: Said): VpcUnderTest {
  return {
    subnet: (id, cidr, routes = {}) => vpcOf(withSubnet(said, id, { cidr, routes })),
    host: (id, subnet, ...rest) => vpcOf(withHost(said, { id, subnet, rules: rest[0], options: rest[1] ?? {} })),
    acl: (id, subnets, entries) => {
      for (const subnet of subnets) mustBeSaid(said.subnets, subnet)
      return vpcOf({ ...said, acls: { ...said.acls, [id]: { entries, subnets } } })
    },
    nat: (id, subnet, addresses) => vpcOf(withNat(said, { id, subnet, ...addresses })),
    edge: (routes) => vpcOf({ ...said, tables: { ...said.tables, 'rtb-edge': edgeTable(said, routes) } }),
    elements: (key, ...elements) => vpcOf({ ...said, more: { ...said.more, [key]: elements } }),
    prefixList: (id, entries) => vpcOf({ ...said, prefixLists: { ...said.prefixLists, [id]: entries } }),
    withoutGroup: (id) => {
      mustBeSaid(said.groups, id)
      return vpcOf({ ...said, groups: without(said.groups, id) })
    },
    notCollected: (key) => vpcOf({ ...said, missing: [...said.missing, key] }),
    get document() {
      return documentOf(said)
    },
    get inventory() {
      return readDescribe([documentOf(said)])
    },
  }
}

function withSubnet(said: Said, id: string, plan: { cidr: string; routes: Readonly<Record<string, string>> }): Said {
  if (parsePrefix(plan.cidr) === null) throw new Error(`${plan.cidr} is no CIDR block.`)
  const routes = [`${said.cidr} local`, ...Object.entries(plan.routes).map((route) => route.join(' '))]
  return {
    ...said,
    subnets: { ...said.subnets, [id]: { cidr: plan.cidr, ipv6: '2001:db8:1::/64' } },
    tables: { ...said.tables, [`rtb-${nameOf(id)}`]: { routes, subnets: [id] } },
  }
}

function withNat(said: Said, nat: NatAddresses & { readonly id: string; readonly subnet: string }): Said {
  const { id, subnet, privateIp, publicIp } = nat
  mustBeSaid(said.subnets, subnet)
  const eni = `eni-of-${id}`
  const own = { subnet, privateIp, publicIp: publicIp ?? null, groups: [], instance: null, type: 'nat_gateway' }
  const address = {
    PrivateIp: privateIp,
    NetworkInterfaceId: eni,
    ...(publicIp === undefined ? {} : { PublicIp: publicIp, AllocationId: 'eipalloc-1' }),
  }
  const element = {
    NatGatewayId: id,
    VpcId: 'vpc-1',
    SubnetId: subnet,
    State: 'available',
    ConnectivityType: publicIp === undefined ? 'private' : 'public',
    NatGatewayAddresses: [address],
  }
  return withMore({ ...said, interfaces: { ...said.interfaces, [eni]: own } }, 'NatGateways', [element])
}

function withMore(said: Said, key: DescribeKey, elements: readonly JsonObject[]): Said {
  return { ...said, more: { ...said.more, [key]: [...(said.more[key] ?? []), ...elements] } }
}

function edgeTable(said: Said, routes: Readonly<Record<string, string>>): NonNullable<NetworkSketch['tables']>[string] {
  const steering = Object.entries(routes).map((route) => route.join(' '))
  return { routes: [`${said.cidr} local`, ...steering], gateway: 'igw-1' }
}

interface HostPlan {
  readonly id: string
  readonly subnet: string
  readonly rules: readonly string[]
  readonly options: HostOptions
}

function withHost(said: Said, { id, subnet, rules, options }: HostPlan): Said {
  const { groups, ...addresses } = options
  mustBeSaid(said.subnets, subnet)
  for (const group of groups ?? []) mustBeSaid(said.groups, group)
  const own = `sg-${nameOf(id)}`
  const texts = rules.map(ruleText)
  const leaves = texts.some((text) => text.startsWith('out ')) ? [] : ['out all 0.0.0.0/0']
  return {
    ...said,
    groups: groups ? said.groups : { ...said.groups, [own]: [...texts, ...leaves] },
    interfaces: {
      ...said.interfaces,
      [id]: { publicIp: null, ...addresses, subnet, groups: groups ?? [own], instance: `i-${nameOf(id)}` },
    },
  }
}

/** Protocols without a name here are GRE and ESP. */
const RULE = /^(tcp|udp|icmp|icmpv6|47|50|all)(?:\/(\d+(?:-\d+)?))? (from|to) (\S+)$/

function ruleText(rule: string): string {
  const [, protocol, ports, direction, peer] = RULE.exec(rule) ?? []
  if (protocol === undefined) throw new Error(`"${rule}" is no rule such as "tcp/443 from 0.0.0.0/0".`)
  return [direction === 'from' ? 'in' : 'out', protocol, ports, peer].filter((word) => word !== undefined).join(' ')
}

function documentOf(said: Said): DescribeDocument {
  const guarded = new Set(Object.values(said.acls).flatMap(({ subnets }) => subnets ?? []))
  const rest = Object.keys(said.subnets).filter((id) => !guarded.has(id))
  const account = '111122223333'
  return sketchDocument({
    groups: said.groups,
    interfaces: said.interfaces,
    subnets: said.subnets,
    tables: { ...said.tables, 'rtb-main': { routes: [`${said.cidr} local`], main: true } },
    acls: { ...said.acls, 'acl-default': { ...OPEN_ACL, subnets: rest } },
    prefixLists: said.prefixLists,
    elements: {
      Vpcs: [{ VpcId: 'vpc-1', CidrBlock: said.cidr, State: 'available', OwnerId: account }],
      Instances: Object.entries(said.interfaces)
        .filter(([, { instance: none }]) => none !== null)
        .map(instance),
      ...said.more,
    },
    missing: said.missing,
  })
}

function instance([id, { subnet, groups }]: readonly [string, InterfaceSketch]): JsonObject {
  return {
    InstanceId: `i-${nameOf(id)}`,
    VpcId: 'vpc-1',
    ...(subnet === undefined ? {} : { SubnetId: subnet }),
    State: { Name: 'running' },
    SecurityGroups: (groups ?? []).map((GroupId) => ({ GroupId })),
    NetworkInterfaces: [{ NetworkInterfaceId: id }],
    Tags: [{ Key: 'Name', Value: nameOf(id) }],
  }
}

/** `web` of `eni-web`. */
function nameOf(id: string): string {
  return id.slice(id.indexOf('-') + 1)
}

function mustBeSaid(said: Readonly<Record<string, unknown>>, id: string): void {
  if (!Object.hasOwn(said, id))
    throw new Error(`${id} was not said; there are ${Object.keys(said).join(', ') || 'none'}.`)
}

function without<T>(record: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== id))
}
