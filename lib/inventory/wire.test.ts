import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import {
  address,
  excerpt,
  firstText,
  flag,
  hasList,
  idsOf,
  idText,
  list,
  number,
  object,
  objects,
  prefixes,
  prefixOfFamily,
  text,
  texts,
  textsOf,
} from './wire.ts'

describe('text', () => {
  it.each([
    ['web', 'web'],
    ['', null],
    [64512, '64512'],
    [null, null],
    [true, null],
    [['a'], null],
  ])('reads %j as %j', (value, expected) => {
    expect(text({ Field: value }, 'Field')).toBe(expected)
  })

  it('reads an absent field as null', () => {
    expect(text({}, 'Field')).toBeNull()
    expect(firstText({ B: 'second' }, 'A', 'B')).toBe('second')
    expect(firstText({}, 'A', 'B')).toBeNull()
  })
})

describe('number', () => {
  it.each([
    [443, 443],
    ['443', 443],
    ['-1', -1],
    ['443 ', null],
    ['', null],
    [null, null],
    [{}, null],
  ])('reads %j as %j', (value, expected) => {
    expect(number({ Field: value }, 'Field')).toBe(expected)
  })
})

describe('flag', () => {
  it.each([
    [true, true],
    ['enable', true],
    ['Disabled', false],
    ['false', false],
    ['maybe', null],
    [1, null],
  ])('reads %j as %j', (value, expected) => {
    expect(flag({ Field: value }, 'Field')).toBe(expected)
  })
})

describe('lists', () => {
  const element: JsonObject = { Mixed: ['a', 1, null, { Id: 'x' }, { Id: '' }, ['b']], Single: { Id: 'x' } }

  it('keeps what is of the type asked for', () => {
    expect(objects(element, 'Mixed')).toEqual([{ Id: 'x' }, { Id: '' }])
    expect(texts(element, 'Mixed')).toEqual(['a'])
    expect(textsOf(element, 'Mixed', 'Id')).toEqual(['x'])
  })

  it('tells an empty list from none', () => {
    expect(hasList({ Empty: [] }, 'Empty')).toBe(true)
    expect(hasList(element, 'Single')).toBe(false)
    expect(list(element, 'Single')).toEqual([])
    expect(object(element, 'Mixed')).toEqual({})
  })
})

describe('ids, addresses and prefixes', () => {
  it('takes an id of its own kind only', () => {
    expect(idText({ Id: 'subnet-1' }, 'Id', 'subnet')).toBe('subnet-1')
    expect(idText({ Id: 'vpc-1' }, 'Id', 'subnet')).toBeNull()
    expect(idsOf(['sg-1', 'eni-1', 'sg-2'], 'sg')).toEqual(['sg-1', 'sg-2'])
  })

  it('takes a prefix of its own family only', () => {
    expect(prefixOfFamily('10.0.0.0/8', 4)).toMatchObject({ length: 8 })
    expect(prefixOfFamily('10.0.0.0/8', 6)).toBeNull()
    expect(prefixOfFamily(null, 4)).toBeNull()
    expect(prefixes(['10.0.0.0/8', 'nonsense', '2001:db8::/32'])).toHaveLength(2)
    expect(address({ Ip: '10.0.0.300' }, 'Ip')).toBeNull()
  })

  it('keeps an excerpt short', () => {
    expect(excerpt({ Long: 'x'.repeat(500) }).length).toBeLessThanOrEqual(120)
    expect(excerpt(undefined)).toBe('nothing')
  })
})

it('never throws, whatever the JSON holds', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('Field', 'Other'), fc.jsonValue()), (value) => {
      const element: JsonObject = JSON.parse(JSON.stringify(value))
      for (const read of [text, number, flag, list, objects, texts, object, hasList, address]) read(element, 'Field')
      textsOf(element, 'Field', 'Other')
    }),
  )
})
