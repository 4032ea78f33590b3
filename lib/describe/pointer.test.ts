import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePointer, pointer, resolvePointer } from './pointer.ts'

// The examples of RFC 6901, section 5.
const RFC = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, ' ': 7, 'k"l': 6 }

describe('JSON pointers', () => {
  it.each([
    ['', RFC],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/m~0n', 8],
    ['/ ', 7],
  ])('%j leads where RFC 6901 says', (text, value) => {
    expect(resolvePointer(RFC, text)).toEqual(value)
  })

  it.each(['foo', '/foo/2', '/foo/00', '/foo/-', '/foo/length', '/foo/0/x', '/constructor', '/__proto__', '/~01'])(
    '%j leads nowhere',
    (text) => {
      expect(resolvePointer(RFC, text)).toBeUndefined()
    },
  )

  it('survive being written and read, whatever the steps are', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (steps) => {
        expect(parsePointer(pointer(...steps))).toEqual(steps)
      }),
    )
  })

  it('find again what they were built for', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().filter((step) => step !== '__proto__'),
          { maxLength: 6 },
        ),
        (steps) => {
          const root = steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), 'found')
          expect(resolvePointer(root, pointer(...steps))).toBe('found')
        },
      ),
    )
  })
})
