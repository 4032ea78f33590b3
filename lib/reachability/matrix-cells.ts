/** The cells of a matrix as they fill: by pair of groups and protocol. */

import { covers, intersect, type NumberSet, subtract, union } from '../net/interval-set.ts'
import type { Endpoint, EndpointClass } from './endpoint-classes.ts'
import type { ExposureRow } from './exposure-row.ts'
import { INTERNET_ROW, type MatrixCell, type MatrixExample, type MatrixGroup } from './matrix-cell.ts'
import type { PairTraffic } from './pair-traffic.ts'
import type { ClassPair } from './pairs-worth-asking.ts'

const EXAMPLES_MAX = 3

interface OpenCell {
  readonly ports: Record<MatrixCell['verdict'], NumberSet>
  readonly examples: Record<MatrixCell['verdict'], MatrixExample[]>
}

/** What is known between two groups, by protocol. */
type Cells = Map<number | 'any', OpenCell>

/** Some members of a class, by the number of the group they are in. */
type Seats = ReadonlyMap<number, readonly string[]>

/** Where the traffic between two classes is told. */
export interface CellPlace extends OutwardPlace {
  readonly targets: Seats
  /** Of every pair of a source and a target. */
  readonly cells: readonly Cells[]
}

/** Where what a class sends to the internet is told. */
export interface OutwardPlace {
  readonly sources: Seats
  readonly cells: readonly Cells[]
}

/** Is it known already that these groups reach each other on all of these ports? Then another pair adds nothing. */
export function isTold({ cells }: OutwardPlace, protocol: number, ports: NumberSet): boolean {
  return cells.every((byProtocol) => {
    const cell = byProtocol.get(protocol)
    return cell !== undefined && covers(cell.ports.reachable, ports)
  })
}

export class CellDraft {
  readonly #groups: readonly MatrixGroup[]
  readonly #groupsOf = new Map<string, number[]>()
  /** Row by row, first that of the internet. */
  readonly #rows: readonly Cells[][]
  readonly #seats = new Map<EndpointClass, Seats>()

  constructor(groups: readonly MatrixGroup[]) {
    this.#groups = groups
    this.#rows = [null, ...groups].map(() => [])
    for (const [index, { interfaceIds }] of groups.entries()) {
      for (const id of interfaceIds) {
        const own = this.#groupsOf.get(id)
        if (own) own.push(index)
        else this.#groupsOf.set(id, [index])
      }
    }
  }

  placeOf({ from, to }: ClassPair): CellPlace {
    const sources = this.#seatsOf(from)
    const targets = this.#seatsOf(to)
    const cells: Cells[] = []
    for (const source of sources.keys()) for (const target of targets.keys()) cells.push(this.#cellsAt(source, target))
    return { sources, targets, cells }
  }

  addTraffic({ sources, targets }: CellPlace, pair: { from: Endpoint; to: Endpoint }, traffic: PairTraffic): void {
    const verdict = traffic.verdict === 'reachable' ? 'reachable' : 'unknown'
    for (const [source, senders] of sources) {
      for (const [target, receivers] of targets) {
        const found = differing(senders, receivers, pair)
        if (!found) continue
        const example = { ...found, family: pair.to.address.family, port: traffic.trace.query.port }
        add(this.#cellsAt(source, target), traffic.protocol, { ports: traffic.ports, verdict, example })
      }
    }
  }

  outwardPlaceOf(from: EndpointClass): OutwardPlace {
    const sources = this.#seatsOf(from)
    return { sources, cells: [...sources.keys()].map((source) => this.#cellsAt(source, this.#outside)) }
  }

  addOutward(
    { sources }: OutwardPlace,
    { protocol, ports, trace }: Pick<PairTraffic, 'protocol' | 'ports' | 'trace'>,
  ): void {
    const verdict = trace.verdict === 'reachable' ? 'reachable' : 'unknown'
    const { port, family } = trace.query
    for (const [source, [from]] of sources) {
      if (from === undefined || family === null) continue
      const example = { from, to: INTERNET_ROW, family, port }
      add(this.#cellsAt(source, this.#outside), protocol, { ports, verdict, example })
    }
  }

  addExposure(row: ExposureRow): void {
    const targets = new Map<number, string>()
    for (const id of row.members)
      for (const index of this.#groupsOf.get(id) ?? []) if (!targets.has(index)) targets.set(index, id)
    const port = typeof row.protocol === 'number' && row.icmp === null ? (row.ports[0]?.[0] ?? null) : null
    for (const [target, to] of targets) {
      const example = { from: INTERNET_ROW, to, family: row.family, port }
      add(this.#cellsAt(INTERNET, target), row.protocol, { ports: row.ports, verdict: row.certainty, example })
    }
  }

  /** In the order of the groups, and of the protocols in a cell. */
  cells(): readonly MatrixCell[] {
    const ids = [...this.#groups.map(({ id }) => id), INTERNET_ROW]
    return this.#rows.flatMap((row, source) =>
      ids.flatMap((to, target) => {
        const from = ids[source - 1] ?? INTERNET_ROW
        const cells = [...(row[target] ?? [])].toSorted(([a], [b]) => rank(a) - rank(b))
        return cells.flatMap(([protocol, cell]) => written({ from, to, protocol }, cell))
      }),
    )
  }

  /** The column after that of the last group. */
  get #outside(): number {
    return this.#groups.length
  }

  #cellsAt(source: number, target: number): Cells {
    const row = this.#rows[source + 1] ?? []
    const known = row[target]
    if (known) return known
    const cells: Cells = new Map()
    row[target] = cells
    return cells
  }

  #seatsOf(one: EndpointClass): Seats {
    const known = this.#seats.get(one)
    if (known) return known
    const found = new Map<number, string[]>()
    this.#seats.set(one, found)
    for (const { networkInterface } of one.members) {
      for (const index of this.#groupsOf.get(networkInterface.id) ?? []) {
        const ids = found.get(index)
        // Two tell enough: one of them is another than whoever is on the far side.
        if (!ids) found.set(index, [networkInterface.id])
        else if (ids.length < 2 && ids[0] !== networkInterface.id) ids.push(networkInterface.id)
      }
    }
    return found
  }
}

/** The row before that of the first group. */
const INTERNET = -1

type Found = Pick<MatrixCell, 'ports' | 'verdict'> & { readonly example: MatrixExample }

function add(cells: Cells, protocol: number | 'any', { verdict, ports, example }: Found): void {
  const cell = cells.get(protocol) ?? {
    ports: { reachable: [], unknown: [] },
    examples: { reachable: [], unknown: [] },
  }
  cell.ports[verdict] = union(cell.ports[verdict], ports)
  if (cell.examples[verdict].length < EXAMPLES_MAX) cell.examples[verdict].push(example)
  cells.set(protocol, cell)
}

/** What is surely reached is not told again as perhaps reached. */
function written(
  head: Pick<MatrixCell, 'from' | 'to' | 'protocol'>,
  { ports, examples }: OpenCell,
): readonly MatrixCell[] {
  const maybe = subtract(ports.unknown, ports.reachable)
  const parts: readonly MatrixCell[] = [
    { ...head, ports: ports.reachable, verdict: 'reachable', examples: examples.reachable },
    { ...head, ports: maybe, verdict: 'unknown', examples: examples.unknown.filter((each) => isWithin(each, maybe)) },
  ]
  return parts.filter((part) => part.ports.length > 0)
}

function rank(protocol: number | 'any'): number {
  return protocol === 'any' ? Number.POSITIVE_INFINITY : protocol
}

function isWithin({ port }: MatrixExample, ports: NumberSet): boolean {
  return port === null || intersect(ports, [[port, port]]).length > 0
}

/** The asked pair where the groups hold it, else any two that differ. */
function differing(
  senders: readonly string[],
  receivers: readonly string[],
  { from, to }: { readonly from: Endpoint; readonly to: Endpoint },
): { readonly from: string; readonly to: string } | null {
  const asked = { from: from.networkInterface.id, to: to.networkInterface.id }
  if (senders.includes(asked.from) && receivers.includes(asked.to)) return asked
  for (const sender of senders) {
    const receiver = receivers.find((id) => id !== sender)
    if (receiver !== undefined) return { from: sender, to: receiver }
  }
  return null
}
