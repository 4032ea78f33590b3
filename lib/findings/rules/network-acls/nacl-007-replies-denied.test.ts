import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Network ACLs" (stateless) and "Ephemeral ports". */
const WEB = ['in tcp 443 0.0.0.0/0', 'out all 0.0.0.0/0']
const acl = (...entries: string[]) => ({
  acls: { 'acl-1': { entries, subnets: ['subnet-1'] } },
  groups: { 'sg-1': WEB },
})
const IN = '100 in allow tcp 443 0.0.0.0/0'
const REPLIES_OUT = '100 out allow tcp 1024-65535 0.0.0.0/0'

describe('NACL-007 replies denied', () => {
  it.each([
    ['HTTPS in, HTTPS out', acl(IN, '100 out allow tcp 443 0.0.0.0/0'), 'FAIL acl-1 medium none'],
    ['HTTPS in, nothing out', acl(IN), 'FAIL acl-1 medium none'],
    ['HTTPS in, replies to the inside only', acl(IN, '100 out allow all 10.0.0.0/8'), 'FAIL acl-1 medium none'],
    ['replies denied first', acl(IN, '90 out deny tcp 32768-65535 0.0.0.0/0', REPLIES_OUT), 'FAIL acl-1 medium none'],
    [
      'HTTPS out, no replies in',
      acl('100 out allow tcp 443 0.0.0.0/0', '100 in allow tcp 22 192.0.2.0/24'),
      'FAIL acl-1 medium none',
    ],
    ['names asked over UDP, no replies', acl('100 out allow udp 53 198.51.100.0/24'), 'FAIL acl-1 medium none'],
    ['HTTPS in, replies out', acl(IN, REPLIES_OUT), 'PASS acl-1'],
    [
      'replies let out by two entries',
      acl(IN, '90 out allow tcp 1024-50000 0.0.0.0/0', '91 out allow tcp 50001-65535 0.0.0.0/0'),
      'PASS acl-1',
    ],
    ['replies to one small range stopped', acl(IN, '90 out deny all 192.0.2.0/24', REPLIES_OUT), 'PASS acl-1'],
    [
      'a port no group opens',
      acl('100 in allow tcp 22 0.0.0.0/0', '100 out allow tcp 80 10.9.0.0/16', '101 in allow tcp 1024-65535 0.0.0.0/0'),
      'PASS acl-1',
    ],
    ['nothing behind it', { ...acl(IN), interfaces: {}, instances: {} }, 'PASS acl-1'],
    ['everything both ways', {}, 'PASS acl-1'],
    [
      'IPv6 replies stopped',
      { ...acl('100 in allow tcp 443 ::/0', REPLIES_OUT), groups: { 'sg-1': ['in tcp 443 ::/0'] } },
      'FAIL acl-1 medium none',
    ],
    [
      'who is permitted is an unread list',
      { ...acl(IN), groups: { 'sg-1': ['in tcp 443 pl-1'] } },
      'NOT_EVALUATED acl-1',
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-007', sketch)).toEqual([expected])
  })

  it('names the entry, and lets its replies back to the same addresses', () => {
    const finding = theFailure('NACL-007', acl(IN))
    expect(finding.description).toContain('entry 100 allows tcp/443 from 0.0.0.0/0')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/NetworkAcls/0/Entries/0'])
    expect(finding.remediation.cli).toEqual([
      "aws ec2 create-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --egress --rule-number '<free number>' --protocol tcp --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0 --rule-action allow",
    ])
  })

  it('is not evaluated when ACLs, interfaces or entries are missing', () => {
    const NetworkAcls = [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [{}], Associations: [] }]
    expect(tell('NACL-007', { elements: { NetworkAcls } })).toEqual(['NOT_EVALUATED acl-1'])
    expect(tell('NACL-007', { ...acl(IN), missing: ['NetworkInterfaces'] })).toContain('NOT_EVALUATED acl-1')
    expect(tell('NACL-007', { missing: ['NetworkAcls'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
