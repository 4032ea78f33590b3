/** The legend: what is on screen and nothing else, in a fixed order. */

import { type ExposureLevel, SEVERITIES, type Severity } from '../../lib/findings/finding.ts'
import type { SubnetClass } from '../../lib/inventory/subnet-class.ts'
import type { ExposureState } from '../../lib/reports/exposure-lens.ts'
import type { LineKind } from '../../lib/topology/graph.ts'
import type { Scene, SceneNode } from '../../lib/topology/scene.ts'
import { HARBOUR_HEIGHT } from './flow-nodes.ts'
import type { LensPaint } from './lens-paint.ts'
import type { Badge } from './node-words.ts'
import { type Ring, ringOf } from './ring.ts'

export type LegendEntry =
  | { readonly kind: 'class'; readonly subnetClass: SubnetClass }
  | { readonly kind: 'line'; readonly line: LineKind | 'blackhole' | 'path' }
  | { readonly kind: 'ring'; readonly ring: Exclude<Ring, 'none' | 'near'> }
  | { readonly kind: 'severity'; readonly severity: Severity }
  /** The exposure lens: how many interfaces in all. */
  | { readonly kind: 'state'; readonly state: ExposureState; readonly count: number }
  | { readonly kind: 'fate'; readonly fate: 'lost' | 'gained' }
  | { readonly kind: 'reach'; readonly certainty: 'reachable' | 'unknown' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'folded' | 'not-collected' }

export interface LegendQuery {
  readonly scene: Scene
  readonly badges: ReadonlyMap<string, Badge>
  readonly exposure: ReadonlyMap<string, ExposureLevel>
  readonly litLines: ReadonlySet<string>
  readonly hasPath: boolean
  /** Does the path hold a component that blocks? */
  readonly hasStop?: boolean
  /** Null or absent while the exposure lens is not shown. */
  readonly lens?: LensPaint | null
}

const CLASSES: readonly SubnetClass[] = ['public', 'private-egress', 'private-transit', 'isolated', 'unknown']
const LINES: readonly LineKind[] = ['association', 'route', 'traffic']
const RINGS = ['exposed', 'open', 'unknown', 'corporate'] as const

export function legendEntries(query: LegendQuery): readonly LegendEntry[] {
  const { nodes, lines } = query.scene
  const classes = new Set(nodes.map((node) => node.subnetClass))
  // In the exposure lens what is drawn at rest steps back, and out of the legend.
  const shown = lines.filter((line) => (line.atRest && !query.lens) || query.litLines.has(line.id))
  const kinds = new Set(shown.map((line) => line.kind))
  const rings = new Set(
    nodes
      .filter((node) => shapeHasRing(node))
      .map((node) => ringOf(query.exposure.get(node.id) ?? null, query.badges.get(node.id) ?? null)),
  )
  const worst = new Set([...query.badges.values()].map((badge) => badge.worst))
  const marks: readonly LegendEntry[] = [
    ...SEVERITIES.filter((severity) => worst.has(severity)).map((severity) => ({
      kind: 'severity' as const,
      severity,
    })),
    ...RINGS.filter((ring) => rings.has(ring)).map((ring) => ({ kind: 'ring' as const, ring })),
  ]
  return [
    ...(query.lens ? lensEntries(query.lens) : marks),
    ...CLASSES.filter((subnetClass) => classes.has(subnetClass)).map((subnetClass) => ({
      kind: 'class' as const,
      subnetClass,
    })),
    ...LINES.filter((line) => kinds.has(line)).map((line) => ({ kind: 'line' as const, line })),
    ...when(
      shown.some((line) => line.blackhole),
      { kind: 'line', line: 'blackhole' },
    ),
    ...when(query.hasPath, { kind: 'line', line: 'path' }),
    ...when(query.hasStop === true, { kind: 'stop' }),
    ...when(
      nodes.some((node) => node.count > 1),
      { kind: 'folded' },
    ),
    ...when(
      nodes.some((node) => !node.collected),
      { kind: 'not-collected' },
    ),
  ]
}

/** Every state in its order, with how many there are: none is an answer too. */
function lensEntries({ counts, nodes, lines }: LensPaint): readonly LegendEntry[] {
  const fates = new Set([...nodes.values()].map(({ fate }) => fate))
  const certainties = new Set(lines.map(({ certainty }) => certainty))
  return [
    ...TOLD.map((state) => ({ kind: 'state' as const, state, count: counts[state] })).filter(
      ({ state, count }) => count > 0 || ALWAYS.has(state),
    ),
    ...(['lost', 'gained'] as const).filter((fate) => fates.has(fate)).map((fate) => ({ kind: 'fate' as const, fate })),
    ...(['reachable', 'unknown'] as const)
      .filter((certainty) => certainties.has(certainty))
      .map((certainty) => ({ kind: 'reach' as const, certainty })),
  ]
}

const TOLD: readonly ExposureState[] = ['reachable', 'limited', 'near', 'unknown', 'none']
const ALWAYS: ReadonlySet<ExposureState> = new Set<ExposureState>(['reachable', 'near', 'unknown'])

/** Containers and gateways wear no ring. */
function shapeHasRing(node: SceneNode): boolean {
  return node.level === null && node.height > HARBOUR_HEIGHT
}

function when(condition: boolean, entry: LegendEntry): readonly LegendEntry[] {
  return condition ? [entry] : []
}
