import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isLive,
  isShareId,
  isShareSecret,
  isViewState,
  SHARE_HOURS,
  sessionExpiry,
  shareCookieName,
  shareExpiry,
  VIEW_STATE_MAX,
} from './share-rules.ts'
import type { ShareSummary } from './snapshot.ts'

const EXPIRES = '2026-12-07T10:00:00.000Z'

function share(changes: Partial<ShareSummary> = {}): ShareSummary {
  return {
    id: 'a'.repeat(22),
    snapshotId: 's',
    label: 'l',
    createdAt: '2026-11-23T10:00:00.000Z',
    expiresAt: EXPIRES,
    revokedAt: null,
    openCount: 0,
    lastOpenedAt: null,
    viewState: '',
    ...changes,
  }
}

const shifted = (iso: string, ms: number) => new Date(Date.parse(iso) + ms)

describe('a share', () => {
  it.each([
    ['a millisecond before it expires', -1, true],
    ['at the moment it expires', 0, false],
    ['a millisecond after', 1, false],
  ])('%s', (_when, ms, live) => {
    expect(isLive(share(), shifted(EXPIRES, ms))).toBe(live)
  })

  it('is closed once revoked, whatever the clock says', () => {
    const revoked = share({ revokedAt: '2026-11-24T10:00:00.000Z' })
    expect(isLive(revoked, new Date('2026-11-23T10:00:01.000Z'))).toBe(false)
  })

  it('lives 14 days by default', () => {
    expect(shareExpiry(new Date('2026-11-23T10:00:00.000Z'), SHARE_HOURS.byDefault).toISOString()).toBe(EXPIRES)
  })

  it('gives a session 8 hours, and never longer than itself', () => {
    expect(sessionExpiry(share(), new Date('2026-11-23T10:00:00.000Z')).toISOString()).toBe('2026-11-23T18:00:00.000Z')
    expect(sessionExpiry(share(), shifted(EXPIRES, -60_000)).toISOString()).toBe(EXPIRES)
  })
})

describe('ids and secrets', () => {
  it.each([
    ':id',
    '%3Aid',
    '',
    '*',
    '0',
    'null',
    'undefined',
    '../',
    '..',
    'a'.repeat(21),
    'a'.repeat(23),
    `${'a'.repeat(21)}/`,
    `${'a'.repeat(22)}\n`,
  ])('%j is no id of a share', (text) => expect(isShareId(text)).toBe(false))

  it('an id is 22 characters of base64url, a secret 43', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (id, secret) => {
          expect(isShareId(Buffer.from(id).toString('base64url'))).toBe(true)
          expect(isShareSecret(Buffer.from(secret).toString('base64url'))).toBe(true)
        },
      ),
    )
    expect(isShareSecret('a'.repeat(42))).toBe(false)
    expect(isShareSecret(`${'a'.repeat(42)} `)).toBe(false)
  })

  it('the cookie has the __Host- prefix only where it can be kept', () => {
    expect(shareCookieName('x', true)).toBe('__Host-portolan-share-x')
    expect(shareCookieName('x', false)).toBe('portolan-share-x')
  })
})

describe('the view a link opens at', () => {
  it.each(['', '?v=1', 'v=1&sel=i-0123&levels=vpc-1:chip,vpc-2:full&cam=1.5,-2,0.75', 'q=%C3%BCber+all'])(
    'takes %j',
    (text) => expect(isViewState(text)).toBe(true),
  )

  it.each(['<script>', 'a b', 'x\r\nSet-Cookie: y', '#secret', 'ü', '"', '\\', `v=${'1'.repeat(VIEW_STATE_MAX)}`])(
    'refuses %j',
    (text) => expect(isViewState(text)).toBe(false),
  )
})
