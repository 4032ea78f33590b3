import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../lib/findings/catalogue.ts'
import type { KnownErrors } from './known-errors/known-error.ts'
import { peersErrorsDocument, SECTIONS } from './peers-errors-document.ts'

const ROWS = SECTIONS.flatMap(({ rows }) => rows)

/** The rules that others have too and answer wrongly or only in part. */
const PARTLY_COVERED_BY_OTHERS = [
  ...['ISO-004', 'ISO-011', 'ISO-014', 'TIER-001', 'TIER-005', 'TIER-006', 'PL-001', 'PL-004', 'SG-001', 'SG-002'],
  ...['SG-003', 'SG-004', 'SG-009', 'SG-010', 'SG-018', 'SG-022', 'SG-026', 'NACL-001', 'NACL-002', 'EXP-001'],
  ...['EXP-002', 'RT-001', 'MGMT-002', 'LOG-001', 'LOG-002', 'INL-001'],
]
const COMPLAINTS = 15

describe('docs/peers-errors.md', () => {
  it('is what the rows say (if not: node scripts/write-peers-errors-doc.ts)', () => {
    const written = readFileSync(new URL('../docs/peers-errors.md', import.meta.url), 'utf8')
    expect(written).toBe(peersErrorsDocument())
  })

  it('has every rule that others cover in part, and no rule that is not in the catalogue', () => {
    const about = ROWS.map((row) => row.about)
    expect(PARTLY_COVERED_BY_OTHERS).toHaveLength(26)
    expect(PARTLY_COVERED_BY_OTHERS.filter((id) => !about.includes(id))).toEqual([])
    const ids = about.filter((each) => /^[A-Z]+-\d+$/.test(each))
    expect(ids.filter((each) => !CATALOGUE.some(({ id }) => id === each))).toEqual([])
  })

  it('has every complaint, by its number', () => {
    const numbers = new Set(ROWS.map(({ about }) => Number.parseInt(about, 10)))
    expect(Array.from({ length: COMPLAINTS }, (_, index) => index + 1).filter((each) => !numbers.has(each))).toEqual([])
  })

  it.each(ROWS.map((row) => [row.about, row.suite, row] as const))('%s: every test of "%s" exists', (_, __, row) => {
    expect(missingTests(row)).toEqual([])
    expect(Object.keys(row.errors).length).toBeGreaterThan(0)
  })

  it('would miss a test that is not there, in its suite or at all', () => {
    const [row] = ROWS
    if (row === undefined) throw new Error('There is no row.')
    expect(missingTests({ ...row, errors: { 'no such test': '' } })).toEqual(['no such test'])
    expect(missingTests({ ...row, suite: 'no such suite' })).toEqual(Object.keys(row.errors))
  })
})

/** Titles that are no string of the suite: of a test, or of a case in its table. */
function missingTests({ file, suite, errors }: KnownErrors): readonly string[] {
  const source = readFileSync(new URL(`../lib/${file}`, import.meta.url), 'utf8')
  const suites = source.split(/^describe\(/m).slice(1)
  const own = suites.find((text) => quoted(suite).some((title) => text.startsWith(title))) ?? ''
  return Object.keys(errors).filter((test) => !quoted(test).some((title) => namesTest(own, title)))
}

/** As `it('…'`, as the title after a table, as the first of a row of it, or as a plain row. */
function namesTest(suite: string, title: string): boolean {
  const at = suite.indexOf(title)
  return (
    at > 0 && /(?:\bit\(|\)\(|\[|,)\s*$/.test(suite.slice(0, at)) && /^\s*[,\]]/.test(suite.slice(at + title.length))
  )
}

function quoted(text: string): readonly string[] {
  return [`'${text}'`, `"${text}"`, `\`${text}\``]
}
