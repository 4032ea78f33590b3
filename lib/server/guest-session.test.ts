import { describe, expect, it } from 'vitest'
import type { ShareSession, SnapshotStore } from '../snapshots/store.ts'
import { requireGuest } from './guest-session.ts'
import { sha256 } from './tokens.ts'

const ID = 'A'.repeat(22)
const NOW = new Date('2026-11-23T10:00:00.000Z')
const LATER = '2026-11-23T18:00:00.000Z'

const share = {
  id: ID,
  snapshotId: 's',
  label: 'l',
  createdAt: '2026-11-23T09:00:00.000Z',
  expiresAt: '2026-12-07T10:00:00.000Z',
  revokedAt: null,
  openCount: 1,
  lastOpenedAt: null,
  viewState: '',
}

/** A store that has this one session, and says what it was asked for. */
function services(session: ShareSession | null) {
  const asked: string[] = []
  const store: Pick<SnapshotStore, 'findShareSession'> = {
    findShareSession: async (shareId, tokenHash) => {
      asked.push(`${shareId} ${tokenHash}`)
      return session
    },
  }
  return { asked, services: { store: store as SnapshotStore, now: () => NOW } }
}

const headers = (cookie: string, more: Record<string, string> = {}) => new Headers({ cookie, ...more })

describe('a guest', () => {
  it('is known by the cookie of that share, looked up by its hash', async () => {
    const known = services({ share, expiresAt: LATER })
    const cookie = `theme=dark; portolan-share-${ID}=token`
    expect(await requireGuest(known.services, ID, headers(cookie))).toEqual(share)
    expect(known.asked).toEqual([`${ID} ${sha256('token')}`])
  })

  it.each([
    [
      'whose share was revoked, even if its session is still there',
      { share: { ...share, revokedAt: LATER }, expiresAt: LATER },
    ],
    [
      'whose share has expired, even if its session has not',
      { share: { ...share, expiresAt: NOW.toISOString() }, expiresAt: LATER },
    ],
    ['whose session has expired', { share, expiresAt: NOW.toISOString() }],
    ['without a session', null],
  ])('%s is refused', async (_who, session) => {
    const refused = requireGuest(services(session).services, ID, headers(`portolan-share-${ID}=token`))
    await expect(refused).rejects.toMatchObject({ code: 'share-not-available' })
  })

  it.each([
    ['no cookie', '', {}],
    ['the cookie of another share', `portolan-share-${'B'.repeat(22)}=token`, {}],
    ['a cookie whose name only ends alike', `x-portolan-share-${ID}=token`, {}],
    [
      'the plain cookie over TLS, where only the __Host- one counts',
      `portolan-share-${ID}=token`,
      { 'x-portolan-secure': '1' },
    ],
    ['the __Host- cookie without TLS', `__Host-portolan-share-${ID}=token`, {}],
  ])('with %s is not even looked up', async (_what, cookie, more) => {
    const known = services({ share, expiresAt: LATER })
    await expect(requireGuest(known.services, ID, headers(cookie, more))).rejects.toMatchObject({
      code: 'share-not-available',
    })
    expect(known.asked).toEqual([])
  })

  it.each([':id', '*', '0', 'null', '../', ''])('of the share %j is not even looked up', async (id) => {
    const known = services({ share, expiresAt: LATER })
    const refused = requireGuest(known.services, id, headers(`portolan-share-${id}=token`))
    await expect(refused).rejects.toMatchObject({ code: 'share-not-available' })
    expect(known.asked).toEqual([])
  })
})
