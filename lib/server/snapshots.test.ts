/** Snapshots through the handlers the browser calls. */
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GET as importEvents } from '../../app/api/imports/[id]/events/route.ts'
import { PUT as putFile } from '../../app/api/imports/[id]/files/route.ts'
import { DELETE as cancelImport } from '../../app/api/imports/[id]/route.ts'
import { POST as startImport } from '../../app/api/imports/[id]/start/route.ts'
import { POST as createImport } from '../../app/api/imports/route.ts'
import { GET as files } from '../../app/api/snapshots/[id]/files/route.ts'
import { GET as resource } from '../../app/api/snapshots/[id]/resources/[resourceId]/route.ts'
import { DELETE, PATCH } from '../../app/api/snapshots/[id]/route.ts'
import { GET as view } from '../../app/api/snapshots/[id]/view/route.ts'
import { POST as create, GET as list } from '../../app/api/snapshots/route.ts'
import { GET as healthz } from '../../app/healthz/route.ts'
import { GET as readyz } from '../../app/readyz/route.ts'
import { AppError } from '../errors/app-error.ts'
import { contentOfOneVpc, type TestServices, testServices } from '../testing/services.ts'
import { ENCODING_HEADER } from './compressed.ts'
import type { RouteHandler } from './handle.ts'
import { provideServices } from './services.ts'
import { storeContent } from './store-content.ts'

const OURS = { host: '127.0.0.1:3000', 'sec-fetch-site': 'same-origin', 'x-portolan-request': '1' }

describe('snapshots over HTTP', () => {
  let test: TestServices
  beforeEach(async () => {
    test = await testServices()
  })
  afterEach(() => test.dispose())

  interface Sent {
    readonly params?: Record<string, string>
    readonly method?: string
    readonly json?: unknown
    readonly body?: string
    readonly query?: string
    readonly headers?: Record<string, string>
  }

  async function call(
    handler: RouteHandler,
    { params = {}, method = 'GET', json, body, query = '', headers = {} }: Sent = {},
  ) {
    const sent = json === undefined ? (body ?? null) : JSON.stringify(json)
    const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' }
    const request = new Request(`http://127.0.0.1:3000/api/x${query}`, {
      method,
      body: sent,
      headers: { ...OURS, ...type, ...headers },
    })
    const response = await handler(request, { params: Promise.resolve(params) })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
    return { status: response.status, text, body: isJson ? JSON.parse(text) : null }
  }

  const sample = async (): Promise<string> =>
    (await call(create, { method: 'POST', json: { source: 'sample' } })).body.id

  it('are made, listed, named and deleted', async () => {
    const id = await sample()
    expect((await call(list)).body).toMatchObject({ snapshots: [{ id, name: 'Sample estate' }] })
    const renamed = await call(PATCH, { params: { id }, method: 'PATCH', json: { name: '  After the change ' } })
    expect(renamed.body).toMatchObject({ id, name: 'After the change' })
    expect((await call(files, { params: { id } })).body).toEqual({ files: [], notes: [] })
    expect((await call(DELETE, { params: { id }, method: 'DELETE' })).status).toBe(204)
    expect((await call(list)).body).toEqual({ snapshots: [] })
    expect((await call(DELETE, { params: { id }, method: 'DELETE' })).body.error.code).toBe('not-found')
  })

  it.each([{ source: 'files' }, { source: 'sample', name: 'x' }, {}, [], null])('are not made of %j', async (json) => {
    expect((await call(create, { method: 'POST', json })).body.error.code).toBe('bad-request')
  })

  it.each(['', '   ', 'a\nb', 'x'.repeat(201), 7])('are not named %j', async (name) => {
    const id = await sample()
    expect((await call(PATCH, { params: { id }, method: 'PATCH', json: { name } })).body.error.code).toBe('bad-request')
    expect((await test.services.store.findSnapshot(id))?.name).toBe('Sample estate')
  })

  it('keep a name that looks like markup as the text it is', async () => {
    const id = await sample()
    const name = '<img src=x onerror=alert(1)>\u202e'
    expect((await call(PATCH, { params: { id }, method: 'PATCH', json: { name } })).body.name).toBe(name)
  })

  it('are asked what the address asks, nothing more', async () => {
    const id = await sample()
    const shown = await call(view, { params: { id }, query: '?levels=vpc-1%3Achip&reveal=i-1&scope=vpc-1' })
    expect(shown.body).toMatchObject({
      frozen: false,
      snapshotId: id,
      question: { kind: 'view', scene: { levels: [['vpc-1', 'chip']], reveal: ['i-1'], scope: 'vpc-1' } },
    })
    expect((await call(view, { params: { id }, query: '?levels=vpc-1%3Ahuge' })).status).toBe(400)
    expect((await call(view, { params: { id: 'nowhere' } })).status).toBe(404)
    const arn = 'arn:aws:rds:eu-west-1:111122223333:db:a/b'
    const asked = await call(resource, { params: { id, resourceId: encodeURIComponent(arn) } })
    expect(asked.body.question).toEqual({ kind: 'resource', id: arn, withFile: true })
  })

  it('come from files: announced, sent, read, told', async () => {
    const text = '{"Vpcs":[{"VpcId":"vpc-0a1","CidrBlock":"10.0.0.0/16","OwnerId":"111122223333"}]}'
    const made = await call(createImport, {
      method: 'POST',
      json: { files: [{ path: 'ü/vpcs.json', bytes: text.length }] },
    })
    expect(made.status).toBe(201)
    const params = { id: made.body.id }
    const query = `?path=${encodeURIComponent('ü/vpcs.json')}`
    const put = await call(putFile, {
      params,
      query,
      method: 'PUT',
      body: text,
      headers: { 'content-length': String(text.length) },
    })
    expect([put.status, put.text]).toEqual([204, ''])
    expect((await call(startImport, { params, method: 'POST' })).status).toBe(202)
    const told = await call(importEvents, { params })
    expect(told.text).toMatch(/^id: 1\nevent: progress\n/)
    expect(told.text).toMatch(/event: done\ndata: \{"snapshotId":"[\w-]{22}"/)
    const again = await call(importEvents, { params, headers: { 'last-event-id': '1' } })
    expect(again.text).not.toContain('id: 1\n')
    expect((await call(list)).body.snapshots).toMatchObject([{ name: 'ü', resourceCount: 1 }])
  })

  it.each([
    ['no file', { files: [] }],
    ['a file without a name', { files: [{ path: '', bytes: 1 }] }],
    ['a name with a line break', { files: [{ path: 'a\nb', bytes: 1 }] }],
    ['a negative size', { files: [{ path: 'a', bytes: -1 }] }],
    ['half a byte', { files: [{ path: 'a', bytes: 0.5 }] }],
  ])('do not come from %s', async (_what, json) => {
    expect((await call(createImport, { method: 'POST', json })).body.error.code).toBe('bad-request')
  })

  it.each([
    ['PUT', putFile],
    ['POST', startImport],
    ['DELETE', cancelImport],
    ['GET', importEvents],
  ])('%s of an import nobody began is not found', async (method, handler) => {
    const query = method === 'PUT' ? '?path=a' : ''
    expect((await call(handler, { params: { id: 'x' }, method, query })).body.error.code).toBe('not-found')
  })

  it('health is told without a number or a name', async () => {
    expect((await call(healthz)).text).toBe('{"ok":true}')
    expect((await call(readyz)).text).toBe('{"ok":true}')
    provideServices({ ...test.services, notReady: async () => 'store not writable' })
    const sick = await call(readyz)
    expect([sick.status, sick.text]).toEqual([503, '{"ok":false}'])
    expect(test.logged).toMatchObject([{ event: 'not-ready', reason: 'store not writable' }])
  })

  it('a store that fails answers with a reference; the cause is in the log alone', async () => {
    const store = { ...test.services.store, listSnapshots: () => Promise.reject(new Error('SQLITE_IOERR at /data/x')) }
    provideServices({ ...test.services, store })
    const answer = await call(list, { headers: { 'x-request-id': 'ref-1' } })
    expect(answer.body.error).toMatchObject({ code: 'internal', reference: 'ref-1' })
    expect(answer.text).not.toContain('SQLITE')
    expect(test.logged).toMatchObject([
      { event: 'request-failed', reference: 'ref-1', message: 'Error: SQLITE_IOERR at /data/x' },
    ])
  })

  it('a full disk is told by its code, and the cause of it to the log', async () => {
    const full = new AppError('storage-failed', 'No.', { cause: new Error('database or disk is full') })
    provideServices({ ...test.services, store: { ...test.services.store, listSnapshots: () => Promise.reject(full) } })
    const answer = await call(list)
    expect([answer.status, answer.body.error.code]).toEqual([503, 'storage-failed'])
    expect(answer.text).not.toContain('disk is full')
    expect(test.logged).toMatchObject([{ event: 'request-failed', message: expect.stringContaining('disk is full') }])
  })

  it("what is nobody else's fault is not in the log", async () => {
    expect((await call(files, { params: { id: 'x' } })).body.error.code).toBe('not-found')
    expect(test.logged).toEqual([])
  })

  it('a long list travels compressed where that is accepted', async () => {
    for (let index = 0; index < 10; index++) await storeContent(test.services, contentOfOneVpc(), 'one of ten')
    const request = new Request('http://127.0.0.1:3000/api/x', { headers: { ...OURS, 'accept-encoding': 'gzip' } })
    const response = await list(request, { params: Promise.resolve({}) })
    expect(response.headers.get(ENCODING_HEADER)).toBe('gzip')
    const { snapshots } = JSON.parse(gunzipSync(await response.arrayBuffer()).toString())
    expect(snapshots).toHaveLength(10)
  })

  it('without the server around them the routes answer nothing', async () => {
    provideServices(undefined)
    const answer = await call(list)
    expect([answer.status, answer.body.error.code]).toEqual([500, 'internal'])
    provideServices(test.services)
  })
})
