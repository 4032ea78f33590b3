import { describe, expect, it } from 'vitest'
import { analysisOf } from '../testing/analysis-of.ts'
import { reportedFinding } from '../testing/finding-of.ts'
import { csvCell, findingsCsv } from './findings-csv.ts'

describe('a cell', () => {
  it.each([
    ['=HYPERLINK("http://198.51.100.9","x")', `"'=HYPERLINK(""http://198.51.100.9"",""x"")"`],
    ['+1+cmd', `"'+1+cmd"`],
    ['-2+3', `"'-2+3"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['  =1', `"'  =1"`],
    ['\t=1', `"'⟨U+0009⟩=1"`],
    ['\uff1d1', `"'\uff1d1"`],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', 'two⟨U+000A⟩lines'],
    ['sg-1', 'sg-1'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('%j is written %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })
})

describe('findingsCsv', () => {
  it('has a header, one line a finding, and as many cells in each', () => {
    const mute = { by: 'network team', reason: 'a honeypot', until: '2027-01-31', scope: 'finding f-1' }
    const lines = findingsCsv(analysisOf([reportedFinding(), reportedFinding({ id: 'f-2', mute })])).split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]?.split(',')[0]).toBe('id')
    expect(new Set(lines.slice(0, 3).map((line) => line.split(',').length)).size).toBe(1)
    expect(lines[2]).toContain('a honeypot (network team),2027-01-31')
  })
})
