/** A whole collection: who asks, which accounts, which Regions, and then every cell in bounded parallel. */

import type { CellKey, CellReport, CollectionReport, CollectPlan } from '../../describe/collection-report.ts'
import { decodeShard, encodeShard } from '../../describe/shard.ts'
import { AppError } from '../../errors/app-error.ts'
import { accountRegions } from './account-regions.ts'
import { type Clock, WALL_CLOCK } from './clock.ts'
import { collectCell } from './collect-cell.ts'
import { type CollectedCell, type CollectHooks, cellName } from './collection.ts'
import type { Environment } from './credentials.ts'
import { type EnteredAccount, enterAccounts } from './enter-accounts.ts'
import { AwsHttpHandler, endpointVariables } from './https-agent.ts'
import { Lanes } from './lanes.ts'
import { Pace } from './pace.ts'
import { recollectCell } from './recollect-cell.ts'

export interface CollectOptions {
  /** Where credentials and the first Region are looked for. */
  readonly env: Environment
  /** The operator's own endpoint, checked by `readEndpoint`; null for AWS. */
  readonly endpoint: URL | null
  readonly clock?: Clock
  /** What is known of a cell already: only what failed in it is asked again. A cell of which nothing is known is collected whole. */
  readonly earlier?: (cell: CellKey) => Promise<CollectedCell | null>
}

const ACCOUNTS_AT_ONCE = 10
const CELLS_AT_ONCE = 6
/** What AWS answers once for an account. */
const GLOBAL = 'global'

/**
 * Collects what the plan names. Refusals are part of the report. Cells that are settled already are not in it.
 * @throws AppError `usage` for a plan or an environment that may not be carried out; whatever the signal was aborted with
 */
export async function collect(
  plan: CollectPlan,
  hooks: CollectHooks,
  options: CollectOptions,
): Promise<CollectionReport> {
  refuseEndpointVariables(options.env)
  const startedAt = hooks.now().toISOString()
  const failed = new AbortController()
  const signal = AbortSignal.any([hooks.signal, failed.signal])
  const clock = options.clock ?? WALL_CLOCK
  const handler = new AwsHttpHandler(options.endpoint)
  const endpoint = options.endpoint?.origin ?? null
  const access = { handler, pace: new Pace(clock), clock, endpoint }
  try {
    const { env } = options
    const { accounts, unreached } = await enterAccounts(plan, { access, env, now: hooks.now, signal })
    hooks.onEvent({ kind: 'accounts', accounts: accounts.map(({ session }) => session.account), unreached })
    const lanes = new Lanes(ACCOUNTS_AT_ONCE)
    const run = new CollectRun(plan, { ...hooks, signal }, options)
    const cells = await Promise.all(accounts.map((account) => lanes.run(() => run.account(account))))
    const collectors = accounts.map(({ collector }) => collector)
    return { startedAt, endedAt: hooks.now().toISOString(), collectors, cells: cells.flat(), unreached }
  } catch (error) {
    failed.abort(error)
    throw error
  } finally {
    handler.destroy()
  }
}

/** The SDK would follow them without a word, with signed requests. */
function refuseEndpointVariables(env: Environment): void {
  const [name] = endpointVariables(env)
  if (name === undefined) return
  throw new AppError('usage', `${name} is set, which would send requests elsewhere than to AWS.`, {
    remedy: 'Unset it. For a server of your own give --endpoint-url.',
  })
}

class CollectRun {
  readonly #plan: CollectPlan
  readonly #hooks: CollectHooks
  readonly #options: CollectOptions

  constructor(plan: CollectPlan, hooks: CollectHooks, options: CollectOptions) {
    this.#plan = plan
    this.#hooks = hooks
    this.#options = options
  }

  async account(entered: EnteredAccount): Promise<readonly CellReport[]> {
    const { signal, settled, onEvent, now } = this.#hooks
    const { account } = entered.session
    const { regions, tooNew } = await accountRegions(entered.session, this.#plan.regions, signal)
    const names = [...regions, GLOBAL]
    onEvent({ kind: 'cells', account, regions: [...names, ...tooNew] })
    const lanes = new Lanes(CELLS_AT_ONCE)
    const open = names.filter((region) => !settled.has(cellName({ account, region })))
    const asked = await Promise.all(open.map((region) => lanes.run(() => this.#cell(entered, { account, region }))))
    const unasked = tooNew.filter((region) => !settled.has(cellName({ account, region })))
    const at = now().toISOString()
    for (const region of unasked) {
      const report = unknownRegion({ account, region }, at)
      await this.#finish({ report, shard: null })
    }
    return [...asked, ...unasked.map((region) => unknownRegion({ account, region }, at))]
  }

  async #cell({ session, collector }: EnteredAccount, cell: CellKey): Promise<CellReport> {
    const { signal, now, onEvent } = this.#hooks
    signal.throwIfAborted()
    const onProgress = (progress: { callsDone: number; callsKnown: number; elements: number; refused: number }) =>
      onEvent({ kind: 'cell-progress', ...cell, ...progress })
    const earlier = (await this.#options.earlier?.(cell)) ?? null
    const hooks = { signal, now, onProgress }
    const collected = earlier ? await recollectCell(session, earlier, hooks) : await collectCell(session, cell, hooks)
    await this.#finish({ ...collected, shard: signedBy(collected.shard, collector) })
    return collected.report
  }

  async #finish(cell: CollectedCell): Promise<void> {
    await this.#hooks.onCell(cell)
    this.#hooks.onEvent({ kind: 'cell-done', report: cell.report, elements: cell.shard?.elementCount ?? 0 })
  }
}

/** The document says who collected it; its hash stays the same as long as that does. */
function signedBy(shard: CollectedCell['shard'], collector: EnteredAccount['collector']): CollectedCell['shard'] {
  if (!shard) return null
  const { collectedAt } = shard
  return { ...encodeShard({ ...decodeShard(shard.json, { collectedAt }), collector }), collectedAt }
}

/** A Region that is newer than this version: a refusal that is ours, and a gap all the same. */
function unknownRegion(cell: CellKey, at: string): CellReport {
  const call = {
    service: 'ec2',
    operation: 'describe-vpcs',
    status: 'skipped',
    count: 0,
    pages: 0,
    attempts: 0,
    startedAt: at,
    endedAt: at,
    unanswered: 1,
    code: 'UnknownRegion',
    message: 'This Region is newer than this version of Portolan, so it was not asked.',
    action: 'ec2:DescribeVpcs',
  } as const
  return { ...cell, outcome: 'refused', startedAt: at, endedAt: at, calls: [call] }
}
