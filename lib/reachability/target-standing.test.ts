import { describe, expect, it } from 'vitest'
import type { LoadBalancer } from '../inventory/services.ts'
import {
  type BalancedSketch,
  type BalancerSketch,
  balancerArn,
  NODES,
  sketchBalanced,
  type TargetGroupSketch,
} from '../testing/sketch-balancers.ts'
import { targetsOfListener } from './load-balancer-targets.ts'
import { networkOf } from './network.ts'

/** `i-a sends`, `i-b never ELB_NOT_CROSSZONE`, in the order the node would try. */
function standings(...sketch: Parameters<typeof choicesOf>): readonly string[] {
  return choicesOf(...sketch).map(({ targetId, standing }) =>
    [targetId, standing.kind, standing.kind === 'never' ? standing.code : standing.caveats.join()].join(' ').trim(),
  )
}

/** What is not known of those it may send to. */
function doubts(...sketch: Parameters<typeof choicesOf>): readonly string[] {
  return choicesOf(...sketch).flatMap(({ targetId, standing }) =>
    standing.kind === 'unknown'
      ? [`${targetId} ${standing.unknowns.map(({ code, key }) => `${code} ${key}`).join(', ')}`]
      : [],
  )
}

function choicesOf(balancer: BalancerSketch, group: TargetGroupSketch = {}, more: BalancedSketch = {}) {
  const inventory = sketchBalanced({ balancers: { shop: balancer }, targetGroups: { 'tg-web': group }, ...more })
  const network = networkOf(inventory)
  const found = inventory.loadBalancers.get(balancerArn('shop', balancer.kind))
  const node = inventory.networkInterfaces.get('eni-node-1')
  const listener = found?.listeners?.find(({ port }) => port === 443 || port === null)
  if (!found || !node || !listener) throw new Error('The sketch has no such load balancer.')
  return targetsOfListener(network, { balancer: found, listener, node }).choices
}

const ON = { 'load_balancing.cross_zone.enabled': 'true' }
const OFF = { 'load_balancing.cross_zone.enabled': 'false' }
const SAME = { 'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration' }
const BOTH = ['i-a sends', 'i-b sends']
const NEAR = ['i-a sends', 'i-b never ELB_NOT_CROSSZONE']
const DOUBT = ['i-a sends', 'i-b unknown']

describe('a node sends to targets of another zone (ELB guides, "Cross-zone load balancing")', () => {
  it.each<[LoadBalancer['kind'], BalancerSketch['attributes'], TargetGroupSketch['attributes'], readonly string[]]>([
    ['application', null, null, BOTH],
    ['application', OFF, {}, BOTH],
    ['application', {}, OFF, NEAR],
    ['network', {}, {}, NEAR],
    ['network', ON, SAME, BOTH],
    ['network', OFF, ON, BOTH],
    ['network', ON, OFF, NEAR],
    ['network', null, {}, DOUBT],
    ['network', ON, null, DOUBT],
    ['network', null, OFF, NEAR],
    ['gateway', {}, {}, NEAR],
    ['classic', ON, {}, ['i-a sends TARGET_HEALTH_UNKNOWN', 'i-b sends TARGET_HEALTH_UNKNOWN']],
    ['classic', OFF, {}, ['i-a sends TARGET_HEALTH_UNKNOWN', 'i-b never ELB_NOT_CROSSZONE']],
    ['classic', null, {}, ['i-a sends TARGET_HEALTH_UNKNOWN', 'i-b unknown TARGET_HEALTH_UNKNOWN']],
  ])('%s with %o, its group with %o', (kind, attributes, ...[ofGroup, expected]) => {
    const sketch = KINDS[kind]
    const listeners = kind === 'gateway' ? ['all tg-web'] : kind === 'classic' ? ['TCP:443 8080'] : ['TCP:443 tg-web']

    expect(
      standings({ kind: sketch, listeners, attributes: attributes ?? null }, { attributes: ofGroup ?? null }),
    ).toEqual(expected)
  })

  it('never to a zone that is not enabled, cross-zone or not', () => {
    const nodes = { 'eni-node-1': NODES['eni-node-1'] ?? { subnet: 'subnet-1', privateIp: '10.0.0.5' } }

    expect(standings({ nodes })).toEqual(['i-a sends', 'i-b never ELB_INSTALLED_AZ_RESTRICTION'])
  })

  it('always to an address of no zone', () => {
    const group = { type: 'ip', targets: ['192.168.1.9@all'] } as const

    expect(standings({ kind: 'net', listeners: ['TCP:443 tg-web'] }, group)).toEqual(['192.168.1.9 sends'])
  })

  it.each([
    ['10.0.10.99/healthy', 'sends'],
    ['10.0.10.99/initial', 'sends TARGET_HEALTH_UNKNOWN'],
    ['10.0.10.99/unhealthy', 'sends TARGETS_ALL_UNHEALTHY'],
    ['10.0.10.99/?', 'unknown TARGET_HEALTH_UNKNOWN'],
  ])('to one of an unknown zone where its health was checked, for then its zone is enabled: %s', (target, expected) => {
    expect(standings({}, { type: 'ip', targets: [target] })).toEqual([`10.0.10.99 ${expected}`])
  })

  it('to a zone that may be enabled, where a subnet of the load balancer was not collected', () => {
    const group = { type: 'ip', targets: ['10.0.10.99/healthy@eu-west-1b'] } as const
    expect(standings({}, group, { network: { missing: ['Subnets'] } })).toEqual(['10.0.10.99 sends'])
  })

  it.each([
    ['net', 'LoadBalancers'],
    ['classic', 'LoadBalancerDescriptions'],
  ] as const)('perhaps, and tells which call would say so: %s', (kind, key) => {
    const listeners = [kind === 'net' ? 'TCP:443 tg-web' : 'TCP:443 8080']
    expect(doubts({ kind, listeners, attributes: null }, { attributes: {} })).toEqual([`i-b UNKNOWN_RESOURCE ${key}`])
  })

  it('perhaps, and tells of its health beside its zone', () => {
    const network = { kind: 'net', listeners: ['TCP:443 tg-web'], attributes: null } as const
    expect(doubts(network, { targets: ['i-a/?', 'i-b/unhealthy'] })).toEqual([
      'i-b UNKNOWN_RESOURCE LoadBalancers, UNKNOWN_RESOURCE TargetGroups',
    ])
  })

  it('perhaps, where the zone of the target was not collected', () => {
    const group = { targets: ['i-a', 'i-z/?'] }

    expect(standings({ kind: 'net', listeners: ['TCP:443 tg-web'] }, group)).toEqual([
      'i-a sends',
      'i-z unknown TARGET_HEALTH_UNKNOWN',
    ])
  })
})

const KINDS = { application: 'app', network: 'net', gateway: 'gwy', classic: 'classic' } as const
const COUNT = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count'
const PERCENTAGE = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage'

describe('a node sends to targets by their health (ELB guides, "Target group health")', () => {
  it.each<[readonly string[], readonly string[], TargetGroupSketch['attributes']?]>([
    [
      ['i-a/healthy', 'i-b/unhealthy'],
      ['i-a sends', 'i-b never BAD_STATE'],
    ],
    [
      ['i-a/unavailable', 'i-b/draining'],
      ['i-a sends', 'i-b never BAD_STATE'],
    ],
    [
      ['i-a/initial', 'i-b/?'],
      ['i-a sends TARGET_HEALTH_UNKNOWN', 'i-b sends TARGET_HEALTH_UNKNOWN'],
    ],
    [
      ['i-a/unhealthy', 'i-b/unhealthy'],
      ['i-a sends TARGETS_ALL_UNHEALTHY', 'i-b sends TARGETS_ALL_UNHEALTHY'],
    ],
    [
      ['i-a/unhealthy', 'i-b/unused'],
      ['i-a sends TARGETS_ALL_UNHEALTHY', 'i-b never BAD_STATE'],
    ],
    [
      ['i-a/unhealthy', 'i-b/?'],
      ['i-b sends TARGET_HEALTH_UNKNOWN', 'i-a unknown'],
    ],
    [
      ['i-a/healthy', 'i-b/unhealthy.draining'],
      ['i-a sends', 'i-b never BAD_STATE'],
    ],
    [
      ['i-a/healthy', 'i-b/healthy', 'i-client/unhealthy'],
      ['i-a sends', 'i-b sends', 'i-client sends TARGETS_ALL_UNHEALTHY'],
      { [PERCENTAGE]: '67' },
    ],
    [['i-a/healthy', 'i-b/unhealthy'], ['i-a sends', 'i-b sends TARGETS_ALL_UNHEALTHY'], { [COUNT]: '2' }],
    [['i-a/healthy', 'i-b/unhealthy'], ['i-a sends', 'i-b sends TARGETS_ALL_UNHEALTHY'], { [PERCENTAGE]: '60' }],
    [['i-a/healthy', 'i-b/unhealthy'], ['i-a sends', 'i-b never BAD_STATE'], { [PERCENTAGE]: '50' }],
    [['i-a/healthy', 'i-b/unhealthy'], ['i-a sends', 'i-b never BAD_STATE'], { [PERCENTAGE]: 'off' }],
  ])('%o', (targets, expected, attributes = {}) => {
    expect(standings({}, { targets, attributes })).toEqual(expected)
  })

  it('weighs only those the node could send to at all', () => {
    const network = { kind: 'net', listeners: ['TCP:443 tg-web'] } as const

    expect(standings(network, { targets: ['i-a/unhealthy', 'i-b/healthy'] })).toEqual([
      'i-a sends TARGETS_ALL_UNHEALTHY',
      'i-b never ELB_NOT_CROSSZONE',
    ])
    expect(standings(network, { targets: ['i-a/?', 'i-b/unhealthy'] })).toEqual([
      'i-a sends TARGET_HEALTH_UNKNOWN',
      'i-b never ELB_NOT_CROSSZONE',
    ])
  })
})

describe('a group that only rules can name (Application Load Balancers guide, "Listener rules")', () => {
  const targetGroups = { 'tg-web': { targets: ['i-a'] }, 'tg-api': { targets: ['i-b'], serves: [balancerArn('shop')] } }

  it('belongs to the only listener there is', () => {
    expect(standings({}, {}, { targetGroups })).toEqual(['i-a sends', 'i-b sends LISTENER_RULES_NOT_READ'])
  })

  it('may belong to any of several', () => {
    const listeners = ['HTTPS:443 tg-web', 'HTTP:80 redirect']
    expect(standings({ listeners }, {}, { targetGroups })).toEqual(['i-a sends', 'i-b unknown LISTENER_RULES_NOT_READ'])
  })
})
