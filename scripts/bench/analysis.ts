/** The model, exposure and every rule, beside `JSON.parse` of the same inventory in the same round. */

import { decodeShard } from '../../lib/describe/shard.ts'
import { CATALOGUE } from '../../lib/findings/catalogue.ts'
import { evaluate } from '../../lib/findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../../lib/findings/settings.ts'
import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { exposure } from '../../lib/reachability/exposure.ts'
import { networkOf } from '../../lib/reachability/network.ts'
import { estateDocuments, pageJson } from '../../lib/testing/estate/estate-pages.ts'
import { median, ms, rounds, table, timed } from './measure.ts'
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
  /** Each rule by its id: the median of its milliseconds. The first that asks for something shared pays for it. */
  readonly rules: Readonly<Record<string, number>>
  /** Looking at every value of the parsed inventory once, and making nothing of it: no analysis can take less. */
  readonly lookMs: number
}

export function measureAnalysis(size: SizeName): AnalysisResult {
  const texts = estateDocuments({ interfaces: SIZES[size] }).map(pageJson)
  // As they come from a file, not as the generator built them: where they lie in memory decides much.
  const documents = texts.map((text) => decodeShard(text, { collectedAt: null }))
  const perRule = new Map<string, number[]>(CATALOGUE.map(({ id }) => [id, []]))
  const watched = CATALOGUE.map((rule) => ({
    ...rule,
    check: (context: Parameters<typeof rule.check>[0]) => {
      const told = timed(() => rule.check(context))
      perRule.get(rule.id)?.push(told.ms)
      return told.value
    },
  }))
  const looks: number[] = []
  let first = Number.NaN
  const run = (): Record<Part, number> => {
    const { value: parsed, ms: parse } = timed(() => texts.map((text): unknown => JSON.parse(text)))
    looks.push(timed(() => valuesIn(parsed)).ms)
    const read = timed(() => readDescribe(documents))
    const index = timed(() => networkOf(read.value))
    const reach = timed(() => exposure(index.value)).ms
    const rules = timed(() => evaluate(read.value, DEFAULT_SETTINGS, watched)).ms
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
  const rules = Object.fromEntries([...perRule].map(([id, each]) => [id, median(each)]))
  return {
    ...{ size, megabytes, times, rules },
    ratio: median(all.map(ratioOf)),
    firstRatio: first,
    lookMs: median(looks),
  }
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  let count = 1
  for (const each of Object.values(value)) count += valuesIn(each)
  return count
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

const DEAREST = 10

/** Where the time of the rules goes: the dearest of the largest size, and what all others take together. */
export function profileTable(results: readonly AnalysisResult[]): string {
  const largest = results.at(-1)
  if (!largest) return ''
  const byCost = Object.entries(largest.rules).toSorted(([, a], [, b]) => b - a)
  const dearest = byCost.slice(0, DEAREST).map(([id]) => id)
  const others = byCost.slice(DEAREST).map(([id]) => id)
  const sum = (ids: readonly string[], { rules }: AnalysisResult) => ids.reduce((all, id) => all + (rules[id] ?? 0), 0)
  const row = (title: string, cost: (result: AnalysisResult) => number) => [
    title,
    ...results.flatMap((result) => [ms(cost(result)), (cost(result) / result.times.parse).toFixed(2)]),
  ]
  const rows = [
    ...dearest.map((id) => row(id, (result) => sum([id], result))),
    row(`the other ${others.length} rules`, (result) => sum(others, result)),
    row('looking at every value once', ({ lookMs }) => lookMs),
  ]
  return table(['Rule', ...results.flatMap(({ size }) => [size, '÷ parse'])], rows)
}
