/**
 * What a live collection is asked for, tells on the way and leaves behind.
 * All of it plain values: they cross between threads, and a collection that was killed goes on from them.
 */

import type { CellKey, CellReport, CollectEvent } from '../../describe/collection-report.ts'

/** What one cell brought: the canonical document as `decodeShard` reads it, and its report. */
export interface CollectedCell {
  readonly report: CellReport
  /** Null when AWS answered nothing at all. `origins` are empty: nothing was read from a file. */
  readonly shard: {
    readonly sha256: string
    readonly json: string
    readonly elementCount: number
    /** ISO 8601, UTC. */
    readonly collectedAt: string
  } | null
}

/** What the one who runs a collection provides. */
export interface CollectHooks {
  readonly signal: AbortSignal
  readonly onEvent: (event: CollectEvent) => void
  /** Called once per finished cell and awaited: when it returns, the cell is safe. */
  readonly onCell: (cell: CollectedCell) => Promise<void>
  /** Cells that are safe already; they are not asked again. Names by `cellName`. */
  readonly settled: ReadonlySet<string>
  readonly now: () => Date
}

export function cellName({ account, region }: CellKey): string {
  return `${account}/${region}`
}
