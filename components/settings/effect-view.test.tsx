import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../lib/findings/settings.ts'
import { type AffectedFinding, type SettingsEffect, settingsEffect } from '../../lib/reports/settings-effect.ts'
import { sketchNetwork } from '../../lib/testing/sketch-network.ts'
import { EffectView } from './effect-view.tsx'

const words = (effect: SettingsEffect) =>
  renderToStaticMarkup(<EffectView effect={effect} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

const network = sketchNetwork({ groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 443 203.0.113.7/32'] } })
const effectOf = (after: Partial<typeof DEFAULT_SETTINGS>) =>
  settingsEffect(network, { before: DEFAULT_SETTINGS, after: { ...DEFAULT_SETTINGS, ...after } })

function affected(total: number): AffectedFinding[] {
  return Array.from({ length: total }, (_, at) => ({
    ...{ id: `f-${at}`, ruleId: 'SG-010', title: `finding ${at} ends`, resourceId: 'sg-1' },
    ...{ severity: 'medium' as const, before: null },
  }))
}

describe('what other settings would change', () => {
  it('is told before it is saved: counts before and after, and what is new', () => {
    const effect = effectOf({ corporateRanges: ['198.51.100.0/24'] })
    const text = words(effect)
    const { before, after } = effect
    expect(after.notEvaluated).toBeLessThan(before.notEvaluated)
    expect(text).toContain(`Findings ${before.failed} ${after.failed}`)
    expect(text).toContain(`Not evaluated ${before.notEvaluated} ${after.notEvaluated}`)
    expect(text).toContain(`New ${effect.appeared.total}`)
    expect(text).toContain('SG-010')
  })

  it('says what each of several settings does alone, with its sign', () => {
    const effect = effectOf({ corporateRanges: ['198.51.100.0/24'], peeringDns: 'on' })
    expect(effect.byKey).toHaveLength(2)
    expect(words(effect)).toMatch(/Each alone findings not evaluated .*Corporate ranges (?:0|\+\d+) −\d+/)
    expect(words(effectOf({ peeringDns: 'on' }))).not.toContain('Each alone')
  })

  it('says what weighs differently, and what it weighed before', () => {
    const effect = effectOf({ publicServices: ['sg-1'] })
    expect(effect.reweighed.total + effect.gone.total).toBeGreaterThan(0)
    const shown = [{ ...affected(1)[0], before: 'high' }] as AffectedFinding[]
    expect(words({ ...effect, reweighed: { total: 1, shown } })).toMatch(
      /Weighed differently 1 .*finding 0 ends SG-010 was high/,
    )
  })

  it('counts what it does not list', () => {
    const effect = { ...effectOf({}), gone: { total: 30, shown: affected(30) } }
    const text = words(effect)
    expect(text).toContain('Gone 30')
    expect(text).toContain('finding 11 ends')
    expect(text).not.toContain('finding 12 ends')
    expect(text).toContain('and 18 more')
  })

  it('says plainly when nothing comes or goes', () => {
    expect(words(effectOf({}))).toContain('No finding comes, goes or weighs differently.')
  })
})
