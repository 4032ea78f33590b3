/** TIER-005, TIER-006 and TIER-011. Source: RDS user guide, "Working with a DB instance in a VPC"; VPC guide, "Subnet types". */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE } from '../../../testing/sketch-network.ts'
import { findingsIn, findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const ARN = 'arn:aws:rds:eu-west-1:111122223333:db:orders'
const DB = {
  DBInstanceIdentifier: 'orders',
  DBInstanceArn: ARN,
  Engine: 'postgres',
  PubliclyAccessible: true,
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
  DBSubnetGroup: { VpcId: 'vpc-1', Subnets: [{ SubnetIdentifier: 'subnet-1' }] },
  Endpoint: { Port: 5432 },
}
const store = (db: object = {}, more: NetworkSketch = {}): NetworkSketch => ({
  interfaces: { 'eni-1': { instance: null, requester: 'amazon-rds', description: 'RDSNetworkInterface' } },
  groups: { 'sg-1': ['in tcp 5432 0.0.0.0/0'] },
  ...more,
  elements: { DBInstances: [{ ...DB, ...db }], ...more.elements },
})

describe('TIER-005 data store in a public subnet', () => {
  const table = (routes: string[]) => ({ 'rtb-main': { routes: ['10.0.0.0/16 local', ...routes], main: true } })

  it.each<readonly [string, NetworkSketch, string]>([
    ['an explicit public table', store(), `FAIL ${ARN} high none`],
    ['the main table of its VPC', store({}, { tables: table(['0.0.0.0/0 igw-1']) }), `FAIL ${ARN} high none`],
    ['IPv6 only', store({}, { tables: table(['::/0 igw-1']) }), `FAIL ${ARN} high none`],
    ['a NAT gateway', store({}, { tables: table(['0.0.0.0/0 nat-1']) }), `PASS ${ARN}`],
    ['a blackhole', store({}, { tables: table(['0.0.0.0/0 igw-1 blackhole']) }), `PASS ${ARN}`],
    ['no known table', store({}, { tables: {} }), `NOT_EVALUATED ${ARN}`],
    ['no subnets told', store({ DBSubnetGroup: undefined }), `NOT_EVALUATED ${ARN}`],
  ])('%s', (_, sketch, expected) => {
    expect(tell('TIER-005', sketch)).toEqual([expected])
  })

  it('points at the route that makes the subnet public', () => {
    expect(theFailure('TIER-005', store()).evidence.map(({ excerpt }) => excerpt)).toContain('0.0.0.0/0 → igw-1')
  })

  it('is one cause with RT-004 on its subnet, as long as nothing else stands there', () => {
    const rds = { instance: null, requester: 'amazon-rds', description: 'RDSNetworkInterface', publicIp: null }
    const causes = (interfaces: NonNullable<NetworkSketch['interfaces']>) => {
      const both = store({}, { interfaces })
      return new Set(['TIER-005', 'RT-004'].map((ruleId) => theFailure(ruleId, both).rootCauseId)).size
    }
    expect(causes({ 'eni-1': rds })).toBe(1)
    expect(causes({ 'eni-1': rds, 'eni-2': { publicIp: null, privateIp: '10.0.0.12' } })).toBe(2)
  })
})

// Source: OpenSearch Service guide, "Launching your domains within a VPC": one with a public endpoint has no VPC options.
describe('a domain outside of every VPC', () => {
  const arn = 'arn:aws:es:eu-west-1:111122223333:domain/logs'
  const domain = (more: object = {}): NetworkSketch => ({
    elements: { DomainStatusList: [{ ARN: arn, DomainName: 'logs', ...more }] },
  })

  it('is told by TIER-011 alone: it has no subnet and no group that could be asked about', () => {
    expect(tell('TIER-011', domain())).toContain(`FAIL ${arn} high none`)
    expect(tell('TIER-005', domain())).toEqual([`PASS ${arn}`])
    expect(tell('TIER-006', domain())).toEqual([])
  })

  it('is moved by its own VPC options, not by the subnet group of a database', () => {
    const inside = domain({ VPCOptions: { VPCId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } })
    expect(theFailure('TIER-005', inside).remediation.terraform).toContain('resource "aws_opensearch_domain"')
    expect(theFailure('TIER-005', store()).remediation.terraform).toContain('resource "aws_db_subnet_group"')
  })
})

// Source: RDS user guide, "Working with a DB instance in a VPC" (a subnet group; a failover may move it).
describe('TIER-005 says what is sure of where it stands', () => {
  const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
  const group = (...ids: string[]) => ({
    DBSubnetGroup: { VpcId: 'vpc-1', Subnets: ids.map((SubnetIdentifier) => ({ SubnetIdentifier })) },
  })
  const tables = { 'rtb-1': PUBLIC_TABLE, 'rtb-main': MAIN_TABLE }

  it.each<[string, JsonObject, string, string]>([
    ['in public ones only', group('subnet-1'), 'stands in a public subnet', 'Each of its subnets has a route'],
    [
      'in a public or a private one',
      group('subnet-1', 'subnet-2'),
      'may stand in a public subnet',
      '1 of its 2 subnets has a route',
    ],
    ['and is public', { ...group('subnet-1'), PubliclyAccessible: true }, 'stands', 'It is publicly accessible'],
    [
      'and is not',
      { ...group('subnet-1'), PubliclyAccessible: false },
      'stands',
      'Once it is made publicly accessible',
    ],
  ])('%s', (...[, more, title, description]) => {
    const finding = theFailure('TIER-005', store(more, { subnets, tables }))
    expect(finding.title).toContain(title)
    expect(finding.description).toContain(description)
  })

  const CACHE = {
    ARN: 'arn:aws:elasticache:eu-west-1:111122223333:cluster:sessions',
    CacheClusterId: 'sessions',
    CacheSubnetGroupName: 'private',
  }
  it('asks for the subnet group of a cache, which the cache itself only names', () => {
    const [finding] = findingsOf('TIER-005', { elements: { CacheClusters: [CACHE] }, missing: ['CacheSubnetGroups'] })
    expect(finding?.reasonNotEvaluated).toContain('aws elasticache describe-cache-subnet-groups --region eu-west-1')
  })

  it('calls no cache publicly accessible, which AWS never makes it', () => {
    const CacheSubnetGroups = [
      { CacheSubnetGroupName: 'private', VpcId: 'vpc-1', Subnets: [{ SubnetIdentifier: 'subnet-1' }] },
    ]
    const { description } = theFailure('TIER-005', { elements: { CacheClusters: [CACHE], CacheSubnetGroups } })
    expect(description).toContain('AWS gives it private addresses only')
  })
})

describe('TIER-006 data store reachable from the internet', () => {
  it.each<readonly [string, NetworkSketch, string]>([
    ['everything opens it', store(), `FAIL ${ARN} critical internet tcp/5432`],
    ['it is not publicly accessible', store({ PubliclyAccessible: false }, { interfaces: {} }), `PASS ${ARN}`],
    ['its group opens another port', store({}, { groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] } }), `PASS ${ARN}`],
    [
      'its group names a narrow range',
      store({}, { groups: { 'sg-1': ['in tcp 5432 203.0.113.0/24'] } }),
      `PASS ${ARN}`,
    ],
    ['its subnet is private', store({}, { tables: { 'rtb-main': MAIN_TABLE } }), `PASS ${ARN}`],
    [
      'the ACL denies it',
      store(
        {},
        { acls: { 'acl-1': { ...OPEN_ACL, entries: ['90 in deny tcp 5432 0.0.0.0/0', ...OPEN_ACL.entries] } } },
      ),
      `PASS ${ARN}`,
    ],
    ['its group was not collected', store({}, { missing: ['SecurityGroups'] }), `NOT_EVALUATED ${ARN}`],
    ['its interface was not collected', store({}, { missing: ['NetworkInterfaces'] }), `NOT_EVALUATED ${ARN}`],
    [
      'nobody told whether it is public',
      store({ PubliclyAccessible: undefined }, { tables: { 'rtb-1': { ...PUBLIC_TABLE, routes: [] } } }),
      `NOT_EVALUATED ${ARN}`,
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('TIER-006', sketch)).toEqual([expected])
  })

  it('sees the one port of a warehouse, in two halves of the internet', () => {
    const cluster = {
      ClusterIdentifier: 'sales',
      PubliclyAccessible: true,
      ClusterSubnetGroupName: 'sales',
      VpcId: 'vpc-1',
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
      Endpoint: { Port: 5439 },
      ClusterNodes: [{ NodeRole: 'LEADER', PrivateIPAddress: '10.0.0.10', PublicIPAddress: '198.51.100.10' }],
    }
    const ClusterSubnetGroups = [
      { ClusterSubnetGroupName: 'sales', VpcId: 'vpc-1', Subnets: [{ SubnetIdentifier: 'subnet-1' }] },
    ]
    const told = (...rules: readonly string[]) =>
      tell('TIER-006', {
        groups: { 'sg-1': rules },
        interfaces: {
          'eni-1': { instance: null, requester: 'amazon-redshift', description: 'RedshiftNetworkInterface' },
        },
        elements: { RedshiftClusters: [cluster], ClusterSubnetGroups },
      })
    const arn = 'arn:aws:redshift:eu-west-1:111122223333:cluster:sales'
    expect(told('in tcp 5439 0.0.0.0/1', 'in tcp 5439 128.0.0.0/1')).toEqual([`FAIL ${arn} critical internet tcp/5439`])
    expect(told('in tcp 443 0.0.0.0/0')).toEqual([`PASS ${arn}`])
  })

  it('shows the path, names the rule (redshift and RDS alike) and has one cause with it', () => {
    const finding = theFailure('TIER-006', store())
    expect(finding.exposure.path[0]?.component).toBe('internet')
    expect(finding.evidence.map(({ pointer }) => pointer)).toContain('/DBInstances/0/PubliclyAccessible')
    expect(finding.remediation.cli[0]).toContain('--db-instance-identifier orders --no-publicly-accessible')
    const causes = findingsIn(store()).filter(
      ({ ruleId, status }) => status === 'FAIL' && /^(TIER-006|SG-005|SG-004|EXP-001)$/.test(ruleId),
    )
    expect(causes.length).toBeGreaterThan(2)
    expect(new Set(causes.map(({ rootCauseId }) => rootCauseId)).size).toBe(1)
  })
})

describe('TIER-011 service outside of every VPC', () => {
  const fn = (VpcConfig?: JsonObject): NetworkSketch => ({
    elements: {
      Functions: [
        {
          FunctionName: 'resize',
          FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:resize',
          ...(VpcConfig ? { VpcConfig } : {}),
        },
      ],
    },
  })

  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['a function', fn(), ['FAIL arn:aws:lambda:eu-west-1:111122223333:function:resize low none']],
    [
      'a function in a VPC',
      fn({ VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }),
      ['PASS arn:aws:lambda:eu-west-1:111122223333:function:resize'],
    ],
    ['a data store', store({ DBSubnetGroup: undefined, VpcSecurityGroups: [] }), [`FAIL ${ARN} high none`]],
    ['a data store in a VPC', store(), [`PASS ${ARN}`]],
    ['a data store of which only the groups are told', store({ DBSubnetGroup: undefined }), [`NOT_EVALUATED ${ARN}`]],
    [
      'an instance',
      { elements: { Instances: [{ InstanceId: 'i-9', State: { Name: 'running' } }] } },
      ['FAIL i-9 high none'],
    ],
    [
      'an instance that is gone',
      { elements: { Instances: [{ InstanceId: 'i-9', State: { Name: 'terminated' } }] } },
      [],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(
      findingsOf('TIER-011', sketch).map(({ status, resource, severity, exposure }) =>
        status === 'FAIL'
          ? `${status} ${resource.id} ${severity.effective} ${exposure.level}`
          : `${status} ${resource.id}`,
      ),
    ).toEqual(expected)
  })
})
