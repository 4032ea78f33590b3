/** Findings and exposure joined to the nodes: own for a resource, rolled up for a container. The worst is never lost. */

import { compareSeverity, type ExposureLevel } from '../../lib/findings/finding.ts'
import type { NodeKind } from '../../lib/topology/graph.ts'
import type { Badge } from './node-words.ts'
import { resourcesOf, type SceneIndex } from './scene-index.ts'

/** `unknown` ranks right after the internet: missing facts never read as safe. */
const EXPOSURE_ORDER: readonly ExposureLevel[] = [
  'internet',
  'unknown',
  'limited',
  'cross-account',
  'corporate',
  'internal',
  'none',
]

/** Badge of every node that has findings on itself or inside; a resource in two nodes of a branch counts once. */
export function rollUpBadges(index: SceneIndex, badges: ReadonlyMap<string, Badge>): ReadonlyMap<string, Badge> {
  const result = new Map<string, Badge>()
  for (const [id, ids] of resourcesInside(index)) {
    const found = [...ids].flatMap((resourceId) => badges.get(resourceId) ?? [])
    const [worst] = found.map((badge) => badge.worst).toSorted(compareSeverity)
    if (worst) result.set(id, { worst, count: countFindings(found) })
  }
  return result
}

/** One finding on several hosts is one finding; a badge that does not name its findings counts them all. */
function countFindings(badges: readonly Badge[]): number {
  const named = new Set(badges.flatMap(({ findingIds }) => [...(findingIds ?? [])]))
  const unnamed = badges.filter(({ findingIds }) => findingIds === undefined)
  return named.size + unnamed.reduce((sum, { count }) => sum + count, 0)
}

/** Worst exposure of the resources a node itself stands for. */
export function nodeExposure(
  index: SceneIndex,
  exposure: ReadonlyMap<string, ExposureLevel>,
): ReadonlyMap<string, ExposureLevel> {
  const result = new Map<string, ExposureLevel>()
  for (const [id, place] of index.places) {
    const levels = new Set(resourcesOf(place).flatMap((resourceId) => exposure.get(resourceId) ?? []))
    const worst = EXPOSURE_ORDER.find((level) => levels.has(level))
    if (worst) result.set(id, worst)
  }
  return result
}

/** How many resources stand inside a container, folded and closed ones counted; 0 for a leaf. */
export function countInside(index: SceneIndex): ReadonlyMap<string, number> {
  const inside = new Map<string, number>()
  for (const { node } of [...index.places.values()].toReversed()) {
    const closed = node.contents.reduce((sum, entry) => sum + entry.count, 0)
    const held = closed > 0 ? closed : (inside.get(node.id) ?? 0)
    inside.set(node.id, held)
    if (node.parentId === null) continue
    const own = AREAS.has(node.kind) ? held : node.count
    inside.set(node.parentId, (inside.get(node.parentId) ?? 0) + own)
  }
  return inside
}

const AREAS: ReadonlySet<NodeKind> = new Set([
  'account',
  'region',
  'vpc',
  'availability-zone',
  'subnet',
  'unplaced',
  'on-premises',
])

function resourcesInside(index: SceneIndex): ReadonlyMap<string, ReadonlySet<string>> {
  const sets = new Map<string, Set<string>>()
  for (const place of [...index.places.values()].toReversed()) {
    const { node } = place
    const own = sets.get(node.id) ?? new Set<string>()
    for (const id of resourcesOf(place)) own.add(id)
    sets.set(node.id, own)
    if (node.parentId === null) continue
    const parent = sets.get(node.parentId) ?? new Set<string>()
    for (const id of own) parent.add(id)
    sets.set(node.parentId, parent)
  }
  return sets
}
