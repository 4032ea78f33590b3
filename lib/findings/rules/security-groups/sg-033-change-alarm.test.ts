import { describe, expect, it } from 'vitest'
import { watched } from '../../../testing/sketch-alarms.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: CIS AWS Foundations Benchmark 5.0, 4.10. The chain itself is proven in change-alarms.test.ts.
describe('SG-033 nobody hears of changes to security groups', () => {
  it('fails where there is no trail, with the cause of MGMT-006', () => {
    const finding = theFailure('SG-033', {})
    expect([finding.severity.effective, finding.exposure.level]).toEqual(['low', 'none'])
    expect(finding.remediation.cli[0]).toContain('AuthorizeSecurityGroupIngress')
    expect(finding.rootCauseId).toBe(theFailure('MGMT-006', {}).rootCauseId)
  })

  it('passes where changes to security groups raise an alarm, whatever else is not heard of', () => {
    expect(tell('SG-033', watched())).toEqual(['PASS 111122223333/eu-west-1'])
    expect(tell('SG-033', watched(['security groups']))).toEqual(['PASS 111122223333/eu-west-1'])
    expect(tell('SG-033', watched(['network ACLs']))[0]).toContain('FAIL')
  })

  it('is not evaluated where trails were not collected', () => {
    expect(tell('SG-033', { missing: ['Trails', 'MetricFilters', 'MetricAlarms'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })
})
