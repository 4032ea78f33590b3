/** How a hop is called: `Route table shop-prod-public`, `Route table …45de43` when nothing names it. */

import type { FindingHop } from '../../lib/findings/finding.ts'

export interface HopTitle {
  readonly label: string
  /** What people call it; null when nothing names it. */
  readonly name: string | null
  /** The end of its AWS id, where ids differ, when there is no name; null for what has no id either. */
  readonly idTail: string | null
}

const TAIL = 6

/** An AWS id: a kind, a hyphen, hexadecimal. The internet has none. */
function hasId(component: string): boolean {
  return /^[a-z]+-[0-9a-z]/.test(component)
}

export function hopTitle({ component, label, name }: FindingHop): HopTitle {
  if (name !== undefined && name !== '') return { label, name, idTail: null }
  return { label, name: null, idTail: hasId(component) ? `…${component.slice(-TAIL)}` : null }
}

/** For text, where there is room: the name and the whole id. */
export function hopWords(hop: FindingHop): string {
  const { label, name } = hopTitle(hop)
  const id = hasId(hop.component) ? hop.component : null
  const called = name === null ? id : id === null ? name : `${name} (${id})`
  return called === null ? label : `${label} ${called}`
}
