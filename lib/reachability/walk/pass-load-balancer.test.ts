import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../net/prefix.ts'
import { ICMP, TCP, UDP } from '../../net/protocol.ts'
import {
  type BalancedSketch,
  type BalancerSketch,
  balancerArn,
  sketchBalanced,
  targetGroupArn,
} from '../../testing/sketch-balancers.ts'
import { networkOf } from '../network.ts'
import { EPHEMERAL_PORTS, echoRequest, type Packet } from '../packet.ts'
import { passLoadBalancer } from './pass-load-balancer.ts'
import type { Place, StepOutcome } from './state.ts'

const at = (text: string) => parseAddress(text) ?? { family: 4 as const, value: 0 }

function packet(protocol: number, port: number): Packet {
  return {
    family: 4,
    protocol,
    source: at('203.0.113.7'),
    destination: at('10.0.0.5'),
    sourcePorts: EPHEMERAL_PORTS,
    destinationPorts: [[port, port]],
    icmp: echoRequest(protocol),
  }
}

interface Asked {
  readonly protocol?: number
  readonly port?: number
  /** Null when the node was not collected. */
  readonly node?: string | null
  readonly about?: string | null
  readonly more?: BalancedSketch
}

function atNode(balancer: BalancerSketch, asked: Asked = {}): StepOutcome {
  const { protocol = TCP, port = 443, node = 'eni-node-1', about = null, more = {} } = asked
  const network = networkOf(sketchBalanced({ balancers: { shop: balancer }, ...more }))
  const place = { kind: 'load-balancer', arn: balancerArn('shop', balancer.kind), interfaceId: node } as const
  return passLoadBalancer(
    { network, destinationId: about, requestOrigin: null },
    { place, packet: packet(protocol, port), leg: 'request', identity: null, zone: null, translations: [] },
  )
}

function codes({ hops }: StepOutcome): readonly string[] {
  return hops.flatMap(({ decision, blockers, unknowns }) =>
    decision === 'unknown' ? unknowns.map(({ key }) => `unknown ${key}`) : blockers.map(({ code }) => code),
  )
}

function targets({ next }: StepOutcome): readonly string[] {
  return next.map(({ place }) => describePlace(place))
}

function describePlace(place: Place): string {
  if (place.kind === 'load-balancer-target') return `${place.choice.targetId}:${place.choice.port}`
  return place.kind === 'unfollowed' ? `unknown ${place.id}` : place.kind
}

const BOTH = ['i-a:8080', 'i-b:8080']

describe('a listener takes what has its protocol and port (ELB guides, "Listeners")', () => {
  it.each<[string, number, readonly string[]]>([
    ['HTTP:443', TCP, BOTH],
    ['HTTPS:443', TCP, BOTH],
    ['HTTPS:443', UDP, []],
  ])('an ALB’s %s, protocol %i', (listener, protocol, expected) => {
    expect(targets(atNode({ listeners: [`${listener} tg-web`] }, { protocol }))).toEqual(expected)
  })

  it.each<[string, number, boolean]>([
    ['TCP:443', TCP, true],
    ['TCP:443', UDP, false],
    ['TLS:443', TCP, true],
    ['UDP:443', UDP, true],
    ['UDP:443', TCP, false],
    ['TCP_UDP:443', TCP, true],
    ['TCP_UDP:443', UDP, true],
    ['QUIC:443', UDP, true],
    ['TCP_QUIC:443', TCP, true],
    ['TCP:80', TCP, false],
  ])('an NLB’s %s, protocol %i: %s', (listener, protocol, taken) => {
    const outcome = atNode({ kind: 'net', listeners: [`${listener} tg-web`] }, { protocol })

    expect(outcome.next.length > 0).toBe(taken)
    expect(codes(outcome).includes('ELBV2_LISTENERS_MISMATCH')).toBe(!taken)
  })

  it('names the listeners of other ports', () => {
    const outcome = atNode({ listeners: ['HTTPS:443 tg-web', 'HTTP:80 redirect'] }, { port: 8080 })

    expect(outcome.next).toEqual([])
    expect(codes(outcome)).toEqual([
      'ELBV2_LISTENERS_MISMATCH',
      'ELBV2_LISTENER_PORT_RESTRICTION',
      'ELBV2_LISTENER_PORT_RESTRICTION',
    ])
    expect(outcome.hops[0]?.rules.map(({ pointer }) => pointer)).toEqual(['/Listeners/1', '/Listeners/0'])
  })

  it('is one of a Classic Load Balancer by its own codes', () => {
    const outcome = atNode({ kind: 'classic' }, { port: 80 })

    expect(codes(outcome)).toEqual(['ELB_LISTENERS_MISMATCH', 'ELB_LISTENER_PORT_RESTRICTION'])
  })

  it('of a kind nobody knows may take anything', () => {
    const outcome = atNode({ kind: 'net', listeners: ['SCTP:443 tg-web'] })

    expect(codes(outcome)).toEqual(['unknown Listeners'])
  })
})

describe('what the node sends to', () => {
  it('is every target its zone lets it, any of which is enough', () => {
    const outcome = atNode({})

    expect(targets(outcome)).toEqual(BOTH)
    expect(outcome.branching).toBe('any')
    expect(outcome.hops.map(({ component, decision }) => [component, decision])).toEqual([
      [balancerArn('shop'), 'passes'],
    ])
  })

  it.each(['redirect', 'fixed-response'])(
    'is nobody after a %s: the client has been answered (ALB guide)',
    (action) => {
      const outcome = atNode({ listeners: [`HTTPS:443 ${action}`] })

      expect(outcome).toMatchObject({ next: [], arrival: { kind: 'interface', id: 'eni-node-1' } })
    },
  )

  it('is not the target that was asked about after a redirect', () => {
    expect(atNode({ listeners: ['HTTPS:443 redirect'] }, { about: 'i-a' }).arrival).toBeUndefined()
  })

  it.each([
    ['i-a', ['i-a:8080']],
    ['eni-b', ['i-b:8080']],
    ['eni-node-1', BOTH],
    ['eni-node-2', BOTH],
    [balancerArn('shop'), BOTH],
    ['203.0.113.9', BOTH],
  ])('is only what the question is about: %s', (about, expected) => {
    expect(targets(atNode({}, { about }))).toEqual(expected)
  })

  it('is not an instance that is no target (Reachability Analyzer, TARGET_ADDRESS_RESTRICTION)', () => {
    const outcome = atNode({}, { about: 'i-client' })

    expect(outcome.next).toEqual([])
    expect(codes(outcome)).toEqual(['TARGET_ADDRESS_RESTRICTION', 'COMPONENT_FILTER_RESTRICTION'])
  })

  it.each<[string, BalancerSketch, NonNullable<BalancedSketch['targetGroups']>, readonly string[]]>([
    ['no target', {}, { 'tg-web': { targets: [] } }, ['ELBV2_LISTENER_HAS_NO_TG']],
    ['no group', { listeners: ['HTTPS:443 forward'] }, {}, ['ELBV2_LISTENER_HAS_NO_TG']],
    [
      'no target near',
      { kind: 'net', listeners: ['TCP:443 tg-web'] },
      { 'tg-web': { targets: ['i-b'] } },
      ['ELBV2_NO_TARGETS_IN_AZ', 'ELB_NOT_CROSSZONE'],
    ],
    [
      'none that lives',
      {},
      { 'tg-web': { targets: ['i-a/draining'] } },
      ['ELBV2_LISTENER_REQUIRES_TG_ACCEPT', 'BAD_STATE'],
    ],
  ])('with %s is nobody', (_words, balancer, ...[targetGroups, expected]) => {
    const outcome = atNode(balancer, { more: { targetGroups } })

    expect(outcome.next).toEqual([])
    expect(codes(outcome)).toEqual(expected)
  })

  it.each<[string, NonNullable<BalancedSketch['targetGroups']>]>([
    ['targets', { 'tg-web': { targets: null } }],
    ['group', {}],
  ])('is unknown, never nobody, when the %s was not collected', (_words, targetGroups) => {
    expect(targets(atNode({}, { more: { targetGroups } }))).toEqual([`unknown ${targetGroupArn('tg-web')}`])
  })
})

describe('a load balancer', () => {
  it.each(['provisioning', 'failed'])(
    'that is %s blocks, and what comes after is told (ELB API, LoadBalancerState)',
    (state) => {
      const outcome = atNode({ state })

      expect(codes(outcome)).toEqual(['BAD_STATE'])
      expect(targets(outcome)).toEqual(BOTH)
    },
  )

  it('that is impaired still serves', () => {
    expect(codes(atNode({ state: 'active_impaired' }))).toEqual([])
  })

  it.each<[string, Asked, BalancedSketch, string]>([
    ['node', { node: null }, {}, 'unknown NetworkInterfaces'],
    ['listeners', {}, { network: { missing: ['Listeners'] } }, 'unknown Listeners'],
    ['self', {}, { network: { missing: ['LoadBalancers'] } }, 'unknown LoadBalancers'],
  ])('whose %s was not collected is unknown', (_words, asked, ...[more, expected]) => {
    expect(codes(atNode({}, { ...asked, more }))).toEqual([expected])
  })

  it.each<['classic' | 'net' | 'app', readonly string[], boolean]>([
    ['classic', [], true],
    ['net', ['ELBV2_LISTENERS_MISMATCH'], false],
    ['app', [], true],
  ])('of kind %s answers a ping as its guide says', (kind, expected, ...[answers]) => {
    const listeners = kind === 'classic' ? ['TCP:443 8080'] : ['TCP:443 tg-web']
    const outcome = atNode({ kind, listeners }, { protocol: ICMP })

    expect(codes(outcome)).toEqual(expected)
    expect(outcome.arrival !== undefined).toBe(answers)
    expect(outcome.next).toEqual([])
  })

  it.each<[number, number, readonly string[]]>([
    [UDP, 6081, []],
    [TCP, 6081, ['GWLB_PROTOCOL_RESTRICTION']],
    [UDP, 443, ['GWLB_DESTINATION_PORT_RESTRICTION']],
    [TCP, 443, ['GWLB_PROTOCOL_RESTRICTION', 'GWLB_DESTINATION_PORT_RESTRICTION']],
  ])(
    'for appliances takes GENEVE only: protocol %i, port %i (Gateway Load Balancers guide)',
    (protocol, port, expected) => {
      const more = { targetGroups: { 'tg-web': { protocol: 'GENEVE', port: 6081 } } }

      expect(codes(atNode({ kind: 'gwy', groups: [], listeners: ['all tg-web'] }, { protocol, port, more }))).toEqual(
        expected,
      )
    },
  )
})
