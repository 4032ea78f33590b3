import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'
import { DEFAULT_SETTINGS } from '../../settings.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC". */
const acl = (count: number, action = 'allow') => ({
  acls: {
    'acl-1': {
      entries: Array.from({ length: count }, (_, at) => `${at + 1} in ${action} tcp ${at + 1} 10.0.0.0/8`),
      subnets: ['subnet-1'],
    },
  },
})

describe('NACL-008 does the work of groups', () => {
  it.each([
    ['eleven', acl(11), 'FAIL subnet-1 low none'],
    ['ten', acl(10), 'PASS subnet-1'],
    ['eleven denials', acl(11, 'deny'), 'PASS subnet-1'],
    ['what AWS starts with', {}, 'PASS subnet-1'],
    ['no ACL known', { acls: {} }, 'NOT_EVALUATED subnet-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-008', sketch)).toEqual([expected])
  })

  it('goes by the threshold, prints it and points at the entries', () => {
    const thresholds = { ...DEFAULT_SETTINGS.thresholds, customAclEntries: 1 }
    const finding = theFailure('NACL-008', acl(2), { thresholds })
    expect(finding.settingsUsed).toEqual({ 'thresholds.customAclEntries': '1' })
    expect(finding.evidence[0]?.pointer).toBe('/NetworkAcls/0/Entries/0')
    expect(finding.remediation.cli).toEqual([
      'aws ec2 describe-network-acls --region eu-west-1 --network-acl-ids acl-1',
    ])
    expect(tell('NACL-008', { missing: ['NetworkAcls'] })).toContain('NOT_EVALUATED 111122223333/eu-west-1')
  })
})
