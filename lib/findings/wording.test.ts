import { describe, expect, it } from 'vitest'
import { listOf, listWords, named, openingWords, shortName, titleNames } from './wording.ts'

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c49'

describe('the words of findings', () => {
  it.each([
    [{ id: 'sg-1', name: 'web' }, 'sg-1 (web)'],
    [{ id: 'sg-1', name: null }, 'sg-1'],
    [{ id: 'sg-1', name: 'sg-1' }, 'sg-1'],
    [{ id: ARN, name: 'shop' }, 'shop'],
    [{ id: ARN, name: null }, ARN],
  ])('%j is called %s: nobody reads an ARN aloud', (resource, said) => {
    expect(named(resource)).toBe(said)
  })

  it.each([
    [[], 'none'],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd'], 'a, b, c and d'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c and 3 more'],
  ])('lists %j as %s', (words, said) => {
    expect(listWords(words)).toBe(said)
  })

  it('gives a capital to words of ours at the start of a sentence, and leaves names as they are', () => {
    expect(openingWords('container task eni-1')).toBe('Container task eni-1')
    expect(openingWords('web-1')).toBe('web-1')
  })

  it('cuts a long name in the middle, and counts a name once', () => {
    expect(shortName(`${'a'.repeat(40)}-1`)).toBe(`${'a'.repeat(22)}…${'a'.repeat(10)}-1`)
    expect(titleNames(['web', 'web', 'db', 'api'])).toBe('web and 2 more')
  })
})

describe('a list of things', () => {
  it.each([0, 1, 2, 3, 4, 5, 9])('reads like the list of their words: %i', (count) => {
    const things = Array.from({ length: count }, (_, index) => ({ id: `eni-${index}` }))
    const asked: string[] = []
    const word = ({ id }: { id: string }) => {
      asked.push(id)
      return id
    }
    expect(listOf(things, word)).toBe(listWords(things.map(({ id }) => id)))
    expect(asked.length).toBeLessThanOrEqual(4)
  })
})
