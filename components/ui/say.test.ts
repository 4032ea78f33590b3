import { describe, expect, it } from 'vitest'
import { byteSize, counted, utcTime } from './say.ts'

describe('utcTime', () => {
  it.each([
    ['2026-11-20T14:02:11.250Z', '2026-11-20 14:02Z'],
    ['2026-11-20T14:02:11Z', '2026-11-20 14:02Z'],
    ['2026-11-20T15:02:00+01:00', '2026-11-20 14:02Z'],
    ['not a time', 'not a time'],
  ])('tells %s as %s', (iso, told) => {
    expect(utcTime(iso)).toBe(told)
  })
})

describe('byteSize', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_400, '12 kB'],
    [104_857_600, '105 MB'],
    [9_400_000_000_000, '9400 GB'],
  ])('tells %d bytes as %s', (bytes, told) => {
    expect(byteSize(bytes)).toBe(told)
  })
})

describe('counted', () => {
  it('agrees in number and groups thousands', () => {
    expect([0, 1, 1204].map((count) => counted(count, 'gap'))).toEqual(['0 gaps', '1 gap', '1,204 gaps'])
    expect(counted(2, 'address', 'addresses')).toBe('2 addresses')
  })
})
