/** `portolan analyze PATH…`: what the network is, what is not known of it, and what is wrong with it. */

import { compareWithBaseline, parseBaseline } from '../findings/baseline.ts'
import { evaluate, passedFindings } from '../findings/evaluate.ts'
import { compareSeverity, SEVERITIES, type Severity } from '../findings/finding.ts'
import { parseSettings } from '../findings/parse-settings.ts'
import { parseWaivers } from '../findings/parse-waivers.ts'
import { type ReportedFinding, reportFindings } from '../findings/reported-finding.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { applyWaivers, scopeText, type WaivedFindings } from '../findings/waivers.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { type Analysis, buildAnalysis } from '../reports/analysis.ts'
import { analysisJson } from '../reports/analysis-json.ts'
import { analysisMarkdown } from '../reports/analysis-markdown.ts'
import { analysisTable } from '../reports/analysis-table.ts'
import { findingsAsff } from '../reports/asff.ts'
import { findingsCsv } from '../reports/findings-csv.ts'
import { findingsJunit } from '../reports/junit.ts'
import { findingsOcsf } from '../reports/ocsf.ts'
import { findingsSarif } from '../reports/sarif.ts'
import { visibleText } from '../reports/visible-text.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments, wholeNumber } from './command.ts'
import { loadNetwork } from './load-network.ts'
import { readPart } from './read-part.ts'

const FORMATS = ['json', 'table', 'markdown', 'sarif', 'ocsf', 'asff', 'csv', 'junit'] as const
type Format = (typeof FORMATS)[number]

const OPTIONS = {
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  settings: { type: 'string' },
  waivers: { type: 'string' },
  baseline: { type: 'string' },
  'include-passed': { type: 'boolean', default: false },
  'max-unknown': { type: 'string', default: '0' },
  sample: { type: 'boolean', default: false },
} as const

export async function analyze(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), FORMATS)
  const failOn = values['fail-on'] === undefined ? null : oneOf('--fail-on', values['fail-on'], SEVERITIES)
  const unknownMax = wholeNumber('--max-unknown', values['max-unknown'], [0, 1_000_000])
  const [settings, waivers, baseline] = await Promise.all([
    readPart('--settings', values.settings, parseSettings),
    readPart('--waivers', values.waivers, parseWaivers),
    readPart('--baseline', values.baseline, parseBaseline),
  ])

  const { imported, inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const used = settings ?? DEFAULT_SETTINGS
  const evaluation = evaluate(inventory, used)
  const now = new Date()
  const waived = waivers && applyWaivers(evaluation.findings, waivers, now.toISOString().slice(0, 10))
  const comparison = baseline && compareWithBaseline(evaluation.findings, baseline)
  const shown = values['include-passed'] ? [...evaluation.findings, ...passedFindings(evaluation)] : evaluation.findings
  const findings = reportFindings(shown, { waived, comparison, collectedAt: collectionTimes(inventory) })
  const { summary } = evaluation
  const resolved = comparison?.resolved ?? null
  const blastRadius = format === 'json' ? used : null
  const analysis = buildAnalysis({ inventory, imported, findings, summary, waived, resolved, blastRadius })

  if (waived) tellWaivers(waived, io)
  io.out(print(analysis, { format, now }, io))
  return exitCode({ findings, failOn, gapCount: analysis.gaps.length, unknownMax })
}

/** Which waivers no longer do what they were written for, one a line. */
function tellWaivers({ lapsed, unused }: WaivedFindings, io: CliIo): void {
  const lines = [
    ...lapsed.map(({ finding, why }) => `A waiver of ${finding} no longer holds. ${why}`),
    ...unused.map((waiver) => `No finding answers to the waiver of ${scopeText(waiver)}.`),
  ]
  for (const line of lines) io.log(`${visibleText(line)}\n`)
}

function collectionTimes({ documents }: Inventory): ReadonlyMap<string, string | null> {
  return new Map(documents.map(({ account, region, collectedAt }) => [`${account}/${region}`, collectedAt]))
}

function print(analysis: Analysis, { format, now }: { format: Format; now: Date }, io: CliIo): string {
  switch (format) {
    case 'json':
      return analysisJson(analysis)
    case 'markdown':
      return analysisMarkdown(analysis)
    case 'table':
      return analysisTable(analysis, { color: io.color })
    case 'sarif':
      return findingsSarif(analysis)
    case 'ocsf':
      return findingsOcsf(analysis, now.getTime())
    case 'asff':
      return findingsAsff(analysis, now.toISOString())
    case 'csv':
      return findingsCsv(analysis)
    case 'junit':
      return findingsJunit(analysis)
  }
}

interface Outcome {
  readonly findings: readonly ReportedFinding[]
  readonly failOn: Severity | null
  readonly gapCount: number
  readonly unknownMax: number
}

/**
 * Findings first: they are the stronger reason to stop. A waived finding stops nothing, nor does one the baseline has
 * as it is. Incomplete data never reads as a pass.
 */
function exitCode({ findings, failOn, gapCount, unknownMax }: Outcome): ExitCode {
  const reached = findings.some(
    ({ status, severity, mute, delta }) =>
      failOn !== null &&
      status === 'FAIL' &&
      mute === null &&
      delta !== 'unchanged' &&
      compareSeverity(severity.effective, failOn) <= 0,
  )
  if (reached) return EXIT.findings
  return gapCount > unknownMax ? EXIT.incomplete : EXIT.pass
}
