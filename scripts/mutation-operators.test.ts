import { describe, expect, it } from 'vitest'
import { mutantsOf } from './mutation-operators.ts'

const changed = (source: string) =>
  mutantsOf(source).map(({ start, end, replacement }) => source.slice(0, start) + replacement + source.slice(end))

describe('seeded bugs', () => {
  it.each([
    ['const a = b === c', ['const a = b !== c']],
    ['const a = b < c', ['const a = b <= c', 'const a = b >= c']],
    ['const a = b && c', ['const a = b || c']],
    ['const a = !b', ['const a = b']],
    ['const a = true', ['const a = false']],
    ['const a = 64', ['const a = 65']],
    ['const a = 4', ['const a = 6']],
    ["const a = 'ingress'", ["const a = 'egress'"]],
    ["const a = 'unknown'", ["const a = 'blocked'"]],
    ["const a = 'BAD_STATE_ROUTE'", ["const a = 'NO_PATH'"]],
    ["const a = 'vpc'", []],
    ['const a = b.source', ['const a = b.destination']],
    ['const a = b.toString', []],
    ['const a = [b, ...c]', ['const a = [...c]', 'const a = [b, ]']],
    ['const a = [b]', ['const a = []']],
    ['const a = b.some(c)', ['const a = b.every(c)']],
    ['const a = b.filter(c).length', ['const a = b.length']],
    ['const a = b ? c : d', ['const a = true ? c : d', 'const a = false ? c : d']],
  ])('%s', (source, expected) => {
    expect(changed(source)).toEqual(expected)
  })

  it('leaves types, imports and words alone', () => {
    const source = [
      "import { a } from './b-1.ts'",
      'interface C { readonly d: 4 | 6 }',
      'const e = { detail: f === g, words: 1 + 2, more: `a` }',
    ].join('\n')
    expect(mutantsOf(source)).toEqual([])
  })

  it('seeds nothing that does not parse', () => {
    expect(changed('const a = b ?? (c ?? d)')).toEqual(['const a = b && (c ?? d)', 'const a = b ?? (c && d)'])
    expect(changed('const a = b ?? c ?? d')).toEqual([])
  })

  it('looks inside a type assertion', () => {
    expect(changed('const a = (b === c) as boolean')).toEqual(['const a = (b !== c) as boolean'])
  })

  it('tells the line', () => {
    expect(mutantsOf('\n\n  const a = true')[0]).toMatchObject({ line: 3, text: 'const a = true', original: 'true' })
  })
})
