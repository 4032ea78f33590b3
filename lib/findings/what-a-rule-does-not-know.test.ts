/** Each rule where something is missing, and at the edge of what it looks at. */

import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { type InterfaceSketch, MAIN_TABLE, type NetworkSketch, sketchDocument } from '../testing/sketch-network.ts'
import { findingsOf, tell, tellCut, theFailure } from '../testing/tell-findings.ts'
import { interfaceRole } from './interface-role.ts'

const OWNER = '111122223333'

describe('LOG-001', () => {
  const log = (ResourceId: string) => ({ FlowLogId: `fl-${ResourceId}`, ResourceId, FlowLogStatus: 'ACTIVE' })
  const logs = (...ids: readonly string[]): NetworkSketch => ({ elements: { FlowLogs: ids.map(log) } })

  it.each<[string, NetworkSketch, readonly DescribeKey[], string]>([
    ['every known subnet, while others were cut off', logs('subnet-1'), ['Subnets'], 'FAIL'],
    ['every known interface, while others were cut off', logs('eni-1'), ['NetworkInterfaces'], 'FAIL'],
    ['the VPC itself, whatever was cut off', logs('vpc-1'), ['Subnets', 'NetworkInterfaces'], 'PASS'],
    ['every subnet, while interfaces were cut off', logs('subnet-1'), ['NetworkInterfaces'], 'PASS'],
    ['nothing, while flow logs were cut off', {}, ['FlowLogs'], 'NOT_EVALUATED'],
  ])('logs of %s', (...[, sketch, cut, status]) => {
    expect(tellCut('LOG-001', sketch, cut)[0]?.split(' ')[0]).toBe(status)
  })

  it('counts an interface of a logged subnet and a logged interface of another together', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
    const interfaces = { 'eni-1': {}, 'eni-2': { subnet: 'subnet-2', instance: null, privateIp: '10.0.1.10' } }
    expect(tell('LOG-001', { subnets, interfaces, ...logs('subnet-1', 'eni-2') })).toEqual(['PASS vpc-1'])
    expect(tell('LOG-001', { subnets, interfaces, ...logs('eni-2') })[0]).toContain('FAIL')
  })

  it('is not lowered for an empty VPC while interfaces were not all collected', () => {
    expect(tellCut('LOG-001', { interfaces: {}, instances: {} }, ['NetworkInterfaces'])).toEqual([
      'FAIL vpc-1 medium none',
    ])
  })
})

describe('NACL-001', () => {
  const broken: NetworkSketch = {
    elements: {
      NetworkAcls: [
        {
          NetworkAclId: 'acl-1',
          VpcId: 'vpc-1',
          OwnerId: OWNER,
          IsDefault: true,
          Entries: [
            { RuleNumber: 'first' },
            { RuleNumber: 100, Egress: false, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
          ],
        },
      ],
    },
  }

  it('decides nothing about an ACL with an entry that could not be read', () => {
    expect(tell('NACL-001', broken)).toEqual(['NOT_EVALUATED acl-1'])
  })

  it('says how many entries it could not read', () => {
    expect(findingsOf('NACL-001', broken)[0]?.reasonNotEvaluated).toContain(
      'acl-1 has entries that could not be read (1)',
    )
  })

  it('is not lowered while the subnets that use it were not all collected', () => {
    const acls = { 'acl-1': { entries: ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'], subnets: [] } }
    expect(tellCut('NACL-001', { acls }, ['Subnets'])[0]).toContain('medium unknown')
    expect(tellCut('NACL-001', { acls }, [])[0]).toContain('low none')
  })

  it('narrows inbound entries only, whatever outbound ones of the same number say', () => {
    const acls = { 'acl-1': { entries: ['1 out allow all 0.0.0.0/0', '2 in allow tcp 22 0.0.0.0/0'] } }
    expect(theFailure('NACL-001', { acls }).remediation.cli[0]).toContain('--ingress --rule-number 2 ')
  })
})

describe('RT-001 and RT-002', () => {
  const printed = (...Routes: readonly JsonObject[]): NetworkSketch => ({
    elements: {
      RouteTables: [
        { RouteTableId: 'rtb-1', VpcId: 'vpc-1', OwnerId: OWNER, Associations: [{ SubnetId: 'subnet-1' }], Routes },
      ],
    },
  })

  it('a route that could not be read may be the one that leads out', () => {
    const sketch = printed({ DestinationCidrBlock: 'anywhere', GatewayId: 'igw-1', State: 'active' })
    expect(tell('RT-001', sketch)).toEqual(['NOT_EVALUATED rtb-1'])
    expect(findingsOf('RT-001', sketch)[0]?.reasonNotEvaluated).toContain('the route to anywhere could not be read')
  })

  it('deletes a prefix-list route by its list', () => {
    const tables = { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes: ['pl-1 igw-1'], subnets: ['subnet-1'] } }
    const interfaces = { 'eni-1': { publicIp: null } }
    expect(
      theFailure('RT-001', { tables, interfaces, prefixLists: { 'pl-1': ['0.0.0.0/0'] } }).remediation.cli,
    ).toEqual(['aws ec2 delete-route --region eu-west-1 --route-table-id rtb-1 --destination-prefix-list-id pl-1'])
  })

  it('an edge is intended only when every interface was collected and there is one', () => {
    expect(tellCut('RT-001', {}, ['NetworkInterfaces'])).toContain('FAIL rtb-1 medium unknown')
    expect(tell('RT-001', { interfaces: {}, instances: {} })).toContain('FAIL rtb-1 medium internet')
    expect(tell('RT-001', {})).toContain('FAIL rtb-1 info internet')
  })

  it('RT-002 does not repeat RT-001 for a main table that is on the list of public ones', () => {
    const sketch = { tables: { 'rtb-main': { routes: ['0.0.0.0/0 igw-1'], main: true } } }
    expect(theFailure('RT-002', sketch).alsoMatches).toEqual(['RT-001'])
    expect(theFailure('RT-002', sketch, { publicRouteTables: ['rtb-main'] }).alsoMatches).toBeUndefined()
  })
})

describe('RT-007', () => {
  it.each([
    ['0.0.0.0/0', 'medium'],
    ['::/0', 'medium'],
    ['0.0.0.0/1', 'low'],
    ['2000::/3', 'medium'],
    ['pl-1', 'low'],
  ])('a dead route to %s is %s', (destination, severity) => {
    const tables = { 'rtb-1': { routes: [`${destination} nat-1 blackhole`], subnets: ['subnet-1'] } }
    expect(theFailure('RT-007', { tables }).severity.effective).toBe(severity)
  })

  it('names the target that is gone, and none where AWS names none', () => {
    const RouteTables = [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        OwnerId: OWNER,
        Associations: [{ SubnetId: 'subnet-1' }],
        Routes: [
          { DestinationCidrBlock: '10.8.0.0/16', State: 'blackhole' },
          { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'blackhole' },
        ],
      },
    ]
    const { related } = theFailure('RT-007', { elements: { RouteTables } })
    expect(related.filter(({ role }) => role === 'missing-target')).toEqual([{ role: 'missing-target', id: 'pcx-1' }])
  })
})

describe('SG-018 and SG-020', () => {
  const group = (GroupName: string, more: JsonObject): NetworkSketch => ({
    elements: {
      SecurityGroups: [
        {
          GroupId: 'sg-1',
          GroupName,
          OwnerId: OWNER,
          VpcId: 'vpc-1',
          IpPermissions: [],
          IpPermissionsEgress: [],
          ...more,
        },
      ],
    },
  })

  it('a rule that could not be read keeps SG-018 open', () => {
    const sketch = group('web', { IpPermissionsEgress: [{ IpProtocol: 'no such protocol' }] })
    expect(tell('SG-018', sketch)).toEqual(['NOT_EVALUATED sg-1'])
    expect(findingsOf('SG-018', sketch)[0]?.reasonNotEvaluated).toContain('a rule could not be read')
  })

  it('a rule that could not be read is a rule: the default group is not empty', () => {
    expect(tell('SG-020', group('default', { IpPermissions: [{ IpProtocol: 'no such protocol' }] }))[0]).toContain(
      'FAIL sg-1',
    )
  })

  const target = (Id: string) => ({
    TargetGroups: [
      {
        TargetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:${OWNER}:targetgroup/app/1`,
        TargetGroupName: 'app',
        TargetType: Id.startsWith('i-') ? 'instance' : 'ip',
        VpcId: 'vpc-1',
        Targets: [{ Target: { Id, Port: 80 } }],
      },
    ],
  })

  it.each<[string, InterfaceSketch, JsonObject | null, string]>([
    ['a plain host', {}, null, 'info'],
    ['a target by address', {}, target('10.0.0.10'), 'medium'],
    ['a target by instance', {}, target('i-1'), 'medium'],
    ['another target', {}, target('10.0.0.99'), 'info'],
    ['a function', { instance: null, type: 'lambda' }, null, 'medium'],
    [
      'a container task',
      { instance: null, description: 'arn:aws:ecs:eu-west-1:111122223333:attachment/1' },
      null,
      'medium',
    ],
    [
      'a database interface',
      { instance: null, description: 'RDSNetworkInterface', requester: 'amazon-rds' },
      null,
      'medium',
    ],
    ['a load balancer', { instance: null, description: 'ELB app/web/1', requester: 'amazon-elb' }, null, 'info'],
  ])('SG-018 grades %s', (...[, networkInterface, elements, severity]) => {
    const sketch = {
      groups: { 'sg-1': ['out all 0.0.0.0/0'] },
      interfaces: { 'eni-1': networkInterface },
      elements: { ...elements },
    }
    expect(theFailure('SG-018', sketch).severity.effective).toBe(severity)
  })
})

describe('the role of an interface, from what AWS writes on it', () => {
  it.each<[string, InterfaceSketch, string]>([
    ['requested by ELB', { requester: 'amazon-elb' }, 'load-balancer'],
    ['described as ELB', { description: 'ELB app/web/1' }, 'load-balancer'],
    ['Network Load Balancer', { type: 'network_load_balancer' }, 'load-balancer'],
    ['NAT gateway', { type: 'nat_gateway' }, 'nat-gateway'],
    ['transit gateway', { type: 'transit_gateway' }, 'transit'],
    ['endpoint', { type: 'vpc_endpoint' }, 'endpoint'],
    ['Gateway Load Balancer endpoint', { type: 'gateway_load_balancer_endpoint' }, 'endpoint'],
    ['Lambda', { type: 'lambda' }, 'function'],
    ['ECS, by description', { description: 'arn:aws:ecs:eu-west-1:111122223333:attachment/1' }, 'container'],
    ['ECS, by requester', { requester: 'amazon-ecs' }, 'container'],
    ['RDS', { description: 'RDSNetworkInterface' }, 'database'],
    ['RDS, by requester', { requester: 'amazon-rds' }, 'database'],
    ['ElastiCache', { description: 'ElastiCache orders-001' }, 'database'],
    ['ElastiCache, by requester', { requester: 'amazon-elasticache' }, 'database'],
    ['Redshift', { description: 'RedshiftNetworkInterface' }, 'database'],
    ['OpenSearch', { description: 'ES search' }, 'database'],
    ['DAX', { description: 'DAX cache' }, 'database'],
    ['an instance', {}, 'host'],
    ['a description that only mentions it', { description: 'in front of the ELB' }, 'host'],
  ])('%s', (...[, sketch, role]) => {
    const inventory = readDescribe([sketchDocument({ interfaces: { 'eni-1': { instance: null, ...sketch } } })])
    const found = inventory.networkInterfaces.get('eni-1')
    expect(found && interfaceRole(found)).toBe(role)
  })
})

describe('commands that take a rule away, as the EC2 API takes them', () => {
  const revoke = (printed: JsonObject, key = 'IpPermissions') => {
    const [finding] = findingsOf('SG-020', {
      elements: {
        SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'default', OwnerId: OWNER, VpcId: 'vpc-1', [key]: [printed] }],
      },
    })
    const command = finding?.remediation.cli[0] ?? ''
    return { command, permissions: JSON.parse(/'(.*)'/.exec(command)?.[1] ?? 'null') }
  }

  it.each<[string, JsonObject]>([
    ['TCP', { IpProtocol: 'tcp', FromPort: 20, ToPort: 25, IpRanges: [{ CidrIp: '198.51.100.0/24' }] }],
    ['ICMP type and code', { IpProtocol: 'icmp', FromPort: 3, ToPort: 4, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    ['ICMP of any type', { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    ['ICMP type 0 of any code', { IpProtocol: 'icmp', FromPort: 0, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    ['ICMPv6', { IpProtocol: 'icmpv6', FromPort: 128, ToPort: 0, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
    ['everything over IPv6', { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
    ['GRE', { IpProtocol: '47', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    ['a prefix list', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
    [
      'a group of another account',
      { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-9', UserId: '444455556666' }] },
    ],
  ])('%s comes back as it was printed', (_, printed) => {
    expect(revoke(printed).permissions).toEqual([printed])
  })

  it.each([
    ['IpPermissions', 'ingress', 'Inbound'],
    ['IpPermissionsEgress', 'egress', 'Outbound'],
  ])('%s are revoked as %s, on the tab %s', (key, direction, tab) => {
    const printed = { IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }
    expect(revoke(printed, key).command).toMatch(new RegExp(`^aws ec2 revoke-security-group-${direction} `))
    const SecurityGroups = [{ GroupId: 'sg-1', GroupName: 'default', OwnerId: OWNER, VpcId: 'vpc-1', [key]: [printed] }]
    expect(theFailure('SG-020', { elements: { SecurityGroups } }).remediation.console[1]).toContain(
      `On the ${tab} rules tab`,
    )
  })
})

describe('what carries a group by an interface in no document', () => {
  const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:${OWNER}:${name}`
  const level = (elements: NetworkSketch['elements']) =>
    theFailure('SG-003', {
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
      interfaces: {},
      instances: {},
      elements: elements ?? {},
    }).exposure.level
  const balancer = (Scheme?: string): JsonObject => ({
    LoadBalancerArn: arn('elasticloadbalancing', 'loadbalancer/app/front/1'),
    LoadBalancerName: 'front',
    Type: 'application',
    VpcId: 'vpc-1',
    SecurityGroups: ['sg-1'],
    ...(Scheme ? { Scheme } : {}),
  })
  const database = (more: JsonObject): JsonObject => ({
    DBInstanceIdentifier: 'orders',
    Engine: 'postgres',
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
    ...more,
  })
  const instance = (Name: string): JsonObject => ({
    InstanceId: 'i-1',
    VpcId: 'vpc-1',
    SubnetId: 'subnet-1',
    State: { Name },
    SecurityGroups: [{ GroupId: 'sg-1' }],
  })

  it.each<[string, NetworkSketch['elements'], string]>([
    ['a balancer that does not say its scheme', { LoadBalancers: [balancer()] }, 'unknown'],
    ['an internal balancer', { LoadBalancers: [balancer('internal')] }, 'internal'],
    ['a data store that does not say whether it is public', { DBInstances: [database({})] }, 'unknown'],
    ['a private data store', { DBInstances: [database({ PubliclyAccessible: false })] }, 'internal'],
    ['an instance that is shutting down', { Instances: [instance('shutting-down')] }, 'internal'],
    ['an instance that is stopping', { Instances: [instance('stopping')] }, 'internal'],
    ['an instance that is starting', { Instances: [instance('pending')] }, 'unknown'],
  ])('%s: %s', (...[, elements, expected]) => {
    expect(level(elements)).toBe(expected)
  })
})
