/** Every route of the house, found by walking the tree: none unwrapped, none open to another site. */
import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Access, accessOf, type RouteHandler } from '../../lib/server/handle.ts'
import { type TestServices, testServices } from '../../lib/testing/services.ts'

const APP = dirname(dirname(fileURLToPath(import.meta.url)))
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** What Next reads from a route beside its verbs. */
const SETTINGS = ['dynamic', 'runtime', 'maxDuration']
const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE']

interface Route {
  readonly path: string
  readonly module: Readonly<Record<string, unknown>>
}

const routes: Route[] = await Promise.all(
  readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:^|\/)route\.tsx?$/.test(file))
    .toSorted()
    .map(async (file) => ({
      path: `/${relative('.', dirname(file))}`,
      module: await import(pathToFileURL(join(APP, file)).href),
    })),
)

const handlers = routes.flatMap(({ path, module }) =>
  VERBS.filter((verb) => verb in module).map((verb) => ({ path, verb, handler: module[verb] as RouteHandler })),
)

/** What each may ask for; a new address fails until it is put here on purpose. */
function expectedAccess(path: string): Access {
  if (path === '/healthz' || path === '/readyz') return 'public'
  if (path.startsWith('/api/s/[id]/')) return path.endsWith('/open') ? 'public' : 'guest'
  if (path === '/api/s/[...path]' || path === '/api/[...path]') return 'public'
  return 'owner'
}

function request(verb: string, headers: Readonly<Record<string, string>>): Request {
  const body = verb === 'GET' || verb === 'HEAD' ? null : '{}'
  return new Request('http://127.0.0.1:3000/api/x', {
    method: verb,
    body,
    headers: { host: '127.0.0.1:3000', ...headers },
  })
}

const nowhere = { params: Promise.resolve({ id: 'AAAAAAAAAAAAAAAAAAAAAA', resourceId: 'vpc-1' }) }

async function codeOf(response: Response): Promise<string | null> {
  const body: unknown = response.status === 204 ? null : await response.json()
  return (body as { error?: { code: string } } | null)?.error?.code ?? null
}

describe('routes', () => {
  let test: TestServices
  beforeAll(async () => {
    test = await testServices()
  })
  afterAll(() => test.dispose())

  it('are found', () => {
    expect(routes.map(({ path }) => path)).toContain('/api/snapshots/[id]/resources/[resourceId]')
    expect(handlers.length).toBeGreaterThan(25)
  })

  it.each(routes)('$path exports verbs and settings, nothing else', ({ module }) => {
    expect(Object.keys(module).filter((name) => !VERBS.includes(name) && !SETTINGS.includes(name))).toEqual([])
  })

  it.each(handlers)('$verb $path is wrapped, with the access it should have', ({ path, handler }) => {
    expect(accessOf(handler)).toBe(expectedAccess(path))
  })

  it('an unwrapped handler would be caught', () => {
    expect(accessOf(async () => new Response())).toBeUndefined()
  })

  describe.each(handlers.filter(({ verb }) => UNSAFE.includes(verb)))('$verb $path', ({ verb, handler }) => {
    it.each([
      ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' }],
      ['a sandboxed frame', { origin: 'null', 'x-portolan-request': '1' }],
      [
        'a sandboxed frame that calls itself same-origin',
        { origin: 'null', 'sec-fetch-site': 'same-origin', 'x-portolan-request': '1' },
      ],
      ['a sibling of the same site', { 'sec-fetch-site': 'same-site', 'x-portolan-request': '1' }],
      ['an address typed in', { 'sec-fetch-site': 'none', 'x-portolan-request': '1' }],
      ['our own page without the header', { 'sec-fetch-site': 'same-origin' }],
      ['nobody in particular', { 'x-portolan-request': '1' }],
      ['our name on another port', { origin: 'http://127.0.0.1:4000', 'x-portolan-request': '1' }],
      ['our name as a part of another', { origin: 'http://127.0.0.1:3000.evil.example', 'x-portolan-request': '1' }],
    ])('refuses %s', async (_who, headers) => {
      const response = await handler(request(verb, headers), nowhere)
      expect([response.status, await codeOf(response)]).toEqual([403, 'cross-site-request'])
    })

    it.each([
      ['by Fetch Metadata', { 'sec-fetch-site': 'same-origin', 'x-portolan-request': '1' }],
      ['by its Origin', { origin: 'http://127.0.0.1:3000', 'x-portolan-request': '1' }],
      ['by its Origin over TLS', { origin: 'https://127.0.0.1:3000', 'x-portolan-request': '1' }],
    ])('lets our own page through, known %s', async (_how, headers) => {
      const response = await handler(request(verb, headers), nowhere)
      expect(response.status).not.toBe(403)
    })
  })

  it.each(handlers.filter(({ verb, path }) => verb === 'GET' && expectedAccess(path) !== 'public'))(
    'GET $path is not read through the browser by another site',
    async ({ handler }) => {
      const response = await handler(request('GET', { 'sec-fetch-site': 'cross-site' }), nowhere)
      expect(await codeOf(response)).toBe('cross-site-request')
    },
  )

  it.each(handlers)('$verb $path is never cached, whatever it answers', async ({ verb, handler }) => {
    const response = await handler(
      request(verb, { 'sec-fetch-site': 'same-origin', 'x-portolan-request': '1' }),
      nowhere,
    )
    expect(response.headers.get('cache-control')).toContain('no-store')
  })
})
