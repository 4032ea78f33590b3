import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { NodeNextRequest, NodeNextResponse } from 'next/dist/server/base-http/node.js'
import { sendResponse } from 'next/dist/server/send-response.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allowedHosts } from './allowed-hosts.ts'
import { compressed, ENCODING_HEADER, preferredEncoding } from './compressed.ts'
import { gate, type Handler } from './gate.ts'
import { type HttpServer, listen } from './http-server.ts'
import { respondJson, respondSvg } from './respond.ts'

const LONG = { text: 'é'.repeat(2000) }

function asked(accept: string | null, method = 'GET'): Request {
  const headers = accept === null ? new Headers() : new Headers({ 'accept-encoding': accept })
  return new Request('http://localhost/api/snapshots', { method, headers })
}

/** The gate gives it its own name. */
const encodingOf = (response: Response) => response.headers.get(ENCODING_HEADER)
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('what a client accepts', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.0, gzip ;q=0.5', 'gzip'],
    ['*', 'br'],
    ['*;q=0', null],
    ['*, br;q=0', 'gzip'],
    ['identity', null],
    ['deflate', null],
    ['xgzip', null],
    ['gzip;q=nonsense', null],
    ['', null],
  ])('"%s" is %s', (accept, encoding) => {
    expect(preferredEncoding(accept)).toBe(encoding)
  })
})

/** The way every answer really takes: through Next's own hands, and then past the gate. */
describe('over HTTP', () => {
  let server: HttpServer
  beforeAll(async () => {
    const handler: Handler = async (request, response) => {
      const asked = new Request('http://localhost/api/x', { headers: new Headers({ 'accept-encoding': 'gzip' }) })
      const answer = await compressed(asked, respondJson(LONG))
      await sendResponse(new NodeNextRequest(request), new NodeNextResponse(response), answer)
    }
    const hosts = allowedHosts('127.0.0.1', [])
    server = await listen({
      host: '127.0.0.1',
      port: 0,
      listener: gate(handler, { hosts, development: false, log: () => {} }),
    })
  })
  afterAll(() => server.close(100))

  it('what is compressed says so, and a browser unpacks it', async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/x`)
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.has(ENCODING_HEADER)).toBe(false)
    expect(await response.json()).toEqual(LONG)
  })
})

describe('an answer', () => {
  it('comes compressed as accepted, and is the same once unpacked', async () => {
    const br = await compressed(asked('br'), respondJson(LONG))
    const gzip = await compressed(asked('gzip'), respondJson(LONG))
    expect([encodingOf(br), encodingOf(gzip)]).toEqual(['br', 'gzip'])
    expect(JSON.parse(brotliDecompressSync(await bytesOf(br)).toString())).toEqual(LONG)
    const bytes = await bytesOf(gzip)
    expect(bytes.length).toBeLessThan(200)
    expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(LONG)
  })

  it('keeps its status and headers, and says what it depends on', async () => {
    const response = await compressed(asked('gzip'), respondSvg(`<svg>${'<g/>'.repeat(1000)}</svg>`))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('vary')).toBe('accept-encoding')
    expect((await compressed(asked(null), respondJson(LONG))).headers.get('vary')).toBe('accept-encoding')
  })

  it.each([
    ['nothing is accepted', asked(null), respondJson(LONG)],
    ['it is short', asked('gzip'), respondJson({ text: 'x'.repeat(100) })],
    // The answer that holds the secret of a new link, beside its label: see BREACH.
    ['it answers a POST', asked('gzip', 'POST'), respondJson(LONG, 201)],
    [
      'it is compressed already',
      asked('gzip'),
      new Response('x'.repeat(2000), { headers: { 'content-type': 'application/json', 'content-encoding': 'zstd' } }),
    ],
    [
      'it is an event stream',
      asked('gzip'),
      new Response('x'.repeat(2000), { headers: { 'content-type': 'text/event-stream' } }),
    ],
  ])('passes as it is when %s', async (_why, request, response) => {
    const { status } = response
    const text = await response.clone().text()
    const after = await compressed(request, response)
    expect(after.status).toBe(status)
    expect(encodingOf(after)).toBeNull()
    expect(await after.text()).toBe(text)
  })
})
