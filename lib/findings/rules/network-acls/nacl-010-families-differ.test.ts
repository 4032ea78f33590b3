import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Network ACL rules". */
const acl = (...entries: string[]) => ({ acls: { 'acl-1': { entries, subnets: ['subnet-1'] } } })
const BOTH = [
  '100 in allow all 0.0.0.0/0',
  '101 in allow all ::/0',
  '100 out allow all 0.0.0.0/0',
  '101 out allow all ::/0',
]
const GUARDED = acl('90 in deny tcp 22 0.0.0.0/0', ...BOTH)
const one = (subnet: object) => ({ ...GUARDED, subnets: { 'subnet-1': { cidr: '10.0.0.0/24', ...subnet } } })

describe('NACL-010 families differ', () => {
  it.each([
    ['SSH denied over IPv4 alone', GUARDED, 'FAIL acl-1 medium none'],
    [
      'HTTPS alone out over IPv4, everything over IPv6',
      acl(...BOTH.slice(0, 2), '100 out allow tcp 443 0.0.0.0/0', '101 out allow all ::/0'),
      'FAIL acl-1 medium none',
    ],
    ['SSH denied over IPv6 alone', acl('91 in deny tcp 22 ::/0', ...BOTH), 'FAIL acl-1 low none'],
    ['IPv6 left out', acl('100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'), 'FAIL acl-1 low none'],
    ['both alike', acl(...BOTH), 'PASS acl-1'],
    ['SSH denied over both', acl('90 in deny tcp 22 0.0.0.0/0', '91 in deny tcp 22 ::/0', ...BOTH), 'PASS acl-1'],
    [
      'the same written in two halves',
      acl('99 in allow all 0.0.0.0/1', '98 in allow all 128.0.0.0/1', ...BOTH.slice(1)),
      'PASS acl-1',
    ],
    [
      'a private range beside',
      acl('90 in allow tcp 22 10.0.0.0/8', '100 in allow tcp 443 0.0.0.0/0', '101 in allow tcp 443 ::/0'),
      'PASS acl-1',
    ],
    ['subnets without IPv6', one({}), 'PASS acl-1'],
    [
      'a subnet of IPv6 alone',
      {
        ...GUARDED,
        elements: {
          Subnets: [
            {
              SubnetId: 'subnet-1',
              VpcId: 'vpc-1',
              OwnerId: '111122223333',
              AvailabilityZone: 'eu-west-1a',
              Ipv6Native: true,
              Ipv6CidrBlockAssociationSet: [
                { Ipv6CidrBlock: '2001:db8:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
              ],
            },
          ],
        },
      },
      'PASS acl-1',
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-010', sketch)).toEqual([expected])
  })

  it('says which ports of which family, and denies them there', () => {
    const finding = theFailure('NACL-010', GUARDED)
    expect(finding.description).toContain('tcp/22 in over IPv6')
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual(['entry 101 allows all traffic from ::/0'])
    expect(finding.remediation.cli).toEqual([
      "aws ec2 create-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --ingress --rule-number '<free number, the lowest>' --protocol tcp --port-range From=22,To=22 --ipv6-cidr-block ::/0 --rule-action deny",
    ])
  })

  it('names the entries that let the difference pass, and no others', () => {
    const finding = theFailure(
      'NACL-010',
      acl(
        '80 in allow all 10.0.0.0/8',
        '90 in allow tcp 22 0.0.0.0/0',
        '100 in allow tcp 443 0.0.0.0/0',
        '101 in allow tcp 443 ::/0',
      ),
    )
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual(['entry 90 allows tcp/22 from 0.0.0.0/0'])
  })

  it('proposes no denial of what IPv4 alone lets in: it would shut hosts inside out as well', () => {
    const { remediation } = theFailure('NACL-010', acl('91 in deny tcp 22 ::/0', ...BOTH))
    expect(remediation.cli).toEqual(['aws ec2 describe-network-acls --region eu-west-1 --network-acl-ids acl-1'])
  })

  it('proposes no denial that would drop replies', () => {
    const sketch = acl('90 in deny tcp 3306 0.0.0.0/0', ...BOTH)
    expect(theFailure('NACL-010', sketch).remediation.cli.join()).not.toContain('deny')
  })

  it('passes an ACL that guards no subnet, and one whose subnets are all known, whoever collected them', () => {
    const rules = { entries: ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'] }
    expect(tell('NACL-010', { acls: { 'acl-1': { ...rules, subnets: [] } }, missing: ['Subnets'] })).toContain(
      'PASS acl-1',
    )
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' } }
    const ofTwo = { subnets, acls: { 'acl-1': { ...rules, subnets: ['subnet-1', 'subnet-elsewhere'] } } }
    expect(tell('NACL-010', ofTwo)).toContain('NOT_EVALUATED acl-1')
  })

  it('is not evaluated when entries or subnets are missing', () => {
    const NetworkAcls = [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [{}], Associations: [] }]
    expect(tell('NACL-010', { elements: { NetworkAcls } })).toEqual(['NOT_EVALUATED acl-1'])
    expect(tell('NACL-010', { ...GUARDED, missing: ['Subnets'] })).toContain('NOT_EVALUATED acl-1')
  })
})
