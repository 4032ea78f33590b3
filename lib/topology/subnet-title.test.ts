import { describe, expect, it } from 'vitest'
import { subnetTitle, withoutVpcName } from './subnet-title.ts'

/** Ten pixels a letter. */
const room = (letters: number, word: number) => ({
  width: letters * 10,
  word: word * 10,
  widthOf: (name: string) => [...name].length * 10,
})

describe('subnetTitle', () => {
  const APP = { label: 'shop-prod-app-a', shortLabel: 'app-a' }
  const REPORTING = { label: 'shop-prod-reporting-a', shortLabel: 'reporting-a' }

  it.each([
    { node: APP, letters: 20, word: 5, name: 'shop-prod-app-a', hasWord: true },
    { node: APP, letters: 14, word: 6, name: 'app-a', hasWord: true },
    { node: REPORTING, letters: 14, word: 6, name: 'repo…g-a', hasWord: true },
    { node: { label: 'a-very-long-name' }, letters: 14, word: 6, name: 'a-ve…ame', hasWord: true },
    { node: REPORTING, letters: 10, word: 6, name: 'repor…ng-a', hasWord: false },
  ])('the VPC name goes first, then letters, then the word: $name', ({ node, letters, word, ...title }) => {
    expect(subnetTitle(node, room(letters, word))).toEqual(title)
  })

  it('never writes wider than its room', () => {
    for (let letters = 3; letters < 30; letters++) {
      const title = subnetTitle({ label: 'shop-prod-public-a', shortLabel: 'public-a' }, room(letters, 6))
      expect([...title.name].length + (title.hasWord ? 6 : 0)).toBeLessThanOrEqual(letters)
    }
  })
})

describe('withoutVpcName', () => {
  it.each([
    ['shop-prod-public-a', 'shop-prod', 'public-a'],
    ['shop-prod/public a', 'shop-prod', 'public a'],
    ['shop-production-a', 'shop-prod', null],
    ['shop-prod', 'shop-prod', null],
    ['shop-prod-', 'shop-prod', null],
    ['public-a', 'shop-prod', null],
    ['public-a', null, null],
    ['-a', '', null],
  ])('%s in %s: %s', (label, vpc, short) => {
    expect(withoutVpcName(label, vpc)).toBe(short)
  })
})
