/** A link from its making to its end, through the handlers the browser calls. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GET as alive } from '../../app/api/s/[id]/alive/route.ts'
import { POST as open } from '../../app/api/s/[id]/open/route.ts'
import { GET as guestResource } from '../../app/api/s/[id]/resources/[resourceId]/route.ts'
import { GET as guestView } from '../../app/api/s/[id]/view/route.ts'
import { DELETE as revoke } from '../../app/api/shares/[id]/route.ts'
import { GET as listShares, POST as share } from '../../app/api/snapshots/[id]/shares/route.ts'
import type { ShareSummary } from '../snapshots/snapshot.ts'
import { contentOfOneVpc, type TestServices, testServices } from '../testing/services.ts'
import type { RouteHandler } from './handle.ts'
import { openShare } from './open-share.ts'
import { storeContent } from './store-content.ts'
import { notesForGuests } from './view-snapshot.ts'

const OURS = { host: '127.0.0.1:3000', 'sec-fetch-site': 'same-origin', 'x-portolan-request': '1' }

describe('a share link', () => {
  let test: TestServices
  let snapshotId = ''

  beforeEach(async () => {
    test = await testServices()
    snapshotId = (await storeContent(test.services, contentOfOneVpc(), 'Acme production')).id
  })
  afterEach(() => test.dispose())

  async function call(handler: RouteHandler, params: Record<string, string>, init: RequestInit = {}) {
    const headers = { ...OURS, 'content-type': 'application/json', ...init.headers }
    const response = await handler(new Request('http://127.0.0.1:3000/api/x', { ...init, headers }), {
      params: Promise.resolve(params),
    })
    const text = await response.text()
    return { status: response.status, text, body: text === '' ? null : JSON.parse(text), headers: response.headers }
  }

  async function makeShare(body: object = {}): Promise<{ share: ShareSummary; secret: string }> {
    const asked = { label: 'for the review', expiresInHours: 24, viewState: 'v=1&sel=vpc-1', ...body }
    const made = await call(share, { id: snapshotId }, { method: 'POST', body: JSON.stringify(asked) })
    expect(made.status).toBe(201)
    return made.body
  }

  const openWith = (id: string, secret: string, headers: Record<string, string> = {}) =>
    call(open, { id }, { method: 'POST', body: JSON.stringify({ secret }), headers })

  async function openedCookie(id: string, secret: string): Promise<string> {
    const opened = await openWith(id, secret)
    expect(opened.status).toBe(200)
    return opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  const view = (id: string, cookie: string) => call(guestView, { id }, { headers: { cookie } })

  it('opens with its secret, at the view of the sender, and then shows the frozen snapshot', async () => {
    const { share: made, secret } = await makeShare()
    const opened = await openWith(made.id, secret)
    expect(opened.body).toEqual({ viewState: 'v=1&sel=vpc-1', expiresAt: made.expiresAt, label: 'for the review' })
    const shown = await view(made.id, opened.headers.get('set-cookie')?.split(';')[0] ?? '')
    expect(shown.body).toMatchObject({ frozen: true, snapshot: { id: made.id, name: 'Acme production' } })
    // `snapshotId` is repeated by the stand-in for the analysis, which the guest's own fields must not do.
    expect(JSON.stringify(shown.body.snapshot)).not.toContain(snapshotId)
  })

  it('has a secret of 256 bits that is stored nowhere and never told again', async () => {
    const { share: made, secret } = await makeShare()
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(made.id).toMatch(/^[A-Za-z0-9_-]{22}$/)
    const listed = await call(listShares, { id: snapshotId })
    expect(listed.body.shares).toEqual([made])
    expect(listed.text).not.toContain(secret)
    expect(JSON.stringify(await test.services.store.findShare(made.id))).not.toContain(secret)
    expect(JSON.stringify(await test.services.store.listAudit())).not.toContain(secret)
  })

  it('sets a cookie only scripts cannot read and only this share can use', async () => {
    const { share: made, secret } = await makeShare()
    const plain = (await openWith(made.id, secret)).headers.get('set-cookie')
    expect(plain).toMatch(
      new RegExp(
        `^portolan-share-${made.id}=[\\w-]{43}; Path=/api/s/${made.id}; Expires=[^;]+; HttpOnly; SameSite=Strict$`,
      ),
    )
    const secure = (await openWith(made.id, secret, { 'x-portolan-secure': '1' })).headers.get('set-cookie')
    expect(secure).toMatch(
      new RegExp(
        `^__Host-portolan-share-${made.id}=[\\w-]{43}; Path=/; Expires=[^;]+; HttpOnly; SameSite=Strict; Secure$`,
      ),
    )
  })

  it('counts openings, and nothing but openings', async () => {
    const { share: made, secret } = await makeShare()
    const agents = [
      'Slackbot-LinkExpanding 1.0',
      'Microsoft Office/16.0 SkypeUriPreview',
      'facebookexternalhit/1.1',
      'curl/8',
    ]
    for (let index = 0; index < 20; index++) {
      await call(guestView, { id: made.id }, { headers: { 'user-agent': agents[index % agents.length] ?? '' } })
    }
    await openWith(made.id, 'A'.repeat(43))
    const before = await test.services.store.findShare(made.id)
    expect(before?.summary).toMatchObject({ openCount: 0, lastOpenedAt: null })
    const cookie = await openedCookie(made.id, secret)
    await view(made.id, cookie)
    await view(made.id, cookie)
    expect((await test.services.store.findShare(made.id))?.summary.openCount).toBe(1)
  })

  it.each([
    ['a millisecond before it expires', '2026-11-24T09:59:59.999Z', 200],
    ['at the moment it expires', '2026-11-24T10:00:00.000Z', 404],
    ['a millisecond after', '2026-11-24T10:00:00.001Z', 404],
  ])('opens %s: %s → %i', async (_when, now, status) => {
    const { share: made, secret } = await makeShare()
    test.setNow(now)
    expect((await openWith(made.id, secret)).status).toBe(status)
  })

  it('stops showing at the moment it expires, also to one who has it open', async () => {
    const { share: made, secret } = await makeShare({ expiresInHours: 1 })
    const cookie = await openedCookie(made.id, secret)
    test.setNow('2026-11-23T10:59:59.999Z')
    expect((await view(made.id, cookie)).status).toBe(200)
    test.setNow('2026-11-23T11:00:00.000Z')
    expect((await view(made.id, cookie)).status).toBe(404)
  })

  it('ends a session after 8 hours', async () => {
    const { share: made, secret } = await makeShare({ expiresInHours: 100 })
    const cookie = await openedCookie(made.id, secret)
    test.setNow('2026-11-23T17:59:59.999Z')
    expect((await view(made.id, cookie)).status).toBe(200)
    test.setNow('2026-11-23T18:00:00.000Z')
    expect((await view(made.id, cookie)).status).toBe(404)
    expect((await openWith(made.id, secret)).status).toBe(200)
  })

  it('is closed by a revoke for who has it open, at their next request', async () => {
    const { share: made, secret } = await makeShare()
    const cookie = await openedCookie(made.id, secret)
    expect((await call(revoke, { id: made.id }, { method: 'DELETE' })).status).toBe(204)
    expect((await view(made.id, cookie)).status).toBe(404)
    expect((await openWith(made.id, secret)).status).toBe(404)
  })

  it('says whether it is still open, by the cookie alone, and counts nothing', async () => {
    const { share: made, secret } = await makeShare({ expiresInHours: 1 })
    const ask = (cookie: string) => call(alive, { id: made.id }, { headers: { cookie } })
    const without = await ask('')
    expect([without.status, without.body.error.code]).toEqual([404, 'share-not-available'])
    const opened = await openWith(made.id, secret)
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    for (let index = 0; index < 50; index++) expect((await ask(cookie)).body).toEqual(opened.body)
    expect((await ask(cookie)).headers.get('set-cookie')).toBeNull()
    expect((await test.services.store.findShare(made.id))?.summary.openCount).toBe(1)
    expect((await test.services.store.listAudit()).filter(({ actor }) => actor === 'guest')).toHaveLength(1)
    test.setNow('2026-11-23T11:00:00.000Z')
    expect((await ask(cookie)).text).toBe(without.text)
  })

  it('is no longer alive at the first question after a revoke', async () => {
    const { share: made, secret } = await makeShare()
    const cookie = await openedCookie(made.id, secret)
    expect((await call(alive, { id: made.id }, { headers: { cookie } })).status).toBe(200)
    await call(revoke, { id: made.id }, { method: 'DELETE' })
    const answer = await call(alive, { id: made.id }, { headers: { cookie } })
    expect([answer.status, answer.text]).toEqual([404, (await view('A'.repeat(22), '')).text])
  })

  it('goes with its snapshot', async () => {
    const { share: made, secret } = await makeShare()
    const cookie = await openedCookie(made.id, secret)
    await test.services.store.deleteSnapshot(snapshotId)
    expect((await view(made.id, cookie)).status).toBe(404)
    expect((await openWith(made.id, secret)).status).toBe(404)
  })

  it('does not open another share', async () => {
    const one = await makeShare()
    const two = await makeShare()
    const cookie = await openedCookie(one.share.id, one.secret)
    expect((await view(two.share.id, cookie)).status).toBe(404)
    const token = cookie.split('=')[1]
    expect((await view(two.share.id, `portolan-share-${two.share.id}=${token}`)).status).toBe(404)
    expect((await openWith(two.share.id, one.secret)).status).toBe(404)
  })

  it('answers wrong, expired, revoked, deleted and unknown with the same bytes', async () => {
    const expired = await makeShare({ expiresInHours: 1 })
    const revoked = await makeShare()
    await call(revoke, { id: revoked.share.id }, { method: 'DELETE' })
    const live = await makeShare({ expiresInHours: 100 })
    test.setNow('2026-11-23T12:00:00.000Z')
    const answers = await Promise.all([
      openWith(live.share.id, 'A'.repeat(43)),
      openWith(expired.share.id, expired.secret),
      openWith(revoked.share.id, revoked.secret),
      openWith('A'.repeat(22), live.secret),
      ...[':id', '%3Aid', '*', '0', 'null', '../', '', ' '].map((id) => openWith(id, live.secret)),
      view(live.share.id, ''),
      view('A'.repeat(22), ''),
      ...[':id', '%3Aid', '*', '0', 'null', '../', ''].map((id) => view(id, `portolan-share-${id}=x`)),
    ])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]?.body.error.code).toBe('share-not-available')
  })

  it('tells a link that was cut off from one that is closed, the same for every id', async () => {
    const { share: made, secret } = await makeShare()
    const answers = [await openWith(made.id, secret.slice(0, 40)), await openWith('A'.repeat(22), secret.slice(0, 40))]
    expect(answers.map(({ body }) => body.error.code)).toEqual(['share-secret-wrong', 'share-secret-wrong'])
    expect(answers[0]?.text).toBe(answers[1]?.text)
  })

  it('cannot be opened by trying', async () => {
    const { share: made, secret } = await makeShare()
    for (let index = 0; index < 20; index++) await openWith(made.id, 'A'.repeat(43))
    expect((await openWith(made.id, secret)).status).toBe(429)
    test.setNow('2026-11-23T10:01:00.000Z')
    expect((await openWith(made.id, secret)).status).toBe(200)
  })

  const from = (client: string) => ({ 'x-portolan-client': client })

  it('is not locked for others by who tries, or who opens it over and over', async () => {
    const { share: made, secret } = await makeShare()
    for (let index = 0; index < 30; index++) await openWith(made.id, 'A'.repeat(43), from('203.0.113.9'))
    expect((await openWith(made.id, secret, from('203.0.113.9'))).status).toBe(429)
    for (let index = 0; index < 60; index++) {
      expect((await openWith(made.id, secret, from('198.51.100.7'))).status).toBe(200)
    }
    expect((await openWith(made.id, secret, from('198.51.100.7'))).status).toBe(429)
    expect((await openWith(made.id, secret, from('198.51.100.8'))).status).toBe(200)
  })

  it('counts what cannot be a secret as a wrong one', async () => {
    const { share: made, secret } = await makeShare()
    for (let index = 0; index < 20; index++) expect((await openWith(made.id, 'short')).status).toBe(400)
    expect((await openWith(made.id, secret)).status).toBe(429)
  })

  it('cannot be looked for by one who tries many', async () => {
    for (let index = 0; index < 120; index++) await openWith(String(index).padStart(22, 'A'), 'A'.repeat(43))
    const { share: made, secret } = await makeShare()
    expect((await openWith(made.id, secret)).status).toBe(429)
  })

  it('still opens while many try from everywhere, who fill no log', async () => {
    const tries = Array.from({ length: 700 }, (_, index) => ({
      id: String(index).padStart(22, 'A'),
      secret: 'A'.repeat(43),
      client: `client ${index}`,
    }))
    const codes = new Map<string, number>()
    for (const attempt of tries) {
      const code = await openShare(test.services, attempt).then(
        () => 'opened',
        (error: { readonly code: string }) => error.code,
      )
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    expect(Object.fromEntries(codes)).toEqual({ 'share-not-available': 600, 'rate-limited': 100 })
    const { share: made, secret } = await makeShare()
    expect((await openWith(made.id, secret)).status).toBe(200)
  })

  it('lives 14 days, opens at nothing in particular, unless told', async () => {
    const made = await call(share, { id: snapshotId }, { method: 'POST', body: JSON.stringify({ label: 'l' }) })
    expect(made.body.share).toMatchObject({ expiresAt: '2026-12-07T10:00:00.000Z', viewState: '' })
  })

  it('is made at the very edges of what is allowed', async () => {
    for (const hours of [1, 90 * 24]) {
      const edge = { label: 'x'.repeat(200), expiresInHours: hours, viewState: 'x'.repeat(4096) }
      const lived = Date.parse((await makeShare(edge)).share.expiresAt) - Date.parse('2026-11-23T10:00:00.000Z')
      expect(lived).toBe(hours * 3_600_000)
    }
  })

  it.each([
    ['a label longer than 200', { label: 'x'.repeat(201) }],
    ['no label', { label: ' ' }],
    ['a label of two lines', { label: 'a\nb' }],
    ['half an hour', { expiresInHours: 0.5 }],
    ['more than 90 days', { expiresInHours: 90 * 24 + 1 }],
    ['for ever', { expiresInHours: null }],
    ['a view that is no query string', { viewState: '<img src=x>' }],
    ['a view of more than 4 KB', { viewState: 'x'.repeat(4097) }],
    ['a field nobody knows', { neverExpires: true }],
  ])('is not made with %s', async (_what, changes) => {
    const asked = { label: 'l', expiresInHours: 24, viewState: '', ...changes }
    const made = await call(share, { id: snapshotId }, { method: 'POST', body: JSON.stringify(asked) })
    expect([made.status, made.body.error.code]).toEqual([400, 'bad-request'])
    expect(await test.services.store.listShares(snapshotId)).toEqual([])
  })

  it('asks for a resource without the name of the file it came from', async () => {
    const { share: made, secret } = await makeShare()
    const cookie = await openedCookie(made.id, secret)
    const shown = await call(guestResource, { id: made.id, resourceId: 'vpc-1' }, { headers: { cookie } })
    expect(shown.body.question).toEqual({ kind: 'resource', id: 'vpc-1', withFile: false })
  })

  it('tells a guest what could not be read, and not what the sender calls their files', () => {
    const note = {
      level: 'error' as const,
      code: 'import-truncated',
      message: 'acme/secret-project/vpcs.json ends early; see vpcs.json.',
      remedy: 'Collect acme/secret-project/vpcs.json again.',
      file: 'acme/secret-project/vpcs.json',
      pointer: '/Vpcs/3',
    }
    const [shown] = notesForGuests({ files: [], notes: [note] })
    expect(shown).toMatchObject({ level: 'error', code: 'import-truncated', file: null, pointer: null, remedy: null })
    expect(JSON.stringify(shown)).not.toContain('secret-project')
  })

  it('leaves no rest of a name where one is the end of another', () => {
    const names = ['vpcs.json', 'acme/vpcs.json', 'secret/acme/vpcs.json']
    const files = names.map((file) => ({
      file,
      bytes: 1,
      format: '',
      counts: {},
      ignoredKeys: [],
      partial: false,
      notes: [],
    }))
    const notes = names.map((name) => ({
      level: 'warning' as const,
      code: 'import-duplicate-id' as const,
      message: `${name} names it again.`,
      remedy: null,
      file: null,
      pointer: null,
    }))
    const told = notesForGuests({ files, notes }).map(({ message }) => message)
    expect(told).toEqual(Array(3).fill('a file names it again.'))
  })

  it('is written down: made, refused, opened, revoked', async () => {
    const { share: made, secret } = await makeShare()
    await openWith(made.id, 'A'.repeat(43))
    await openWith(made.id, secret)
    await call(revoke, { id: made.id }, { method: 'DELETE' })
    const log = await test.services.store.listAudit()
    expect(log.filter(({ subject }) => subject === made.id).map(({ action, actor }) => `${actor} ${action}`)).toEqual([
      'owner share-create',
      'guest share-refuse',
      'guest share-open',
      'owner share-revoke',
    ])
  })
})
