/** EXP-002, EXP-003 and EXP-007. Source: EC2 guide, "Instance IP addressing"; VPC guide, "IPv6"; ELB guides, "Target groups". */

import { describe, expect, it } from 'vitest'
import { BALANCED_NETWORK, sketchBalanced, withBalancers } from '../../../testing/sketch-balancers.ts'
import type { InterfaceSketch, NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const HOST = { instances: { 'i-1': 'batch-1' }, groups: { 'sg-1': [] } }
const OPEN = { ...HOST, groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] } }
const one = (eni: InterfaceSketch, more: NetworkSketch = HOST): NetworkSketch => ({
  ...more,
  interfaces: { 'eni-1': eni },
})

describe('EXP-002 public address on what is no edge component', () => {
  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['a host the internet reaches', OPEN, ['FAIL eni-1 high internet']],
    ['a host with nothing open', HOST, ['FAIL eni-1 medium internal']],
    ['a host whose group was not collected', { ...HOST, missing: ['SecurityGroups'] }, ['FAIL eni-1 high unknown']],
    ['a function', one({ instance: null, type: 'lambda' }), ['FAIL eni-1 medium internal']],
    ['a host without one', one({ publicIp: null }), ['PASS vpc-1']],
    ['a load balancer', one({ instance: null, description: 'ELB app/web/1', requester: 'amazon-elb' }), ['PASS vpc-1']],
    ['a NAT gateway', one({ instance: null, type: 'nat_gateway' }), ['PASS vpc-1']],
    ['a bastion by name', one({}, { ...HOST, instances: { 'i-1': 'bastion-1' } }), ['PASS vpc-1']],
    ['a host that forwards for others', one({ more: { SourceDestCheck: false } }), ['PASS vpc-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('EXP-002', sketch)).toEqual(expected)
  })

  it('knows the interface of a NAT gateway by the gateway that names it', () => {
    const elements = {
      NatGateways: [
        {
          NatGatewayId: 'nat-1',
          VpcId: 'vpc-1',
          SubnetId: 'subnet-1',
          State: 'available',
          NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-1', PrivateIp: '10.0.0.10', PublicIp: '198.51.100.10' }],
        },
      ],
    }
    expect(tell('EXP-002', one({ instance: null }, { ...HOST, elements }))).toEqual(['PASS vpc-1'])
  })

  const fleet = (
    more: NetworkSketch['interfaces'] = {},
    instances: NetworkSketch['instances'] = {},
  ): NetworkSketch => ({
    groups: OPEN.groups,
    instances: { 'i-1': 'batch-1', 'i-2': 'batch-2', ...instances },
    interfaces: {
      'eni-1': { instance: 'i-1', publicIp: '198.51.100.1', privateIp: '10.0.0.11' },
      'eni-2': { instance: 'i-2', publicIp: '198.51.100.2', privateIp: '10.0.0.12' },
      ...more,
    },
  })

  it('is one finding for interfaces of one VPC with the same groups, whichever comes first', () => {
    const finding = theFailure('EXP-002', fleet())
    expect(finding.title).toBe('batch-1 and batch-2 have a public address')
    expect(finding.description).toBe(
      'batch-1 and batch-2 have public addresses (198.51.100.1 and 198.51.100.2), 2 interfaces with the same security groups in one VPC, and none is a load balancer, NAT gateway or bastion. The internet reaches a port of each of them now.',
    )
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/NetworkInterfaces/0', '/NetworkInterfaces/1'])
    expect(finding.related.filter(({ role }) => role === 'interface').map(({ id }) => id)).toEqual(['eni-1', 'eni-2'])
    expect(finding.remediation.cli).toHaveLength(2)
    const later = theFailure('EXP-002', fleet({ 'eni-1': { instance: 'i-1', publicIp: null } }))
    expect(later.resource.id).toBe('eni-2')
    expect(later.id).toBe(finding.id)
  })

  it('is as bad as the worst of them, and tells them apart by what is meant to be public', () => {
    const off = fleet({ 'eni-3': { instance: 'i-3', publicIp: '198.51.100.3' } }, { 'i-3': 'batch-3/stopped' })
    const finding = theFailure('EXP-002', off)
    expect(finding.severity.effective).toBe('high')
    expect(finding.description).toContain('The internet reaches a port of 2 of them now. Nothing on 1 of them is open')
    expect(tell('EXP-002', fleet(), { publicServices: ['i-2'] })).toEqual([
      'FAIL eni-1 high internet',
      'FAIL eni-2 info internet',
    ])
  })

  it.each([
    [{ description: 'arn:aws:ecs:eu-west-1:111122223333:attachment/1' }, 'aws ecs update-service', 'aws_ecs_service'],
    [{ requester: '123', more: { RequesterManaged: true } }, 'aws ec2 describe-network-interfaces', null],
  ])('leaves the address of %j to the service that gave it', (parts, command, terraform) => {
    const { remediation } = theFailure('EXP-002', one({ instance: null, ...parts }))
    expect(remediation.cli[0]).toContain(command)
    expect(remediation.cli.join()).not.toContain('modify-network-interface-attribute')
    if (terraform === null) expect(remediation.terraform).toBeNull()
    else expect(remediation.terraform).toContain(terraform)
  })

  it('names a host that nobody named once', () => {
    expect(theFailure('EXP-002', one({ instance: null, type: 'lambda' })).description).toMatch(
      /^Function interface eni-1 has the public address/,
    )
  })

  it('does not say that a rule keeps the internet out where the internet is in', () => {
    expect(theFailure('EXP-002', OPEN).description).toMatch(/The internet reaches a port of it now\.$/)
    expect(theFailure('EXP-002', HOST).description).toContain('Nothing on it is open to the internet now')
  })

  it('is Info for what is meant to be public, and says how to take the address away', () => {
    expect(tell('EXP-002', OPEN, { publicServices: ['i-1'] })).toEqual(['FAIL eni-1 info internet'])
    const finding = theFailure('EXP-002', OPEN)
    expect(finding.title).toBe('batch-1 has a public address')
    expect(finding.evidence[0]).toMatchObject({ pointer: '/NetworkInterfaces/0', excerpt: 'eni-1: 198.51.100.10' })
    expect(finding.remediation.cli[0]).toContain('--network-interface-id eni-1 --no-associate-public-ip-address')
  })

  it('is not evaluated where interfaces, or the addresses of one, were not told', () => {
    expect(tell('EXP-002', { missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
    const untold = one({ publicIp: null, more: { PrivateIpAddresses: [{ PrivateIpAddress: 'x' }] } })
    expect(tell('EXP-002', untold)).toEqual(['NOT_EVALUATED vpc-1'])
    expect(tellCut('EXP-002', one({ publicIp: null }), ['NetworkInterfaces'])).toEqual([])
  })
})

describe('EXP-003 global IPv6 address', () => {
  const global = { publicIp: null, ipv6: ['2600:1f18::1'] }
  const tables = (route: string) => ({ 'rtb-1': { routes: ['10.0.0.0/16 local', route], main: true } })

  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    [
      'a host the internet reaches over IPv6 only',
      one(global, { ...HOST, groups: { 'sg-1': ['in tcp 22 ::/0'] } }),
      ['FAIL eni-1 high internet'],
    ],
    ['a host with nothing open', one(global), ['FAIL eni-1 medium internal']],
    ['2000::/3', one(global, { ...HOST, tables: tables('2000::/3 igw-1') }), ['FAIL eni-1 medium internal']],
    ['an egress-only gateway', one(global, { ...HOST, tables: tables('::/0 eigw-1') }), ['PASS vpc-1']],
    ['a blackhole', one(global, { ...HOST, tables: tables('::/0 igw-1 blackhole') }), ['PASS vpc-1']],
    ['only IPv4 leads out', one(global, { ...HOST, tables: tables('0.0.0.0/0 igw-1') }), ['PASS vpc-1']],
    ['a unique local address', one({ publicIp: null, ipv6: ['fd00::1'] }), ['PASS vpc-1']],
    ['a load balancer', one({ ...global, instance: null, requester: 'amazon-elb' }), ['PASS vpc-1']],
    ['no known table', one(global, { ...HOST, tables: {} }), ['NOT_EVALUATED vpc-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('EXP-003', sketch)).toEqual(expected)
  })

  it('points at the route, and is not evaluated when routes were not collected', () => {
    const { evidence, remediation } = theFailure('EXP-003', one(global))
    expect(evidence.map(({ excerpt }) => excerpt)).toContain('::/0 → igw-1')
    expect(remediation.cli[0]).toContain('--ipv6-addresses 2600:1f18::1')
    expect(tell('EXP-003', { ...one(global), missing: ['RouteTables'] })).toContain('NOT_EVALUATED vpc-1')
  })
})

describe('EXP-007 target keeps a public address', () => {
  const withPublic = (publicIp: string | null, rules: readonly string[] = ['in tcp 8080 sg-lb']) => ({
    network: {
      ...BALANCED_NETWORK,
      groups: { ...BALANCED_NETWORK.groups, 'sg-web': rules },
      interfaces: {
        ...BALANCED_NETWORK.interfaces,
        'eni-a': { ...BALANCED_NETWORK.interfaces['eni-a'], subnet: 'subnet-1', privateIp: '10.0.0.20', publicIp },
      },
    },
  })

  it('fails for a target by instance, not for the nodes nor for other hosts', () => {
    expect(tell('EXP-007', sketchBalanced(withPublic('198.51.100.30')))).toEqual(['FAIL eni-a low internal'])
    expect(tell('EXP-007', sketchBalanced(withPublic('198.51.100.30', ['in tcp 8080 0.0.0.0/0'])))).toEqual([
      'FAIL eni-a medium internet',
    ])
    expect(tell('EXP-007', sketchBalanced(withPublic(null)))).toEqual(['PASS vpc-1'])
  })

  it('knows a target by its address, and has one cause with EXP-002', () => {
    const inventory = sketchBalanced({
      ...withPublic('198.51.100.30'),
      targetGroups: { 'tg-web': { type: 'ip', targets: ['10.0.0.20'] } },
    })
    const [seven] = findingsOf('EXP-007', inventory)
    const [two] = findingsOf('EXP-002', inventory)
    expect(seven?.resource.id).toBe('eni-a')
    expect(seven?.rootCauseId).toBe(two?.rootCauseId)
  })

  it('is not evaluated where targets were not collected', () => {
    const untold = sketchBalanced({ ...withPublic('198.51.100.30'), targetGroups: { 'tg-web': { targets: null } } })
    expect(tell('EXP-007', untold)[0]).toMatch(/^NOT_EVALUATED arn:aws:elasticloadbalancing.*targetgroup/)
    expect(tell('EXP-007', { ...withBalancers({}), missing: ['TargetGroups'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })
})
