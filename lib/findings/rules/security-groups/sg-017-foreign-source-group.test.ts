import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const from = (UserId: string, list = 'IpPermissions') => ({
  elements: {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        OwnerId: '111122223333',
        IpPermissions: [],
        IpPermissionsEgress: [],
        [list]: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId: 'sg-9', UserId }] }],
      },
    ],
  },
  // The members of the organisation were not collected.
  missing: ['Accounts'] as const,
})

// Source: EC2 API, UserIdGroupPair.
describe('SG-017 source group owned by an unknown account', () => {
  it('fails for an account that is not trusted, and prints the setting', () => {
    const finding = theFailure('SG-017', from('444455556666'), { trustedAccounts: [] })
    expect([finding.severity.effective, finding.exposure.level]).toEqual(['high', 'none'])
    expect(finding.title).toContain('444455556666')
    expect(Object.keys(finding.settingsUsed)).toEqual(['trustedAccounts'])
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/UserIdGroupPairs/0')
    expect(finding.remediation.cli[0]).toContain('--group-id sg-1')
  })

  it.each([
    ['a trusted account', from('444455556666'), ['444455556666']],
    ['its own account', from('111122223333'), []],
    ['load balancers of AWS', from('amazon-elb'), []],
    ['egress to a foreign group', from('444455556666', 'IpPermissionsEgress'), []],
  ])('passes %s', (_, sketch, trustedAccounts) => {
    expect(tell('SG-017', sketch, { trustedAccounts })).toEqual(['PASS sg-1'])
  })

  it('is not evaluated where nobody said who is trusted', () => {
    const [finding] = findingsOf('SG-017', from('444455556666'))
    expect(finding?.status).toBe('NOT_EVALUATED')
    expect(finding?.reasonNotEvaluated).toContain('trustedAccounts in portolan.yaml')
  })
})
