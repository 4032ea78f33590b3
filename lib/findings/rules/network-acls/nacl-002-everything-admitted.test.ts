import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Network ACL rules": ascending numbers, the first match decides. */
const acl = (...entries: string[]) => ({ acls: { 'acl-1': { entries, subnets: ['subnet-1'] } } })
const ALL = '100 in allow all 0.0.0.0/0'

describe('NACL-002 everything admitted', () => {
  it.each([
    ['everything', acl(ALL), 'FAIL acl-1 info none'],
    ['everything over IPv6 alone', acl('100 in allow all ::/0'), 'FAIL acl-1 info none'],
    ['two halves', acl('90 in allow all 0.0.0.0/1', '91 in allow all 128.0.0.0/1'), 'FAIL acl-1 info none'],
    ['everything but one small range', acl('90 in deny all 198.51.100.0/24', ALL), 'FAIL acl-1 info none'],
    ['a denial behind it', acl(ALL, '110 in deny tcp 22 0.0.0.0/0'), 'FAIL acl-1 info none'],
    ['one port denied first', acl('90 in deny tcp 22 0.0.0.0/0', ALL), 'PASS acl-1'],
    ['one protocol denied first', acl('90 in deny 47 0.0.0.0/0', ALL), 'PASS acl-1'],
    ['every TCP port alone', acl('100 in allow tcp 0-65535 0.0.0.0/0'), 'PASS acl-1'],
    ['everything from a private range', acl('100 in allow all 10.0.0.0/8'), 'PASS acl-1'],
    ['everything outbound', acl('100 out allow all 0.0.0.0/0'), 'PASS acl-1'],
    [
      'a group that opens every port too',
      { ...acl(ALL), groups: { 'sg-1': ['in all 0.0.0.0/0'] } },
      'FAIL acl-1 low none',
    ],
    ['a group that was not collected', { ...acl(ALL), groups: {} }, 'FAIL acl-1 low none'],
    [
      'interfaces that were not collected',
      { ...acl(ALL), missing: ['NetworkInterfaces' as const] },
      'FAIL acl-1 low none',
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-002', sketch)).toEqual([expected])
  })

  it('names the entry, its place and the subnet, and narrows that entry', () => {
    const finding = theFailure('NACL-002', acl(ALL))
    expect(finding.title).toBe('Network ACL acl-1 admits everything from the internet')
    expect(finding.evidence.map(({ pointer, excerpt }) => [pointer, excerpt])).toEqual([
      ['/NetworkAcls/0/Entries/0', 'entry 100 allows all traffic from 0.0.0.0/0'],
    ])
    expect(finding.related).toEqual([{ role: 'subnet', id: 'subnet-1' }])
    expect(finding.remediation.cli.join()).toContain(
      'replace-network-acl-entry --region eu-west-1 --network-acl-id acl-1',
    )
  })

  it('has one cause with the administration port the same entry admits', () => {
    const [everything, admin] = ['NACL-002', 'NACL-001'].map((rule) => theFailure(rule, acl(ALL)).rootCauseId)
    expect(everything).toBe(admin)
  })

  it('is not evaluated when an entry could not be read, or ACLs were not collected', () => {
    const NetworkAcls = [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [{ RuleNumber: 100 }], Associations: [] }]
    expect(tell('NACL-002', { elements: { NetworkAcls } })).toEqual(['NOT_EVALUATED acl-1'])
    expect(tell('NACL-002', { missing: ['NetworkAcls'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
