/** What came of the calls of a cell, one line an operation however often it is asked. */

import { cliOperation } from '../../describe/aws-names.ts'
import type { CallReport } from '../../describe/collection-report.ts'
import type { AskedPages, CallFailure } from './ask-pages.ts'
import { actionOf } from './calls/all-calls.ts'
import type { AwsCall } from './calls/aws-call.ts'

export interface Tally {
  readonly call: AwsCall
  count: number
  /** What an earlier, finished round over the same list counted. */
  earlier: number
  pages: number
  attempts: number
  /** Questions asked: one, or one a parent. */
  asked: number
  unanswered: number
  /** The first that failed. */
  failure: CallFailure | null
  startedAt: string | null
  endedAt: string | null
}

export class CallTallies {
  readonly #tallies = new Map<AwsCall, Tally>()

  of(call: AwsCall): Tally {
    const known = this.#tallies.get(call)
    if (known) return known
    const zero = { count: 0, earlier: 0, pages: 0, attempts: 0, asked: 0, unanswered: 0 }
    const fresh: Tally = { call, ...zero, failure: null, startedAt: null, endedAt: null }
    this.#tallies.set(call, fresh)
    return fresh
  }

  /** Elements read so far; names that only tell what to ask next are none. */
  elements(): number {
    const counted = [...this.#tallies.values()].filter(({ call }) => call.reading.kind !== 'ids')
    return counted.reduce((sum, tally) => sum + countOf(tally), 0)
  }

  /** Operations of which something failed. */
  refused(): number {
    return [...this.#tallies.values()].filter(({ failure }) => isRefusal(failure)).length
  }

  /** One report an operation, in the order of the table. */
  reports(calls: readonly AwsCall[], at: string): readonly CallReport[] {
    const byOperation = Map.groupBy(calls, ({ service, operation }) => `${service} ${operation}`)
    return [...byOperation.values()].map((same) =>
      reportOf(
        same.map((call) => this.of(call)),
        at,
      ),
    )
  }
}

/** Adds what one question brought. */
export function tallyPages(tally: Tally, { pages, attempts, failure }: AskedPages): void {
  tally.pages += pages
  tally.attempts += attempts
  if (failure) tallyFailure(tally, failure)
  else tally.asked += 1
}

/** A question that was not answered, or could not be asked. */
export function tallyFailure(tally: Tally, failure: CallFailure): void {
  tally.asked += 1
  tally.unanswered += 1
  tally.failure ??= failure
}

/** The whole list is about to be read once more: what came of it before counts no longer. */
export function startOver(tally: Tally): void {
  Object.assign(tally, { earlier: countOf(tally), count: 0, asked: 0, unanswered: 0, failure: null })
}

function countOf({ count, earlier }: Tally): number {
  return Math.max(count, earlier)
}

/** Not asked, or asked in vain where the service is not, is no refusal. */
export function isRefusal(failure: CallFailure | null): failure is CallFailure {
  return failure !== null && failure.status !== 'skipped' && failure.status !== 'not-offered'
}

function reportOf(tallies: readonly Tally[], at: string): CallReport {
  const [first] = tallies
  if (!first) throw new TypeError('An operation has at least one call.')
  const failure = tallies.map((tally) => tally.failure).find((each) => each !== null) ?? null
  const sum = (read: (tally: Tally) => number) => tallies.reduce((total, tally) => total + read(tally), 0)
  const times = (read: (tally: Tally) => string | null) => tallies.map(read).filter((time) => time !== null)
  return {
    service: first.call.service,
    operation: cliOperation(first.call.operation),
    status: failure?.status ?? 'done',
    count: sum(countOf),
    pages: sum(({ pages }) => pages),
    attempts: sum(({ attempts }) => attempts),
    startedAt: times(({ startedAt }) => startedAt).sort()[0] ?? at,
    endedAt:
      times(({ endedAt }) => endedAt)
        .sort()
        .at(-1) ?? at,
    unanswered: sum(({ unanswered }) => unanswered),
    code: failure?.code ?? null,
    message: failure?.message ?? null,
    action: actionOf(first.call),
  }
}
