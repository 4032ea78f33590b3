/**
 * Interfaces as columns: what decides about their traffic in a few numbers each, ids interned, nothing else kept. A
 * million of them fit where a million objects would not; a reader that streams adds them one by one.
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import type { Address, Family } from '../../net/prefix.ts'
import { globalAddresses } from '../public-addresses.ts'
import { numberAt } from './number-at.ts'

/** What an interface is or lacks, as bits. */
export const PUBLIC_4 = 1
export const PUBLIC_6 = 2
/** Attached to nothing. */
export const UNATTACHED = 4
/** Told to refuse what comes by the internet gateway. */
export const REFUSING = 128
/** A NAT gateway: it opens nothing inward. */
export const NAT = 256
/** A group, or an address, could not be read. */
export const UNREAD_GROUPS = 8
export const UNREAD_ADDRESSES = 16
/** Of a kind no security group filters. */
export const UNFILTERED = 32
/** Its instance is not running. */
export const OFF = 64
/** How many different combinations of bits there are. */
export const FLAG_COMBINATIONS = 512

const FIRST_CAPACITY = 1024

export class InterfaceColumns {
  /** Interface ids in the order they were added. */
  readonly ids: string[] = []
  /** Ids of the instances they are attached to. */
  readonly instanceIds: (string | null)[] = []
  readonly vpcs = new Interned()
  readonly subnets = new Interned()
  readonly groupSets = new GroupSets()
  /** By subnet: the VPC that was last seen with it. */
  readonly #vpcOfSubnet: string[] = []
  readonly #vpcNumbers: number[] = []
  /** By interface: numbers of `vpcs`, `subnets` and `groupSets`. */
  vpc = new Int32Array(FIRST_CAPACITY)
  subnet = new Int32Array(FIRST_CAPACITY)
  groupSet = new Int32Array(FIRST_CAPACITY)
  flags = new Uint16Array(FIRST_CAPACITY)
  /** The private address behind the public IPv4 address, else the primary one; 0 for none. */
  privateIpv4 = new Uint32Array(FIRST_CAPACITY)
  /** The first IPv6 address, high half before low; 0 for none. */
  ipv6 = new BigUint64Array(2 * FIRST_CAPACITY)

  /** By document and element: the number of the interface read from it. */
  readonly #read: number[][] = []
  #numbers: ReadonlyMap<string, number> | null = null

  get count(): number {
    return this.ids.length
  }

  /**
   * The number of an interface; undefined for one that was not added. Looked up by where it was read from, as a map of
   * all ids costs a miss of the cache for each question.
   */
  numberOf({ id, source }: NetworkInterface): number | undefined {
    const number = this.#read[source.document]?.[source.index]
    return number !== undefined && this.ids[number] === id ? number : this.#byId().get(id)
  }

  #byId(): ReadonlyMap<string, number> {
    if (this.#numbers?.size !== this.ids.length) this.#numbers = new Map(this.ids.map((id, number) => [id, number]))
    return this.#numbers
  }

  add(networkInterface: NetworkInterface): void {
    const index = this.ids.length
    const { document, index: element } = networkInterface.source
    const read = this.#read[document] ?? []
    this.#read[document] = read
    read[element] = index
    if (index === this.vpc.length) this.#grow()
    this.ids.push(networkInterface.id)
    this.instanceIds.push(networkInterface.instanceId)
    this.#stand(index, networkInterface)
    this.groupSet[index] = this.groupSets.number(networkInterface.securityGroupIds)
    const globals = globalAddresses(networkInterface)
    this.flags[index] = flagsOf(networkInterface, globals.length > 0)
    this.privateIpv4[index] = privateIpv4Of(networkInterface)
    const global = globals[0]?.privateIp
    if (global?.family === 6) {
      this.ipv6[2 * index] = global.value >> 64n
      this.ipv6[2 * index + 1] = BigInt.asUintN(64, global.value)
    }
  }

  #stand(index: number, { vpcId, subnetId }: NetworkInterface): void {
    const subnet = this.subnets.number(subnetId)
    this.subnet[index] = subnet
    const same = this.#vpcOfSubnet[subnet] === vpcId
    const vpc = same ? numberAt(this.#vpcNumbers, subnet) : this.vpcs.number(vpcId)
    this.vpc[index] = vpc
    this.#vpcOfSubnet[subnet] = vpcId
    this.#vpcNumbers[subnet] = vpc
  }

  /** The address by which a route of a gateway's table finds the interface; undefined when there is none. */
  steeredAddress(index: number, family: Family): Address | undefined {
    if (family === 4) {
      const value = numberAt(this.privateIpv4, index)
      return value === 0 ? undefined : { family, value }
    }
    const value = ((this.ipv6[2 * index] ?? 0n) << 64n) | (this.ipv6[2 * index + 1] ?? 0n)
    return value === 0n ? undefined : { family, value }
  }

  #grow(): void {
    const capacity = this.vpc.length * 2
    this.vpc = grown(new Int32Array(capacity), this.vpc)
    this.subnet = grown(new Int32Array(capacity), this.subnet)
    this.groupSet = grown(new Int32Array(capacity), this.groupSet)
    this.flags = grown(new Uint16Array(capacity), this.flags)
    this.privateIpv4 = grown(new Uint32Array(capacity), this.privateIpv4)
    this.ipv6 = grown(new BigUint64Array(2 * capacity), this.ipv6)
  }
}

/** Texts under small numbers, in the order they first came. */
export class Interned {
  readonly texts: string[] = []
  readonly #numbers = new Map<string, number>()

  number(text: string): number {
    return numberIn(this.#numbers, text, () => this.texts.push(text) - 1)
  }
}

/** Sets of security groups under small numbers; the order AWS prints a set in makes no difference. */
export class GroupSets {
  /** By number: the ids of the set, ascending. */
  readonly ids: (readonly string[])[] = []
  readonly #groups = new Interned()
  readonly #ofOne: number[] = []
  /** By the smaller number of the two groups. */
  readonly #ofTwo: Map<number, number>[] = []
  readonly #others = new Map<string, number>()

  /** One group or two need no text, and nearly all sets are of one or two. */
  number(ids: readonly string[]): number {
    const first = ids[0]
    const second = ids[1]
    if (first === undefined || ids.length > 2) return this.#numberOfMany(ids)
    const one = this.#groups.number(first)
    if (second === undefined) {
      const known = this.#ofOne[one] ?? this.#added(ids)
      this.#ofOne[one] = known
      return known
    }
    const other = this.#groups.number(second)
    const pairs = this.#ofTwo[Math.min(one, other)] ?? new Map<number, number>()
    this.#ofTwo[Math.min(one, other)] = pairs
    return numberIn(pairs, Math.max(one, other), () => this.#added(ids))
  }

  #numberOfMany(ids: readonly string[]): number {
    return numberIn(this.#others, ids.toSorted().join(), () => this.#added(ids))
  }

  #added(ids: readonly string[]): number {
    return this.ids.push(ids.toSorted()) - 1
  }
}

function numberIn<K>(numbers: Map<K, number>, key: K, add: () => number): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  const added = add()
  numbers.set(key, added)
  return added
}

function grown<A extends { set(other: A): void }>(larger: A, old: A): A {
  larger.set(old)
  return larger
}

function flagsOf({ addresses, type, status, denyAllIgwTraffic, unread }: NetworkInterface, global: boolean): number {
  let flags = global ? PUBLIC_6 : 0
  for (const { publicIp } of addresses) if (publicIp?.family === 4) flags |= PUBLIC_4
  if (status === 'available') flags |= UNATTACHED
  if (denyAllIgwTraffic) flags |= REFUSING
  if (type === 'nat-gateway') flags |= NAT
  if (UNFILTERED_TYPES.has(type)) flags |= UNFILTERED
  for (const text of unread) flags |= text.startsWith('security group') ? UNREAD_GROUPS : UNREAD_ADDRESSES
  return flags
}

function privateIpv4Of({ addresses }: NetworkInterface): number {
  const mapped = addresses.find(({ publicIp }) => publicIp?.family === 4) ?? addresses[0]
  return mapped?.privateIp.family === 4 ? mapped.privateIp.value : 0
}

/** NAT gateways, transit gateways, Gateway Load Balancers and a Network Load Balancer made without groups. */
export const UNFILTERED_TYPES: ReadonlySet<NetworkInterface['type']> = new Set([
  'nat-gateway',
  'transit-gateway',
  'network-load-balancer',
  'gateway-load-balancer',
  'gateway-load-balancer-endpoint',
])
