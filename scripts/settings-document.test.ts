import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../lib/findings/catalogue.ts'
import { DEFAULT_SETTINGS } from '../lib/findings/settings.ts'
import { settingUsers } from './setting-users.ts'
import { settingsDocument } from './settings-document.ts'

describe('docs/settings.md', () => {
  const users = settingUsers()

  it('is what the code says (if not: node scripts/write-settings-doc.ts)', () => {
    const written = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8')
    expect(written).toBe(settingsDocument(users))
  })

  it('has every key of the schema, with its default', () => {
    const page = settingsDocument(users)
    for (const key of Object.keys(DEFAULT_SETTINGS)) expect(page).toContain(`\n### ${key}\n`)
    expect(page.match(/- \*Default\.\* /g)).toHaveLength(Object.keys(DEFAULT_SETTINGS).length)
  })

  it('names rules of the catalogue, and every setting is read by one', () => {
    const known = new Set(CATALOGUE.map(({ id }) => id))
    for (const [key, rules] of users) {
      expect(
        rules.filter((id) => !known.has(id)),
        key,
      ).toEqual([])
      expect(rules.length, key).toBeGreaterThan(0)
    }
  })

  it('tells who reads a setting by way of what is called, and who does not', () => {
    expect(users.get('corporateRanges')).toContain('SG-010')
    expect(users.get('peeringDns')).toEqual(['ISO-010'])
    expect(users.get('inspectionTargets')).not.toContain('SG-020')
  })
})
