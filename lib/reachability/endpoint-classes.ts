/**
 * Ends of paths that no rule of the network can tell apart: one trace between two of them answers for all.
 * Narrower than an interface class: the subnet itself counts, because traffic within one meets no ACL, and so does on
 * which side of every block in every rule an address stands.
 */

import type { Inventory } from '../inventory/inventory.ts'
import type { InterfaceType, NetworkInterface } from '../inventory/network.ts'
import type { Route } from '../inventory/routing.ts'
import { type Address, type Family, lastIpv4, lastIpv6, type Prefix } from '../net/prefix.ts'
import { GroupSets, Interned } from './compiled/interface-columns.ts'
import type { Network } from './network.ts'
import { sameAddress } from './packet.ts'
import { hasPublicAddress, publicAddresses } from './public-addresses.ts'

/** One address of one interface. */
export interface Endpoint {
  readonly networkInterface: NetworkInterface
  readonly address: Address
}

export interface EndpointClass {
  /** The first by interface id. */
  readonly representative: Endpoint
  readonly members: readonly Endpoint[]
}

/**
 * Interfaces that only pass traffic on: no path starts or ends at them.
 * Source: Network Access Analyzer guide, "How Network Access Analyzer works", limitations.
 */
const PASSED_THROUGH: ReadonlySet<InterfaceType> = new Set<InterfaceType>([
  'nat-gateway',
  'transit-gateway',
  'network-load-balancer',
  'gateway-load-balancer',
  'gateway-load-balancer-endpoint',
])

export function isPathEnd({ type }: NetworkInterface): boolean {
  return !PASSED_THROUGH.has(type)
}

/** The classes of all addresses of a family, in the order of interface ids. */
export function endpointClasses(
  network: Network,
  family: Family,
  interfaces: Iterable<NetworkInterface> = network.inventory.networkInterfaces.values(),
): readonly EndpointClass[] {
  const classes = new Map<number, Endpoint[]>()
  for (const networkInterface of interfaces) {
    for (const end of endsOf(network, family, networkInterface)) {
      const members = classes.get(end.kind)
      if (members) members.push(end)
      else classes.set(end.kind, [end])
    }
  }
  return [...classes.values()].flatMap((members) => {
    const representative = members.at(0)
    return representative ? [{ representative, members }] : []
  })
}

/** Ends of one kind are of one class, whoever asks. */
interface ClassedEnd extends Endpoint {
  readonly kind: number
}

/** Kinds under small numbers: ids are looked up one by one, as a text of them all costs more than the rest. */
class Kinds {
  readonly ends = new Map<NetworkInterface, readonly ClassedEnd[]>()
  readonly #groups = new GroupSets()
  readonly #states = new Interned()
  /** By subnet, then groups and state: by side, public or not, the number of the kind. */
  readonly #bySubnet = new Map<string, Map<number, Map<number, number>>>()
  #count = 0

  /** Of ends at interfaces like this one. */
  like({ inventory }: Network, one: NetworkInterface): (side: number, isPublic: boolean) => number {
    const subnet = entryOf(this.#bySubnet, one.subnetId, newMap<number, Map<number, number>>)
    const state = this.#states.number(stateOf(inventory, one))
    const sides = entryOf(subnet, this.#groups.number(one.securityGroupIds) * STATES + state, newMap<number, number>)
    return (side, isPublic) => entryOf(sides, side * 2 + Number(isPublic), () => this.#count++)
  }
}

/** More states of interfaces than there can be interfaces. */
const STATES = 2 ** 26

function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>()
}

function entryOf<K, V>(entries: Map<K, V>, key: K, make: () => V): V {
  const known = entries.get(key)
  if (known !== undefined) return known
  const made = make()
  entries.set(key, made)
  return made
}

const KINDS = new WeakMap<Network, Readonly<Record<Family, Kinds>>>()

/** The ends of an interface with their kinds: worked out once, because rules ask for classes again and again. */
function endsOf(network: Network, family: Family, one: NetworkInterface): readonly ClassedEnd[] {
  const both = KINDS.get(network) ?? { 4: new Kinds(), 6: new Kinds() }
  KINDS.set(network, both)
  const { ends } = both[family]
  const known = ends.get(one)
  if (known) return known
  const made = classed(network, one, { kinds: both[family], family })
  ends.set(one, made)
  return made
}

const NO_ENDS: readonly ClassedEnd[] = []

function classed(
  network: Network,
  one: NetworkInterface,
  { kinds, family }: { readonly kinds: Kinds; readonly family: Family },
): readonly ClassedEnd[] {
  const addresses = isPathEnd(one) ? addressesOf(one, family) : []
  if (addresses.length === 0) return NO_ENDS
  const kindOf = kinds.like(network, one)
  return addresses.map((address): ClassedEnd => {
    const isPublic = publicNameOf(network, { networkInterface: one, address }) !== null
    return { networkInterface: one, address, kind: kindOf(addressSide(network, address), isPublic) }
  })
}

/** Private addresses of IPv4, all of IPv6, and the first of each delegated prefix. Source: EC2 guide, "Prefix delegation". */
export function addressesOf(networkInterface: NetworkInterface, family: Family): readonly Address[] {
  const own =
    family === 4 ? networkInterface.addresses.map(({ privateIp }) => privateIp) : networkInterface.ipv6Addresses
  const delegated = networkInterface.prefixes.map(firstOf)
  return [...own, ...delegated].filter((address) => address.family === family)
}

/** The address by which the internet names an end; null when it has none. One that maps to no own address maps to the first. */
export function publicNameOf(network: Network, { networkInterface, address }: Endpoint): Address | null {
  if (!hasPublicAddress(network, networkInterface, address.family)) return null
  const mapped = publicAddresses(network, networkInterface, address.family)
  const exact = mapped.find(({ privateIp }) => sameAddress(privateIp, address))
  if (exact || mapped.length === 0) return exact?.publicIp ?? null
  const own = addressesOf(networkInterface, address.family)
  if (!own[0] || !sameAddress(own[0], address)) return null
  return mapped.find(({ privateIp }) => !own.some((each) => sameAddress(each, privateIp)))?.publicIp ?? null
}

function firstOf(prefix: Prefix): Address {
  return prefix.family === 4 ? { family: 4, value: prefix.base } : { family: 6, value: prefix.base }
}

/** What of an interface decides beside its place and its groups; nothing for nearly all of them. */
function stateOf({ instances }: Inventory, one: NetworkInterface): string {
  const { status, sourceDestCheck, denyAllIgwTraffic, unread } = one
  const instance = one.instanceId === null ? undefined : instances.get(one.instanceId)
  const running = instance === undefined || instance.state === 'running'
  const isUsual = status === 'in-use' && sourceDestCheck && !denyAllIgwTraffic && running && unread.length === 0
  if (isUsual && isPlain(one)) return instance ? 'running' : ''
  const untold = unread.length === 0 ? '' : unread.join()
  return `${status}|${sourceDestCheck}|${denyAllIgwTraffic}|${instance?.state ?? ''}|${untold}|${isPlain(one) ? '' : one.id}`
}

/** An interface that stands for a service answers for itself: its listeners or its endpoint decide. */
function isPlain({ type, description }: NetworkInterface): boolean {
  return (type === 'interface' || type === 'lambda' || type === 'efa') && !description.startsWith('ELB ')
}

/** Where a block of any rule, entry or route begins, or ends: only there can two neighbouring addresses be told apart. */
function cutsOf(prefixes: Iterable<Prefix>, family: Family): readonly (number | bigint)[] {
  const cuts = new Set<number | bigint>()
  for (const prefix of prefixes) {
    if (prefix.family !== family) continue
    cuts.add(prefix.base)
    cuts.add(prefix.family === 4 ? lastIpv4(prefix) + 1 : lastIpv6(prefix) + 1n)
  }
  return [...cuts].toSorted((a, b) => (a < b ? -1 : 1))
}

/** Each is looked through once for every address there is. */
function ipv4Cuts(prefixes: Iterable<Prefix>): Float64Array {
  return Float64Array.from(cutsOf(prefixes, 4), Number)
}

type Sides = Readonly<Record<Family, (address: Address) => number>>

const SIDES = new WeakMap<Inventory, Sides>()

/** Of every block in every rule, entry and route: found once, because rules ask for classes again and again. */
function sidesOf(inventory: Inventory): Sides {
  const known = SIDES.get(inventory)
  if (known) return known
  const sides = { 4: sideOf(ipv4Cuts(prefixesOf(inventory))), 6: sideOf(cutsOf(prefixesOf(inventory), 6)) }
  SIDES.set(inventory, sides)
  return sides
}

/** On which side of every block in every rule, entry and route an address stands. */
export function addressSide({ inventory }: Network, address: Address): number {
  return sidesOf(inventory)[address.family](address)
}

const ROUTE_SIDES = new WeakMap<Inventory, Sides>()

/** On which side of the destinations of all routes an address stands: two of one side are routed alike everywhere. */
export function routeSide({ inventory }: Network, address: Address): number {
  const known = ROUTE_SIDES.get(inventory)
  const sides = known ?? {
    4: sideOf(ipv4Cuts(routedPrefixes(inventory))),
    6: sideOf(cutsOf(routedPrefixes(inventory), 6)),
  }
  if (!known) ROUTE_SIDES.set(inventory, sides)
  return sides[address.family](address)
}

function* prefixesOf(inventory: Inventory): Generator<Prefix> {
  for (const { rules } of inventory.securityGroups.values()) {
    for (const { peer } of rules) if (peer.kind === 'prefix') yield peer.prefix
  }
  for (const { entries } of inventory.networkAcls.values()) for (const { cidr } of entries) yield cidr
  yield* routedPrefixes(inventory)
}

function* routedPrefixes(inventory: Inventory): Generator<Prefix> {
  for (const { entries } of inventory.prefixLists.values()) yield* entries ?? []
  for (const { routes } of inventory.routeTables.values()) yield* destinationsOf(routes)
  for (const { routes } of inventory.transitGatewayRouteTables.values()) yield* destinationsOf(routes ?? [])
  for (const { routes } of inventory.vpnConnections.values()) yield* routes
}

function* destinationsOf(routes: readonly Pick<Route, 'destination'>[]): Generator<Prefix> {
  for (const { destination } of routes) if (destination.kind === 'prefix') yield destination.prefix
}

/** How many cuts are at or before an address. */
function sideOf(cuts: ArrayLike<number | bigint>): (address: Address) => number {
  return ({ value }) => {
    let lo = 0
    let hi = cuts.length
    while (lo < hi) {
      const middle = (lo + hi) >> 1
      if ((cuts[middle] ?? 0) <= value) lo = middle + 1
      else hi = middle
    }
    return lo
  }
}
