import { describe, expect, it } from 'vitest'
import { ASK_EVERY_MS, LINK_GONE, mustClose, watchLink } from './guest-link.ts'
import type { Problem } from './workspace-api.ts'

const EXPIRES = '2026-11-23T10:00:00.000Z'
const before = new Date('2026-11-23T09:59:59.999Z')
const at = new Date(EXPIRES)
const problem = (code: string): Problem => ({ ...LINK_GONE, code })

describe('an open link', () => {
  it.each([
    ['revoked, as the server says', { told: problem('share-not-available'), now: before }, true],
    ['expired, as the server says', { told: problem('share-not-available'), now: at }, true],
    ['open, as the server says', { told: null, now: before }, false],
    ['open by the server though our clock is ahead', { told: null, now: at }, false],
    ['not answered for before its term ends', { told: problem('internal'), now: before }, false],
    ['not answered for at the end of its term', { told: problem('internal'), now: at }, true],
    ['asked for too often', { told: problem('rate-limited'), now: before }, false],
  ])('%s: closes or stays', (_what, { told, now }, closes) => {
    expect(mustClose(told, EXPIRES, now)).toBe(closes)
  })

  it('says what happened in words that promise nothing', () => {
    expect(LINK_GONE.message).toBe('This link cannot be opened any more.')
  })
})

/** A page whose clock and attention are turned by hand. */
function page() {
  const state = { visible: true, asked: 0, beat: () => {}, returns: () => {}, beatMs: 0, running: 2 }
  const stop = watchLink(
    {
      isVisible: () => state.visible,
      every: (ms, callback) => {
        Object.assign(state, { beat: callback, beatMs: ms })
        return () => state.running--
      },
      onReturn: (callback) => {
        state.returns = callback
        return () => state.running--
      },
    },
    () => state.asked++,
  )
  return { state, stop }
}

describe('watching it', () => {
  it('asks often enough that a revoke holds within five seconds', () => {
    const { state } = page()
    state.beat()
    state.beat()
    expect(state.asked).toBe(2)
    expect(state.beatMs).toBe(ASK_EVERY_MS)
    expect(ASK_EVERY_MS).toBeLessThan(5_000)
  })

  it('leaves the server alone while nobody looks, and asks at once when somebody does', () => {
    const { state } = page()
    state.visible = false
    state.beat()
    state.returns()
    expect(state.asked).toBe(0)
    state.visible = true
    state.returns()
    expect(state.asked).toBe(1)
  })

  it('ends whole', () => {
    const { state, stop } = page()
    stop()
    expect(state.running).toBe(0)
  })
})
