import { describe, expect, it } from 'vitest'
import { OPEN_ACL } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Default network ACL". */
const acl = (...entries: string[]) => ({ acls: { 'acl-1': { entries, subnets: ['subnet-1'] } } })
const BOTH = ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0']

describe('NACL-005 subnet on default rules', () => {
  it.each([
    ['the default ACL of a VPC', {}, 'FAIL acl-1 info none'],
    [
      'the default ACL, which no association names',
      { acls: { 'acl-1': { ...OPEN_ACL, subnets: [] } } },
      'FAIL acl-1 info none',
    ],
    ['a named ACL with the same rules', acl(...BOTH), 'FAIL acl-1 info none'],
    [
      'the closing denials as AWS prints them',
      acl(...BOTH, '32767 in deny all 0.0.0.0/0', '32767 out deny all 0.0.0.0/0'),
      'FAIL acl-1 info none',
    ],
    [
      'a database behind it',
      { interfaces: { 'eni-1': { instance: null, requester: 'amazon-rds' } } },
      'FAIL acl-1 low none',
    ],
    ['a denial in front', acl('90 in deny tcp 22 0.0.0.0/0', ...BOTH), 'PASS acl-1'],
    ['everything in, HTTPS out', acl('100 in allow all 0.0.0.0/0', '100 out allow tcp 443 0.0.0.0/0'), 'PASS acl-1'],
    ['no entry out', acl('100 in allow all 0.0.0.0/0'), 'PASS acl-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-005', sketch)).toEqual([expected])
  })

  it('is one finding for all subnets of an ACL, and has the cause of the rules that say the same of its entries', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
    const sketch = { subnets, acls: { 'acl-1': { entries: BOTH, subnets: ['subnet-1', 'subnet-2'] } } }
    const { title, related, rootCauseId } = theFailure('NACL-005', sketch)
    expect(title).toBe('2 subnets are guarded by the rules AWS starts with, in acl-1')
    expect(related.filter(({ role }) => role === 'subnet')).toHaveLength(2)
    expect(rootCauseId).toBe(theFailure('NACL-001', sketch).rootCauseId)
  })

  it('gives the ACL of its own to the subnet with the data', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
    const sketch = {
      subnets,
      interfaces: { 'eni-2': { subnet: 'subnet-2', privateIp: '10.0.1.5', instance: null, requester: 'amazon-rds' } },
      acls: { 'acl-1': { entries: BOTH, subnets: ['subnet-1', 'subnet-2'] } },
    }
    expect(theFailure('NACL-005', sketch).remediation.cli.at(-1)).toContain("'<association of subnet-2>'")
  })

  it('tells what NACL-002 and NACL-003 would say of the same entries', () => {
    expect(theFailure('NACL-005', acl(...BOTH)).alsoMatches).toEqual(['NACL-002', 'NACL-003'])
    expect(['NACL-002', 'NACL-003'].flatMap((rule) => tell(rule, acl(...BOTH)))).toEqual([])
  })

  it('leaves them to speak where the ACL guards nothing', () => {
    const unused = { subnets: {}, interfaces: {}, acls: { 'acl-1': { entries: BOTH, isDefault: true } } }
    expect(['NACL-005', 'NACL-002', 'NACL-003'].flatMap((rule) => tell(rule, unused))).toEqual(['FAIL acl-1 info none'])
    const finding = theFailure('NACL-002', unused)
    expect(finding.alsoMatches).toEqual(['NACL-003'])
    expect(finding.description).toContain(
      ', and everything out. No subnet uses it now, but the next one made in its VPC does.',
    )
  })

  it('is low where a group behind it opens every port too', () => {
    const { severity } = theFailure('NACL-005', { ...acl(...BOTH), groups: { 'sg-1': ['in all 0.0.0.0/0'] } })
    expect(severity).toEqual({
      base: 'info',
      effective: 'low',
      why: ['Raised from info: sg-1 behind it opens every port too.'],
    })
  })

  it('proposes no other ACL where nothing of the data tier stands: its hosts may face the internet', () => {
    const { remediation } = theFailure('NACL-005', acl(...BOTH))
    expect(remediation.cli).toEqual(['aws ec2 describe-network-acls --region eu-west-1 --network-acl-ids acl-1'])
  })

  it('lets replies over IPv6 in where the VPC has it, and names the internet among what stops', () => {
    const Vpcs = [
      {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/16',
        CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/56', Ipv6CidrBlockState: { State: 'associated' } }],
      },
    ]
    const settings = { tierOf: { 'eni-1': 'data' as const } }
    const { remediation } = theFailure('NACL-005', { ...acl(...BOTH), elements: { Vpcs } }, settings)
    const entries = remediation.cli.flatMap((each) => / --(?:in|e)gress (.*) --rule-action/.exec(each)?.[1] ?? [])
    expect(entries).toEqual([
      '--rule-number 100 --protocol -1 --cidr-block 10.0.0.0/16',
      '--rule-number 101 --protocol -1 --ipv6-cidr-block 2001:db8::/56',
      '--rule-number 200 --protocol tcp --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0',
      '--rule-number 201 --protocol tcp --port-range From=1024,To=65535 --ipv6-cidr-block ::/0',
      '--rule-number 100 --protocol -1 --cidr-block 0.0.0.0/0',
      '--rule-number 101 --protocol -1 --ipv6-cidr-block ::/0',
    ])
    expect(remediation.terraform?.match(/ipv6_cidr_block = "::\/0"/g)).toHaveLength(2)
    expect(remediation.summary).toContain('from elsewhere, the internet, a peered or remote network')
  })

  it('says why it is low, and leaves the shared ACL as it is', () => {
    const settings = { tierOf: { 'eni-1': 'data' as const } }
    const { severity, remediation, evidence } = theFailure('NACL-005', acl(...BOTH), settings)
    expect(severity.why).toEqual(['Raised from info: eni-1 is of the data tier, for the settings say eni-1 is data.'])
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/NetworkAcls/0/Entries/0', '/NetworkAcls/0/Entries/1'])
    expect(remediation.cli.join('\n')).not.toContain('acl-1')
    expect(remediation.cli.at(-1)).toContain("--association-id '<association of subnet-1>'")
    expect(remediation.summary).toContain('stops unless an entry is added')
  })

  it('is not evaluated without the ACL of the subnet, or with one that was read in part', () => {
    const NetworkAcls = [
      { NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [{}], Associations: [{ SubnetId: 'subnet-1' }] },
    ]
    expect(tell('NACL-005', { acls: {} })).toEqual(['NOT_EVALUATED subnet-1'])
    expect(tell('NACL-005', { elements: { NetworkAcls } })).toEqual(['NOT_EVALUATED subnet-1'])
    expect(tell('NACL-005', { missing: ['NetworkAcls'] })).toContain('NOT_EVALUATED 111122223333/eu-west-1')
  })
})
