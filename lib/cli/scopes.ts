/** `portolan scopes PATH… --scopes FILE`: the paths Network Access Analyzer's scopes ask for, all of them. */

import { AppError } from '../errors/app-error.ts'
import { type Network, networkOf } from '../reachability/network.ts'
import { amazonScopes, blockPublicAccessImpact } from '../reachability/scopes/amazon-scopes.ts'
import { parseScopes } from '../reachability/scopes/parse-scope.ts'
import { reachable, scopeGaps } from '../reachability/scopes/reachable.ts'
import type { Scope } from '../reachability/scopes/scope.ts'
import { type ScopeAnswer, scopesChunks } from '../reports/scopes-json.ts'
import { scopesMarkdown, scopesTable } from '../reports/scopes-table.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments } from './command.ts'
import { loadNetwork } from './load-network.ts'
import { readTextFile } from './read-text-file.ts'

const FORMATS = ['json', 'table', 'markdown'] as const

const OPTIONS = {
  scopes: { type: 'string' },
  amazon: { type: 'boolean', default: false },
  'bpa-impact': { type: 'boolean', default: false },
  'fail-on-found': { type: 'boolean', default: false },
  format: { type: 'string' },
  sample: { type: 'boolean', default: false },
} as const

export async function scopes(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), FORMATS)
  const asked = [
    ...(values.scopes === undefined ? [] : await readScopes(values.scopes)),
    ...(values.amazon ? amazonScopes() : []),
    ...(values['bpa-impact'] ? blockPublicAccessImpact() : []),
  ]
  if (asked.length === 0) throw new AppError('usage', 'Name a file with --scopes, or give --amazon or --bpa-impact.')
  const { inventory } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const network = networkOf(inventory)
  const answers = asked.map((scope) => answerOf(network, scope))
  if (format === 'json') for (const chunk of scopesChunks(inventory, answers)) io.out(chunk)
  else io.out(format === 'table' ? scopesTable(answers) : scopesMarkdown(answers))
  return exitCode(answers, values['fail-on-found'])
}

function answerOf(network: Network, scope: Scope): ScopeAnswer {
  return { scope: scope.name, paths: reachable(network, scope), unknowns: scopeGaps(network, scope) }
}

/** A path that is found is the stronger reason to stop; one that may be there never reads as none. */
function exitCode(answers: readonly ScopeAnswer[], failOnFound: boolean): ExitCode {
  if (failOnFound && answers.some(({ paths }) => paths.some(({ verdict }) => verdict === 'reachable'))) {
    return EXIT.findings
  }
  const unsure = answers.some(
    ({ paths, unknowns }) => unknowns.length > 0 || paths.some(({ verdict }) => verdict === 'unknown'),
  )
  return unsure ? EXIT.incomplete : EXIT.pass
}

/** @throws AppError `usage` when the file cannot be read, `bad-scope` with the place of the first fault */
async function readScopes(file: string): Promise<readonly Scope[]> {
  const text = await readTextFile('--scopes', file)
  const { scopes: read, faults } = parseScopes(parseJson(text, file))
  if (read) return read
  const [first] = faults
  const words = faults.map(({ pointer, message }) => `${pointer === '' ? '' : `${pointer} `}${message}`)
  throw new AppError('bad-scope', words.join(' '), { file, pointer: first?.pointer ?? '' })
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new AppError('bad-scope', `${file} is no JSON.`, { file, cause })
  }
}
