import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch } from '../../lib/findings/search-query.ts'
import { PRESETS, readSavedFilters, withFilter, withoutFilter } from './saved-filters.ts'

const filter = { name: 'Mine', query: 'severity:high', groupBy: 'rule' } as const

describe('saved filters', () => {
  it('reads back what was kept', () => {
    expect(readSavedFilters(JSON.stringify([filter]))).toEqual([filter])
  })

  it.each([
    ['nothing', null],
    ['text that is not JSON', '{'],
    ['an object', '{"name":"x"}'],
    ['entries of other kinds', '[1,null,"x",{"name":1,"query":"","groupBy":"rule"}]'],
    ['a grouping there is none of', '[{"name":"x","query":"","groupBy":"moon"}]'],
    ['a name of blanks', '[{"name":"  ","query":"","groupBy":"rule"}]'],
  ])('reads %s as none', (_name, text) => {
    expect(readSavedFilters(text)).toEqual([])
  })

  it('never throws, whatever is in the storage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => readSavedFilters(text)).not.toThrow()
      }),
    )
  })

  it('replaces the filter of a name in its place, and adds a new one last', () => {
    const two = withFilter([filter], { ...filter, name: 'Other' })
    expect(withFilter(two, { ...filter, query: 'port:22' }).map(({ name, query }) => [name, query])).toEqual([
      ['Mine', 'port:22'],
      ['Other', 'severity:high'],
    ])
    expect(withoutFilter(two, 'Mine').map(({ name }) => name)).toEqual(['Other'])
  })

  it('keeps none without a name', () => {
    expect(withFilter([], { ...filter, name: '   ' })).toEqual([])
  })

  it.each(PRESETS)('ships $name, which the search understands', ({ query }) => {
    expect(parseSearch(query).faults).toEqual([])
  })
})
