/**
 * From pages to what reaches each interface directly, complete, without keeping the interfaces, beside parsing the same pages and nothing else. Each
 * measurement is a process of its own, so that its peak memory is its own too.
 */

import { decodeShard } from '../../lib/describe/shard.ts'
import { DescribeStream } from '../../lib/inventory/stream-describe.ts'
import { compileNetwork } from '../../lib/reachability/compiled/compiled-network.ts'
import { InterfaceColumns } from '../../lib/reachability/compiled/interface-columns.ts'
import { directExposure } from '../../lib/reachability/exposure.ts'
import { networkOf } from '../../lib/reachability/network.ts'
import { seconds, timed } from './measure.ts'
import { pagesOf } from './pages.ts'
import type { SizeName } from './sizes.ts'

export interface ParseResult {
  readonly wallMs: number
  /** Of the processor, all threads together: what a busy machine cannot stretch. */
  readonly cpuMs: number
  readonly peakMb: number
}

export interface StreamResult extends ParseResult {
  readonly interfaces: number
  /** Reading pages into columns, parsing apart. */
  readonly readMs: number
  /** From the last page to the last row of exposure. */
  readonly analyseMs: number
  readonly rows: number
}

/** Parses every page and lets it go. */
export async function measureParse(file: string, runs: number): Promise<ParseResult> {
  const results: ParseResult[] = []
  for (let run = 0; run < runs; run++) {
    const clock = startClock()
    for await (const text of pagesOf(file)) JSON.parse(text)
    results.push(clock())
  }
  return middleOf(results, ({ wallMs }) => wallMs)
}

/** Gives what has passed since: on the wall, and of the processor. */
function startClock(): () => ParseResult {
  const start = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000, peakMb: peakMb() }
  }
}

/** The result in the middle, by what is measured of each. */
export function middleOf<T>(results: readonly T[], measure: (result: T) => number): T {
  const sorted = results.toSorted((a, b) => measure(a) - measure(b))
  const [middle] = sorted.slice(Math.floor(sorted.length / 2))
  if (!middle) throw new Error('Nothing was run.')
  return middle
}

/** The middle run by its wall clock. */
export async function measureStream(file: string, runs: number): Promise<StreamResult> {
  const results: StreamResult[] = []
  for (let run = 0; run < runs; run++) results.push(await streamOnce(file))
  return middleOf(results, ({ wallMs }) => wallMs)
}

async function streamOnce(file: string): Promise<StreamResult> {
  const clock = startClock()
  const columns = new InterfaceColumns()
  const stream = new DescribeStream(columns)
  let readMs = 0
  for await (const text of pagesOf(file)) {
    const page = decodeShard(text, { collectedAt: null })
    readMs += timed(() => stream.add(page)).ms
  }
  const analysis = timed(() => {
    const { inventory, unsettled } = stream.finish()
    if (unsettled.length > 0) throw new Error(`${unsettled[0]} is told twice; the estate is not what it should be.`)
    return directExposure(compileNetwork(networkOf(inventory), columns)).length
  })
  return { ...clock(), readMs, analyseMs: analysis.ms, rows: analysis.value, interfaces: columns.count }
}

function peakMb(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6
}

export interface StreamRow {
  readonly size: SizeName
  readonly pages: 'NDJSON' | 'zstd'
  readonly parse: ParseResult
  readonly stream: StreamResult
}

export const STREAM_HEAD = [
  'Interfaces',
  'Pages',
  'Parse alone',
  'To exposure',
  '÷ parse',
  '÷ parse, CPU',
  'Reading',
  'Analysis on columns',
  'Rows',
  'Peak memory',
  'Parse alone, peak',
]

export function streamRow({ size, pages, parse, stream }: StreamRow): readonly string[] {
  return [
    size,
    pages,
    seconds(parse.wallMs),
    seconds(stream.wallMs),
    (stream.wallMs / parse.wallMs).toFixed(2),
    (stream.cpuMs / parse.cpuMs).toFixed(2),
    seconds(stream.readMs),
    seconds(stream.analyseMs),
    String(stream.rows),
    `${stream.peakMb.toFixed(0)} MB`,
    `${parse.peakMb.toFixed(0)} MB`,
  ]
}
