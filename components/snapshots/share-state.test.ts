import { describe, expect, it } from 'vitest'
import { SHARE_TERMS, STANDARD_TERM_HOURS, shareCondition } from './share-state.ts'

const now = new Date('2026-11-20T14:00:00Z')

describe('shareCondition', () => {
  it.each([
    ['open a millisecond before it expires', null, '2026-11-20T14:00:00.001Z', 'open'],
    ['expired at the very instant', null, '2026-11-20T14:00:00.000Z', 'expired'],
    ['expired after', null, '2026-11-19T14:00:00Z', 'expired'],
    ['revoked before it expires', '2026-11-20T13:00:00Z', '2026-12-20T14:00:00Z', 'revoked'],
    ['revoked even when it has expired too', '2026-11-01T13:00:00Z', '2026-11-02T14:00:00Z', 'revoked'],
    ['expired when its date cannot be read', null, 'soon', 'expired'],
  ] as const)('is %s', (...[, revokedAt, expiresAt, condition]) => {
    expect(shareCondition({ revokedAt, expiresAt }, now)).toBe(condition)
  })
})

describe('terms', () => {
  it('offers one hour to ninety days, and fourteen days unless told', () => {
    const hours = SHARE_TERMS.map((term) => term.hours)
    expect([Math.min(...hours), Math.max(...hours)]).toEqual([1, 2160])
    expect(hours).toContain(STANDARD_TERM_HOURS)
  })
})
