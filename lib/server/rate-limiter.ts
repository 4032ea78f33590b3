/** Fixed windows in memory: enough for one process, and bounded whatever is asked of it. */

import { AppError } from '../errors/app-error.ts'

export interface RateLimit {
  readonly limit: number
  readonly windowMs: number
}

export interface RateLimiter {
  /**
   * Counts one use of `key`.
   * @throws AppError `rate-limited`
   */
  take(key: string, rate: RateLimit): void
  /**
   * The same without counting.
   * @throws AppError `rate-limited`
   */
  check(key: string, rate: RateLimit): void
}

/** Oldest windows are forgotten first, so made-up keys cannot fill the memory. */
const KEYS_MAX = 10_000

export function rateLimiter(now: () => Date): RateLimiter {
  const windows = new Map<string, { readonly endsAt: number; used: number }>()
  return {
    take(key, { limit, windowMs }) {
      const at = now().getTime()
      const open = windows.get(key)
      const window = open && at < open.endsAt ? open : { endsAt: at + windowMs, used: 0 }
      windows.delete(key)
      windows.set(key, window)
      const [oldest] = windows.keys()
      if (windows.size > KEYS_MAX && oldest !== undefined) windows.delete(oldest)
      if (window.used >= limit) throw rateLimited()
      window.used++
    },
    check(key, { limit }) {
      const window = windows.get(key)
      if (window && now().getTime() < window.endsAt && window.used >= limit) throw rateLimited()
    },
  }
}

function rateLimited(): AppError {
  return new AppError('rate-limited', 'Too many requests of this kind in a short time.', {
    remedy: 'Wait a minute and try again.',
  })
}
