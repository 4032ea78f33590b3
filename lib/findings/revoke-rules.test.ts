import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { revokeRules } from './revoke-rules.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

function terraformOf(rules: readonly string[], corporateRanges: readonly string[] = []): string | null {
  const group = sketchNetwork({ groups: { 'sg-1': rules } }).securityGroups.get('sg-1')
  if (!group) throw new Error('no group')
  const settings = { ...DEFAULT_SETTINGS, corporateRanges }
  return revokeRules({ group, rules: group.rules, settings, summary: '' }).terraform
}

describe('revokeRules', () => {
  it.each([['sg-1'], ['sg-2']])('never turns a rule for the group %s into a range', (peer) => {
    expect(terraformOf([`in all ${peer}`], ['198.51.100.0/24'])).toBe(`# all traffic ${peer}: remove it.`)
  })

  it('writes the narrower rule to keep, for the corporate range', () => {
    expect(terraformOf(['in tcp 22 0.0.0.0/0'], ['198.51.100.0/24'])).toContain(
      'cidr_ipv4         = "198.51.100.0/24" # corporate range from the settings',
    )
  })

  it('names what must be written down for a default group that is to keep a rule', () => {
    const group = sketchNetwork({
      groups: { 'sg-default': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'] },
    }).securityGroups.get('sg-default')
    if (!group) throw new Error('no group')
    const terraform = (rules: typeof group.rules) =>
      revokeRules({ group, rules, settings: DEFAULT_SETTINGS, summary: '' }).terraform
    expect(terraform(group.rules.slice(0, 1))).toContain('# Write a block for each that stays: all traffic 0.0.0.0/0.')
    expect(terraform(group.rules)).not.toContain('stays')
  })

  it('has nothing to write when there is no rule', () => {
    expect(terraformOf([])).toBeNull()
  })
})
