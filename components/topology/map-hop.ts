/** A numbered step as the map draws it: of a finding's path, or of the answer to a question. */

import type { FindingHop } from '../../lib/findings/finding.ts'

export interface MapHop extends FindingHop {
  /** What it acts on: the interface of a group, the subnet of an ACL or table. Absent on a finding's path. */
  readonly attachedTo?: string | null
}

/** A finding's path leads from the internet to one place; an answer may lead from anywhere to anywhere. */
export function isAnswer(path: readonly MapHop[]): boolean {
  return path.some(({ attachedTo }) => attachedTo !== undefined)
}
