/** What the internet reaches in one network and not in another: after a rule is removed, or between two days. */

import { intervalSet, type NumberSet } from '../net/interval-set.ts'
import { ICMP, ICMPV6 } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import type { AddressSets } from './compiled/address-sets.ts'
import type { Piece } from './compiled/admitted.ts'
import type { PassageTable } from './compiled/passage.ts'
import { numbersByClients } from './compiled/passage-blocks.ts'
import { exposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import type { Network } from './network.ts'

export interface ExposureDifference {
  /** Rows of the network before, cut to what is gone. What was certain and is only possible now is lost and gained. */
  readonly lost: readonly ExposureRow[]
  /** Rows of the network after, cut to what is new: a denial or a route that goes may open something. */
  readonly gained: readonly ExposureRow[]
}

export function exposureDifference(before: Network, after: Network): ExposureDifference {
  const [old, now] = [exposure(before), exposure(after)]
  return { lost: rowsWithout(before, old, now), gained: rowsWithout(after, now, old) }
}

/** What of `rows` is in no row of `others`. Rows that both share are not looked at. */
function rowsWithout(
  { passages }: Network,
  rows: readonly ExposureRow[],
  others: readonly ExposureRow[],
): readonly ExposureRow[] {
  const shared = new Set(others)
  const own = rows.filter((row) => !shared.has(row))
  const kept = new Set(rows)
  const rivals = byMember(others.filter((row) => !kept.has(row)))
  return own.flatMap((row) =>
    partsOf(row, rivals).flatMap(({ members, against }) =>
      cut(passages[row.family], partOf(row, { members }), against),
    ),
  )
}

type ByMember = ReadonlyMap<string, readonly ExposureRow[]>

function byMember(rows: readonly ExposureRow[]): ByMember {
  const found = new Map<string, ExposureRow[]>()
  for (const row of rows) {
    for (const id of row.members) {
      const own = found.get(id)
      if (own) own.push(row)
      else found.set(id, [row])
    }
  }
  return found
}

interface Part {
  readonly members: readonly string[]
  readonly against: readonly ExposureRow[]
}

/** Members that meet the same rows of the other network. */
function partsOf(row: ExposureRow, rivals: ByMember): readonly Part[] {
  const parts = new Map<string, { members: string[]; against: readonly ExposureRow[] }>()
  const numbers = new Map<ExposureRow, number>()
  for (const id of row.members) {
    const against = (rivals.get(id) ?? []).filter((other) => isAlike(row, other))
    for (const other of against) if (!numbers.has(other)) numbers.set(other, numbers.size)
    const key = against.map((other) => numbers.get(other)).join()
    const known = parts.get(key)
    if (known) known.members.push(id)
    else parts.set(key, { members: [id], against })
  }
  return [...parts.values()]
}

function isAlike(row: ExposureRow, other: ExposureRow): boolean {
  const { family, certainty, via } = row
  return other.family === family && other.certainty === certainty && other.via === via && sharesProtocol(row, other)
}

function sharesProtocol(row: ExposureRow, other: ExposureRow): boolean {
  if (row.protocol !== 'any') return holdsProtocol(other, row.protocol)
  return other.protocol === 'any' || !row.otherThan.includes(other.protocol)
}

function holdsProtocol({ protocol, otherThan }: ExposureRow, wanted: number | 'any'): boolean {
  if (protocol !== 'any' || wanted === 'any') return protocol === wanted
  return !otherThan.includes(wanted)
}

/** What is left of a row, protocol by protocol where the other network tells more of them apart. */
function cut(table: PassageTable, row: ExposureRow, against: readonly ExposureRow[]): readonly ExposureRow[] {
  if (against.length === 0) return [row]
  if (row.protocol !== 'any') return cutProtocol(table, row, against)
  const named = against.flatMap(({ protocol, otherThan }) => (protocol === 'any' ? otherThan : [protocol]))
  const apart = [...new Set(named)].filter((protocol) => !row.otherThan.includes(protocol))
  const rest = partOf(row, { otherThan: [...row.otherThan, ...apart].sort((a, b) => a - b) })
  const each = apart.map((protocol) => partOf(row, { protocol, otherThan: [], icmp: messagesOf(protocol) }))
  return [rest, ...each].flatMap((part) => cutProtocol(table, part, against))
}

function messagesOf(protocol: number): NumberSet | null {
  return protocol === ICMP || protocol === ICMPV6 ? ALL_PORTS : null
}

function cutProtocol(table: PassageTable, row: ExposureRow, against: readonly ExposureRow[]): readonly ExposureRow[] {
  const { admitted } = table
  const { sets } = admitted
  const rivals = against.filter((other) => holdsProtocol(other, row.protocol))
  const own = admitted.ofPieces(piecesOf(sets, row))
  const left = admitted.minus(own, admitted.ofPieces(rivals.flatMap((other) => piecesOf(sets, other))))
  return [...numbersByClients(left.starts, left.known)].map(([clients, intervals]) => {
    const numbers = intervalSet(intervals)
    const told = row.icmp === null ? { ports: numbers } : { icmp: numbers }
    return partOf(row, { ...told, sources: sets.get(clients) })
  })
}

function piecesOf(sets: AddressSets, row: ExposureRow): readonly Piece[] {
  const clients = sets.of(row.sources)
  return (row.icmp ?? row.ports).map(([lo, hi]) => ({ lo, hi, known: clients, possible: clients }))
}

/** A row changed in some way, whose reasons are those of the row it is a part of. */
function partOf(row: ExposureRow, changes: Partial<Omit<ExposureRow, 'rules' | 'unknowns' | 'path'>>): ExposureRow {
  const { members, family, protocol, otherThan, ports, memberPorts, icmp, sources, certainty, via } = row
  return {
    ...{ members, family, protocol, otherThan, ports, icmp, sources, certainty, via },
    ...(memberPorts === undefined ? {} : { memberPorts }),
    ...changes,
    get rules() {
      return row.rules
    },
    get unknowns() {
      return row.unknowns
    },
    get path() {
      return row.path
    },
  }
}
