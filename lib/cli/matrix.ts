/** `portolan matrix PATH… --by vpc|subnet|security-group|tag:KEY`: who can talk to whom on what. */

import { AppError } from '../errors/app-error.ts'
import { matrix as matrixOf } from '../reachability/matrix.ts'
import { matrixGroups, parseMatrixBy } from '../reachability/matrix-groups.ts'
import { networkOf } from '../reachability/network.ts'
import { matrixJson, matrixMarkdown, matrixTable } from '../reports/matrix-report.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments } from './command.ts'
import { loadNetwork } from './load-network.ts'

const PRINTS = { json: matrixJson, table: matrixTable, markdown: matrixMarkdown } as const
const FORMATS = ['json', 'table', 'markdown'] as const

const OPTIONS = {
  by: { type: 'string', default: 'vpc' },
  format: { type: 'string' },
  sample: { type: 'boolean', default: false },
} as const

export async function matrix(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), FORMATS)
  const by = parseMatrixBy(values.by)
  if (by === null) {
    throw new AppError('usage', `--by is vpc, subnet, security-group or tag:KEY; "${values.by}" is none of them.`)
  }
  const { inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const groups = matrixGroups(inventory, by)
  const cells = matrixOf(networkOf(inventory), groups)
  io.out(PRINTS[format]({ by, groups, cells }))
  return cells.some(({ verdict }) => verdict === 'unknown') ? EXIT.incomplete : EXIT.pass
}
