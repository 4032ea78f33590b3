import { describe, expect, it } from 'vitest'
import type { Clock } from './clock.ts'
import { Pace } from './pace.ts'

const KEY = { account: '111122223333', region: 'eu-west-1', service: 'ec2', operation: 'DescribeVpcs' }
const SIGNAL = new AbortController().signal

function hands(): { readonly clock: Clock; readonly waits: number[]; pass: (milliseconds: number) => void } {
  let now = 0
  const waits: number[] = []
  const sleep = async (milliseconds: number) => {
    waits.push(milliseconds)
  }
  return { clock: { now: () => now, sleep, chance: () => 0.5 }, waits, pass: (milliseconds) => (now += milliseconds) }
}

// Source: EC2 API reference, "Request throttling for the Amazon EC2 API".
describe('the pace', () => {
  it('lets a burst of ten through, then ten a second', async () => {
    const { clock, waits } = hands()
    const pace = new Pace(clock)
    for (let sent = 0; sent < 13; sent += 1) await pace.take(KEY, SIGNAL)
    expect(waits).toEqual([100, 200, 300])
  })

  it('counts each account, Region and action by itself', async () => {
    const { clock, waits } = hands()
    const pace = new Pace(clock)
    for (let sent = 0; sent < 10; sent += 1) await pace.take(KEY, SIGNAL)
    await pace.take({ ...KEY, region: 'eu-west-2' }, SIGNAL)
    await pace.take({ ...KEY, account: '444455556666' }, SIGNAL)
    await pace.take({ ...KEY, operation: 'DescribeSubnets' }, SIGNAL)
    expect(waits).toEqual([])
  })

  it('halves when AWS says so, and comes back slowly', () => {
    const pace = new Pace(hands().clock)
    pace.throttled(KEY)
    pace.throttled(KEY)
    expect(pace.rateOf(KEY)).toBe(2.5)
    for (let answers = 0; answers < 15; answers += 1) pace.answered(KEY)
    expect(pace.rateOf(KEY)).toBe(10)
    pace.answered(KEY)
    expect(pace.rateOf(KEY)).toBe(10)
  })

  it('never comes to a stand', () => {
    const pace = new Pace(hands().clock)
    for (let times = 0; times < 100; times += 1) pace.throttled(KEY)
    expect(pace.rateOf(KEY)).toBe(10 / 32)
  })

  it('gives back what a stopped request had taken', async () => {
    const stop = new AbortController()
    stop.abort(new Error('stopped'))
    const pace = new Pace(hands().clock)
    await expect(pace.take(KEY, stop.signal)).rejects.toThrow('stopped')
  })
})
