/** Puts the pieces together: services, Next, the gate in front of it, and the address it listens on. */

import { createServer, type IncomingMessage } from 'node:http'
import { dirname } from 'node:path'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import next from 'next'
import { allowedHosts } from './allowed-hosts.ts'
import { gate, isAllowedUpgrade } from './gate.ts'
import { type HttpServer, listen } from './http-server.ts'
import { errorFields } from './log.ts'
import { openServices } from './open-services.ts'
import { provideServices, type Services } from './services.ts'

/** Where `app/` and `.next/` are. */
export const APP_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export interface StartOptions {
  readonly host: string
  readonly port: number
  readonly data: string
  /** Another settings file than `portolan.yaml` in the data directory. */
  readonly settings?: string
  /** Another waivers file than `waivers.yaml` in the data directory. */
  readonly waivers?: string
  /** Names beside the loopback ones this server answers to. */
  readonly extraHosts: readonly string[]
  readonly development: boolean
  readonly out: (text: string) => void
  readonly log: (text: string) => void
}

export interface RunningServer {
  readonly port: number
  readonly dataPath: string
  close(graceMs: number): Promise<void>
}

export async function startServer(options: StartOptions): Promise<RunningServer> {
  const opened = await openServices(options)
  try {
    provideServices(opened.services)
    const hosts = allowedHosts(options.host, options.extraHosts)
    const dashboard = await openDashboard(options)
    const listener = gate(dashboard.handler, { hosts, development: options.development, log: opened.services.log })
    const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      options.development && isAllowedUpgrade(request, hosts) && dashboard.upgrade(request, socket, head)
    const http = await listen({ host: options.host, port: options.port, listener, upgrade })
    const restore = stayUp(opened.services)
    return {
      port: http.port,
      dataPath: opened.directory.path,
      close: (graceMs) => closeAll({ opened, http, restore, dashboard, graceMs }),
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}

/**
 * Next, without a server of its own. It would hang a socket handler on whatever server its first request
 * came through; it is given one that never listens, so that no upgrade reaches it in production.
 */
async function openDashboard({ host, port, development }: StartOptions) {
  process.env['NEXT_TELEMETRY_DISABLED'] = '1'
  const neverListens = createServer()
  const app = next({ dev: development, dir: APP_ROOT, hostname: host, port, httpServer: neverListens, quiet: true })
  await app.prepare()
  return {
    handler: app.getRequestHandler(),
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      neverListens.emit('upgrade', request, socket, head),
    close: () => app.close(),
  }
}

/** A bug in one request must not take the others with it: it is logged, and the process stays. */
function stayUp({ log }: Services): () => void {
  const onBug = (error: unknown) => log({ level: 'error', event: 'unexpected', ...errorFields(error) })
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  return () => {
    process.off('uncaughtException', onBug)
    process.off('unhandledRejection', onBug)
  }
}

interface Closing {
  readonly opened: Awaited<ReturnType<typeof openServices>>
  readonly http: HttpServer
  readonly dashboard: { readonly close: () => Promise<void> }
  readonly restore: () => void
  readonly graceMs: number
}

/** Event streams end first: they would hold the server open for as long as somebody looks at them. */
async function closeAll({ opened, http, dashboard, restore, graceMs }: Closing): Promise<void> {
  opened.drain()
  await opened.services.imports.close()
  await http.close(graceMs)
  await dashboard.close()
  await opened.close()
  provideServices(undefined)
  restore()
}
