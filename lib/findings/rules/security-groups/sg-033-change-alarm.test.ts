import { describe, expect, it } from 'vitest'
import { watched } from '../../../testing/sketch-alarms.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: CIS AWS Foundations Benchmark 5.0, 4.10. The chain itself is proven in change-alarms.test.ts.
describe('SG-033 nobody hears of changes to security groups', () => {
  const ALL_BUT_GROUPS = watched(['network ACLs', 'gateways', 'route tables', 'VPCs'])

  it('fails where every other change raises an alarm', () => {
    const finding = theFailure('SG-033', ALL_BUT_GROUPS)
    expect([finding.severity.effective, finding.exposure.level]).toEqual(['low', 'none'])
    expect(finding.remediation.cli[0]).toContain('AuthorizeSecurityGroupIngress')
    expect(tell('MGMT-006', ALL_BUT_GROUPS)).toEqual(['PASS 111122223333/eu-west-1'])
  })

  it('leaves it to MGMT-006 where other changes raise none either', () => {
    expect(tell('SG-033', {})).toEqual([])
    expect(theFailure('MGMT-006', {}).alsoMatches).toEqual(['SG-033'])
    expect(theFailure('MGMT-006', watched(['security groups'])).alsoMatches).toBeUndefined()
  })

  it('passes where changes to security groups raise an alarm, whatever else is not heard of', () => {
    expect(tell('SG-033', watched())).toEqual(['PASS 111122223333/eu-west-1'])
    expect(tell('SG-033', watched(['security groups']))).toEqual(['PASS 111122223333/eu-west-1'])
  })

  it('is not evaluated where trails were not collected', () => {
    expect(tell('SG-033', { missing: ['Trails', 'MetricFilters', 'MetricAlarms'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })
})
