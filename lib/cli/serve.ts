/** `portolan serve`: the dashboard on this machine. */

import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { isLoopback } from '../server/allowed-hosts.ts'
import { APP_ROOT, startServer } from '../server/start-server.ts'
import { type CliIo, EXIT, type ExitCode, readArguments, wholeNumber } from './command.ts'

const OPTIONS = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', short: 'p', default: '3000' },
  data: { type: 'string', default: 'data' },
  settings: { type: 'string' },
  waivers: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  dev: { type: 'boolean', default: false },
} as const

/** Running requests get this long when the server is told to stop. */
const GRACE_MS = 8_000

/** Serves until it is told to stop. @throws AppError `usage`, `unsafe-bind`, `build-missing`, `data-directory-…` */
export async function serve(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  if (positionals.length > 0) throw new AppError('usage', `serve takes no path; "${positionals[0]}" is one.`)
  const { host, data, dev, settings, waivers } = values
  const port = wholeNumber('--port', values.port, [0, 65_535])
  requireLoopback(host)
  if (!dev) requireBuild()
  const server = await startServer({
    host,
    port,
    data,
    ...(settings === undefined ? {} : { settings }),
    ...(waivers === undefined ? {} : { waivers }),
    extraHosts: values['allow-host'] ?? [],
    development: dev,
    out: io.out,
    log: io.log,
  })
  io.out(
    `Portolan is on http://${host.includes(':') ? `[${host}]` : host}:${server.port} (data in ${shown(server.dataPath)})\n`,
  )
  await toldToStop()
  await server.close(GRACE_MS)
  return EXIT.pass
}

/** Without sign-in, whoever reaches the address owns what is stored; so only this machine may reach it. */
function requireLoopback(host: string): void {
  if (isLoopback(host)) return
  throw new AppError('unsafe-bind', `Portolan has no sign-in yet, so it does not listen on ${host}.`, {
    remedy: 'Leave out --host; to reach it from elsewhere, use an SSH tunnel to 127.0.0.1.',
  })
}

function requireBuild(): void {
  if (existsSync(`${APP_ROOT}/.next/BUILD_ID`)) return
  throw new AppError('build-missing', 'The dashboard has not been built.', {
    remedy: 'Run npm start, which builds it when needed.',
  })
}

function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') || short === '' ? path : `./${short}`
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
