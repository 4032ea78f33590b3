import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Network ACL rules". */
const acl = (...entries: string[]) => ({ acls: { 'acl-1': { entries, subnets: ['subnet-1'] } } })
const ALL = '100 in allow all 0.0.0.0/0'

describe('NACL-006 dead entry', () => {
  it.each([
    ['a denial behind everything', acl(ALL, '110 in deny tcp 22 0.0.0.0/0'), 'FAIL acl-1 medium none'],
    ['the same printed first', acl('110 in deny tcp 22 0.0.0.0/0', ALL), 'FAIL acl-1 medium none'],
    ['an allowance behind everything', acl(ALL, '110 in allow tcp 443 0.0.0.0/0'), 'FAIL acl-1 info none'],
    [
      'a denial behind a wider denial',
      acl('90 in deny tcp 0-1024 0.0.0.0/0', '95 in deny tcp 22 0.0.0.0/0', ALL),
      'FAIL acl-1 info none',
    ],
    [
      'two halves that hide it together',
      acl('80 in allow tcp 22 0.0.0.0/1', '90 in allow tcp 22 128.0.0.0/1', '100 in deny tcp 22 0.0.0.0/0'),
      'FAIL acl-1 medium none',
    ],
    [
      'two port ranges that hide it together',
      acl('80 in allow tcp 0-99 0.0.0.0/0', '90 in allow tcp 100-200 0.0.0.0/0', '100 in deny tcp 50-150 10.0.0.0/8'),
      'FAIL acl-1 medium none',
    ],
    [
      'a private range hidden',
      acl('80 in allow all 10.0.0.0/8', '90 in deny all 10.1.0.0/16'),
      'FAIL acl-1 medium none',
    ],
    [
      'an ICMP message behind all ICMP',
      acl('80 in allow icmp 0.0.0.0/0', '90 in deny icmp 8 0.0.0.0/0'),
      'FAIL acl-1 medium none',
    ],
    ['all ICMP behind one message', acl('80 in allow icmp 8 0.0.0.0/0', '90 in deny icmp 0.0.0.0/0'), 'PASS acl-1'],
    ['a denial in front', acl('90 in deny tcp 22 0.0.0.0/0', ALL), 'PASS acl-1'],
    ['the other direction', acl(ALL, '110 out deny tcp 22 0.0.0.0/0'), 'PASS acl-1'],
    ['the other family', acl(ALL, '110 in deny tcp 22 ::/0'), 'PASS acl-1'],
    ['another protocol', acl('100 in allow tcp 0-65535 0.0.0.0/0', '110 in deny udp 53 0.0.0.0/0'), 'PASS acl-1'],
    ['one port more', acl('100 in allow tcp 20-22 0.0.0.0/0', '110 in deny tcp 20-23 0.0.0.0/0'), 'PASS acl-1'],
    ['one address more', acl('100 in allow tcp 22 10.0.0.0/9', '110 in deny tcp 22 10.0.0.0/8'), 'PASS acl-1'],
    [
      'everything behind every TCP and UDP port',
      acl('80 in allow tcp 0-65535 0.0.0.0/0', '90 in allow udp 0-65535 0.0.0.0/0', '100 in deny all 0.0.0.0/0'),
      'PASS acl-1',
    ],
    ['the closing denial behind everything', acl(ALL, '32767 in deny all 0.0.0.0/0'), 'PASS acl-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-006', sketch)).toEqual([expected])
  })

  it('names the entry that matches first, and writes the denial below it', () => {
    const finding = theFailure('NACL-006', acl(ALL, '110 in deny tcp 22 0.0.0.0/0'))
    expect(finding.title).toBe('1 entry of network ACL acl-1 never decides anything')
    expect(finding.description).toContain('entry 110 denies tcp/22 from 0.0.0.0/0, but 100 matches first')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual([
      '/NetworkAcls/0/Entries/1',
      '/NetworkAcls/0/Entries/0',
    ])
    expect(finding.remediation.cli).toEqual([
      "aws ec2 create-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --ingress --rule-number '<free number below 100>' --protocol tcp --port-range From=22,To=22 --cidr-block 0.0.0.0/0 --rule-action deny",
      'aws ec2 delete-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --ingress --rule-number 110',
    ])
  })

  it('only deletes where no denial is overruled', () => {
    const { remediation } = theFailure(
      'NACL-006',
      acl(ALL, '110 in allow tcp 443 0.0.0.0/0', '120 in allow udp 53 0.0.0.0/0'),
    )
    expect(remediation.cli).toHaveLength(2)
    expect(remediation.cli.join()).not.toContain('create')
  })

  it('is not evaluated when an entry could not be read, or ACLs were not collected', () => {
    const NetworkAcls = [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [{}], Associations: [] }]
    expect(tell('NACL-006', { elements: { NetworkAcls } })).toEqual(['NOT_EVALUATED acl-1'])
    expect(tell('NACL-006', { missing: ['NetworkAcls'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
