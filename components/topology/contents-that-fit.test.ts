import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentsThatFit } from './contents-that-fit.ts'

const CONTENTS = [
  { code: 'ECS', count: 8 },
  { code: 'EC2', count: 7 },
  { code: 'VPCE', count: 3 },
  { code: 'TGW', count: 1 },
]

describe('contentsThatFit', () => {
  it('says all that has room', () => {
    expect(contentsThatFit(CONTENTS, 400)).toEqual({ shown: ['ECS ×8', 'EC2 ×7', 'VPCE ×3', 'TGW ×1'], rest: 0 })
  })

  it('counts what has none', () => {
    expect(contentsThatFit(CONTENTS, 140)).toEqual({ shown: ['ECS ×8', 'EC2 ×7'], rest: 4 })
    expect(contentsThatFit(CONTENTS, 10)).toEqual({ shown: [], rest: 19 })
  })

  it('never loses a resource', () => {
    const contents = fc.array(fc.record({ code: fc.string({ minLength: 1, maxLength: 5 }), count: fc.nat(9000) }), {
      maxLength: 9,
    })
    fc.assert(
      fc.property(contents, fc.integer({ min: 0, max: 500 }), (list, width) => {
        const { shown, rest } = contentsThatFit(list, width)
        const said = list.slice(0, shown.length).reduce((sum, { count }) => sum + count, 0)
        expect(said + rest).toBe(list.reduce((sum, { count }) => sum + count, 0))
      }),
    )
  })
})
