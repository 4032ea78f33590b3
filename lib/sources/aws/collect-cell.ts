/** Collects one cell: everything the table asks of one account and Region, in a bounded number of lanes. */

import type { CallReport, CallStatus, CellKey, CellReport } from '../../describe/collection-report.ts'
import { type AskedPages, askPages, type CallFailure } from './ask-pages.ts'
import type { AwsSession } from './aws-session.ts'
import { CallTallies, startOver, type Tally, tallyFailure, tallyPages } from './call-tally.ts'
import { callsFor } from './calls/all-calls.ts'
import type { AwsCall } from './calls/aws-call.ts'
import { CellDocument } from './cell-document.ts'
import type { CollectedCell } from './collection.ts'
import { endpointRegion } from './endpoint-region.ts'
import { Lanes } from './lanes.ts'
import { type ChildCall, childrenOf, noteRows, requestsOf } from './parents.ts'
import { isRecord, listOf } from './plain-answer.ts'

export interface CellProgress {
  /** Operations that are finished, and all there are. */
  readonly callsDone: number
  readonly callsKnown: number
  /** Elements read so far. */
  readonly elements: number
  /** Operations that AWS refused, in whole or in part. */
  readonly refused: number
}

export interface CellHooks {
  readonly signal: AbortSignal
  readonly now: () => Date
  readonly onProgress: (progress: CellProgress) => void
}

/** Which of the cell's calls are made. */
interface CellWork extends CellHooks {
  readonly calls: readonly AwsCall[]
}

type Output = Readonly<Record<string, unknown>>

/** Requests of one cell under way at a time; the session's own pace is beneath it. */
const LANES = 10

/**
 * Everything of one cell. A refusal is part of the result and never thrown.
 * @throws what the signal was aborted with
 */
export function collectCell(session: AwsSession, cell: CellKey, hooks: CellHooks): Promise<CollectedCell> {
  return collectCalls(session, cell, { ...hooks, calls: callsFor(cell.region) })
}

/** The same for some of the calls; a call that hangs off another is asked only where that one is among them. */
export async function collectCalls(session: AwsSession, cell: CellKey, work: CellWork): Promise<CollectedCell> {
  const failed = new AbortController()
  const signal = AbortSignal.any([work.signal, failed.signal])
  try {
    return await new CellRun(session, cell, { ...work, signal }).collect()
  } catch (error) {
    // What is still under way must not go on behind the caller's back.
    failed.abort(error)
    throw error
  }
}

/** One request of a call to its last page, and where the names go that it brings. */
interface Round {
  readonly call: AwsCall
  readonly input: Output
  readonly children: readonly ChildCall[]
  /** Where it is counted: the probe counts as the call it stands for. */
  readonly tally: Tally
  /** The list is read once more later; what that round tells stands. */
  readonly early: boolean
}

class CellRun {
  readonly #session: AwsSession
  readonly #cell: CellKey
  readonly #work: CellWork
  readonly #lanes = new Lanes(LANES)
  readonly #tallies = new CallTallies()
  readonly #document: CellDocument
  readonly #startedAt: string
  /** Set when an answer says that nothing more will be answered here. */
  #closed: CallFailure | null = null
  #callsDone = 0

  constructor(session: AwsSession, cell: CellKey, work: CellWork) {
    this.#session = session
    this.#cell = cell
    this.#work = work
    this.#document = new CellDocument(cell)
    this.#startedAt = work.now().toISOString()
  }

  async collect(): Promise<CollectedCell> {
    const roots = this.#work.calls.filter(({ per }) => per === null)
    const twice = roots.filter((call) => call.twice)
    const probe = roots.find(({ service, operation }) => service === 'ec2' && operation === PROBE)
    const probed = probe ? await this.#probe(probe) : false
    // Interfaces come and go while the rest is read. Seen first and last, those that others name are there.
    // Interfaces come and go while the rest is read. Seen first and last, those that others name are there.
    await Promise.all(twice.map((call) => this.#ask({ ...this.#round(call, call.input, []), early: true })))
    const others = roots.filter((call) => !call.twice && !(probed && call === probe))
    await Promise.all(others.map((call) => this.#family(call, [call.input])))
    for (const call of twice) startOver(this.#tallies.of(call))
    await Promise.all(twice.map((call) => this.#family(call, [call.input])))
    return this.#result()
  }

  /** One cheap request tells whether the Region answers at all. True when it told all there is. */
  async #probe(call: AwsCall): Promise<boolean> {
    const children = childrenOf(call, this.#work.calls)
    const tally = this.#tallies.of(call)
    const onePage = { ...call, paging: null }
    const input = { ...call.input, MaxResults: PROBE_SIZE }
    const last = await this.#ask({ call: onePage, input, children, tally, early: false })
    if (tally.failure && CLOSING.has(tally.failure.status)) this.#closed = tally.failure
    if (typeof last['NextToken'] === 'string' && last['NextToken'] !== '') {
      startOver(tally)
      return false
    }
    this.#finished()
    await this.#children(children, tally.failure)
    return true
  }

  /** A call for each of its requests, then the calls that hang off it. */
  async #family(call: AwsCall, requests: readonly Output[]): Promise<void> {
    const children = childrenOf(call, this.#work.calls)
    await Promise.all(requests.map((input) => this.#ask(this.#round(call, input, children))))
    this.#finished()
    await this.#children(children, this.#tallies.of(call).failure)
  }

  async #children(children: readonly ChildCall[], failure: CallFailure | null): Promise<void> {
    await Promise.all(
      children.map((child) => {
        const tally = this.#tallies.of(child.call)
        if (failure) tallyFailure(tally, inherited(failure, child))
        for (let count = 0; count < child.nameless; count += 1) tallyFailure(tally, NAMELESS)
        return this.#family(child.call, requestsOf(child))
      }),
    )
  }

  #round(call: AwsCall, input: Output, children: readonly ChildCall[]): Round {
    return { call, input, children, tally: this.#tallies.of(call), early: false }
  }

  /** The last page; `{}` where there was none. */
  #ask(round: Round): Promise<Output> {
    return this.#lanes.run(async () => {
      const { call, input, tally } = round
      tally.startedAt ??= this.#work.now().toISOString()
      const pages: Output[] = []
      let last: Output = {}
      const onPage = (output: Output) => {
        last = output
        tally.count += this.#read(round, output)
        if (call.reading.kind === 'whole') pages.push(output)
        this.#tell()
      }
      tallyPages(tally, await this.#answer(round, onPage))
      this.#document.addWhole(call, pages, input)
      tally.endedAt = this.#work.now().toISOString()
      return last
    })
  }

  async #answer({ call, input }: Round, onPage: (output: Output) => void): Promise<AskedPages> {
    const region = endpointRegion(call, this.#cell.region, this.#session.partition)
    if (region === null) return { pages: 0, attempts: 0, failure: NOT_IN_PARTITION }
    if (this.#closed) return { pages: 0, attempts: 0, failure: { ...this.#closed, status: 'skipped' } }
    const { signal } = this.#work
    const asked = await askPages({ call, region, input }, { session: this.#session, signal, onPage })
    if (asked.failure?.status === 'expired') this.#closed = asked.failure
    return meansNone(call, asked.failure) ? { ...asked, pages: 1, failure: null } : asked
  }

  /** Takes a page in; how many elements it held. */
  #read({ call, input, children, early }: Round, output: Output): number {
    const { reading } = call
    const rows = reading.list === null ? [output] : listOf(output, reading.list)
    for (const child of children) noteRows(child, rows, input)
    if (reading.kind === 'rows') this.#document.addRows(reading.key, rows, early)
    const missing = reading.kind === 'whole' && reading.member !== null && !isRecord(output[reading.member])
    return missing ? 0 : rows.length
  }

  #finished(): void {
    this.#callsDone += 1
    this.#tell()
  }

  #tell(): void {
    this.#work.onProgress({
      callsDone: this.#callsDone,
      callsKnown: this.#work.calls.length,
      elements: this.#tallies.elements(),
      refused: this.#tallies.refused(),
    })
  }

  #result(): CollectedCell {
    const { calls, now } = this.#work
    const endedAt = now().toISOString()
    this.#document.settle(calls.map((call) => this.#tallies.of(call)))
    const reports = this.#tallies.reports(calls, endedAt)
    const times = { startedAt: this.#startedAt, endedAt }
    return {
      report: { ...this.#cell, ...times, outcome: outcomeOf(reports), calls: reports },
      shard: this.#document.finish(endedAt),
    }
  }
}

/** Source: EC2 API reference, DescribeVpcs: the least page is five. */
const PROBE = 'DescribeVpcs'
const PROBE_SIZE = 5

const CLOSING: ReadonlySet<CallStatus> = new Set(['scp-denied', 'region-disabled', 'expired'])

const NAMELESS: CallFailure = {
  status: 'failed',
  code: 'NoName',
  message: 'AWS listed something without the name by which it is asked about.',
}

const NOT_IN_PARTITION: CallFailure = {
  status: 'not-offered',
  code: 'NotInPartition',
  message: 'This service has no endpoint in this partition.',
}

/** What hangs off a list that was not read to its end is not known either. */
function inherited(failure: CallFailure, { rows }: ChildCall): CallFailure {
  if (failure.status === 'not-offered') return failure
  return { ...failure, status: rows.size > 0 ? 'truncated' : 'skipped' }
}

function meansNone({ meansNone }: AwsCall, failure: CallFailure | null): boolean {
  return failure !== null && failure.code === meansNone?.code && meansNone.says.test(failure.message)
}

/** `complete`: every call is answered or has nobody to answer it; `refused`: none was answered. */
export function outcomeOf(calls: readonly CallReport[]): CellReport['outcome'] {
  if (calls.every(({ status }) => status === 'done' || status === 'not-offered')) return 'complete'
  return calls.some(({ pages }) => pages > 0) ? 'partial' : 'refused'
}
