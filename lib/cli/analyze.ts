/** `portolan analyze PATH…`: what the network is, what is not known of it, and what is wrong with it. */

import { readFile } from 'node:fs/promises'
import { parse as parseYaml } from 'yaml'
import { AppError } from '../errors/app-error.ts'
import { evaluate, passedFindings } from '../findings/evaluate.ts'
import { compareSeverity, type Finding, SEVERITIES, type Severity } from '../findings/finding.ts'
import { parseSettings } from '../findings/parse-settings.ts'
import { DEFAULT_SETTINGS, type Settings } from '../findings/settings.ts'
import { type Analysis, buildAnalysis } from '../reports/analysis.ts'
import { analysisJson } from '../reports/analysis-json.ts'
import { analysisMarkdown } from '../reports/analysis-markdown.ts'
import { analysisTable } from '../reports/analysis-table.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments, wholeNumber } from './command.ts'
import { loadNetwork } from './load-network.ts'

const FORMATS = ['json', 'table', 'markdown'] as const

const OPTIONS = {
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  settings: { type: 'string' },
  'include-passed': { type: 'boolean', default: false },
  'max-unknown': { type: 'string', default: '0' },
  sample: { type: 'boolean', default: false },
} as const

export async function analyze(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), FORMATS)
  const failOn = values['fail-on'] === undefined ? null : oneOf('--fail-on', values['fail-on'], SEVERITIES)
  const unknownMax = wholeNumber('--max-unknown', values['max-unknown'], [0, 1_000_000])
  const settings = values.settings === undefined ? DEFAULT_SETTINGS : await readSettings(values.settings)

  const { imported, inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const evaluation = evaluate(inventory, settings)
  const { findings, summary } = evaluation
  const shown = values['include-passed'] ? [...findings, ...passedFindings(evaluation)] : findings
  const analysis = buildAnalysis({ inventory, imported, findings: shown, summary })

  io.out(print(analysis, format, io))
  return exitCode({ findings, failOn, gapCount: analysis.gaps.length, unknownMax })
}

function print(analysis: Analysis, format: (typeof FORMATS)[number], io: CliIo): string {
  switch (format) {
    case 'json':
      return analysisJson(analysis)
    case 'markdown':
      return analysisMarkdown(analysis)
    case 'table':
      return analysisTable(analysis, { color: io.color })
  }
}

interface Outcome {
  readonly findings: readonly Finding[]
  readonly failOn: Severity | null
  readonly gapCount: number
  readonly unknownMax: number
}

/** Findings first: they are the stronger reason to stop. Incomplete data never reads as a pass. */
function exitCode({ findings, failOn, gapCount, unknownMax }: Outcome): ExitCode {
  const reached = findings.some(
    ({ status, severity }) => failOn !== null && status === 'FAIL' && compareSeverity(severity.effective, failOn) <= 0,
  )
  if (reached) return EXIT.findings
  return gapCount > unknownMax ? EXIT.incomplete : EXIT.pass
}

/** @throws AppError `usage` when the file cannot be read or is no settings file */
async function readSettings(path: string): Promise<Settings> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('usage', `The settings file ${path} cannot be read.`, { file: path, cause })
  })
  try {
    return parseSettings(parseYaml(text, { maxAliasCount: 0 }))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('usage', `${path} is not valid YAML.`, { file: path, cause })
  }
}
