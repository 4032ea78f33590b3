/** The command line. Results on stdout, progress and logs on stderr; the exit code is the verdict. */

import { AppError, type ErrorCode } from '../errors/app-error.ts'
import { visibleText } from '../reports/visible-text.ts'
import { type CliIo, type Command, EXIT, type ExitCode } from './command.ts'
import { HELP } from './help.ts'

/** Commands load on demand: `help` must not pay for the server. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  analyze: async () => (await import('./analyze.ts')).analyze,
  agree: async () => (await import('./agree.ts')).agree,
  charter: async () => (await import('./charter.ts')).charter,
  collect: async () => (await import('./collect.ts')).collect,
  convert: async () => (await import('./convert.ts')).convert,
  draw: async () => (await import('./draw.ts')).draw,
  exposure: async () => (await import('./exposure.ts')).exposure,
  matrix: async () => (await import('./matrix.ts')).matrix,
  scopes: async () => (await import('./scopes.ts')).scopes,
  settings: async () => (await import('./settings.ts')).settings,
  serve: async () => (await import('./serve.ts')).serve,
  trace: async () => (await import('./trace.ts')).trace,
}

export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const [name, ...rest] = argv
  if (name === 'help' || name === '--help' || name === '-h' || rest.includes('--help')) {
    io.out(HELP)
    return EXIT.pass
  }
  if (name === 'version' || name === '--version' || name === '-V') {
    io.out(`${(await import('../reports/analysis.ts')).TOOL_VERSION}\n`)
    return EXIT.pass
  }
  const load = name === undefined ? undefined : COMMANDS[name]
  if (load === undefined) {
    io.log(name === undefined ? HELP : `"${visibleText(name)}" is no command.\n\n${HELP}`)
    return EXIT.usage
  }
  try {
    return await (await load())(rest, io)
  } catch (error) {
    return report(error, io)
  }
}

/** What the one who typed can put right by typing something else. */
const WRONG_USE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['usage', 'unsafe-bind', 'bad-query', 'bad-scope'])

/** An expected failure says what happened, where, and what to do; anything else is a bug and says so. */
function report(error: unknown, io: CliIo): ExitCode {
  if (!(error instanceof AppError)) {
    io.log(`Portolan failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return EXIT.failed
  }
  const place = [error.place.file, error.place.pointer].filter(Boolean).join('#')
  const lines = [`${error.code}: ${error.message}`, place, error.remedy, `More: docs/errors/${error.code}.md`]
  io.log(`${lines.flatMap((line) => (line ? [visibleText(line)] : [])).join('\n  ')}\n`)
  return WRONG_USE.has(error.code) ? EXIT.usage : EXIT.failed
}

function processIo(): CliIo {
  const { stdout, stderr, env } = process
  return {
    out: (text) => stdout.write(text),
    log: (text) => stderr.write(text),
    outIsTerminal: stdout.isTTY === true,
    logIsTerminal: stderr.isTTY === true,
    color: stdout.isTTY === true && env['NO_COLOR'] === undefined,
    env,
  }
}

if (import.meta.main) {
  // A reader that leaves early, such as `head`, is not a failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  process.exitCode = await main(process.argv.slice(2), processIo())
}
