/** The HTTP server itself: bounds on time and size, no upgrades, an orderly end. */

import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { AppError } from '../errors/app-error.ts'

export interface HttpServer {
  readonly port: number
  /** Takes no more requests, lets those under way end, and after `graceMs` ends them. */
  close(graceMs: number): Promise<void>
}

export interface HttpServerOptions {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly listener: RequestListener
  /** Development only: may keep the socket by returning true. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
}

const LIMITS = {
  headersTimeout: 15_000,
  /** A whole upload of a gigabyte over a slow line. */
  requestTimeout: 30 * 60_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
  connectionsCheckingInterval: 5_000,
} as const

const CONNECTIONS_MAX = 512
const HEADERS_MAX = 100

/** @throws AppError `usage` when the port is taken or may not be used */
export async function listen({ host, port, listener, upgrade }: HttpServerOptions): Promise<HttpServer> {
  const server = createServer(LIMITS, listener)
  server.maxConnections = CONNECTIONS_MAX
  server.maxHeadersCount = HEADERS_MAX
  server.on('upgrade', (request, socket, head) => {
    if (upgrade?.(request, socket, head) !== true) socket.destroy()
  })
  server.on('connect', (_request, socket) => socket.destroy())
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => answerMalformed(error, socket))
  await opened(server, host, port)
  return { port: portOf(server.address()), close: (graceMs) => closed(server, graceMs) }
}

/** What the parser refuses never reaches the gate; it gets the same headers as far as they can matter. */
function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const headers = [
    'Connection: close',
    'Content-Length: 0',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy: no-referrer',
  ]
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('\r\n')}\r\n\r\n`)
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)))
    server.listen({ host, port, exclusive: true }, () => {
      server.removeAllListeners('error')
      server.on('error', () => {})
      resolve()
    })
  })
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  const remedy = 'Give another with --port, or --port 0 for any that is free.'
  if (error.code === 'EADDRINUSE') {
    return new AppError('usage', `Port ${port} of ${host} is in use by another program.`, { remedy, cause: error })
  }
  if (error.code === 'EACCES') {
    return new AppError('usage', `This account may not listen on port ${port}.`, { remedy, cause: error })
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new AppError('usage', `This machine has no address ${host}.`, { cause: error })
  }
  return error
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
