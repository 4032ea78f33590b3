/**
 * What users of other scanners complain of, one test a complaint that touches one of our rules. The names of the
 * scanners and threads stand in the design; here is what must not happen.
 */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { MAIN_TABLE, type NetworkSketch, PUBLIC_TABLE } from '../testing/sketch-network.ts'
import { findingsIn, findingsOf, tell, theFailure } from '../testing/tell-findings.ts'

const OWNER = '111122223333'
const rules = (...lines: readonly string[]): NetworkSketch => ({ groups: { 'sg-1': lines } })
const failing = (sketch: NetworkSketch) =>
  findingsIn(sketch)
    .filter(({ ruleId, status }) => /^SG-00/.test(ruleId) && status === 'FAIL')
    .map(({ ruleId }) => ruleId)
/** The rules that say a port is open to the internet. */
const calledInternet = (sketch: NetworkSketch) => failing(sketch).filter((ruleId) => /^SG-00[1-6]$/.test(ruleId))
const permission = (more: JsonObject, key = 'IpPermissions'): NetworkSketch => ({
  elements: { SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web', OwnerId: OWNER, VpcId: 'vpc-1', [key]: [more] }] },
})

describe('false alarms', () => {
  it('1 the group of a load balancer with 80 and 443 open is no failure', () => {
    const interfaces = { 'eni-1': { instance: null, description: 'ELB app/web/1', requester: 'amazon-elb' } }
    expect(failing({ ...rules('in tcp 80 0.0.0.0/0', 'in tcp 443 0.0.0.0/0', 'in tcp 443 ::/0'), interfaces })).toEqual(
      [],
    )
  })

  it('2 a group attached to nothing keeps its finding, one step lower, and says why', () => {
    const { severity } = theFailure('SG-003', { groups: { 'sg-1': [], 'sg-2': ['in tcp 22 0.0.0.0/0'] } })
    expect(severity).toEqual({
      base: 'high',
      effective: 'medium',
      why: ['Lowered from high: no network interface carries it.'],
    })
  })

  it.each([
    ['a denial first', ['90 in deny tcp 22 0.0.0.0/0', '100 in allow tcp 22 0.0.0.0/0'], 'PASS'],
    ['a denial of everything first', ['90 in deny all 0.0.0.0/0', '100 in allow all 0.0.0.0/0'], 'PASS'],
    ['a denial alone is no admission', ['100 in deny tcp 22 0.0.0.0/0'], 'PASS'],
    ['an admission first', ['90 in allow tcp 22 0.0.0.0/0', '100 in deny tcp 22 0.0.0.0/0'], 'FAIL'],
    ['an admission outward', ['100 out allow all 0.0.0.0/0'], 'PASS'],
  ])('3 the order of ACL entries is honoured: %s', (_, entries, status) => {
    const [line] = tell('NACL-001', { acls: { 'acl-1': { entries } } })
    expect(line).toContain(status)
  })

  it('4 a group is in use when an instance, a data store, a balancer or a function names it', () => {
    const DBInstances = [
      {
        DBInstanceIdentifier: 'orders',
        Engine: 'postgres',
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
      },
    ]
    const sketch = { ...rules('in tcp 3306 0.0.0.0/0'), interfaces: {}, instances: {}, elements: { DBInstances } }
    expect(theFailure('SG-004', sketch).exposure.level).toBe('unknown')
  })

  it.each([['104.16.0.0/12'], ['172.64.0.0/13'], ['131.0.72.0/22'], ['2606:4700::/32'], ['198.51.100.0/24']])(
    '5 a published range of a provider is not the internet: %s',
    (source) => {
      expect(calledInternet(rules(`in tcp 8443 ${source}`))).toEqual([])
    },
  )

  it('5 all ranges of a provider together are not the internet either, in or out', () => {
    const ranges = [
      '103.21.244.0/22',
      '104.16.0.0/13',
      '104.24.0.0/14',
      '162.158.0.0/15',
      '172.64.0.0/13',
      '2400:cb00::/32',
    ]
    expect(calledInternet(rules(...ranges.map((range) => `in tcp 8443 ${range}`)))).toEqual([])
    expect(tell('SG-018', rules(...ranges.map((range) => `out all ${range}`)))).toEqual(['PASS sg-1'])
  })

  it('7 a rule that names a group is not open', () => {
    const pair = { GroupId: 'sg-9', UserId: '444455556666', VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'active' }
    expect(failing(permission({ IpProtocol: '-1', UserIdGroupPairs: [pair] }))).toEqual([])
  })

  it('8 a default route elsewhere in the table says nothing of a peering, nor a peering of it', () => {
    const tables = { 'rtb-1': { routes: ['0.0.0.0/0 nat-1', '10.9.0.0/16 pcx-1'], subnets: ['subnet-1'] } }
    expect(tell('RT-001', { tables })).toEqual(['PASS rtb-1'])
    expect(tell('RT-007', { tables })).toEqual(['PASS rtb-1'])
  })

  it('9 a VPC another account shares is not blamed for logs only its owner sees', () => {
    const Vpcs = [{ VpcId: 'vpc-1', OwnerId: '444455556666', CidrBlock: '10.0.0.0/16', State: 'available' }]
    const [finding] = findingsOf('LOG-001', { elements: { Vpcs } })
    expect(finding?.status).toBe('NOT_EVALUATED')
    expect(finding?.reasonNotEvaluated).toMatch(
      /^vpc-1 is shared by account 444455556666, which alone sees its flow logs.* To answer: aws ec2 describe-flow-logs --region eu-west-1/,
    )
  })

  it('10 one rule is one finding, and the others it breaks are named in it', () => {
    expect(failing(rules('in tcp 0-65535 0.0.0.0/0'))).toEqual(['SG-001'])
    expect(failing(rules('in tcp 3306 0.0.0.0/0'))).toEqual(['SG-004'])
    expect(failing(rules('in tcp 6379 0.0.0.0/0'))).toEqual(['SG-005'])
    expect(theFailure('SG-005', rules('in tcp 6379 0.0.0.0/0')).alsoMatches).toEqual(['SG-002'])
  })

  it.each([
    ['of the VPC', 'vpc-1'],
    ['of its only subnet', 'subnet-1'],
    ['of its only interface', 'eni-1'],
  ])('11 a flow log %s is seen', (_, ResourceId) => {
    const FlowLogs = [{ FlowLogId: 'fl-1', ResourceId, FlowLogStatus: 'ACTIVE' }]
    expect(tell('LOG-001', { elements: { FlowLogs } })).toEqual(['PASS vpc-1'])
  })

  it.each([
    ['GRE', { IpProtocol: '47', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    ['ICMP type 22', { IpProtocol: 'icmp', FromPort: 22, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    ['all of ICMP', { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    ['ICMPv6', { IpProtocol: '58', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
    ['ESP', { IpProtocol: '50', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  ])('12 a protocol without ports opens no port: %s', (_, printed) => {
    expect(calledInternet(permission(printed))).toEqual([])
  })

  it.each([
    [
      'icmp 252/86 to 255.255.255.255/32',
      { IpProtocol: 'icmp', FromPort: 252, ToPort: 86, IpRanges: [{ CidrIp: '255.255.255.255/32' }] },
    ],
    ['all to 255.255.255.255/32', { IpProtocol: '-1', IpRanges: [{ CidrIp: '255.255.255.255/32' }] }],
  ])('12 the rule that CDK writes for "no egress" is read, and is no egress: %s', (_, printed) => {
    const [finding] = findingsOf('SG-018', permission(printed, 'IpPermissionsEgress'))
    expect(finding?.status).not.toBe('FAIL')
  })

  it('13 one address of AWS is one address', () => {
    expect(failing(rules('in tcp 22 52.94.76.1/32', 'in tcp 22 18.202.216.48/29'))).toEqual([])
  })

  it('14 several interfaces of one instance weigh nothing by themselves', () => {
    const interfaces = { 'eni-1': {}, 'eni-2': { publicIp: null, privateIp: '10.0.0.11' } }
    const about = findingsIn({ interfaces }).filter(({ ruleId, status }) => ruleId === 'MGMT-002' && status === 'FAIL')
    for (const { severity } of about) expect(['low', 'info']).toContain(severity.effective)
  })
})

describe('what was missed or understated', () => {
  it('a subnet that is public by the main table is public, and no other VPC lends it a table', () => {
    const tables = { 'rtb-main': { ...PUBLIC_TABLE, subnets: [], main: true } }
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24', mapPublicIp: true } }
    expect(tell('TIER-002', { tables, subnets })).toEqual(['FAIL subnet-1 high internet'])
    expect(tell('SG-003', { ...rules('in tcp 22 0.0.0.0/0'), tables })).toEqual(['FAIL sg-1 critical internet tcp/22'])
    const foreign = {
      RouteTables: [
        { RouteTableId: 'rtb-9', VpcId: 'vpc-9', OwnerId: OWNER, Associations: [{ Main: true }], Routes: [] },
        {
          RouteTableId: 'rtb-1',
          VpcId: 'vpc-1',
          OwnerId: OWNER,
          Associations: [{ Main: true }],
          Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' }],
        },
      ],
    }
    expect(tell('TIER-002', { subnets, elements: foreign })).toEqual(['FAIL subnet-1 high internet'])
  })

  it('an explicit private table makes its subnet private, whatever the main one says', () => {
    const tables = {
      'rtb-main': { ...PUBLIC_TABLE, subnets: [], main: true },
      'rtb-1': { routes: ['10.0.0.0/16 local'], subnets: ['subnet-1'] },
    }
    expect(tell('SG-003', { ...rules('in tcp 22 0.0.0.0/0'), tables })).toEqual(['FAIL sg-1 medium internal tcp/22'])
  })

  it('every rule that contributes is evidence, and every group is named by its own finding', () => {
    const sketch = {
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/1', 'in tcp 22 128.0.0.0/1'], 'sg-2': ['in tcp 22 0.0.0.0/0'] },
      interfaces: { 'eni-1': { groups: ['sg-1', 'sg-2'] } },
    }
    const findings = findingsOf('SG-003', sketch)
    expect(findings.map(({ resource }) => resource.id)).toEqual(['sg-1', 'sg-2'])
    const own = findings[0]?.evidence.filter(
      ({ resourceId, kind }) => kind === 'security-group-rule' && resourceId === 'sg-1',
    )
    expect(own?.map(({ excerpt }) => excerpt)).toEqual(['tcp/22 from 0.0.0.0/1', 'tcp/22 from 128.0.0.0/1'])
  })

  it.each([
    ['the rule AWS made, which names the group itself', ['in all sg-default']],
    ['one that lets everything out', ['out all 0.0.0.0/0']],
    ['a narrow one', ['in tcp 443 10.0.0.0/8']],
  ])('the default group with any rule fails: %s', (_, lines) => {
    expect(tell('SG-020', { groups: { 'sg-default': lines } })[0]).toContain('FAIL sg-default')
  })

  it('-1 without ports is every port, in and out', () => {
    const printed = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
    expect(failing(permission(printed))).toEqual(['SG-001'])
    expect(findingsOf('SG-018', permission(printed, 'IpPermissionsEgress'))[0]?.status).toBe('FAIL')
  })

  it('a range counts as a whole, not by its first port', () => {
    expect(failing(rules('in tcp 80-65535 0.0.0.0/0'))).toEqual(['SG-003'])
    expect(failing(rules('in tcp 443-444 0.0.0.0/0'))).toEqual(['SG-002'])
  })

  it('::/0 is looked for where IPv6 is printed', () => {
    expect(failing(rules('in tcp 22 ::/0'))).toEqual(['SG-003'])
    expect(
      tell('RT-001', {
        tables: { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes: ['::/0 igw-1'], subnets: ['subnet-1'] } },
      })[0],
    ).toContain('FAIL rtb-1')
    expect(tell('NACL-001', { acls: { 'acl-1': { entries: ['100 in allow tcp 22 ::/0'] } } })[0]).toContain(
      'FAIL acl-1',
    )
    expect(tell('SG-018', rules('out all ::/0'))[0]).toContain('FAIL sg-1')
  })

  it('prefix lists are read, and one without entries is never a pass', () => {
    const prefixLists = { 'pl-1': ['0.0.0.0/0'] }
    expect(failing({ ...rules('in tcp 22 pl-1'), prefixLists })).toEqual(['SG-003'])
    expect(tell('SG-003', { ...rules('in tcp 22 pl-1'), prefixLists: { 'pl-1': null } })).toEqual([
      'NOT_EVALUATED sg-1',
    ])
  })

  it('a NAT gateway does not make a subnet public, a blackhole neither', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24', mapPublicIp: true } }
    for (const route of ['0.0.0.0/0 nat-1', '0.0.0.0/0 igw-1 blackhole', '::/0 eigw-1']) {
      const tables = { 'rtb-1': { routes: [route], subnets: ['subnet-1'] } }
      expect(tell('TIER-002', { subnets, tables })).toEqual(['FAIL subnet-1 low internal'])
    }
  })
})
