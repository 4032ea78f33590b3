import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CAVEATS, EXPLANATIONS } from '../lib/reachability/codes.ts'
import { explanationsDocument } from './explanations-document.ts'

describe('docs/explanations.md', () => {
  it('is what the codes say (if not: node scripts/write-explanations-doc.ts)', () => {
    const written = readFileSync(new URL('../docs/explanations.md', import.meta.url), 'utf8')
    expect(written).toBe(explanationsDocument())
  })

  it('has a line for every code, once', () => {
    const codes = explanationsDocument()
      .match(/^\| [A-Z][A-Z0-9_]+/gm)
      ?.map((line) => line.slice(2))
    expect(codes?.toSorted()).toEqual([...Object.keys(EXPLANATIONS), ...Object.keys(CAVEATS)].toSorted())
  })
})
