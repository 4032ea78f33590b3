import { describe, expect, it } from 'vitest'
import { MAIN_TABLE, type NetworkSketch } from '../../../testing/sketch-network.ts'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'
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

const ENTRIES = [
  '100 in allow tcp 443 0.0.0.0/0',
  '110 in allow tcp 1024-65535 0.0.0.0/0',
  '100 out allow all 0.0.0.0/0',
]
const behind = (rules: readonly string[], entries: readonly string[] = ENTRIES): NetworkSketch => ({
  groups: { 'sg-1': rules },
  acls: { 'acl-1': { entries, subnets: ['subnet-1'] } },
  prefixLists: { 'pl-untold': null },
})
const SSH = ['in tcp 22 0.0.0.0/0']

// Source: VPC guide, "IP addressing for your VPCs and subnets": a subnet has IPv6 only with an IPv6 block.
describe('NACL-008 and a family the subnet does not speak', () => {
  const OPEN_WEB = ['in tcp 443 0.0.0.0/0', 'in tcp 443 ::/0']
  const IPV4_ONLY = ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0']
  const subnets = (ipv6?: string) => ({ 'subnet-1': { cidr: '10.0.0.0/24', ...(ipv6 && { ipv6 }) } })

  it('finds nothing kept out over IPv6 where no host can have such an address', () => {
    expect(tell('NACL-008', { ...behind(OPEN_WEB, IPV4_ONLY), subnets: subnets() })).toEqual(['PASS subnet-1'])
    const dual = { ...behind(OPEN_WEB, IPV4_ONLY), subnets: subnets('2001:db8:1::/64') }
    expect(tell('NACL-008', dual)).toEqual(['PASS subnet-1'])
    const finding = theFailure('NACL-008', { ...dual, interfaces: { 'eni-1': { ipv6: ['2001:db8:1::a'] } } })
    expect(finding.ports).toEqual(['tcp/443'])
    expect(finding.description).toContain('alone keeps tcp/443 from the internet over IPv6, which')
  })
})

/** Source: VPC guide, "Compare security groups and network ACLs". */
describe('NACL-008, ports that groups leave open and the ACL keeps shut', () => {
  it.each<[string, NetworkSketch, string]>([
    ['SSH, which only the ACL stops', behind(SSH), 'FAIL subnet-1 low none tcp/22'],
    [
      'SSH, which a denial stops',
      behind(SSH, ['90 in deny tcp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0']),
      'FAIL subnet-1 low none tcp/22',
    ],
    [
      'SSH, of which the ACL admits the office only',
      behind(SSH, ['90 in allow tcp 22 203.0.113.0/24']),
      'FAIL subnet-1 low none tcp/22',
    ],
    ['what both admit', behind(['in tcp 443 0.0.0.0/0']), 'PASS subnet-1'],
    ['SSH open to the office by its group', behind(['in tcp 22 203.0.113.0/24']), 'PASS subnet-1'],
    [
      'IPv6 that the ACL does not admit',
      { ...behind(['in tcp 443 ::/0']), interfaces: { 'eni-1': { ipv6: ['2001:db8:1::a'] } } },
      'FAIL subnet-1 low none tcp/443',
    ],
    ['nothing that carries the group', { ...behind(SSH), interfaces: {}, instances: {} }, 'PASS subnet-1'],
    [
      'a private subnet, where it is a guard rail',
      { ...behind(SSH), tables: { 'rtb-main': MAIN_TABLE } },
      'PASS subnet-1',
    ],
    ['a subnet of unknown routes', { ...behind(SSH), tables: {} }, 'NOT_EVALUATED subnet-1'],
    ['a list nobody read', behind(['in tcp 22 pl-untold']), 'NOT_EVALUATED subnet-1'],
    ['a group in no document', { ...behind(SSH), groups: {} }, 'NOT_EVALUATED subnet-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-008', sketch)).toEqual([expected])
  })

  it('names the group and points at both, and only looks', () => {
    const finding = theFailure('NACL-008', behind(SSH))
    expect(finding.description).toContain(
      'alone keeps tcp/22 from the internet over IPv4, which sg-1 (sg-1-name) leaves open',
    )
    expect(finding.evidence.map(({ pointer }) => pointer)).toContain('/SecurityGroups/0/IpPermissions/0/IpRanges/0')
    expect(finding.remediation.cli.every((command) => command.includes(' describe-'))).toBe(true)
  })

  it('is not evaluated where what stands in the subnet was cut off', () => {
    expect(tellCut('NACL-008', behind([]), ['NetworkInterfaces'])).toEqual(['NOT_EVALUATED subnet-1'])
  })
})
