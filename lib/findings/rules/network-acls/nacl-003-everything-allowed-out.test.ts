import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Network ACL rules". */
const acl = (...entries: string[]) => ({ acls: { 'acl-1': { entries, subnets: ['subnet-1'] } } })
const ALL = '100 out allow all 0.0.0.0/0'

describe('NACL-003 everything allowed out', () => {
  it.each([
    ['everything', acl(ALL), 'FAIL acl-1 info none'],
    ['everything over IPv6 alone', acl('100 out allow all ::/0'), 'FAIL acl-1 info none'],
    ['a denial behind it', acl(ALL, '110 out deny tcp 25 0.0.0.0/0'), 'FAIL acl-1 info none'],
    ['mail denied first', acl('90 out deny tcp 25 0.0.0.0/0', ALL), 'PASS acl-1'],
    [
      'HTTPS and replies',
      acl('100 out allow tcp 443 0.0.0.0/0', '110 out allow tcp 1024-65535 0.0.0.0/0'),
      'PASS acl-1',
    ],
    ['everything inside', acl('100 out allow all 10.0.0.0/8'), 'PASS acl-1'],
    ['everything inbound', acl('100 in allow all 0.0.0.0/0'), 'PASS acl-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-003', sketch)).toEqual([expected])
  })

  it('keeps replies open, and says what else would stop', () => {
    const { remediation, evidence } = theFailure('NACL-003', acl(ALL))
    expect(remediation.cli).toEqual([
      "aws ec2 create-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --egress --rule-number '<free number>' --protocol tcp --port-range From='<first port called>',To='<last port called>' --cidr-block 0.0.0.0/0 --rule-action allow",
      'aws ec2 replace-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --egress --rule-number 100 --protocol tcp --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0 --rule-action allow',
    ])
    expect(remediation.summary).toContain('every host of 1 subnet')
    expect(evidence[0]?.pointer).toBe('/NetworkAcls/0/Entries/0')
  })

  it('is not evaluated when an entry could not be read, or ACLs were not collected', () => {
    const NetworkAcls = [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [{ RuleNumber: 100 }], Associations: [] }]
    expect(tell('NACL-003', { elements: { NetworkAcls } })).toEqual(['NOT_EVALUATED acl-1'])
    expect(tell('NACL-003', { missing: ['NetworkAcls'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
