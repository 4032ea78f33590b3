import { describe, expect, it } from 'vitest'
import { middleEllipsis } from '../../lib/reports/visible-text.ts'
import { emptyReason } from './empty-reason.ts'
import { nextLevel } from './level-steps.ts'
import { zoomBucket } from './zoom-bucket.ts'

describe('zoomBucket', () => {
  it.each([
    [0.05, 'far'],
    [0.299, 'far'],
    [0.3, 'low'],
    [0.5, 'mid'],
    [0.79, 'mid'],
    [0.8, 'near'],
    [2, 'near'],
  ])('%f is %s', (zoom, bucket) => {
    expect(zoomBucket(zoom)).toBe(bucket)
  })
})

describe('nextLevel', () => {
  it.each([
    ['vpc', 'chip', 'more', 'cards'],
    ['vpc', 'full', 'more', null],
    ['vpc', 'full', 'less', 'cards'],
    ['subnet', 'chip', 'more', 'full'],
    ['subnet', 'cards', 'less', 'chip'],
    ['instance', 'chip', 'more', null],
  ] as const)('%s at %s, %s: %s', (...[kind, level, change, next]) => {
    expect(nextLevel(kind, level, change)).toBe(next)
  })
})

describe('emptyReason', () => {
  const counts = { resources: 3, drawn: 3, folded: 0, vpcs: 1, subnets: 1 }
  it('is silent when there is something to see', () => {
    expect(emptyReason(counts)).toBeNull()
  })

  it('says that none was found is not the same as none was looked for', () => {
    expect(emptyReason({ ...counts, vpcs: 0, resources: 0 })?.why).toContain('was not collected')
    expect(emptyReason({ ...counts, vpcs: 0 })?.what).toContain('describe-vpcs')
    expect(emptyReason({ ...counts, resources: 0 })?.whole).toBe(false)
  })
})

describe('middleEllipsis', () => {
  it.each([
    ['vpc-0b7f3a', 12, 'vpc-0b7f3a'],
    ['vpc-0b7f3a91c2d4e5f01', 12, 'vpc-0b…e5f01'],
    ['abcdef', 2, 'a…f'],
    ['🛟🛟🛟🛟', 3, '🛟…🛟'],
  ])('%s in %i is %s', (text, max, short) => {
    expect(middleEllipsis(text, max)).toBe(short)
  })
})
