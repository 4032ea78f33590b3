import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { tell, theFailure } from '../testing/tell-findings.ts'

/** As older exports print it: no interface anywhere, only the group and the address. */
const LONELY: JsonObject = {
  InstanceId: 'i-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  State: { Name: 'running' },
  PrivateIpAddress: '10.0.0.10',
  PublicIpAddress: '198.51.100.10',
  SecurityGroups: [{ GroupId: 'sg-1' }],
  Tags: [{ Key: 'Name', Value: 'gateway-1' }],
}

function network(rules: readonly string[], elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return { groups: { 'sg-1': rules }, interfaces: {}, instances: {}, elements }
}

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`

const database = (id: string, open: boolean): JsonObject => ({
  DBInstanceIdentifier: id,
  DBInstanceArn: arn('rds', `db:${id}`),
  Engine: 'postgres',
  PubliclyAccessible: open,
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
})

const balancer = (scheme: string): JsonObject => ({
  LoadBalancerArn: arn('elasticloadbalancing', 'loadbalancer/app/front/1'),
  LoadBalancerName: 'front',
  Type: 'application',
  Scheme: scheme,
  VpcId: 'vpc-1',
  SecurityGroups: ['sg-1'],
})

describe('a group that something carries by an interface no document holds', () => {
  it.each<[string, Partial<Record<DescribeKey, readonly JsonObject[]>>, string]>([
    ['an instance', { Instances: [LONELY] }, 'critical unknown'],
    ['a stopped instance', { Instances: [{ ...LONELY, State: { Name: 'stopped' } }] }, 'medium internal'],
    ['a public data store', { DBInstances: [database('orders', true)] }, 'critical unknown'],
    ['a private data store', { DBInstances: [database('orders', false)] }, 'medium internal'],
    ['a public load balancer', { LoadBalancers: [balancer('internet-facing')] }, 'critical unknown'],
    ['an internal load balancer', { LoadBalancers: [balancer('internal')] }, 'medium internal'],
    ['nothing', {}, 'medium none'],
    ['a terminated instance', { Instances: [{ ...LONELY, State: { Name: 'terminated' } }] }, 'medium none'],
  ])('%s: %#', (_, elements, verdict) => {
    expect(tell('SG-003', network(['in tcp 22 0.0.0.0/0'], elements))).toEqual([`FAIL sg-1 ${verdict} tcp/22`])
  })

  it('is told by the name of what carries it', () => {
    const finding = theFailure('SG-003', network(['in tcp 22 0.0.0.0/0'], { Instances: [LONELY] }))
    expect(finding.title).toBe('SSH on gateway-1 is open to the internet')
    expect(finding.severity.why.join()).toContain('gateway-1 carries it by an interface that is in no document')
    expect(finding.related).toContainEqual({ role: 'instance', id: 'i-1' })
  })

  it('is no longer a matter of the instance once its interface is known', () => {
    const elements = { Instances: [{ ...LONELY, SecurityGroups: [{ GroupId: 'sg-1' }] }] }
    const sketch = { ...network(['in tcp 22 0.0.0.0/0'], elements), interfaces: { 'eni-1': { groups: ['sg-2'] } } }
    expect(tell('SG-003', sketch)).toEqual(['FAIL sg-1 medium none tcp/22'])
  })

  it('stays unknown where its known interfaces cannot be reached', () => {
    const sketch = {
      ...network(['in tcp 22 0.0.0.0/0'], { Instances: [LONELY] }),
      interfaces: { 'eni-2': { instance: null, publicIp: null } },
    }
    expect(tell('SG-003', sketch)).toEqual(['FAIL sg-1 critical unknown tcp/22'])
  })

  it('is in use: its egress and the rules of a default group weigh as much', () => {
    const groups = { 'sg-1': ['out all 0.0.0.0/0'], 'sg-default': ['in all sg-default'] }
    const lonely = { ...LONELY, SecurityGroups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-default' }] }
    const sketch = { groups, interfaces: {}, instances: {}, elements: { Instances: [lonely] } }
    expect(tell('SG-018', sketch)).toContain('FAIL sg-1 info internal all')
    expect(theFailure('SG-018', sketch).title).toBe('gateway-1 may open any connection to the internet')
    expect(tell('SG-020', sketch)).toEqual(['FAIL sg-default high internal'])
  })

  it('grades egress by the tier of a function or a host behind a load balancer', () => {
    const Functions = [
      {
        FunctionName: 'sync',
        FunctionArn: arn('lambda', 'function:sync'),
        VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      },
    ]
    const LoadBalancerDescriptions = [{ LoadBalancerName: 'old', VPCId: 'vpc-1', Instances: [{ InstanceId: 'i-1' }] }]
    const egress = ['out all 0.0.0.0/0']
    expect(tell('SG-018', network(egress, { Functions }))).toEqual(['FAIL sg-1 medium internal all'])
    expect(tell('SG-018', network(egress, { Instances: [LONELY], LoadBalancerDescriptions }))).toEqual([
      'FAIL sg-1 medium internal all',
    ])
  })

  it('stands in its VPC, so that nobody calls the VPC empty', () => {
    expect(tell('LOG-001', network([], { Instances: [LONELY] }))).toEqual(['FAIL vpc-1 medium none'])
  })

  it('leaves what a network ACL shuts off, or lets in, unknown', () => {
    const rules = ['in tcp 22 0.0.0.0/0']
    expect(tell('NACL-001', network(rules, { Instances: [LONELY] }))[0]).toContain('medium unknown')
    expect(tell('NACL-001', network(rules, {}))[0]).toContain('low none')
  })
})
