/** What two answers of exposure differ in: traffic that reached an interface and no more does, or the other way round. */

import { intersect, type NumberSet, subtract } from '../net/interval-set.ts'
import { type AddressSet, hasAddresses, intersectAddresses, subtractAddresses } from '../net/traffic.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'

/** Traffic to one interface that is in one answer and not in the other. */
export interface ExposureDifference {
  readonly interfaceId: string
  /** Disjoint parts of rows, each with what is left of its ports and sources. */
  readonly rows: readonly ExposureRow[]
}

/**
 * Of what surely reaches an interface in `before`, the part that does not even perhaps reach it in `after`; by the
 * same load balancer, as another way in is another exposure. In the order of interface ids.
 */
export function lostExposure(
  before: readonly ExposureRow[],
  after: readonly ExposureRow[],
): readonly ExposureDifference[] {
  const numbers = new Map<ExposureRow, number>()
  const [old, now] = [byInterface(before, numbers), byInterface(after, numbers)]
  // Members of a class have the same rows: each pair of row lists is compared once.
  const compared = new Map<string, readonly ExposureRow[]>()
  return [...old.keys()].toSorted().flatMap((interfaceId) => {
    const [was, is] = [old.get(interfaceId) ?? [], now.get(interfaceId) ?? []]
    const key = `${keyOf(was, numbers)}>${keyOf(is, numbers)}`
    const lost = compared.get(key) ?? was.flatMap((row) => leftOf(row, is))
    compared.set(key, lost)
    return lost.length === 0 ? [] : [{ interfaceId, rows: lost }]
  })
}

function byInterface(rows: readonly ExposureRow[], numbers: Map<ExposureRow, number>) {
  const found = new Map<string, ExposureRow[]>()
  for (const row of rows) {
    numbers.set(row, numbers.get(row) ?? numbers.size)
    for (const id of row.members) {
      const known = found.get(id)
      if (known) known.push(row)
      else found.set(id, [row])
    }
  }
  return found
}

function keyOf(rows: readonly ExposureRow[], numbers: ReadonlyMap<ExposureRow, number>): string {
  return rows.map((row) => numbers.get(row)).join()
}

/** What the others leave of a row that is sure. */
function leftOf(row: ExposureRow, others: readonly ExposureRow[]): readonly ExposureRow[] {
  if (row.certainty !== 'reachable') return []
  let left: readonly Rectangle[] = [rectangleOf(row)]
  for (const other of others) {
    if (other.family !== row.family || other.via !== row.via || !sharesProtocol(row, other)) continue
    const cut = rectangleOf(other)
    left = left.flatMap((part) => cutOut(part, cut))
  }
  return left.map(({ ports, sources }) => partOf(row, ports, sources))
}

function partOf(row: ExposureRow, numbers: ExposureRow['ports'], sources: ExposureRow['sources']): ExposureRow {
  const { members, family, protocol, otherThan, certainty, via } = row
  const isIcmp = row.icmp !== null
  const ports = isIcmp ? row.ports : numbers
  const icmp = isIcmp ? numbers : null
  return {
    members,
    family,
    protocol,
    otherThan,
    certainty,
    via,
    ports,
    icmp,
    sources,
    rules: [],
    unknowns: [],
    path: [],
  }
}

/** The rest of the protocols covers one that is told in no row of its own. */
function sharesProtocol(row: ExposureRow, other: ExposureRow): boolean {
  if (row.protocol === other.protocol) return true
  return other.protocol === 'any' && row.protocol !== 'any' && !other.otherThan.includes(row.protocol)
}

/** Ports × sources. */
interface Rectangle {
  readonly ports: NumberSet
  readonly sources: AddressSet
}

/** ICMP messages stand where ports do. */
function rectangleOf({ ports, icmp, sources }: ExposureRow): Rectangle {
  return { ports: icmp ?? ports, sources }
}

/** What a cut leaves: the other sources on every port, the same sources on the other ports. */
function cutOut(part: Rectangle, cut: Rectangle): readonly Rectangle[] {
  if (intersect(part.ports, cut.ports).length === 0) return [part]
  return [
    { ports: part.ports, sources: subtractAddresses(part.sources, cut.sources) },
    { ports: subtract(part.ports, cut.ports), sources: intersectAddresses(part.sources, cut.sources) },
  ].filter(({ ports, sources }) => ports.length > 0 && hasAddresses(sources))
}
