/** The exposure lens joined to the nodes: a ring, ports and the one change for a chip, counts for a container. */

import {
  EXPOSURE_STATES,
  type ExposureLens,
  type ExposureState,
  exposureByInterface,
  type InterfaceExposure,
  rankOf,
} from '../../lib/reports/exposure-lens.ts'
import type { WhatIfAnswer } from '../../lib/reports/what-if-answer.ts'
import { type ExposureLine, exposureLines } from '../../lib/topology/exposure-lines.ts'
import { resourcesOf, type SceneIndex } from './scene-index.ts'

export interface NodeLens {
  readonly state: ExposureState
  /** Ports it is reached on, or the change that would open it; empty for what is not reached. */
  readonly told: string
  /** What the ring means here, in words. */
  readonly words: string
  /** What thinking rules away does to it. */
  readonly fate: 'lost' | 'gained' | null
  /** Interfaces inside, by state; null for what is no container. */
  readonly counts: Readonly<Record<ExposureState, number>> | null
}

export interface LensPaint {
  readonly nodes: ReadonlyMap<string, NodeLens>
  readonly lines: readonly ExposureLine[]
  readonly counts: Readonly<Record<ExposureState, number>>
  readonly whatIf: boolean
}

export const EXPOSURE_STATE_WORDS: Readonly<Record<ExposureState, string>> = {
  reachable: 'Reachable from the internet now',
  limited: 'Reachable from some public addresses',
  unknown: 'Exposure unknown',
  near: 'One change away',
  none: 'Not reachable',
}

export function lensPaint(index: SceneIndex, lens: ExposureLens, whatIf: WhatIfAnswer | null): LensPaint {
  const known = exposureByInterface(lens)
  const lost = new Map(whatIf?.lost.map((change) => [change.interface.id, change.ports]))
  const gained = new Set(whatIf?.gained.map((change) => change.interface.id))
  const nodes = new Map<string, NodeLens>()
  for (const place of index.places.values()) {
    if (place.node.level !== null) continue
    const ids = resourcesOf(place)
    const found = ids.flatMap((id) => known.get(id) ?? [])
    const fate = ids.some((id) => lost.has(id)) ? 'lost' : ids.some((id) => gained.has(id)) ? 'gained' : null
    if (found.length > 0 || fate !== null)
      nodes.set(
        place.node.id,
        nodeLens(
          found,
          fate,
          ids.flatMap((id) => lost.get(id) ?? []),
        ),
      )
  }
  addContainers(index, lens, nodes)
  return { nodes, lines: linesOf(index, lens), counts: lens.counts, whatIf: whatIf !== null }
}

function nodeLens(found: readonly InterfaceExposure[], fate: NodeLens['fate'], lostPorts: readonly string[]): NodeLens {
  const [worst] = found.toSorted((a, b) => rankOf(a.state) - rankOf(b.state))
  const state = worst?.state ?? 'none'
  const equal = found.filter((each) => each.state === state)
  // What is reached no more still says on which ports it was; the map strikes them out.
  const ports = [...new Set(equal.length === 0 ? lostPorts : equal.flatMap((each) => each.ports))]
  const told = state === 'near' ? (worst?.change?.short ?? '') : ports.join(' · ')
  return { state, told, words: wordsOf(worst ?? null, ports, fate), fate, counts: null }
}

function wordsOf(worst: InterfaceExposure | null, ports: readonly string[], fate: NodeLens['fate']): string {
  const state = EXPOSURE_STATE_WORDS[worst?.state ?? 'none']
  const through =
    worst && worst.via.length > 0 ? `through ${worst.via.map(({ id, name }) => name ?? id).join(', ')}` : ''
  const was = fate === null ? '' : fate === 'lost' ? 'exposure would vanish' : 'exposure would appear'
  return [state, ports.join(', '), through, worst?.change?.text ?? '', was].filter((part) => part !== '').join(', ')
}

type Counts = Record<ExposureState, number>

/** A subnet has its own counts; a VPC those of its subnets. */
function addContainers(index: SceneIndex, lens: ExposureLens, nodes: Map<string, NodeLens>): void {
  const totals = new Map<string, Counts>()
  for (const { subnetId, vpcId, counts } of lens.subnets) {
    for (const id of [subnetId, vpcId]) {
      const node = index.nodeOfResource.get(id)
      if (node === undefined || (id === vpcId && node !== vpcId)) continue
      const sum: Counts = totals.get(node) ?? { reachable: 0, limited: 0, unknown: 0, near: 0, none: 0 }
      for (const state of EXPOSURE_STATES) sum[state] += counts[state]
      totals.set(node, sum)
    }
  }
  for (const [id, counts] of totals) {
    const state = EXPOSURE_STATES.find((each) => each !== 'none' && counts[each] > 0) ?? 'none'
    nodes.set(id, { state, told: '', words: countWords(counts), fate: null, counts })
  }
}

const COUNTED: readonly (readonly [state: ExposureState, words: string])[] = [
  ['reachable', 'reachable now'],
  ['limited', 'from some addresses'],
  ['near', 'one change away'],
  ['unknown', 'unknown'],
]

/** `2 reachable now, 1 unknown`. */
export function countWords(counts: Readonly<Record<ExposureState, number>>): string {
  const told = COUNTED.filter(([state]) => counts[state] > 0).map(([state, words]) => `${counts[state]} ${words}`)
  return told.length === 0 ? 'none reachable' : told.join(', ')
}

/** To the innermost drawn place of each subnet that is reached without a load balancer in between. */
function linesOf(index: SceneIndex, lens: ExposureLens): readonly ExposureLine[] {
  const reached = new Map<string, ExposureLine['certainty']>()
  for (const { subnetId, direct } of lens.subnets) {
    const node = index.nodeOfResource.get(subnetId)
    if (direct === null || node === undefined || reached.get(node) === 'reachable') continue
    reached.set(node, direct)
  }
  const placed = [...index.places.values()].map(({ node, box }) => ({ node, x: box.x, y: box.y }))
  return exposureLines({ placed, lines: index.lines }, reached)
}
