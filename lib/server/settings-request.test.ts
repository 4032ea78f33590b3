/** Settings through the routes, as the page and a script send them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GET, PUT } from '../../app/api/settings/route.ts'
import { POST as EFFECT } from '../../app/api/snapshots/[id]/settings-effect/route.ts'
import { type TestServices, testServices } from '../testing/services.ts'

let test: TestServices
beforeEach(async () => {
  test = await testServices()
})
afterEach(() => test.dispose())

const nowhere = { params: Promise.resolve({ id: 'snap' }) }

function request(method: string, body: unknown = null, version: string | null = null): Request {
  const headers = {
    host: '127.0.0.1:3000',
    'sec-fetch-site': 'same-origin',
    'x-portolan-request': '1',
    'content-type': 'application/json',
    ...(version === null ? {} : { 'if-match': version }),
  }
  return new Request('http://127.0.0.1:3000/api/settings', {
    method,
    headers,
    body: body === null ? null : JSON.stringify(body),
  })
}

interface Answer {
  readonly settings: Readonly<Record<string, unknown>>
  readonly version: string
  readonly error?: { readonly code: string; readonly place: { readonly pointer?: string } }
}

async function send(method: string, body: unknown = null, version: string | null = null) {
  const response = await (method === 'GET' ? GET : PUT)(request(method, body, version), nowhere)
  return { status: response.status, etag: response.headers.get('etag'), body: (await response.json()) as Answer }
}

describe('/api/settings', () => {
  it('answers with the settings of the file and their version, and takes a new one for it', async () => {
    const read = await send('GET')
    expect(read.etag).toBe('"none"')
    const written = await send('PUT', { ...read.body.settings, corporateRanges: ['198.51.100.0/24'] }, read.etag)
    expect(written.status).toBe(200)
    expect(written.etag).toBe(`"${written.body.version}"`)
    expect((await send('GET')).body.settings['corporateRanges']).toEqual(['198.51.100.0/24'])
  })

  it('answers 412 to who comes second, and keeps the first', async () => {
    await send('PUT', { adminPorts: [22] }, '"none"')
    const late = await send('PUT', { adminPorts: [3389] }, '"none"')
    expect([late.status, late.body.error?.code]).toEqual([412, 'settings-changed'])
    expect((await send('GET')).body.settings['adminPorts']).toEqual([22])
  })

  it.each([
    ['says no version', { body: { adminPorts: [22] }, version: null, pointer: '' }],
    ['says any version', { body: { adminPorts: [22] }, version: '*', pointer: '' }],
    ['names what is no setting', { body: { colour: 'red' }, version: '"none"', pointer: '' }],
    ['names no range', { body: { corporateRanges: ['here'] }, version: '"none"', pointer: '/corporateRanges/0' }],
  ])('answers 400 to who %s, and writes nothing', async (_who, { body, version, pointer }) => {
    const { status, body: answer } = await send('PUT', body, version)
    expect([status, answer.error?.code, answer.error?.place.pointer ?? '']).toEqual([400, 'bad-request', pointer])
    expect((await send('GET')).etag).toBe('"none"')
  })

  it('writes down which settings were changed, and not to what', async () => {
    await send('PUT', { corporateRanges: ['198.51.100.0/24'] }, '"none"')
    const audit = await test.services.store.listAudit()
    expect(audit.at(-1)).toMatchObject({ action: 'settings-change', detail: 'corporateRanges' })
    expect(JSON.stringify(audit)).not.toContain('198.51.100')
  })
})

describe('/api/snapshots/[id]/settings-effect', () => {
  it('asks what settings would change, and puts nothing into use', async () => {
    const before = test.services.settings.current().hash
    const response = await EFFECT(request('POST', { adminPorts: [22] }), nowhere)
    const { question } = (await response.json()) as { question: { kind: string; settings: { adminPorts: unknown } } }
    expect(question).toMatchObject({ kind: 'settings-effect', settings: { adminPorts: [[22, 22]] } })
    expect(test.services.settings.current().hash).toBe(before)
  })
})
