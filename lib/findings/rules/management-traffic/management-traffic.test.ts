/** MGMT-001 to MGMT-005 and MGMT-007. Source: VPC guide, "Infrastructure security in Amazon VPC"; Security Hub guide, EC2.17. */

import { describe, expect, it } from 'vitest'
import { type InterfaceSketch, MAIN_TABLE, type NetworkSketch, PUBLIC_TABLE } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const rules = (...texts: string[]): NetworkSketch => ({ groups: { 'sg-1': texts } })
const UNREAD = {
  elements: {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'mgmt',
        VpcId: 'vpc-1',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: 'x' }] }],
        IpPermissionsEgress: [],
      },
    ],
  },
}

describe('MGMT-001 group mixes management and application traffic', () => {
  it.each<readonly [string, NetworkSketch, string]>([
    ['SSH and HTTPS', rules('in tcp 22 10.0.0.0/8', 'in tcp 443 0.0.0.0/0'), 'FAIL sg-1 low none'],
    ['one range that holds both', rules('in tcp 20-443 10.0.0.0/8'), 'FAIL sg-1 low none'],
    ['SSH and RDP', rules('in tcp 22 10.0.0.0/8', 'in tcp 3389 10.0.0.0/8'), 'PASS sg-1'],
    ['an application alone', rules('in tcp 443 0.0.0.0/0', 'out tcp 22 0.0.0.0/0'), 'PASS sg-1'],
    ['SSH and ping', rules('in tcp 22 10.0.0.0/8', 'in icmp 8 10.0.0.0/8'), 'PASS sg-1'],
    ['members among themselves', rules('in all sg-1'), 'PASS sg-1'],
    ['a rule that could not be read', UNREAD, 'NOT_EVALUATED sg-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('MGMT-001', sketch)).toEqual([expected])
  })

  it('points at both rules, and makes the new group before it takes a rule away', () => {
    const { evidence, remediation } = theFailure('MGMT-001', rules('in tcp 22 10.0.0.0/8', 'in tcp 443 0.0.0.0/0'))
    expect(evidence).toHaveLength(2)
    expect(remediation.cli[0]).toContain(
      'create-security-group --region eu-west-1 --vpc-id vpc-1 --group-name sg-1-name-management',
    )
    expect(remediation.cli.join()).not.toContain('revoke')
    expect(tell('MGMT-001', { missing: ['SecurityGroups'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('makes no second rule for everybody', () => {
    const { cli, summary } = theFailure(
      'MGMT-001',
      rules('in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0', 'in tcp 3389 10.0.0.0/8', 'in tcp 443 0.0.0.0/0'),
    ).remediation
    expect(cli.slice(1)).toEqual([
      "aws ec2 authorize-security-group-ingress --region eu-west-1 --group-id '<new-group-id>' --protocol tcp --port 22 --cidr '<range-you-administer-from>'",
      expect.stringContaining('"CidrIp":"10.0.0.0/8"'),
    ])
    expect(summary).toContain('but with the range you administer from where they admit everybody')
  })

  it('says every port where every port is open, not the list of all but a few', () => {
    const { description, remediation } = theFailure('MGMT-001', rules('in all 10.0.0.0/8'))
    expect(description).toContain('admits every port, those of administration among them, in one place')
    expect(remediation.cli.at(-1)).toContain("--port '<administration-port>'")
  })
})

const SUBNETS = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
const second = (more: InterfaceSketch = {}, sketch: NetworkSketch = {}): NetworkSketch => ({
  subnets: SUBNETS,
  groups: { 'sg-1': [], 'sg-2': [] },
  instances: { 'i-1': 'host' },
  ...sketch,
  interfaces: { 'eni-1': {}, 'eni-2': { privateIp: '10.0.1.10', publicIp: null, ...more } },
})
const tagged = (Key: string) => ({ TagSet: [{ Key, Value: 'x' }] })

describe('MGMT-002 second interface', () => {
  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['the same groups', second({ subnet: 'subnet-2' }), ['FAIL i-1 low none']],
    ['other groups in one subnet', second({ groups: ['sg-2'] }), ['FAIL i-1 low none']],
    ['other groups and subnet, as the charter asks', second({ groups: ['sg-2'], subnet: 'subnet-2' }), ['PASS i-1']],
    ['other groups, and called for management', second({ groups: ['sg-2'], description: 'mgmt' }), ['PASS i-1']],
    ['a node of Kubernetes', second({ more: tagged('node.k8s.amazonaws.com/instance_id') }), ['PASS i-1']],
    ['a trunk, for tasks with interfaces of their own', second({ type: 'trunk' }), ['PASS i-1']],
    ['an EFA interface', second({ type: 'efa' }), ['PASS i-1']],
    ['an appliance', second({ more: { SourceDestCheck: false } }), ['PASS i-1']],
    ['one interface', {}, []],
    ['groups that were not told', second({ more: { Groups: 'x' } }), ['NOT_EVALUATED i-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('MGMT-002', sketch)).toEqual(expected)
  })
})

describe('MGMT-003 host bridges subnets', () => {
  const open = { groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'], 'sg-2': [] } }
  const inner = { subnet: 'subnet-2', groups: ['sg-2'] }

  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['an open group on the public side', second(inner, open), ['FAIL i-1 high internet']],
    ['it forwards', second({ ...inner, more: { SourceDestCheck: false } }), ['FAIL i-1 high internal']],
    ['neither', second(inner), ['PASS i-1']],
    ['both in the public subnet', second({ groups: ['sg-2'] }, open), ['PASS i-1']],
    ['both in private subnets', second(inner, { ...open, tables: { 'rtb-main': MAIN_TABLE } }), ['PASS i-1']],
    [
      'an open group on the private side only',
      second({ ...inner, groups: ['sg-2'] }, { groups: { 'sg-1': [], 'sg-2': ['in tcp 443 0.0.0.0/0'] } }),
      ['PASS i-1'],
    ],
    ['the table of one subnet is missing', second(inner, { tables: { 'rtb-1': PUBLIC_TABLE } }), ['NOT_EVALUATED i-1']],
    ['groups were not collected', second(inner, { missing: ['SecurityGroups'] }), ['NOT_EVALUATED i-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('MGMT-003', sketch)).toEqual(expected)
  })

  it('is Info for an inspection target', () => {
    expect(tell('MGMT-003', second(inner, open), { inspectionTargets: ['i-1'] })).toEqual(['FAIL i-1 info internet'])
  })
})

describe('MGMT-004 management open elsewhere', () => {
  const management = (rule: string, more: NetworkSketch = {}): NetworkSketch => ({
    instances: { 'i-1': 'db-1', 'i-2': 'bastion-1', 'i-3': 'web-1' },
    groups: { 'sg-1': [rule], 'sg-bastion': [], 'sg-web': [] },
    ...more,
    interfaces: {
      'eni-1': { publicIp: null, description: 'management interface' },
      'eni-2': { instance: 'i-2', privateIp: '10.0.0.11', groups: ['sg-bastion'] },
      'eni-3': { instance: 'i-3', privateIp: '10.0.0.12', publicIp: null, groups: ['sg-web'] },
    },
  })

  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['the internet', management('in tcp 22 0.0.0.0/0'), ['FAIL eni-1 high internal tcp/22']],
    ['a group of other hosts', management('in tcp 22 sg-web'), ['FAIL eni-1 high internal tcp/22']],
    ['a bastion', management('in tcp 22 sg-bastion'), ['PASS eni-1']],
    ['no administration port', management('in tcp 443 0.0.0.0/0'), ['PASS eni-1']],
    ['a range, and nobody said which are ours', management('in tcp 22 192.0.2.0/24'), ['NOT_EVALUATED eni-1']],
    [
      'a list without entries',
      management('in tcp 22 pl-1', { prefixLists: { 'pl-1': null } }),
      ['NOT_EVALUATED eni-1'],
    ],
    ['a group that was not collected', management('in tcp 22 sg-9'), ['NOT_EVALUATED eni-1']],
    ['a host that is not for management', { ...rules('in tcp 22 0.0.0.0/0'), instances: { 'i-1': 'web' } }, []],
  ])('%s', (_, sketch, expected) => {
    expect(tell('MGMT-004', sketch)).toEqual(expected)
  })

  it('knows the ranges of the team once they are set, and says which setting is missing before', () => {
    const sketch = management('in tcp 22 192.0.2.0/24')
    expect(tell('MGMT-004', sketch, { corporateRanges: ['192.0.2.0/24'] })).toEqual(['PASS eni-1'])
    expect(tell('MGMT-004', sketch, { corporateRanges: ['198.51.100.0/24'] })).toEqual([
      'FAIL eni-1 high internal tcp/22',
    ])
    expect(findingsOf('MGMT-004', sketch)[0]?.reasonNotEvaluated).toContain('set corporateRanges in portolan.yaml')
  })
})

describe('MGMT-005 and MGMT-007, which no snapshot answers', () => {
  it.each([
    ['MGMT-005', 'aws iam get-account-authorization-details'],
    ['MGMT-007', 'aws cloudtrail lookup-events --region eu-west-1'],
  ])('%s names the call', (ruleId, command) => {
    const findings = findingsOf(ruleId, {})
    expect(findings.map(({ status }) => status)).toEqual(['NOT_EVALUATED'])
    expect(findings[0]?.reasonNotEvaluated).toContain(command)
  })
})
