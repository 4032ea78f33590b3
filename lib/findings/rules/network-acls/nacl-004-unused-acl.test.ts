import { describe, expect, it } from 'vitest'
import { OPEN_ACL } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Delete a network ACL". */
const unused = { acls: { 'acl-1': OPEN_ACL, 'acl-2': { entries: ['100 in allow all 0.0.0.0/0'], subnets: [] } } }
const raw = (more: object) => ({
  elements: { NetworkAcls: [{ NetworkAclId: 'acl-2', VpcId: 'vpc-1', Entries: [], OwnerId: '111122223333', ...more }] },
})

describe('NACL-004 unused network ACL', () => {
  it.each([
    ['one that guards nothing', unused, ['FAIL acl-2 low none', 'PASS acl-1']],
    ['one in use', { acls: { 'acl-2': { entries: [], subnets: ['subnet-1'] } } }, ['PASS acl-2']],
    ['the default one without a subnet', { acls: { 'acl-1': { ...OPEN_ACL, subnets: [] } } }, ['PASS acl-1']],
    ['one whose associations were not told', raw({}), ['NOT_EVALUATED acl-2']],
    ['one another account shares', raw({ Associations: [], OwnerId: '444455556666' }), ['NOT_EVALUATED acl-2']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-004', sketch)).toEqual(expected)
  })

  it('points at the empty list and deletes this one', () => {
    const finding = theFailure('NACL-004', unused)
    expect(finding.title).toBe('Network ACL acl-2 guards no subnet')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/NetworkAcls/1/Associations', null])
    expect(finding.remediation.cli).toEqual(['aws ec2 delete-network-acl --region eu-west-1 --network-acl-id acl-2'])
  })

  it('is not evaluated when network ACLs were not collected', () => {
    expect(tell('NACL-004', { missing: ['NetworkAcls'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
