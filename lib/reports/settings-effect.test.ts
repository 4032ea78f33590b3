import { describe, expect, it } from 'vitest'
import { evaluate } from '../findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { settingsEffect } from './settings-effect.ts'
import { settingsHints } from './settings-hints.ts'

const sample = readDescribe(sampleDocuments())
const effectOf = (change: Partial<typeof DEFAULT_SETTINGS>) =>
  settingsEffect(sample, { before: DEFAULT_SETTINGS, after: { ...DEFAULT_SETTINGS, ...change } })

describe('settingsEffect', () => {
  it('tells of nothing where nothing changes', () => {
    const effect = effectOf({})
    expect([effect.appeared.total, effect.gone.total, effect.reweighed.total]).toEqual([0, 0, 0])
    expect(effect.byKey).toEqual([])
    expect(effect.after).toEqual(effect.before)
  })

  it('accounts for the difference: what was, without what goes, with what comes', () => {
    const effect = effectOf({ allowedPublicPorts: [[0, 65_535]], adminPorts: [], corporateRanges: ['198.51.100.0/24'] })
    expect(effect.gone.total).toBeGreaterThan(0)
    expect(effect.before.failed - effect.gone.total + effect.appeared.total).toBe(effect.after.failed)
    expect(effect.after).toEqual(
      evaluate(sample, {
        ...DEFAULT_SETTINGS,
        allowedPublicPorts: [[0, 65_535]],
        adminPorts: [],
        corporateRanges: ['198.51.100.0/24'],
      }).summary,
    )
  })

  it('tells what each setting alone would change', () => {
    const effect = effectOf({ adminPorts: [], corporateRanges: ['198.51.100.0/24'] })
    expect(effect.byKey?.map(({ key }) => key)).toEqual(['corporateRanges', 'adminPorts'])
    const alone = effectOf({ adminPorts: [] })
    expect(effect.byKey?.[1]?.failed).toEqual({ before: alone.before.failed, after: alone.after.failed })
  })

  it('lists at most fifty, and counts all', () => {
    const effect = effectOf({ adminPorts: [], highRiskPorts: [], namedServices: [] })
    expect(effect.gone.shown.length).toBe(Math.min(50, effect.gone.total))
  })
})

describe('settingsHints', () => {
  const { findings } = evaluate(sample, DEFAULT_SETTINGS)
  const hints = settingsHints(sample, DEFAULT_SETTINGS, findings)

  it('names the tag keys in use, the most used first, without those AWS sets', () => {
    const counts = hints.tagKeys.map(({ count }) => count)
    expect(hints.tagKeys.length).toBeGreaterThan(0)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    expect(hints.tagKeys.filter(({ key }) => key.startsWith('aws:'))).toEqual([])
  })

  it('tells the tier of each instance with its reason, those nobody knows first', () => {
    const known = hints.tiers.map(({ tier }) => tier !== null)
    expect(known).toEqual(known.toSorted())
    expect(hints.tiers.every(({ because }) => because !== '')).toBe(true)
  })

  it('says which findings print a setting, and which rules wait for one', () => {
    expect(hints.uses.adminPorts.findings).toBeGreaterThan(0)
    expect(hints.uses.adminPorts.rules).toContain('SG-003')
    expect(hints.uses.corporateRanges.waiting).toContain('SG-010')
    expect(hints.uses.adminPorts.waiting).toEqual([])
  })

  it('takes a correction over what it would infer', () => {
    const [first] = hints.tiers
    if (!first) throw new Error('the sample has no interface')
    const corrected = settingsHints(sample, { ...DEFAULT_SETTINGS, tierOf: { [first.id]: 'management' } }, [])
    expect(corrected.tiers.find(({ id }) => id === first.id)).toMatchObject({ tier: 'management' })
  })
})
