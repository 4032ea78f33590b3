import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenValues, parseSearch, searchText, withValues } from './search-query.ts'

const told = (text: string) =>
  parseSearch(text).terms.map(({ key, values, negated }) => `${negated ? '-' : ''}${key ?? ''}:${values.join('|')}`)
const faults = (text: string) => parseSearch(text).faults.map(({ message }) => message)

describe('parseSearch', () => {
  it.each([
    ['words, each by itself', 'ssh Bastion', [':ssh', ':bastion']],
    ['two words as one', '"two words"', [':two words']],
    ['keys and values', 'severity:high rule:SG-003', ['severity:high', 'rule:sg-003']],
    ['several values of a key', 'severity:critical,high', ['severity:critical|high']],
    ['a value with a blank', 'vpc:"shop prod"', ['vpc:shop prod']],
    ['what is not wanted', '-text -severity:low -"two words"', ['-:text', '-severity:low', '-:two words']],
    ['short names of keys and of values', 'sev:crit reach:int', ['severity:critical']],
    [
      'a severity and worse',
      'severity:>=high sev>=medium',
      ['severity:critical|high', 'severity:critical|high|medium'],
    ],
    ['worse than a severity', 'severity:>high', ['severity:critical']],
    ['a status by other words', 'status:fail status:unknown', ['status:failing', 'status:not-evaluated']],
    ['a letter or a sentence of the charter', 'charter:H charter:h.minimum', ['charter:h', 'charter:h.minimum-routes']],
    ['ports with and without protocol', 'port:22 port:tcp/8000-8999', ['port:22', 'port:tcp/8000-8999']],
    ['an ARN as a word', 'arn:aws:ec2:eu-west-1', [':arn:aws:ec2:eu-west-1']],
    ['an address of IPv6 as a word', 'fd00:ec2::254', [':fd00:ec2::254']],
    ['a lone hyphen as nothing special', 'a - b', [':a', ':-', ':b']],
    ['nothing', '  ""  ', []],
  ])('reads %s', (_name, text, terms) => {
    expect(told(text)).toEqual(terms)
  })

  it.each([
    ['a value that is none', 'severity:hgih', '“hgih” is no severity'],
    ['a value that may be two', 'exposure:int', '“int” is no exposure'],
    ['a port beyond the last', 'port:70000', '“70000” is no port'],
    ['a key that is none, and what may be meant', 'sevrity:high', 'Did you mean severity:?'],
    ['a key like no other', 'qqq:1', 'Keys are severity, status'],
  ])('tells %s, and throws nothing', (_name, text, message) => {
    expect(faults(text).join()).toContain(message)
    expect(parseSearch(text).faults.every(({ unfinished }) => !unfinished)).toBe(true)
  })

  it('keeps the good values of a term beside a bad one', () => {
    expect(told('severity:high,hgih')).toEqual(['severity:high'])
    expect(faults('severity:high,hgih')).toHaveLength(1)
  })

  it.each(['severity:', '"still typed', 'vpc:"shop'])('does not warn of %s while it is typed', (text) => {
    expect(parseSearch(text).faults).toMatchObject([{ unfinished: true }])
  })

  it('finds no fault in what holds colons for its own reasons', () => {
    expect(faults('arn:aws:ec2::x fe80::1 https://example.com 10:30')).toEqual([])
  })

  it('never throws, and each term stands where it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        for (const { start, end } of parseSearch(text).terms) {
          expect(start).toBeLessThan(end)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end))
        }
      }),
    )
  })
})

describe('editing a search by chips', () => {
  it.each([
    ['puts a new key first', 'web', ['high'], 'severity:high web'],
    ['replaces in its place', 'web severity:low prod', ['high', 'critical'], 'web severity:high,critical prod'],
    ['makes one term of two', 'severity:low web severity:info', ['low'], 'severity:low web'],
    ['takes the key away', 'web severity:low prod', [], 'web prod'],
    ['leaves what is not wanted alone', '-severity:low', ['high'], 'severity:high -severity:low'],
  ])('%s', (...[, text, values, after]) => {
    expect(withValues(text, 'severity', values)).toBe(after)
  })

  it('reads back what it wrote', () => {
    const value = fc
      .string({ minLength: 1, maxLength: 12 })
      .map((text) => text.replaceAll('"', '').trim().toLowerCase())
    fc.assert(
      fc.property(fc.uniqueArray(value.filter(Boolean), { minLength: 1, maxLength: 4 }), (values) => {
        expect(chosenValues(parseSearch(searchText('vpc', values)), 'vpc')).toEqual(values)
      }),
    )
  })
})
