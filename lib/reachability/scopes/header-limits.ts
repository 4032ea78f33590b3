/** A packet header statement as sets, and a product narrowed to them. */

import type { Inventory } from '../../inventory/inventory.ts'
import { holds, intersect, type NumberSet, subtract } from '../../net/interval-set.ts'
import type { Address } from '../../net/prefix.ts'
import {
  type AddressSet,
  ALL_PORTS,
  addressSet,
  hasAddresses,
  intersectAddresses,
  subtractAddresses,
} from '../../net/traffic.ts'
import type { Endpoint } from '../endpoint-classes.ts'
import { prefixListEntries } from '../security-group-filter.ts'
import type { PathProduct } from './path-product.ts'
import type { AddressStatement, PacketHeaderStatement } from './scope.ts'

export interface LimitOptions {
  readonly inventory: Inventory
  /** What a list whose entries were not collected means: for what is found everything, for what is left out nothing. */
  readonly unreadLists: 'everything' | 'nothing'
}

/** Null is no limit. */
export interface HeaderLimits {
  readonly sources: AddressSet | null
  readonly destinations: AddressSet | null
  readonly sourcePorts: NumberSet | null
  readonly destinationPorts: NumberSet | null
}

/** What a header says, its exceptions taken out of each list. */
export function limitsOf(header: PacketHeaderStatement, options: LimitOptions): HeaderLimits {
  const { except } = header
  return {
    sources: addressLimit(header.sources, except?.sources ?? null, options),
    destinations: addressLimit(header.destinations, except?.destinations ?? null, options),
    sourcePorts: portLimit(header.sourcePorts, except?.sourcePorts ?? null),
    destinationPorts: portLimit(header.destinationPorts, except?.destinationPorts ?? null),
  }
}

function addressLimit(
  wanted: AddressStatement | null,
  except: AddressStatement | null,
  { inventory, unreadLists }: LimitOptions,
): AddressSet | null {
  if (!wanted && !except) return null
  const all = wanted ? addressesOf(wanted, { inventory, unreadLists }) : EVERYWHERE
  // An exception to what is found must be known to hold; to what is left out, it counts as soon as it may.
  const turned = unreadLists === 'everything' ? 'nothing' : 'everything'
  return except ? subtractAddresses(all, addressesOf(except, { inventory, unreadLists: turned })) : all
}

function addressesOf(
  { prefixes, prefixLists }: AddressStatement,
  { inventory, unreadLists }: LimitOptions,
): AddressSet {
  const entries = prefixLists.map((id) => prefixListEntries(inventory.prefixLists.get(id)))
  if (unreadLists === 'everything' && entries.some((list) => list === null)) return EVERYWHERE
  return addressSet([...prefixes, ...entries.flatMap((list) => list ?? [])])
}

const EVERYWHERE = addressSet([
  { family: 4, base: 0, length: 0 },
  { family: 6, base: 0n, length: 0 },
])

function portLimit(wanted: NumberSet | null, except: NumberSet | null): NumberSet | null {
  return except ? subtract(wanted ?? ALL_PORTS, except) : wanted
}

/** The addresses a packet has where the header is looked at, when they are not those of its ends. */
export interface Rewritten {
  readonly source: Address | null
  readonly destination: Address | null
}

/** The part of a product within the limits; null when nothing is left. */
export function narrowedTo(product: PathProduct, limits: HeaderLimits, rewritten: Rewritten): PathProduct | null {
  const from = endWithin(limits.sources, rewritten.source, {
    ends: product.senders,
    outside: product.sourceAddresses,
  })
  const to = endWithin(limits.destinations, rewritten.destination, {
    ends: product.receivers,
    outside: product.destinationAddresses,
  })
  const sourcePorts = limits.sourcePorts ? intersect(product.sourcePorts, limits.sourcePorts) : product.sourcePorts
  const destinationPorts = limits.destinationPorts
    ? intersect(product.destinationPorts, limits.destinationPorts)
    : product.destinationPorts
  if (!from || !to || sourcePorts.length === 0 || destinationPorts.length === 0) return null
  return {
    senders: from.ends,
    sourceAddresses: from.outside,
    receivers: to.ends,
    destinationAddresses: to.outside,
    sourcePorts,
    destinationPorts,
  }
}

interface OneEnd {
  readonly ends: readonly Endpoint[]
  readonly outside: AddressSet
}

/** Of interfaces those whose address is meant, by its public name too where the packet still has that; of an outside a part. */
function endWithin(limit: AddressSet | null, rewritten: Address | null, end: OneEnd): OneEnd | null {
  if (!limit) return end
  if (end.ends.length === 0) {
    const outside = intersectAddresses(end.outside, limit)
    return hasAddresses(outside) ? { ends: [], outside } : null
  }
  const named = (one: Endpoint) =>
    isIn(limit, one.address) || (rewritten !== null && publicOf(one).some((address) => isIn(limit, address)))
  const kept = rewritten !== null && !end.ends.some(named) && isIn(limit, rewritten) ? end.ends : end.ends.filter(named)
  return kept.length === 0 ? null : { ends: kept, outside: end.outside }
}

function publicOf({ networkInterface, address }: Endpoint): readonly Address[] {
  return networkInterface.addresses.flatMap(({ privateIp, publicIp }) =>
    publicIp && privateIp.value === address.value ? [publicIp] : [],
  )
}

function isIn({ v4, v6 }: AddressSet, address: Address): boolean {
  return address.family === 4 ? holds(v4, address.value) : holds(v6, address.value)
}
