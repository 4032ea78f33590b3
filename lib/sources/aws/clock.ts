/** Time and chance, as one argument: tests turn the hands themselves. */

import { setTimeout as pause } from 'node:timers/promises'

export interface Clock {
  /** Milliseconds that only go forward. */
  readonly now: () => number
  /** @throws whatever the signal was aborted with */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** From 0 up to, and without, 1. */
  readonly chance: () => number
}

export const WALL_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    signal.throwIfAborted()
    await pause(milliseconds, undefined, { signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      throw error
    })
  },
  chance: Math.random,
}
