/** `portolan exposure PATH…`: everything the internet can reach, complete, with ports, sources and the way. */

import { exposure as exposureOf } from '../reachability/exposure.ts'
import { networkOf } from '../reachability/network.ts'
import { exposureChunks } from '../reports/exposure-json.ts'
import { exposureMarkdown, exposureTable } from '../reports/exposure-table.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments, wholeNumber } from './command.ts'
import { loadNetwork } from './load-network.ts'

const FORMATS = ['json', 'table', 'markdown'] as const

const OPTIONS = {
  format: { type: 'string' },
  'max-unknown': { type: 'string', default: '0' },
  sample: { type: 'boolean', default: false },
} as const

export async function exposure(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), FORMATS)
  const unknownMax = wholeNumber('--max-unknown', values['max-unknown'], [0, 1_000_000])
  const { inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const rows = exposureOf(networkOf(inventory))
  switch (format) {
    case 'json':
      for (const chunk of exposureChunks(inventory, rows)) io.out(chunk)
      break
    case 'table':
      io.out(exposureTable(inventory, rows))
      break
    case 'markdown':
      io.out(exposureMarkdown(inventory, rows))
  }
  return inventory.gaps.length > unknownMax ? EXIT.incomplete : EXIT.pass
}
