/** Why a seeded bug may change nothing, as the lists of survivors say it again and again. */

export interface Equivalent {
  /** How the path of the file ends. */
  readonly file: string
  /** A part of the line the bug is in. */
  readonly line: string
  /** Every change of the line when absent. */
  readonly operator?: string
  readonly reason: string
}

export const SHORTCUT = 'A shortcut: the way without it comes to the same answer, later.'
export const MEMORY = 'Only what is remembered changes, and with it the time.'
export const MORE = 'More is asked, and answered the same: only the time changes.'
export const TYPES = 'For the types alone: what is excluded here never comes.'

/** A branch that is never taken. */
export function neverTaken(file: string, line: string, reason: string): Equivalent {
  return { file, line, operator: 'condition → false', reason }
}
