import { describe, expect, it } from 'vitest'
import { intended, weigh } from './severity.ts'

describe('weigh', () => {
  it.each([
    ['critical', 'none', false, 'high'],
    ['high', 'internal', false, 'medium'],
    ['info', 'none', false, 'info'],
    ['high', 'internet', false, 'high'],
    ['high', 'internet', true, 'critical'],
    ['critical', 'internet', true, 'critical'],
    ['high', 'unknown', false, 'high'],
    ['high', 'unknown', true, 'critical'],
  ] as const)('%s with exposure %s (raises: %s) is %s', (...[base, level, raisesWhenReached, effective]) => {
    expect(weigh({ base, level, because: 'so it is', raisesWhenReached }).effective).toBe(effective)
  })

  it('says why whenever it moves, and that unknown weighs as much as reached', () => {
    expect(weigh({ base: 'high', level: 'none', because: 'no interface carries it' }).why).toEqual([
      'Lowered from high: no interface carries it.',
    ])
    expect(weigh({ base: 'high', level: 'internet', because: 'it is reached', raisesWhenReached: true }).why).toEqual([
      'Raised from high: it is reached.',
    ])
    expect(weigh({ base: 'high', level: 'unknown', because: 'the table is missing' }).why.join()).toContain(
      'Not lowered',
    )
  })

  it('keeps an intended edge in the list, as info', () => {
    expect(intended('high', 'a load balancer listens there')).toEqual({
      base: 'high',
      effective: 'info',
      why: ['Intended: a load balancer listens there.'],
    })
  })
})
