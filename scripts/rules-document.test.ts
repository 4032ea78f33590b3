import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../lib/findings/catalogue.ts'
import { rulesDocument } from './rules-document.ts'

describe('docs/rules.md', () => {
  it('is what the catalogue says (if not: node scripts/write-rules-doc.ts)', () => {
    const written = readFileSync(new URL('../docs/rules.md', import.meta.url), 'utf8')
    expect(written).toBe(rulesDocument(CATALOGUE))
  })
})

describe('the catalogue', () => {
  it('has one file a rule, named for its id', () => {
    const root = new URL('../lib/findings/rules/', import.meta.url)
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    const inFiles = files.flatMap(
      (file) => /([a-z]+-\d{3})-[a-z0-9-]+(?<!\.test)\.ts$/.exec(file)?.[1]?.toUpperCase() ?? [],
    )
    expect(inFiles.toSorted()).toEqual(CATALOGUE.map(({ id }) => id).toSorted())
  })

  it('gives every rule an id of its own, a charter sentence and its logic', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length)
    for (const rule of CATALOGUE) {
      expect(rule.charter.sentence, rule.id).toMatch(/\.$/)
      expect(rule.logic, rule.id).toMatch(/\.$/)
    }
  })
})
