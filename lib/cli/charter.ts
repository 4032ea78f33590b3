/** `portolan charter PATH…`: AWS's page on infrastructure security, sentence by sentence, against a network. */

import { CATALOGUE } from '../findings/catalogue.ts'
import { evaluate } from '../findings/evaluate.ts'
import { parseSettings } from '../findings/parse-settings.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { charterCoverage } from '../reports/charter-coverage.ts'
import { charterMarkdown, charterTable } from '../reports/print-charter.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments, wholeNumber } from './command.ts'
import { loadNetwork } from './load-network.ts'
import { readPart } from './read-part.ts'

const OPTIONS = {
  format: { type: 'string' },
  settings: { type: 'string' },
  'max-unknown': { type: 'string', default: '0' },
  sample: { type: 'boolean', default: false },
} as const

/** Exits 4 where data is missing: a sentence that nobody could check is no pass. @throws AppError `usage`, `import-…` */
export async function charter(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), [
    'json',
    'table',
    'markdown',
  ])
  const unknownMax = wholeNumber('--max-unknown', values['max-unknown'], [0, 1_000_000])
  const settings = (await readPart('--settings', values.settings, parseSettings)) ?? DEFAULT_SETTINGS
  const { inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const coverage = charterCoverage(CATALOGUE, evaluate(inventory, settings))
  const print = { json: () => `${JSON.stringify(coverage, null, 2)}\n`, table: charterTable, markdown: charterMarkdown }
  io.out(print[format](coverage))
  return inventory.gaps.length > unknownMax ? EXIT.incomplete : EXIT.pass
}
