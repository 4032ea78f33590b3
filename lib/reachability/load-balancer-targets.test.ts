/** Source: ELB guides, "Target groups", "Listener rules"; Network Load Balancers guide, "Target type". */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { formatAddress } from '../net/prefix.ts'
import { BALANCED_NETWORK, type BalancedSketch, balancerArn, sketchBalanced } from '../testing/sketch-balancers.ts'
import type { InterfaceSketch } from '../testing/sketch-network.ts'
import { type ListenerTargets, targetsOfListener } from './load-balancer-targets.ts'
import { networkOf } from './network.ts'

function targetsOf(sketch: BalancedSketch, arn = balancerArn('shop')): ListenerTargets {
  const network = networkOf(sketchBalanced(sketch))
  const balancer = network.inventory.loadBalancers.get(arn)
  const node = network.inventory.networkInterfaces.get('eni-node-1')
  const [listener] = balancer?.listeners ?? []
  if (!balancer || !node || !listener) throw new Error('The sketch has no such load balancer.')
  return targetsOfListener(network, { balancer, listener, node })
}

/** `10.0.10.10 of eni-a`, or why it is not told. */
function addresses(sketch: BalancedSketch): readonly string[] {
  return targetsOf(sketch).choices.map(({ target }) => {
    if (target.kind === 'address')
      return `${formatAddress(target.address)} of ${target.networkInterface?.id ?? 'nobody'}`
    return target.kind === 'untold' ? `${target.unknown.code} ${target.unknown.key}` : target.kind
  })
}

const instance = (InstanceId: string, fields: JsonObject = {}): JsonObject => ({
  InstanceId,
  VpcId: 'vpc-1',
  SubnetId: 'subnet-a',
  State: { Name: 'running' },
  ...fields,
})

const of = (name: string, privateIp: string, more: InterfaceSketch = {}): InterfaceSketch => ({
  subnet: 'subnet-a',
  privateIp,
  publicIp: null,
  instance: name,
  groups: ['sg-web'],
  ...more,
})

/** The instances `i-a` is one of, as a target of each family. */
function instances(
  found: readonly JsonObject[],
  interfaces: Readonly<Record<string, InterfaceSketch>>,
  family: 'ipv4' | 'ipv6' = 'ipv4',
) {
  return addresses({
    targetGroups: { 'tg-web': { targets: ['i-a'], family } },
    network: { ...BALANCED_NETWORK, interfaces, elements: { Instances: found } },
  })
}

describe('the address of an instance that is a target', () => {
  const MAIN = { PrivateIpAddress: '10.0.10.20' }
  const second = {
    PrivateIpAddresses: [
      { Primary: true, PrivateIpAddress: '10.0.10.20' },
      { Primary: false, PrivateIpAddress: '10.0.10.21' },
    ],
  }

  it('is on the interface that holds the primary address of the instance, whatever others it has', () => {
    const interfaces = { 'eni-x1': of('i-a', '10.0.10.30'), 'eni-x2': of('i-a', '10.0.10.20', { more: second }) }
    expect(instances([instance('i-a', MAIN)], interfaces)).toEqual(['10.0.10.20 of eni-x2'])
  })

  it('is on the only interface where the primary address was not told', () => {
    expect(instances([instance('i-a')], { 'eni-x1': of('i-a', '10.0.10.30') })).toEqual(['10.0.10.30 of eni-x1'])
  })

  it('is not told where there are two and no primary address, nor where the instance is in no document', () => {
    const two = { 'eni-x1': of('i-a', '10.0.10.30'), 'eni-x2': of('i-a', '10.0.10.20') }
    expect(instances([instance('i-a')], two)).toEqual(['UNKNOWN_RESOURCE NetworkInterfaces'])
    expect(instances([instance('i-b')], {})).toEqual(['UNKNOWN_RESOURCE Instances'])
  })

  it.each([
    ['ipv4', '10.0.10.20'],
    ['ipv6', '2001:db8:1::20'],
  ] as const)('is of the family of the group: %s', (family, address) => {
    const told = instance('i-a', {
      ...MAIN,
      NetworkInterfaces: [{ Ipv6Addresses: [{ Ipv6Address: '2001:db8:1::20' }] }],
    })
    const interfaces = { 'eni-x1': of('i-a', '10.0.10.20', { ipv6: ['2001:db8:1::20'] }) }
    expect(instances([told], interfaces, family)).toEqual([`${address} of eni-x1`])
    expect(instances([told], {}, family)).toEqual([`${address} of nobody`])
  })
})

describe('the interface of an address that is a target', () => {
  const side = (VpcId: string | null) => ({ ...(VpcId === null ? {} : { VpcId }), OwnerId: '111122223333' })
  const peering = (id: string, from: string | null, to: string | null): JsonObject => ({
    VpcPeeringConnectionId: id,
    Status: { Code: 'active' },
    RequesterVpcInfo: side(from),
    AccepterVpcInfo: side(to),
  })
  const there = (VpcId: string): InterfaceSketch => of('i-x', '10.9.0.9', { instance: null, more: { VpcId } })

  function owner(peerings: readonly JsonObject[], interfaces: Readonly<Record<string, InterfaceSketch>>) {
    return addresses({
      targetGroups: { 'tg-web': { type: 'ip', targets: ['10.9.0.9@all'] } },
      network: { ...BALANCED_NETWORK, interfaces, elements: { VpcPeeringConnections: peerings } },
    }).map((text) => text.split(' ').at(-1))
  }

  it.each<[string, readonly JsonObject[], Readonly<Record<string, InterfaceSketch>>, string]>([
    [
      'is in the VPC of the group first',
      [peering('pcx-1', 'vpc-1', 'vpc-2')],
      { 'eni-1': there('vpc-1'), 'eni-2': there('vpc-2') },
      'eni-1',
    ],
    [
      'is in the VPC that was asked to peer',
      [peering('pcx-1', 'vpc-1', 'vpc-2')],
      { 'eni-2': there('vpc-2') },
      'eni-2',
    ],
    ['is in the VPC that asked to peer', [peering('pcx-1', 'vpc-2', 'vpc-1')], { 'eni-2': there('vpc-2') }, 'eni-2'],
    [
      'is in the one of two peers that has it',
      [peering('pcx-1', 'vpc-1', 'vpc-2'), peering('pcx-2', 'vpc-1', 'vpc-3')],
      { 'eni-3': there('vpc-3') },
      'eni-3',
    ],
    [
      'is nobody’s for sure where two peers have it',
      [peering('pcx-1', 'vpc-1', 'vpc-2'), peering('pcx-2', 'vpc-1', 'vpc-3')],
      { 'eni-2': there('vpc-2'), 'eni-3': there('vpc-3') },
      'nobody',
    ],
    [
      'is nobody’s where the peer was not told',
      [peering('pcx-1', 'vpc-1', null)],
      { 'eni-2': there('vpc-2') },
      'nobody',
    ],
    ['is nobody’s in a VPC that is no peer', [], { 'eni-2': there('vpc-2') }, 'nobody'],
  ])('%s', (_, peerings, ...[interfaces, expected]) => {
    expect(owner(peerings, interfaces)).toEqual([expected])
  })

  it('is not looked for where the VPC of the group was not told', () => {
    const [group] = [
      { TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/tg-web/73e2d6bc24d8a067' },
    ]
    const element = {
      ...group,
      TargetGroupName: 'tg-web',
      TargetType: 'ip',
      Protocol: 'HTTP',
      Port: 8080,
      LoadBalancerArns: [balancerArn('shop')],
      Targets: [{ Target: { Id: '10.0.10.10' }, TargetHealth: { State: 'healthy' } }],
    }
    expect(addresses({ network: { ...BALANCED_NETWORK, elements: { TargetGroups: [element] } } })).toEqual([
      '10.0.10.10 of nobody',
    ])
  })

  it('is not told of an id that is no kind of target', () => {
    expect(addresses({ targetGroups: { 'tg-web': { targets: ['arn:aws:s3:::shop'] } } })).toEqual([
      'UNKNOWN_RESOURCE null',
    ])
  })
})

describe('a group that only the rules of a listener name', () => {
  const ruled = (targets: readonly string[], listeners: readonly string[] = ['HTTPS:443 redirect']) =>
    targetsOf({
      balancers: { shop: { listeners } },
      targetGroups: { 'tg-rule': { targets, serves: [balancerArn('shop')] } },
    }).choices.map(({ targetId, standing }) => {
      const caveats = standing.kind === 'never' ? standing.code : standing.caveats.join(' ')
      const doubts =
        standing.kind === 'unknown' ? standing.unknowns.map(({ code, component }) => `${code} ${component}`) : []
      return [targetId, standing.kind, caveats, ...doubts.map((text) => text.split(/[:/]/).at(-1))].join(' ')
    })

  it('keeps what stands against its targets beside that', () => {
    expect(ruled(['i-a/initial', 'i-b/draining'])).toEqual([
      'i-a sends TARGET_HEALTH_UNKNOWN LISTENER_RULES_NOT_READ',
      'i-b never BAD_STATE',
    ])
  })

  it('may be of any of several listeners, and what is not known of its targets is told first', () => {
    const two = ['HTTPS:443 redirect', 'HTTP:80 redirect']
    expect(ruled(['i-a/draining', 'i-b/healthy'], two)).toEqual([
      'i-b unknown LISTENER_RULES_NOT_READ 80',
      'i-a never BAD_STATE',
    ])
    expect(ruled(['i-a/unhealthy', 'i-b/initial'], two)).toEqual([
      'i-a unknown LISTENER_RULES_NOT_READ UNKNOWN_RESOURCE i-a 80',
      'i-b unknown TARGET_HEALTH_UNKNOWN LISTENER_RULES_NOT_READ 80',
    ])
  })
})

describe('the targets of a listener', () => {
  it('are in the order of how sure it is that the node sends to them', () => {
    const told = targetsOf({
      targetGroups: { 'tg-web': { targets: ['i-a/draining', 'i-b/unhealthy', 'i-client/initial'] } },
    })
    expect(told.choices.map(({ targetId, standing }) => `${targetId} ${standing.kind}`)).toEqual([
      'i-client sends',
      'i-b unknown',
      'i-a never',
    ])
  })

  it('are not known of a Classic Load Balancer whose instances were not told', () => {
    const classic = {
      LoadBalancerName: 'shop',
      VPCId: 'vpc-1',
      Subnets: ['subnet-1'],
      ListenerDescriptions: [{ Listener: { Protocol: 'TCP', LoadBalancerPort: 443, InstancePort: 8080 } }],
    }
    const { choices, refusals, unknowns } = targetsOf(
      {
        balancers: { shop: { kind: 'classic' } },
        network: { ...BALANCED_NETWORK, elements: { LoadBalancerDescriptions: [classic] } },
      },
      balancerArn('shop', 'classic'),
    )
    expect([choices, refusals]).toEqual([[], []])
    expect(unknowns).toMatchObject([{ code: 'UNKNOWN_RESOURCE', key: 'LoadBalancerDescriptions' }])
  })
})
