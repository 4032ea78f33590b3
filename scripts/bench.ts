/**
 * `npm run bench -- [--only analysis,stream,trace,what-if,matrix,chart] [--sizes 1k,10k,100k,1m] [--write]`: what the budgets of the
 * design promise, measured. `--write` puts the tables into `docs/benchmarks.md`.
 */

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { ANALYSIS_HEAD, type AnalysisResult, analysisRow, measureAnalysis, profileTable } from './bench/analysis.ts'
import { CHART_HEAD, chartRows } from './bench/chart.ts'
import { MATRIX_HEAD, type MatrixResult, matrixRow, measureMatrices } from './bench/matrix.ts'
import { logLogSlope, table } from './bench/measure.ts'
import { writePages, ZSTD } from './bench/pages.ts'
import { roundsOf, SIZES, type SizeName } from './bench/sizes.ts'
import {
  measureParse,
  measureStream,
  middleOf,
  type ParseResult,
  STREAM_HEAD,
  type StreamResult,
  type StreamRow,
  streamRow,
} from './bench/stream.ts'
import { measureTraces, TRACE_HEAD, type TraceResult, traceRow } from './bench/trace.ts'
import { measureWhatIf, WHAT_IF_HEAD, type WhatIfResult, whatIfRow } from './bench/what-if.ts'

const SELF = fileURLToPath(import.meta.url)
const PARTS = ['analysis', 'stream', 'trace', 'what-if', 'matrix', 'chart'] as const
type Part = (typeof PARTS)[number]

/** What a process of its own is asked to measure. */
type Task =
  | { readonly task: 'analysis' | 'trace' | 'what-if'; readonly size: SizeName }
  | { readonly task: 'parse' | 'stream'; readonly size: SizeName; readonly file: string }
  | { readonly task: 'write'; readonly size: SizeName; readonly file: string }
  | { readonly task: 'matrix' | 'chart' }

async function perform(task: Task): Promise<unknown> {
  switch (task.task) {
    case 'analysis':
      return measureAnalysis(task.size)
    case 'trace':
      return measureTraces(task.size)
    case 'what-if':
      return measureWhatIf(task.size)
    case 'write':
      return writePages(task.file, SIZES[task.size])
    case 'parse':
      return measureParse(task.file, roundsOf(task.size))
    case 'stream':
      return measureStream(task.file, roundsOf(task.size))
    case 'matrix':
      return measureMatrices()
    case 'chart':
      return chartRows()
  }
}

/** In a process of its own: nothing is warm from before, and memory is counted from nothing. */
async function apart<T>(task: Task): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [SELF, '--task', JSON.stringify(task)], {
    maxBuffer: 1 << 24,
  })
  return JSON.parse(stdout)
}

interface Section {
  readonly title: string
  readonly budget: string
  readonly text: string
}

async function analysisSection(sizes: readonly SizeName[]): Promise<Section> {
  const results: AnalysisResult[] = []
  for (const size of sizes.filter((each) => each !== '1m')) results.push(await apart({ task: 'analysis', size }))
  return {
    title: 'Analysis',
    budget: 'Reading the model, exposure and all rules take at most as long as `JSON.parse` of the same inventory.',
    text: `${table(ANALYSIS_HEAD, results.map(analysisRow))}\n\nThe ten dearest rules, and what they are beside:\n\n${profileTable(results)}`,
  }
}

async function streamSection(sizes: readonly SizeName[]): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-bench-'))
  const rows: StreamRow[] = []
  try {
    for (const size of sizes) {
      for (const [pages, ending] of [['NDJSON', ''] as const, ['zstd', ZSTD] as const]) {
        const file = join(folder, `${size}.ndjson${ending}`)
        await apart<null>({ task: 'write', size, file })
        rows.push(await alternate({ size, pages, file }))
        rmSync(file)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const points = rows
    .filter(({ pages }) => pages === 'NDJSON')
    .map(({ stream }) => [stream.interfaces, stream.readMs + stream.analyseMs] as const)
  const slope = points.length < 2 ? '' : `\n\nLog-log slope of reading and analysis: ${logLogSlope(points).toFixed(3)}.`
  return {
    title: 'Pages to exposure',
    budget:
      'A million interfaces take at most twice as long as parsing alone and at most 2 GB; analysis on columns at most 2 s; the slope is at most 1.05.',
    text: table(STREAM_HEAD, rows.map(streamRow)) + slope,
  }
}

/** Turn about, so that a slow minute falls on both; the turn in the middle. */
const TURNS = 3

async function alternate({ size, pages, file }: Pick<StreamRow, 'size' | 'pages'> & { readonly file: string }) {
  const turns: StreamRow[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    const parse = await apart<ParseResult>({ task: 'parse', size, file })
    const stream = await apart<StreamResult>({ task: 'stream', size, file })
    turns.push({ size, pages, parse, stream })
  }
  return middleOf(turns, ({ stream, parse }) => stream.wallMs / parse.wallMs)
}

/** The rows of every size that is read whole. */
async function rowsOfSizes<T>(task: 'trace' | 'what-if', sizes: readonly SizeName[]): Promise<readonly T[]> {
  const rows: T[] = []
  for (const size of sizes.filter((each) => each !== '1m')) rows.push(...(await apart<readonly T[]>({ task, size })))
  return rows
}

async function whatIfSection(sizes: readonly SizeName[]): Promise<Section> {
  const results = await rowsOfSizes<WhatIfResult>('what-if', sizes)
  return {
    title: 'What if one rule were gone',
    budget: 'Under 50 ms at 100k interfaces, until what is reached no longer is known.',
    text: table(WHAT_IF_HEAD, results.map(whatIfRow)),
  }
}

async function traceSection(sizes: readonly SizeName[]): Promise<Section> {
  const results = await rowsOfSizes<TraceResult>('trace', sizes)
  return {
    title: 'One question with its explanation',
    budget: 'p99 under 1 ms at 100k interfaces.',
    text: table(TRACE_HEAD, results.map(traceRow)),
  }
}

async function matrixSection(): Promise<Section> {
  const results = await apart<readonly MatrixResult[]>({ task: 'matrix' })
  return {
    title: 'Matrix',
    budget: 'A thousand interfaces in sixty groups take under a second; ten thousand by VPC a few.',
    text: table(MATRIX_HEAD, results.map(matrixRow)),
  }
}

async function chartSection(): Promise<Section> {
  return {
    title: 'Chart',
    budget: 'Fold and layout take at most 25 ms at 10k resources.',
    text: table(CHART_HEAD, await apart<readonly (readonly string[])[]>({ task: 'chart' })),
  }
}

const SECTIONS: Readonly<Record<Part, (sizes: readonly SizeName[]) => Promise<Section>>> = {
  analysis: analysisSection,
  stream: streamSection,
  trace: traceSection,
  'what-if': whatIfSection,
  matrix: matrixSection,
  chart: chartSection,
}

function report(command: string, sections: readonly Section[]): string {
  const machine = `${availableParallelism()} cores, Node ${process.versions.node}`
  const parts = sections.map(({ title, budget, text }) => `## ${title}\n\nBudget: ${budget}\n\n${text}\n`)
  return `# Benchmarks\n\n\`${command}\` wrote this file: medians of several runs on a machine with ${machine}.\n${NOTE}\n\n${parts.join('\n')}`
}

const NOTE = `The estates are made by \`lib/testing/estate/estate-pages.ts\`: VPCs of 500 interfaces with three tiers, load
balancers, NAT and transit gateways, peerings, network ACLs, prefix lists, and IPv6 in every third. Times depend on the
machine; ratios are against \`JSON.parse\` of the same JSON in the same run. "First run" is the first in a new process,
when nothing is compiled yet.`

function chosen<T extends string>(given: string | undefined, all: readonly T[]): readonly T[] {
  const wanted = given?.split(',') ?? all
  const unknown = wanted.find((each) => !all.some((known) => known === each))
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${all.join(', ')}.`)
  return all.filter((each) => wanted.some((name) => name === each))
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      sizes: { type: 'string' },
      write: { type: 'boolean', default: false },
      task: { type: 'string' },
    },
  })
  if (values.task !== undefined) {
    console.log(JSON.stringify((await perform(JSON.parse(values.task))) ?? null))
    return
  }
  const sizes = chosen<SizeName>(values.sizes, ['1k', '10k', '100k', '1m'])
  const sections: Section[] = []
  for (const part of chosen<Part>(values.only, PARTS)) {
    const section = await SECTIONS[part](sizes)
    console.log(`\n${section.title}: ${section.budget}\n\n${section.text}`)
    sections.push(section)
  }
  const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ')
  if (values.write) writeFileSync(join(dirname(dirname(SELF)), 'docs', 'benchmarks.md'), report(command, sections))
}

await main()
