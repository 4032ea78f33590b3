import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, compareText, sortedSet } from './canonical-json.ts'
import type { JsonValue } from './document.ts'

const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('__proto__'))

/** The same value with every object's members written in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

describe('canonical JSON', () => {
  it('says the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value as JsonValue))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('does not depend on the order members were written in', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value) as JsonValue)).toBe(canonicalJson(value as JsonValue))
      }),
    )
  })

  it('is stable: written again from what was read it is the same text', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value as JsonValue)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('sorts by code unit, not by the language of the machine', () => {
    expect(canonicalJson({ ä: 1, z: 2, a: 3, Z: 4 })).toBe('{"Z":4,"a":3,"z":2,"ä":1}')
  })

  it('leaves out what is undefined, and a key that would reach the prototype', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
    expect(canonicalJson(JSON.parse('{"__proto__":{"x":1},"b":1}'))).toBe('{"b":1}')
  })
})

describe('a set', () => {
  it('is the same whatever the order and the repeats', () => {
    const member = fc.constantFrom<JsonValue>('a', 'b', 1, { A: 'x' }, { A: 'y' }, null)
    fc.assert(
      fc.property(fc.array(member), (members) => {
        expect(sortedSet([...members, ...members].reverse())).toEqual(sortedSet([...members, ...members]))
        expect(new Set(sortedSet(members).map((one) => JSON.stringify(one))).size).toBe(
          new Set(members.map((one) => JSON.stringify(one))).size,
        )
      }),
    )
  })

  it.each([
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['Z', 'a', -1],
    ['eni-10', 'eni-9', -1],
  ])('compares %s with %s as %i', (a, b, order) => {
    expect(compareText(a, b)).toBe(order)
  })
})
