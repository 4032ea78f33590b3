import { describe, expect, it } from 'vitest'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'
import type { Settings } from '../../settings.ts'

/** The host of a sketch is called bastion-1. Source: VPC guide, "Infrastructure security in Amazon VPC". */
const rules = (...texts: readonly string[]): NetworkSketch => ({
  groups: { 'sg-1': texts },
  prefixLists: { 'pl-office': ['203.0.113.0/24'], 'pl-untold': null },
})
const OPEN = rules('in tcp 22 0.0.0.0/0')
const corporate: Partial<Settings> = { corporateRanges: ['203.0.113.0/24'] }
const [PASS, UNKNOWN] = ['PASS sg-1', 'NOT_EVALUATED sg-1']

describe('PRIV-001 bastion open beyond corporate ranges', () => {
  it.each<[string, NetworkSketch, Partial<Settings>, readonly string[]]>([
    ['the internet', OPEN, {}, ['FAIL sg-1 high internet tcp/22']],
    ['the internet, with corporate ranges set', OPEN, corporate, ['FAIL sg-1 high internet tcp/22']],
    ['the internet over IPv6', rules('in tcp 22 ::/0'), {}, ['FAIL sg-1 medium internal tcp/22']],
    ['all traffic from the internet', rules('in all 0.0.0.0/0'), corporate, ['FAIL sg-1 high internet all traffic']],
    ['a foreign range', rules('in tcp 22 198.51.100.0/24'), corporate, ['FAIL sg-1 high limited tcp/22']],
    ['the corporate range', rules('in tcp 22 203.0.113.7/32'), corporate, [PASS]],
    ['a corporate list', rules('in tcp 22 pl-office'), { corporatePrefixLists: ['pl-office'] }, [PASS]],
    ['some range, and nobody said', rules('in tcp 22 203.0.113.7/32'), {}, [UNKNOWN]],
    ['a list nobody read', rules('in tcp 22 pl-untold'), corporate, [UNKNOWN]],
    ['a private range', rules('in tcp 22 10.0.0.0/8'), corporate, [PASS]],
    ['a group', rules('in tcp 22 sg-1'), corporate, [PASS]],
    ['another port from the internet', rules('in tcp 443 0.0.0.0/0'), corporate, [PASS]],
    [
      'a host that is no bastion',
      { ...rules('in tcp 443 0.0.0.0/0', 'in tcp 22 0.0.0.0/0'), instances: { 'i-1': 'web' } },
      {},
      [],
    ],
    [
      'a host with nothing but administration open',
      { ...OPEN, instances: { 'i-1': 'web' } },
      {},
      ['FAIL sg-1 high internet tcp/22'],
    ],
  ])('%s', (...[, sketch, settings, expected]) => {
    expect(tell('PRIV-001', sketch, settings)).toEqual(expected)
  })

  it('is lowered when nothing of the internet gets there', () => {
    expect(tell('PRIV-001', { ...OPEN, interfaces: { 'eni-1': { publicIp: null } } })).toEqual([
      'FAIL sg-1 medium internal tcp/22',
    ])
  })

  it('says why it is a bastion, points at the rule and the path, and takes the rule out', () => {
    const finding = theFailure('PRIV-001', OPEN, corporate)
    expect(finding.title).toBe('Bastion bastion-1 is open beyond the corporate ranges')
    expect(finding.description).toContain('taken for a bastion because i-1 is called bastion-1')
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/IpRanges/0')
    expect(finding.exposure.path.length).toBeGreaterThan(2)
    expect(finding.settingsUsed['corporateRanges']).toBe('203.0.113.0/24')
    expect(finding.remediation.cli[0]).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-1')
  })

  it('has the cause of SG-003, which tells of the same rule', () => {
    const [other] = findingsOf('SG-003', OPEN)
    expect(theFailure('PRIV-001', OPEN).rootCauseId).toBe(other?.rootCauseId)
  })

  it.each([
    ['a foreign range beside it', ['in tcp 22 0.0.0.0/0', 'in tcp 22 198.51.100.0/24']],
    ['a port of administration in the other family', ['in tcp 22 0.0.0.0/0', 'in tcp 3389 ::/0']],
    ['everything, and SSH once more', ['in all 0.0.0.0/0', 'in tcp 22 0.0.0.0/0']],
  ])('has it also with %s', (_, texts) => {
    const open = rules(...texts)
    const [bastion, group] = ['PRIV-001', texts[0]?.includes('all') ? 'SG-001' : 'SG-003'].map((rule) =>
      theFailure(rule, open, corporate),
    )
    expect(bastion?.rootCauseId).toBe(group?.rootCauseId)
  })

  it('takes no narrow rule out beside the wide one while nobody said which ranges are corporate', () => {
    const both = rules('in tcp 22 0.0.0.0/0', 'in tcp 22 203.0.113.0/24')
    expect(theFailure('PRIV-001', both).remediation.cli.join()).not.toContain('203.0.113.0')
    const settings = { corporateRanges: ['192.0.2.0/24'] }
    expect(theFailure('PRIV-001', both, settings).remediation.cli.join()).toContain('203.0.113.0')
  })

  it('names the setting, and is not evaluated without interfaces', () => {
    const [finding] = findingsOf('PRIV-001', rules('in tcp 22 203.0.113.7/32'))
    expect(finding?.reasonNotEvaluated).toContain('set corporateRanges in portolan.yaml')
    expect(tell('PRIV-001', { missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
