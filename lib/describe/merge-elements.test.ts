import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from './document.ts'
import { mergeElements } from './merge-elements.ts'
import { SCHEMA } from './schema.ts'

const field = fc.constantFrom('A', 'B', 'C')
const leaf = fc.constantFrom<string | number | boolean>('x', 'y', 1, true)
const element = fc.dictionary(field, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(field, leaf)))

function merge(...elements: readonly JsonObject[]) {
  return mergeElements(SCHEMA.TransitGatewayRouteTables, elements)
}

describe('merging what was told of one resource', () => {
  it('does not depend on who spoke first', () => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 5 }), (elements) => {
        expect(merge(...elements.toReversed())).toEqual(merge(...elements))
      }),
    )
  })

  it('loses no field that anybody told', () => {
    fc.assert(
      fc.property(element, element, (a, b) => {
        expect(Object.keys(merge(a, b).element).sort()).toEqual(
          [...new Set([...Object.keys(a), ...Object.keys(b)])].sort(),
        )
      }),
    )
  })

  it('told twice alike it is told once, without conflict', () => {
    fc.assert(
      fc.property(element, (one) => {
        expect(merge(one, one).conflicts).toEqual([])
        expect(merge(one, one).element).toEqual(merge(one).element)
      }),
    )
  })

  it.each<readonly [what: string, a: JsonObject, b: JsonObject, merged: JsonObject, conflicts: readonly string[]]>([
    ['joins fields', { A: '1' }, { B: '2' }, { A: '1', B: '2' }, []],
    ['joins inside objects', { A: { X: '1' } }, { A: { Y: '2' } }, { A: { X: '1', Y: '2' } }, []],
    ['keeps the richer of two values', { A: '1', B: '2' }, { A: '3' }, { A: '1', B: '2' }, ['/A']],
    ['names a conflict where it is', { A: { X: '1' }, B: '2' }, { A: { X: '3' } }, { A: { X: '1' }, B: '2' }, ['/A/X']],
    ['takes a list over an empty one', { A: [], B: '1' }, { A: ['x'] }, { A: ['x'], B: '1' }, []],
    [
      'keeps the longer of two lists',
      { A: ['x'], B: '12345678901234' },
      { A: ['y', 'z'] },
      { A: ['y', 'z'], B: '12345678901234' },
      ['/A'],
    ],
    ['unites what comes in pages', { Routes: ['x'] }, { Routes: ['y'] }, { Routes: ['x', 'y'] }, []],
  ])('%s', (...[, a, b, merged, conflicts]) => {
    expect(merge(a, b)).toEqual({ element: merged, conflicts })
  })
})
