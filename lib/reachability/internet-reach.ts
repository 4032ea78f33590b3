/** Which part of the internet gets to an interface on some ports, without the words: for the many nobody is told of. */

import type { Inventory } from '../inventory/inventory.ts'
import { intersect, intervalSet, type NumberSet } from '../net/interval-set.ts'
import { hasPorts } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import type { AddressSetId, AddressSets } from './compiled/address-sets.ts'
import type { Admitted } from './compiled/admitted.ts'
import {
  type CompiledClass,
  type CompiledNetwork,
  classOfInterface,
  passageOfClass,
} from './compiled/compiled-network.ts'
import { admittedOf } from './compiled/passage.ts'
import { numbersByClients } from './compiled/passage-blocks.ts'
import { compiledOf } from './exposure.ts'
import { networkOf } from './network.ts'
import type { InternetPathQuery, Rectangle, Verdict } from './path.ts'
import { wantedBy } from './stage.ts'

export interface InternetReach {
  readonly verdict: Verdict
  /** Who surely gets to which ports, past every component. */
  readonly certain: readonly Rectangle[]
  /** Who may, should what is not known let it; those who surely do among them. */
  readonly possible: readonly Rectangle[]
}

/** The verdict of `internetPath` alone. */
export function internetVerdict(inventory: Inventory, query: InternetPathQuery): Verdict {
  return internetReach(inventory, query).verdict
}

/** The verdict with the traffic it rests on: one address that gets through is not the internet. */
export function internetReach(inventory: Inventory, query: InternetPathQuery): InternetReach {
  const compiled = compiledOf(networkOf(inventory))
  const known = inventory.networkInterfaces.get(query.interfaceId)
  return reachOfClass(compiled, (known && classOfInterface(compiled, known)) ?? null, query)
}

/** Of an interface without a class, which is in no document, nothing is known. */
export function reachOfClass(
  compiled: CompiledNetwork,
  one: CompiledClass | null,
  query: Omit<InternetPathQuery, 'interfaceId'>,
): InternetReach {
  if (!one) return { verdict: 'unknown', certain: [], possible: [wantedBy(query)] }
  const { family, protocol } = query
  const { sets } = compiled.network.passages[family].admitted
  const admitted = admittedOf(passageOfClass(compiled, one, family), protocol)
  return reachOf(sets, admitted, hasPorts(protocol) ? query.ports : ALL_PORTS)
}

/** Interfaces of many classes let the same through, and are asked for the same ports. */
const REACHES = new WeakMap<Admitted, Map<string, InternetReach>>()

function reachOf(sets: AddressSets, admitted: Admitted, ports: NumberSet): InternetReach {
  const own = REACHES.get(admitted) ?? new Map<string, InternetReach>()
  if (!REACHES.has(admitted)) REACHES.set(admitted, own)
  const key = ports.join(' ')
  const known = own.get(key)
  if (known) return known
  const certain = rectangles(sets, admitted.known, { admitted, ports })
  const possible = rectangles(sets, admitted.possible, { admitted, ports })
  const verdict = certain.length > 0 ? 'reachable' : possible.length > 0 ? 'unknown' : 'blocked'
  const reach: InternetReach = { verdict, certain, possible }
  own.set(key, reach)
  return reach
}

function rectangles(
  sets: AddressSets,
  clients: readonly AddressSetId[],
  { admitted, ports }: { readonly admitted: Admitted; readonly ports: NumberSet },
): readonly Rectangle[] {
  return [...numbersByClients(admitted.starts, clients)].flatMap(([who, intervals]) => {
    const shared = intersect(intervalSet(intervals), ports)
    return shared.length > 0 ? [{ ports: shared, sources: sets.get(who), rules: [] }] : []
  })
}
