import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findForbiddenKey, parseElement } from './parse-element.ts'

describe('parseElement', () => {
  it('gives back any JSON as JSON.parse does, where nothing is wrong with it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        const parsed = parseElement(text)
        if (parsed.keptAsText.length === 0 && !parsed.repaired && !text.includes('__class__'))
          expect(parsed.value).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each([
    ['1e999', '1e999'],
    ['-1e400', '-1e400'],
    ['999999999999999999999999999999', '999999999999999999999999999999'],
    ['9007199254740993', '9007199254740993'],
  ])('keeps the digits of %s', (digits, kept) => {
    expect(parseElement(`{"a":${digits}}`)).toMatchObject({ value: { a: kept }, keptAsText: [kept] })
  })

  it.each(['443', '0.1', '-1', '111122223333', '9007199254740991', '1e10'])('leaves %s a number', (digits) => {
    expect(parseElement(`[${digits}]`)).toMatchObject({ value: [Number(digits)], keptAsText: [] })
  })

  it.each([
    ['{"__proto__":1}', '__proto__'],
    ['{"a":[{"b":{"constructor":1}}]}', 'constructor'],
    ['{"\\u0070rototype":1}', 'prototype'],
    ['{"a":"__proto__"}', null],
    ['{"Key":"constructor","Value":"prototype"}', null],
  ])('finds in %s the key %s', (text, key) => {
    expect(parseElement(text).forbiddenKey).toBe(key)
  })

  it('looks for such keys without recursion', () => {
    let deep: unknown = { constructor: 1 }
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    expect(findForbiddenKey(deep)).toBe('constructor')
  })

  it('replaces half of a surrogate pair and leaves whole ones', () => {
    expect(parseElement('"\\ud83d"')).toMatchObject({ value: '\ufffd', repaired: true })
    expect(parseElement('"\\ud83d\\ude00"')).toMatchObject({ value: '😀', repaired: false })
  })

  it.each([
    [
      { __class__: 'datetime', year: 2024, month: 2, day: 29, hour: 23, minute: 59, second: 58, microsecond: 7 },
      '2024-02-29T23:59:58.000Z',
    ],
    [{ __class__: 'datetime', year: 'x' }, null],
    [
      { __class__: 'other', year: 2024 },
      { __class__: 'other', year: 2024 },
    ],
  ])('reads placebo’s %j', (value, date) => {
    expect(parseElement(JSON.stringify({ at: [value] })).value).toEqual({ at: [date] })
  })

  it('throws for what is no JSON', () => {
    expect(() => parseElement('{a:1}')).toThrow(SyntaxError)
  })
})
