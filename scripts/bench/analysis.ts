/** The model, exposure and every rule, beside `JSON.parse` of the same inventory in the same round. */

import { decodeShard } from '../../lib/describe/shard.ts'
import { evaluate } from '../../lib/findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../../lib/findings/settings.ts'
import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { exposure } from '../../lib/reachability/exposure.ts'
import { networkOf } from '../../lib/reachability/network.ts'
import { estateDocuments, pageJson } from '../../lib/testing/estate/estate-pages.ts'
import { median, ms, rounds, timed } from './measure.ts'
import { roundsOf, SIZES, type SizeName } from './sizes.ts'

type Part = 'parse' | 'read' | 'index' | 'exposure' | 'rules'

export interface AnalysisResult {
  readonly size: SizeName
  readonly megabytes: number
  /** Medians, milliseconds. */
  readonly times: Readonly<Record<Part, number>>
  /** The median of the ratios of the rounds, so that a slow moment weighs on both sides. */
  readonly ratio: number
  /** The same of the very first round, when nothing was compiled yet. */
  readonly firstRatio: number
}

export function measureAnalysis(size: SizeName): AnalysisResult {
  const texts = estateDocuments({ interfaces: SIZES[size] }).map(pageJson)
  // As they come from a file, not as the generator built them: where they lie in memory decides much.
  const documents = texts.map((text) => decodeShard(text, { collectedAt: null }))
  let first = Number.NaN
  const run = (): Record<Part, number> => {
    const parse = timed(() => texts.map((text): unknown => JSON.parse(text))).ms
    const read = timed(() => readDescribe(documents))
    const index = timed(() => networkOf(read.value))
    const reach = timed(() => exposure(index.value)).ms
    const rules = timed(() => evaluate(read.value, DEFAULT_SETTINGS)).ms
    const times = { parse, read: read.ms, index: index.ms, exposure: reach, rules }
    if (Number.isNaN(first)) first = ratioOf(times)
    return times
  }
  const all = rounds(roundsOf(size), run)
  const of = (part: Part) => median(all.map((times) => times[part]))
  const times = {
    parse: of('parse'),
    read: of('read'),
    index: of('index'),
    exposure: of('exposure'),
    rules: of('rules'),
  }
  const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6
  return { size, megabytes, times, ratio: median(all.map(ratioOf)), firstRatio: first }
}

function ratioOf(times: Readonly<Record<Part, number>>): number {
  return (times.read + times.index + times.exposure + times.rules) / times.parse
}

export const ANALYSIS_HEAD = [
  'Interfaces',
  'JSON',
  'JSON.parse',
  'Read model',
  'Index',
  'Exposure',
  'All rules',
  'Sum ÷ parse',
  'First run ÷ parse',
]

export function analysisRow({ size, megabytes, times, ratio, firstRatio }: AnalysisResult): readonly string[] {
  const parts = [times.parse, times.read, times.index, times.exposure, times.rules].map(ms)
  return [size, `${megabytes.toFixed(1)} MB`, ...parts, ratio.toFixed(2), firstRatio.toFixed(2)]
}
