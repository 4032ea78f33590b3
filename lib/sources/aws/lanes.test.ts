import { describe, expect, it } from 'vitest'
import { Lanes } from './lanes.ts'

describe('Lanes', () => {
  it('runs as many at a time as it has, in the order they came', async () => {
    const lanes = new Lanes(2)
    const started: number[] = []
    let underWay = 0
    let busiest = 0
    const work = Array.from({ length: 7 }, (_, index) =>
      lanes.run(async () => {
        started.push(index)
        underWay += 1
        busiest = Math.max(busiest, underWay)
        await new Promise((resolve) => setTimeout(resolve, 7 - index))
        underWay -= 1
        return index
      }),
    )
    expect(await Promise.all(work)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(started).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(busiest).toBe(2)
  })

  it('goes on after one that failed', async () => {
    const lanes = new Lanes(1)
    const failed = lanes.run(() => Promise.reject(new Error('no')))
    const next = lanes.run(() => Promise.resolve('yes'))
    await expect(failed).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })
})
