/** How far each container can be opened, and what − and + lead to. */

import type { NodeKind } from '../../lib/topology/graph.ts'
import type { Level } from '../../lib/topology/scene.ts'

const ALL: readonly Level[] = ['chip', 'cards', 'full']
const OPEN_OR_SHUT: readonly Level[] = ['chip', 'full']

/** Levels of a container from least to most; a kind that is missing cannot be opened or shut. */
export const LEVELS: Readonly<Partial<Record<NodeKind, readonly Level[]>>> = {
  account: ALL,
  region: ALL,
  vpc: ALL,
  subnet: OPEN_OR_SHUT,
  unplaced: OPEN_OR_SHUT,
}

/** The neighbouring level; null at the end, or for a kind without levels. */
export function nextLevel(kind: NodeKind, level: Level, change: 'more' | 'less'): Level | null {
  const steps = LEVELS[kind]
  if (!steps) return null
  const rank = (of: Level) => ALL.indexOf(of)
  const wider = steps.filter((step) => (change === 'more' ? rank(step) > rank(level) : rank(step) < rank(level)))
  return (change === 'more' ? wider.at(0) : wider.at(-1)) ?? null
}
