/** Lines between what is drawn: lifted to whatever stands for their ends, added up, and kept to the budget. */

import { LINE_BUDGET } from './fold-plan.ts'
import type { LineKind, TopologyGraph, TopologyLine } from './graph.ts'

export interface FoldedLine {
  readonly id: string
  readonly kind: LineKind
  readonly from: string
  readonly to: string
  readonly label: string
  readonly blackhole: boolean
  readonly count: number
  readonly resourceIds: readonly string[]
  readonly atRest: boolean
}

export interface Stage {
  /** The node drawn for a node of the graph; undefined for one that is not on it. */
  readonly shownBy: (id: string) => string | undefined
  /** For each node drawn, the one it is drawn in. */
  readonly parentOf: ReadonlyMap<string, string | null>
  /** Drawn nodes that are closed containers. */
  readonly closed: ReadonlySet<string>
}

/** Closed VPCs say themselves that they hold an internet gateway; a comb of lines to the horizon says no more. */
const INTERNET_LINES_TO_CLOSED = 8

/** Beyond these numbers a kind of line is drawn only when one of its ends is selected. */
const AT_REST: Readonly<Record<LineKind, number>> = { association: LINE_BUDGET, route: 60, traffic: 16 }

interface Bundle {
  readonly line: TopologyLine
  readonly from: string
  readonly to: string
  readonly labels: Set<string>
  readonly resourceIds: Set<string>
  count: number
  isDefault: boolean
}

/**
 * Ends are first lifted to what is drawn. While there are still too many lines, those of the most numerous kind are
 * lifted one box further, so that they join: nothing is dropped but lines that begin and end in the same box.
 */
export function foldLines(graph: TopologyGraph, stage: Stage): FoldedLine[] {
  const lifts: Record<LineKind, number> = { association: 0, route: 0, traffic: 0 }
  let bundles = bundled(graph, stage, lifts)
  for (let step = 0; bundles.size > LINE_BUDGET && step < 18; step++) {
    const most = mostNumerous(bundles)
    lifts[most]++
    bundles = bundled(graph, stage, lifts)
  }
  const resting = restingOnes(bundles, stage)
  return [...bundles]
    .map(([id, bundle]) => ({
      id,
      kind: bundle.line.kind,
      from: bundle.from,
      to: bundle.to,
      label: labelOf(bundle),
      blackhole: bundle.line.blackhole,
      count: bundle.count,
      resourceIds: [...bundle.resourceIds].sort(),
      atRest: resting.has(bundle),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** What is worth a line while nothing is chosen: associations, default and dead routes, and traffic while it is little. */
function restingOnes(bundles: ReadonlyMap<string, Bundle>, stage: Stage): Set<Bundle> {
  const worth = [...bundles.values()].filter(
    ({ line, isDefault }) => line.kind !== 'route' || isDefault || line.blackhole,
  )
  const counts = countByKind(worth)
  const toClosed = worth.filter((bundle) => isInternetToClosed(bundle, stage)).length
  return new Set(
    worth.filter(
      (bundle) =>
        counts[bundle.line.kind] <= AT_REST[bundle.line.kind] &&
        (toClosed <= INTERNET_LINES_TO_CLOSED || !isInternetToClosed(bundle, stage)),
    ),
  )
}

function isInternetToClosed(bundle: Bundle, stage: Stage): boolean {
  return bundle.from === 'internet' && stage.closed.has(bundle.to)
}

function bundled(graph: TopologyGraph, stage: Stage, lifts: Readonly<Record<LineKind, number>>): Map<string, Bundle> {
  const bundles = new Map<string, Bundle>()
  for (const line of graph.lines) {
    const from = lifted(stage, stage.shownBy(line.from), lifts[line.kind])
    const to = lifted(stage, stage.shownBy(line.to), lifts[line.kind])
    if (from === undefined || to === undefined || from === to || holds(stage, from, to) || holds(stage, to, from))
      continue
    const id = `${line.kind}${line.blackhole ? '!' : ''}:${from}>${to}`
    let bundle = bundles.get(id)
    if (!bundle) {
      bundle = { line, from, to, labels: new Set(), resourceIds: new Set(), count: 0, isDefault: false }
      bundles.set(id, bundle)
    }
    bundle.count++
    if (line.isDefault) bundle.isDefault = true
    bundle.labels.add(line.label)
    for (const resourceId of line.resourceIds) bundle.resourceIds.add(resourceId)
  }
  return bundles
}

function lifted(stage: Stage, id: string | undefined, steps: number): string | undefined {
  let at = id
  for (let step = 0; step < steps && at !== undefined; step++) at = stage.parentOf.get(at) ?? at
  return at
}

/** Is `inner` drawn somewhere inside `outer`? */
function holds(stage: Stage, outer: string, inner: string): boolean {
  for (let at = stage.parentOf.get(inner); at; at = stage.parentOf.get(at)) if (at === outer) return true
  return false
}

function countByKind(bundles: Iterable<Bundle>): Record<LineKind, number> {
  const counts: Record<LineKind, number> = { association: 0, route: 0, traffic: 0 }
  for (const { line } of bundles) counts[line.kind]++
  return counts
}

/** Traffic gives way first, then routes: an association is what holds the picture together. */
function mostNumerous(bundles: ReadonlyMap<string, Bundle>): LineKind {
  const counts = countByKind(bundles.values())
  if (counts.traffic >= counts.route && counts.traffic >= counts.association) return 'traffic'
  return counts.route >= counts.association ? 'route' : 'association'
}

const WORDS: Readonly<Record<LineKind, string>> = { association: 'links', route: 'routes', traffic: 'rules' }

function labelOf(bundle: Bundle): string {
  const labels = [...bundle.labels].filter((label) => label !== '').sort()
  return labels.length <= 1 ? (labels[0] ?? '') : `${bundle.count} ${WORDS[bundle.line.kind]}`
}
