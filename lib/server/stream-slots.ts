/** How many event streams may be open: each holds a connection for as long as its reader likes, and those are bounded. */

import { AppError } from '../errors/app-error.ts'

export interface StreamSlots {
  /**
   * Takes a place for a stream about `subject`; what comes back gives the place back, once however often it is called.
   * @throws AppError `rate-limited` when there is none
   */
  take(subject: string): () => void
}

/** Tabs that follow one import. */
const PER_SUBJECT = 8
/** An eighth of the connections the server takes. */
const IN_ALL = 64

export function streamSlots(): StreamSlots {
  const open = new Map<string, number>()
  let total = 0
  return {
    take(subject) {
      const used = open.get(subject) ?? 0
      if (used >= PER_SUBJECT || total >= IN_ALL) {
        throw new AppError('rate-limited', 'Too many pages follow the progress of imports.', {
          remedy: 'Close some of them and try again; the import goes on without them.',
        })
      }
      open.set(subject, used + 1)
      total++
      let held = true
      return () => {
        if (!held) return
        held = false
        total--
        const left = (open.get(subject) ?? 1) - 1
        if (left > 0) open.set(subject, left)
        else open.delete(subject)
      }
    },
  }
}
