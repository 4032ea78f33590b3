/**
 * How fast AWS is asked. AWS counts per account, Region and API action and shares the bucket with everything else in
 * the account, so half of what it allows is left to the account's own automation.
 * Source: EC2 API reference, "Request throttling for the Amazon EC2 API".
 */

import type { Clock } from './clock.ts'

/** What AWS counts together. */
export interface PaceKey {
  readonly account: string
  readonly region: string
  readonly service: string
  readonly operation: string
}

export interface PaceLimit {
  /** Requests a second in the long run. */
  readonly rate: number
  /** Requests at once after a pause. */
  readonly burst: number
}

/** Half of 20 a second; a tenth of AWS's burst of 100. */
const USUAL: PaceLimit = { rate: 10, burst: 10 }

/** By `service:Operation`, else by service; half of what AWS allows. Source: the same page, and each service's quotas. */
const EXCEPTIONS: ReadonlyMap<string, PaceLimit> = new Map([
  ['ec2:DescribeSecurityGroupReferences', { rate: 2.5, burst: 5 }],
  ['ec2:DescribeStaleSecurityGroups', { rate: 2.5, burst: 5 }],
  ['ec2:DescribeByoipCidrs', { rate: 0.25, burst: 1 }],
  ['ec2:DescribeMovingAddresses', { rate: 0.5, burst: 1 }],
  ['lambda', { rate: 7, burst: 7 }],
  ['organizations', { rate: 2, burst: 2 }],
])

/** A throttled bucket is never slower than this share of its limit, so that a collection ends. */
const SLOWEST = 1 / 32
/** Answers in a row that win back what one throttling took, one part of the limit each. */
const RECOVERY_STEPS = 20

export function paceLimit({ service, operation }: Pick<PaceKey, 'service' | 'operation'>): PaceLimit {
  return EXCEPTIONS.get(`${service}:${operation}`) ?? EXCEPTIONS.get(service) ?? USUAL
}

interface Bucket {
  readonly limit: PaceLimit
  rate: number
  /** Below zero: that many are waiting. */
  tokens: number
  at: number
}

/** One for a whole collection. Every request takes from its bucket first. */
export class Pace {
  readonly #clock: Clock
  readonly #buckets = new Map<string, Bucket>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Returns when the request may be sent. @throws whatever the signal was aborted with */
  async take(key: PaceKey, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const bucket = this.#refilled(key)
    bucket.tokens -= 1
    if (bucket.tokens >= 0) return
    try {
      await this.#clock.sleep((-bucket.tokens / bucket.rate) * 1000, signal)
    } catch (error) {
      bucket.tokens += 1
      throw error
    }
  }

  /** AWS said that it is too fast: half the rate, and no burst. */
  throttled(key: PaceKey): void {
    const bucket = this.#refilled(key)
    bucket.rate = Math.max(bucket.limit.rate * SLOWEST, bucket.rate / 2)
    bucket.tokens = Math.min(bucket.tokens, 0)
  }

  /** AWS answered: a little faster again, never beyond the limit. */
  answered(key: PaceKey): void {
    const bucket = this.#refilled(key)
    bucket.rate = Math.min(bucket.limit.rate, bucket.rate + bucket.limit.rate / RECOVERY_STEPS)
  }

  /** Requests a second that are sent now. */
  rateOf(key: PaceKey): number {
    return this.#refilled(key).rate
  }

  #refilled({ account, region, service, operation }: PaceKey): Bucket {
    const name = `${account}/${region}/${service}:${operation}`
    const now = this.#clock.now()
    const known = this.#buckets.get(name)
    if (!known) {
      const limit = paceLimit({ service, operation })
      const fresh = { limit, rate: limit.rate, tokens: limit.burst, at: now }
      this.#buckets.set(name, fresh)
      return fresh
    }
    known.tokens = Math.min(known.limit.burst, known.tokens + ((now - known.at) / 1000) * known.rate)
    known.at = now
    return known
  }
}
