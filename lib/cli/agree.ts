/** `portolan agree PATH… --with FILE`: our findings beside those of Prowler or Security Hub. */

import { AppError } from '../errors/app-error.ts'
import { CATALOGUE } from '../findings/catalogue.ts'
import { equivalentRules } from '../findings/equivalent-checks.ts'
import { evaluate, passedFindings } from '../findings/evaluate.ts'
import type { ForeignReading } from '../findings/foreign-verdict.ts'
import { parseSettings } from '../findings/parse-settings.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { type Agreement, agreement } from '../reports/agreement.ts'
import { agreementMarkdown, agreementTable } from '../reports/print-agreement.ts'
import { visibleText } from '../reports/visible-text.ts'
import { readForeignFindings } from '../sources/foreign-findings/read-foreign-findings.ts'
import { resourceRows } from '../topology/resource-rows.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments } from './command.ts'
import { loadNetwork } from './load-network.ts'
import { readPart } from './read-part.ts'
import { readTextFile } from './read-text-file.ts'

const OPTIONS = {
  with: { type: 'string', multiple: true },
  format: { type: 'string' },
  settings: { type: 'string' },
  all: { type: 'boolean', default: false },
  sample: { type: 'boolean', default: false },
} as const

/** @throws AppError `usage`, `import-other-format`, `import-not-json` with the file */
export async function agree(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), [
    'json',
    'table',
    'markdown',
  ])
  const readings = await readAll(values.with ?? [])
  const settings = (await readPart('--settings', values.settings, parseSettings)) ?? DEFAULT_SETTINGS
  const { inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  for (const { file, pointer, message } of readings.flatMap(({ notes }) => notes)) {
    io.log(`${visibleText(`${file}#${pointer}: ${message}`)}\n`)
  }
  const evaluation = evaluate(inventory, settings)
  const report = agreement({
    findings: [...evaluation.findings, ...passedFindings(evaluation)],
    verdicts: readings.flatMap(({ verdicts }) => verdicts),
    rulesOf: equivalentRules(CATALOGUE),
    known: new Map(resourceRows(inventory).map(({ id, vpcId }) => [id, vpcId])),
  })
  io.out(print(values.all ? report : withoutAgreed(report), format))
  return EXIT.pass
}

async function readAll(files: readonly string[]): Promise<readonly ForeignReading[]> {
  if (files.length === 0) {
    throw new AppError('usage', 'Name the findings to compare with, with --with FILE.', {
      remedy: 'For example: npx portolan agree ./network --with prowler-output.ocsf.json',
    })
  }
  return await Promise.all(files.map(async (file) => readForeignFindings(file, await readTextFile('--with', file))))
}

/** The counts stay: that much agrees is told, only not row by row. */
function withoutAgreed(report: Agreement): Agreement {
  return { ...report, rows: report.rows.filter(({ kind }) => kind !== 'agree') }
}

function print(report: Agreement, format: 'json' | 'table' | 'markdown'): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`
  return format === 'table' ? agreementTable(report) : agreementMarkdown(report)
}
