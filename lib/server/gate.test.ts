/** The gate in front of a real HTTP server, with a handler that answers what it was given. */

import { IncomingMessage, type ServerResponse } from 'node:http'
import { connect, Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allowedHosts } from './allowed-hosts.ts'
import { gate, isAllowedUpgrade } from './gate.ts'
import { type HttpServer, listen } from './http-server.ts'
import type { LogLine } from './log.ts'

const PATHS = [
  '/',
  '/s/AAAAAAAAAAAAAAAAAAAAAA',
  '/api/snapshots',
  '/api/s/x/view',
  '/_next/static/chunks/a.js',
  '/healthz',
  '/nowhere',
  '/api/imports/x/events',
]

/** Of the paths above, those a guest may reach from another machine. */
const FOR_GUESTS = ['/s/AAAAAAAAAAAAAAAAAAAAAA', '/api/s/x/view', '/_next/static/chunks/a.js', '/healthz']

const FROM_ELSEWHERE: readonly (readonly [string, string, readonly string[]])[] = [
  ['under an allowed name', 'charts.example.org', []],
  ['under an allowed name with a port', 'CHARTS.example.org:8443', []],
  ['through a proxy that rewrites Host and tells the name', '127.0.0.1', ['X-Forwarded-Host: charts.example.org']],
  ['through a proxy that tells the client', 'localhost:3000', ['X-Forwarded-For: 198.51.100.7']],
  ['through a proxy that tells neither, only that it is TLS', '127.0.0.1', ['X-Forwarded-Proto: https']],
  ['through a proxy that speaks RFC 7239', '[::1]:3000', ['Forwarded: for=198.51.100.7;host=charts.example.org']],
  ['through a proxy that tells the client its own way', '127.0.0.1', ['X-Real-IP: 198.51.100.7']],
  ['through a proxy that names itself', '127.0.0.1', ['Via: 1.1 proxy.example']],
  ['with an empty trace of a proxy', '127.0.0.1', ['X-Forwarded-For:']],
]

/** Says as JSON what it received; some paths misbehave. */
async function handler(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/throws') throw new Error('a bug with a secret in it')
  if (request.url === '/throws-late') {
    response.write('half')
    throw new Error('too late')
  }
  if (request.url === '/rebels') {
    response.writeHead(200, {
      'content-security-policy': 'default-src *',
      'x-powered-by': 'Next.js',
      'cache-control': 'public',
    })
    response.end()
    return
  }
  if (request.url === '/rebels-in-a-list') {
    response.writeHead(200, 'OK', ['Content-Security-Policy', 'default-src *', 'X-Mine', 'kept'])
    response.end()
    return
  }
  if (request.url?.startsWith('/_next/static/'))
    response.setHeader('cache-control', 'public, max-age=31536000, immutable')
  response.end(JSON.stringify({ url: request.url, headers: request.headers, raw: request.rawHeaders }))
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

describe('the gate', () => {
  let server: HttpServer
  const logged: LogLine[] = []

  beforeAll(async () => {
    const hosts = allowedHosts('127.0.0.1', ['charts.example.org'])
    const listener = gate(handler, { hosts, development: false, log: (line) => logged.push(line) })
    server = await listen({ host: '127.0.0.1', port: 0, listener })
  })
  afterAll(() => server.close(100))
  beforeEach(() => logged.splice(0))

  /** Bytes in, bytes out: `fetch` would not send what is to be refused. */
  function raw(lines: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.end(`${lines.join('\r\n')}\r\n\r\n`))
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })
  }

  async function ask(
    path: string,
    extra: readonly string[] = [],
    { method = 'GET', host = '127.0.0.1' } = {},
  ): Promise<Answer> {
    const text = await raw([`${method} ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...extra])
    const [head = '', body = ''] = text.split('\r\n\r\n')
    const [status = '', ...lines] = head.split('\r\n')
    const pairs = lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    })
    return {
      status: Number(status.split(' ')[1]),
      headers: new Headers(pairs),
      text: body.replace(/^[0-9a-f]+\r\n|\r\n0$/g, ''),
    }
  }

  const received = async (path: string, extra: readonly string[] = []) => {
    const { text } = await ask(path, extra)
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as {
      headers: Record<string, string>
      raw: string[]
    }
  }

  describe.each(PATHS)('%s', (path) => {
    it.each([
      'evil.example',
      '127.0.0.1.evil.example',
      '169.254.169.254',
      '[::2]',
      'localhost.',
      '127.1',
      'user@127.0.0.1',
      '127.0.0.1:3000:1',
      '127.0.0.1, evil.example',
    ])('answers nobody who calls it %s', async (host) => {
      const { status, text } = await ask(path, [], { host })
      expect([status, JSON.parse(text).error.code]).toEqual([421, 'host-not-allowed'])
    })

    it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost:49152', 'LOCALHOST', '[::1]:3000'])(
      'answers who calls it %s',
      async (host) => {
        expect((await ask(path, [], { host })).status).toBe(200)
      },
    )

    it('answers nobody with two names, or a forwarded one it does not know', async () => {
      expect((await ask(path, ['Host: 127.0.0.1'])).status).toBe(421)
      expect((await ask(path, ['X-Forwarded-Host: evil.example'])).status).toBe(421)
      expect((await ask(path, ['X-Forwarded-Host: charts.example.org, evil.example'])).status).toBe(421)
    })

    it.each(FROM_ELSEWHERE)('opens to others only what a shared link needs: %s', async (_how, host, extra) => {
      const { status, text } = await ask(path, extra, { host })
      if (FOR_GUESTS.includes(path)) {
        expect(status).toBe(200)
        return
      }
      expect([status, JSON.parse(text).error.code]).toEqual([403, 'forbidden'])
      expect(JSON.parse(text).error.message).toContain('shared links and nothing else')
    })

    it('carries every header of safety, also when it is refused', async () => {
      for (const answer of [await ask(path), await ask(path, [], { host: 'evil.example' })]) {
        const { headers } = answer
        expect(headers.get('x-content-type-options')).toBe('nosniff')
        expect(headers.get('referrer-policy')).toBe('no-referrer')
        expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
        expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
        expect(headers.get('permissions-policy')).toContain('camera=()')
        expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self' 'nonce-")
        expect(headers.get('x-powered-by')).toBeNull()
        expect(headers.get('strict-transport-security')).toBeNull()
        expect(headers.get('x-request-id')).toMatch(/^[\w-]{22}$/)
      }
    })
  })

  it('has the policy it promises, and no unsafe word in it', async () => {
    const policy = (await ask('/')).headers.get('content-security-policy') ?? ''
    expect(policy.replaceAll(/nonce-[A-Za-z0-9+/]{22}==/g, 'nonce-N')).toBe(
      "default-src 'none'; script-src 'self' 'nonce-N' 'strict-dynamic'; style-src 'self' 'nonce-N'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    )
    expect(policy).not.toContain('unsafe')
  })

  it('makes a new nonce for every answer and tells the handler the same one', async () => {
    const nonces = new Set<string>()
    for (let index = 0; index < 10; index++) {
      const answer = await ask('/')
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(answer.text).toContain(policy)
      nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '')
    }
    expect(nonces.size).toBe(10)
  })

  it.each([
    ['/', 'no-store'],
    ['/api/snapshots', 'no-store'],
    ['/rebels', 'no-store'],
    ['/api/imports/x/events', 'no-store, no-cache, no-transform'],
    ['/_next/static/chunks/a.js', 'public, max-age=31536000, immutable'],
  ])('%s is cached as %s', async (path, expected) => {
    expect((await ask(path)).headers.get('cache-control')).toBe(expected)
  })

  it.each(['/s/x', '/s/', '/api/s/x/view'])('%s asks not to be indexed', async (path) => {
    expect((await ask(path)).headers.get('x-robots-tag')).toContain('noindex')
  })

  it('cannot be talked out of its headers by what is behind it', async () => {
    for (const path of ['/rebels', '/rebels-in-a-list']) {
      const { headers } = await ask(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-powered-by')).toBeNull()
    }
    expect((await ask('/rebels-in-a-list')).headers.get('x-mine')).toBe('kept')
  })

  it.each([
    ['Content-Security-Policy', "script-src 'nonce-mine'"],
    ['Content-Security-Policy-Report-Only', "script-src 'nonce-mine'"],
    ['X-Middleware-Subrequest', 'middleware:middleware'],
    ['x-middleware-rewrite', '/admin'],
    ['X-Nextjs-Data', '1'],
    ['Next-Action', '7f00'],
    ['X-Invoke-Path', '/admin'],
    ['X-Matched-Path', '/admin'],
    ['X-Original-URL', '/admin'],
    ['X-Prerender-Revalidate', 'x'],
    ['X-Portolan-Secure', '1'],
    ['X-Request-Id', 'forged'],
  ])('lets no client say %s', async (name, value) => {
    const { headers, raw: list } = await received('/', [`${name}: ${value}`, 'X-Portolan-Request: 1', 'Accept: x/y'])
    expect(headers[name.toLowerCase()]).not.toBe(value)
    expect(list.map((entry) => entry.toLowerCase())).not.toContain(name.toLowerCase())
    expect(headers).toMatchObject({ 'x-portolan-request': '1', accept: 'x/y' })
  })

  it('takes preview cookies away and leaves the others', async () => {
    const { headers, raw: list } = await received('/', [
      'Cookie: a=1; __prerender_bypass=x; __next_preview_data=y; b=2',
    ])
    expect(headers['cookie']).toBe('a=1; b=2')
    expect(list.join()).not.toContain('__prerender_bypass')
  })

  it.each([
    '/snapshots',
    '/api/shares/x',
    '/api/imports',
    '/api/sx/view',
    '/s',
    '/api/s',
    '//api/snapshots',
    '/s/../api/snapshots',
    '/s/%2e%2e/api/snapshots',
    '/api/s/../snapshots',
    '/_next/static/../../api/snapshots',
    '/_next/hmr',
    '/healthz/x',
    '/healthzx',
  ])('is not talked into opening %s to others by how it is written', async (path) => {
    const { status } = await ask(path, [], { host: 'charts.example.org' })
    expect([400, 403, 404]).toContain(status)
  })

  it('takes HTTP/1.0, which no browser speaks, for a proxy that keeps quiet', async () => {
    expect(await raw(['GET /api/snapshots HTTP/1.0', 'Host: 127.0.0.1'])).toMatch(/^HTTP\/1\.1 403/)
    expect(await raw(['GET /healthz HTTP/1.0', 'Host: 127.0.0.1'])).toMatch(/^HTTP\/1\.1 200/)
  })

  it('tells the handler whom to count: the address the nearest proxy saw, or the other end', async () => {
    const client = async (extra: readonly string[]) => (await received('/s/x', extra)).headers['x-portolan-client']
    expect(await client([])).toMatch(/127\.0\.0\.1$/)
    expect(await client(['X-Portolan-Client: 203.0.113.9'])).toMatch(/127\.0\.0\.1$/)
    expect(await client(['X-Forwarded-For: 203.0.113.9, 198.51.100.7'])).toBe('198.51.100.7')
    expect(await client(['X-Forwarded-For: <made up>'])).toMatch(/127\.0\.0\.1$/)
  })

  it('believes a proxy about TLS only under a name that was allowed for it', async () => {
    const shared = '/s/AAAAAAAAAAAAAAAAAAAAAA'
    const proxied = await ask(shared, ['X-Forwarded-Proto: https'], { host: 'charts.example.org' })
    expect(proxied.headers.get('strict-transport-security')).toBe('max-age=63072000')
    expect(proxied.text).toContain('"x-portolan-secure":"1"')
    const local = await ask(shared, ['X-Forwarded-Proto: https'])
    expect(local.headers.get('strict-transport-security')).toBeNull()
    expect(local.text).toContain('"x-portolan-secure":"0"')
  })

  it.each([
    'http://169.254.169.254/latest/meta-data',
    '//evil.example/x',
    '*',
    'nothing',
    '/a\\b',
    '/a#b',
    `/${'a'.repeat(9000)}`,
  ])('refuses the address %.40s', async (path) => {
    expect((await ask(path)).status).toBe(400)
  })

  it.each(['/api/s/../view', '/api/s/%2e%2e/view', '/api/s/.%2E/view', '/api/s/./view'])(
    '%s is answered like a share that is not there',
    async (path) => {
      const { status, text } = await ask(path)
      expect([status, JSON.parse(text).error.code]).toEqual([404, 'share-not-available'])
    },
  )

  it.each([
    '/../etc/passwd',
    '/_next/static/../../server/x',
    '/_next/image?url=http://169.254.169.254',
    '/_next/data/x.json',
  ])('has nothing at %s', async (path) => expect((await ask(path)).status).toBe(404))

  it.each([
    ['POST', '/'],
    ['PUT', '/s/x'],
    ['DELETE', '/_next/static/x'],
    ['TRACE', '/api/snapshots'],
    ['PROPFIND', '/api/snapshots'],
  ])('takes no %s of %s', async (method, path) => {
    const { status, headers } = await ask(path, [], { method })
    expect(status).toBe(405)
    expect(headers.get('allow')).toContain('GET')
  })

  it.each([
    [
      'a socket',
      ['GET / HTTP/1.1', 'Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
    ],
    [
      'a socket elsewhere',
      ['GET http://169.254.169.254/ HTTP/1.1', 'Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: websocket'],
    ],
    ['a socket to nobody', ['GET //x HTTP/1.1', 'Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: h2c']],
    ['a tunnel', ['CONNECT 169.254.169.254:80 HTTP/1.1', 'Host: 127.0.0.1']],
  ])('closes on who asks for %s', async (_what, lines) => {
    expect(await raw(lines)).toBe('')
  })

  it('answers what is no HTTP with headers of its own, and stays up', async () => {
    expect(await raw(['garbage'])).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*X-Content-Type-Options: nosniff/)
    expect(await raw(['GET / HTTP/1.1', 'Host: 127.0.0.1', `X: ${'a'.repeat(20_000)}`])).toMatch(/^HTTP\/1\.1 431/)
    expect((await ask('/')).status).toBe(200)
  })

  it('answers a bug with a reference and keeps its text for the log', async () => {
    const { status, headers, text } = await ask('/throws')
    const { error } = JSON.parse(text)
    expect([status, error.code, error.reference]).toEqual([500, 'internal', headers.get('x-request-id')])
    expect(text).not.toContain('secret')
    expect(logged).toMatchObject([
      { event: 'request-failed', reference: error.reference, message: 'Error: a bug with a secret in it' },
    ])
  })

  it('cuts off an answer that broke half-way rather than end it as if it were whole', async () => {
    const text = await raw(['GET /throws-late HTTP/1.1', 'Host: 127.0.0.1'])
    expect(text).not.toMatch(/\r\n0\r\n\r\n$/)
    expect((await ask('/')).status).toBe(200)
  })
})

describe('the HTTP server', () => {
  const listener = gate(handler, { hosts: allowedHosts('127.0.0.1', []), development: false, log: () => {} })

  it('says that a port is taken, and how to take another', async () => {
    const first = await listen({ host: '127.0.0.1', port: 0, listener })
    await expect(listen({ host: '127.0.0.1', port: first.port, listener })).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('--port'),
    })
    await first.close(100)
  })

  it('lets a running request end before it closes, and no longer than it is given', async () => {
    let finish = () => {}
    const slow = await listen({
      host: '127.0.0.1',
      port: 0,
      listener: (_request, response) => {
        finish = () => response.end('done')
      },
    })
    const answer = fetch(`http://127.0.0.1:${slow.port}/`).then((response) => response.text())
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closed = slow.close(5_000)
    finish()
    expect(await answer).toBe('done')
    await closed

    const stuck = await listen({ host: '127.0.0.1', port: 0, listener: () => {} })
    const cut = fetch(`http://127.0.0.1:${stuck.port}/`).catch(() => 'cut off')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await stuck.close(100)
    expect(await cut).toBe('cut off')
  })
})

describe('the socket of the development server', () => {
  const hosts = allowedHosts('127.0.0.1', [])
  const asks = (url: string, headers: Record<string, string>) => {
    const request = new IncomingMessage(new Socket())
    request.url = url
    request.headers = headers
    return isAllowedUpgrade(
      Object.defineProperty(request, 'headersDistinct', {
        value: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      }),
      hosts,
    )
  }
  const host = '127.0.0.1:3000'

  it('is for our page alone', () => {
    expect(asks('/_next/hmr', { host, origin: `http://${host}` })).toBe(true)
    expect(asks('/_next/hmr?id=1', { host, origin: `http://${host}` })).toBe(true)
  })

  it.each([
    ['another page', '/_next/hmr', { host, origin: 'http://evil.example' }],
    ['a page that does not say which', '/_next/hmr', { host }],
    ['another port', '/_next/hmr', { host, origin: 'http://127.0.0.1:3001' }],
    ['another name', '/_next/hmr', { host: 'evil.example', origin: 'http://evil.example' }],
    ['another address', '/api/snapshots', { host, origin: `http://${host}` }],
    ['a page behind a proxy', '/_next/hmr', { host, origin: `http://${host}`, 'x-forwarded-for': '198.51.100.7' }],
  ])('is not for %s', (_what, url, headers) => expect(asks(url, headers as Record<string, string>)).toBe(false))
})
