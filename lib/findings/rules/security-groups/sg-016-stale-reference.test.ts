import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const naming = (pair: JsonObject, more: Record<string, readonly JsonObject[]> = {}) => ({
  elements: {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        OwnerId: '111122223333',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [pair] }],
        IpPermissionsEgress: [],
      },
    ],
    ...more,
  },
})
const PEERED = { GroupId: 'sg-9', UserId: '444455556666', VpcId: 'vpc-9', VpcPeeringConnectionId: 'pcx-1' }

// Source: VPC Peering guide, "Work with stale security group rules".
describe('SG-016 stale or dangling reference', () => {
  it.each([
    ['a group that does not exist', naming({ GroupId: 'sg-9', UserId: '111122223333' }), 'FAIL sg-1 medium none'],
    ['itself', naming({ GroupId: 'sg-1', UserId: '111122223333' }), 'PASS sg-1'],
    ['a peering that was deleted', naming({ ...PEERED, PeeringStatus: 'deleted' }), 'FAIL sg-1 medium none'],
    ['a peering that is active, not on the list of AWS', naming({ ...PEERED, PeeringStatus: 'active' }), 'PASS sg-1'],
    [
      'a peering that is active, on the list of AWS',
      naming({ ...PEERED, PeeringStatus: 'active' }, { StaleSecurityGroupSet: [{ GroupId: 'sg-1', VpcId: 'vpc-1' }] }),
      'FAIL sg-1 medium none',
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('SG-016', sketch)).toEqual([expected])
  })

  it('is not evaluated for a group of another account without the list of AWS', () => {
    const sketch = { ...naming(PEERED), missing: ['StaleSecurityGroupSet'] as const }
    expect(tell('SG-016', sketch)).toEqual(['NOT_EVALUATED sg-1'])
  })

  it('counts egress too, and shows the rule', () => {
    const finding = theFailure('SG-016', { groups: { 'sg-1': ['out tcp 443 sg-gone'] } })
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissionsEgress/0/UserIdGroupPairs/0')
    expect(finding.remediation.cli[0]).toContain('revoke-security-group-egress')
  })
})
