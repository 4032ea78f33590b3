/** A passage as blocks of traffic: for each protocol the numbers that the same clients get through to. */

import { type Interval, intervalSet, type NumberSet } from '../../net/interval-set.ts'
import { type AddressSetId, NOBODY } from './address-sets.ts'
import type { Admitted } from './admitted.ts'
import { admittedOf, type Passage, type PassageTable, type ProtocolOrRest } from './passage.ts'

/** Blocks of one protocol and certainty differ in their clients, and no number is in two of one certainty. */
export interface Block {
  readonly protocol: ProtocolOrRest
  /** Destination ports, or ICMP messages as type × 256 + code; every number where the protocol has neither. */
  readonly numbers: NumberSet
  readonly clients: AddressSetId
  readonly certainty: 'reachable' | 'unknown'
}

const BLOCKS = new WeakMap<Passage, readonly Block[]>()

/** The blocks of a passage, worked out once for all who have it. */
export function blocksOf(table: PassageTable, passage: Passage): readonly Block[] {
  const known = BLOCKS.get(passage)
  if (known) return known
  const blocks = [
    ...passage.protocols.flatMap((protocol) => blocksOfProtocol(table, protocol, admittedOf(passage, protocol))),
    ...blocksOfProtocol(table, 'others', passage.others),
  ]
  BLOCKS.set(passage, blocks)
  return blocks
}

function blocksOfProtocol(table: PassageTable, protocol: ProtocolOrRest, admitted: Admitted): readonly Block[] {
  const { sets } = table.admitted
  const certain = admitted.known
  const doubtful = admitted.possible.map((possible, index) => sets.minus(possible, certain[index] ?? NOBODY))
  return (['reachable', 'unknown'] as const).flatMap((certainty) => {
    const byClients = numbersByClients(admitted.starts, certainty === 'reachable' ? certain : doubtful)
    return [...byClients].map(([clients, numbers]) => ({
      protocol,
      numbers: intervalSet(numbers),
      clients,
      certainty,
    }))
  })
}

/** The numbers of each set of clients; nobody is left out. */
export function numbersByClients(
  starts: readonly number[],
  clients: readonly AddressSetId[],
): ReadonlyMap<AddressSetId, readonly Interval<number>[]> {
  const found = new Map<AddressSetId, Interval<number>[]>()
  for (const [index, lo] of starts.entries()) {
    const who = clients[index] ?? NOBODY
    if (who === NOBODY) continue
    const stretch: Interval<number> = [lo, (starts[index + 1] ?? 65536) - 1]
    const known = found.get(who)
    if (known) known.push(stretch)
    else found.set(who, [stretch])
  }
  return found
}
