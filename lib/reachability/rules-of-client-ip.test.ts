import { describe, expect, it } from 'vitest'
import { UDP } from '../net/protocol.ts'
import { ALB, ask, CLB, codesOf, NLB, nlb } from '../testing/ask-balancers.ts'
import {
  BALANCED_NETWORK,
  type BalancedSketch,
  NODES,
  sketchBalanced,
  type TargetGroupSketch,
} from '../testing/sketch-balancers.ts'
import { OPEN_ACL } from '../testing/sketch-network.ts'
import { exposure } from './exposure.ts'
import { networkOf } from './network.ts'

const KEPT = { 'preserve_client_ip.enabled': 'true' }
const HIDDEN = { 'preserve_client_ip.enabled': 'false' }
const OPEN = ['out all 0.0.0.0/0']

describe('whose address a target of an NLB sees (NLB guide, "Client IP preservation"; L2, L3)', () => {
  it.each<[string, TargetGroupSketch, string, boolean]>([
    ['an instance, by default: the client', {}, '203.0.113.0/24', true],
    ['an instance, by default: not the node', {}, '10.0.0.0/16', false],
    ['an instance, switched off: the node', { attributes: HIDDEN }, '10.0.0.0/16', true],
    ['an instance, switched off: not the client', { attributes: HIDDEN }, '203.0.113.0/24', false],
    ['an address over TCP, by default: the node', { type: 'ip', targets: ['10.0.10.10'] }, '10.0.0.0/16', true],
    [
      'an address over TCP, by default: not the client',
      { type: 'ip', targets: ['10.0.10.10'] },
      '203.0.113.0/24',
      false,
    ],
    [
      'an address, switched on: the client',
      { type: 'ip', targets: ['10.0.10.10'], attributes: KEPT },
      '203.0.113.0/24',
      true,
    ],
  ])('%s', (_words, group, ...[admitted, passes]) => {
    const sketch = nlb({ group, groups: { 'sg-web': [`in tcp 8080 ${admitted}`, ...OPEN] } })

    expect(ask(sketch, { to: NLB }).verdict).toBe(passes ? 'reachable' : 'blocked')
  })

  it('is the client over UDP, whatever the attribute says', () => {
    const groups = { 'sg-lb': ['in udp 53 0.0.0.0/0', ...OPEN], 'sg-web': ['in udp 53 203.0.113.0/24', ...OPEN] }
    const group = { type: 'ip', protocol: 'UDP', port: 53, targets: ['10.0.10.10'], attributes: HIDDEN } as const
    const sketch = nlb({ own: { listeners: ['UDP:53 tg-web'] }, group, groups })

    expect(ask(sketch, { to: NLB, protocol: UDP, port: 53 }).verdict).toBe('reachable')
  })

  it.each([
    [{}, 'ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED'],
    [{ type: 'ip', targets: ['10.0.10.10'] } as const, 'ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED'],
  ])('is assumed with a caveat when the attributes were not collected: %o', (group, code) => {
    const sketch = nlb({
      group: { ...group, attributes: null },
      groups: { 'sg-web': ['in tcp 8080 0.0.0.0/0', ...OPEN] },
    })
    const caveats = ask(sketch, { to: NLB }).caveats.map((caveat) => caveat.code)

    expect(caveats).toEqual(expect.arrayContaining([code, 'MISSING_TARGET_GROUP_ATTRIBUTES']))
  })

  it.each([
    ['keeps', KEPT],
    ['hides', HIDDEN],
  ])('a rule that names the group of an NLB admits what it sends, when it %s the client', (_words, attributes) => {
    expect(ask(nlb({ group: { attributes } }), { to: NLB }).verdict).toBe('reachable')
  })

  it('a rule that names the group of the client admits nothing through an NLB, and directly all', () => {
    const sketch = nlb({
      own: { scheme: 'internal' },
      group: { attributes: KEPT },
      groups: { 'sg-web': ['in tcp 8080 sg-client', ...OPEN] },
    })

    expect(ask(sketch, { from: 'i-client', to: NLB }).verdict).toBe('blocked')
    expect(ask(sketch, { from: 'i-client', to: 'i-a', port: 8080 }).verdict).toBe('reachable')
  })

  it('an NLB without groups passes everything its listeners take', () => {
    const sketch = nlb({ own: { groups: [] }, groups: { 'sg-web': ['in tcp 8080 203.0.113.0/24', ...OPEN] } })
    const answer = ask(sketch, { to: NLB })

    expect(answer.verdict).toBe('reachable')
    expect(ask(sketch, { to: NLB, client: '192.0.2.9' }).verdict).toBe('blocked')
  })

  it('the reply of a target that saw the client goes back to the node, though its subnet has no way out', () => {
    const answer = ask(nlb({ group: { attributes: KEPT } }), { to: NLB })

    expect(answer.return.map(({ component }) => component)).toEqual(expect.arrayContaining([NLB, 'igw-1']))
    expect(answer.verdict).toBe('reachable')
  })

  it('a target cannot ask its own load balancer when the client is kept (NLB guide, "Troubleshoot")', () => {
    const groups = { 'sg-web': ['in tcp 8080 0.0.0.0/0', ...OPEN] }
    const kept = nlb({ own: { scheme: 'internal' }, group: { attributes: KEPT }, groups })
    const hidden = nlb({ own: { scheme: 'internal' }, group: { attributes: HIDDEN }, groups })

    expect(codesOf(ask(kept, { from: 'i-a', to: NLB }))).toContain('ELBV2_SOURCE_ADDRESS_PRESERVATION')
    expect(ask(hidden, { from: 'i-a', to: NLB }).verdict).toBe('reachable')
  })
})

/** Nodes of both families in front of targets of IPv4 only. */
function dualstack(attributes: Readonly<Record<string, string>>, admitted: string): BalancedSketch {
  const sketch = nlb({
    group: { attributes },
    groups: { 'sg-lb': ['in tcp 443 ::/0', ...OPEN], 'sg-web': [`in tcp 8080 ${admitted}`, ...OPEN] },
  })
  const nodes = { 'eni-node-1': { ...nodeOf('eni-node-1'), ipv6: ['2001:db8:1::5'] } }
  const { subnets, tables } = BALANCED_NETWORK
  return {
    ...sketch,
    balancers: { shop: { ...sketch.balancers?.['shop'], nodes } },
    network: {
      ...BALANCED_NETWORK,
      ...sketch.network,
      subnets: { ...subnets, 'subnet-1': { ...subnets['subnet-1'], ipv6: '2001:db8:1::/64' } },
      tables: { ...tables, 'rtb-1': { ...tables['rtb-1'], routes: [...tables['rtb-1'].routes, '::/0 igw-1'] } },
    },
  }
}

describe('a client of IPv6 before a target of IPv4 (NLB guide, "Client IP preservation": the table of both families)', () => {
  it.each([
    ['hidden', HIDDEN],
    ['kept', KEPT],
  ])('is never seen by the target, though it should be %s', (_words, attributes) => {
    const answer = ask(dualstack(attributes, '10.0.0.0/16'), { to: NLB, family: 6 })

    expect(answer.verdict).toBe('reachable')
    expect(answer.forward.at(-1)?.inbound).toMatchObject({ family: 4, source: { family: 4 } })
    expect(answer.return.at(-1)?.inbound.family).toBe(6)
    expect(ask(dualstack(attributes, '203.0.113.0/24'), { to: NLB, family: 6 }).verdict).toBe('blocked')
  })

  it('is told to be exposed for clients of IPv6', () => {
    const rows = exposure(networkOf(sketchBalanced(dualstack(KEPT, '10.0.0.0/16'))))

    expect(
      rows.filter(({ via, members }) => via === NLB && members.includes('eni-a')).map(({ family }) => family),
    ).toEqual([6])
  })
})

/** ACLs of the subnets of the nodes and of the targets, the rest open. */
function withAcls(
  sketch: BalancedSketch,
  ofTargets: readonly string[],
  ofNodes: readonly string[] | null = null,
): BalancedSketch {
  const acls = {
    'acl-nodes': { ...(ofNodes ? { entries: ofNodes } : OPEN_ACL), subnets: ['subnet-1', 'subnet-2'] },
    'acl-targets': { entries: ofTargets, subnets: ['subnet-a', 'subnet-b'], isDefault: true },
  }
  return { ...sketch, network: { ...BALANCED_NETWORK, ...sketch.network, acls } }
}

describe('the network ACLs between a node and its targets (NLB guide, "Network ACLs"; CLB guide, "Network ACLs")', () => {
  const NODES_ONLY = ['100 in allow tcp 8080 10.0.0.0/23', '100 out allow tcp 1024-65535 10.0.0.0/23']
  const CLIENTS = ['100 in allow tcp 8080 203.0.113.0/24', '100 out allow tcp 1024-65535 203.0.113.0/24']

  it.each<[string, BalancedSketch, string, readonly string[], string]>([
    ['an ALB', {}, ALB, NODES_ONLY, 'reachable'],
    ['an ALB', {}, ALB, CLIENTS, 'blocked'],
    ['an NLB that keeps the client', nlb({ group: { attributes: KEPT } }), NLB, CLIENTS, 'reachable'],
    ['an NLB that keeps the client', nlb({ group: { attributes: KEPT } }), NLB, NODES_ONLY, 'blocked'],
    ['an NLB that hides it', nlb({ group: { attributes: HIDDEN } }), NLB, NODES_ONLY, 'reachable'],
    ['an NLB that hides it', nlb({ group: { attributes: HIDDEN } }), NLB, CLIENTS, 'blocked'],
  ])('see what %s sends', (_words, sketch, ...[to, entries, verdict]) => {
    expect(ask(withAcls(sketch, entries), { to }).verdict).toBe(verdict)
  })

  it('stop a reply too, to a client that was kept', () => {
    const answer = ask(withAcls(nlb({ group: { attributes: KEPT } }), ['100 in allow all 0.0.0.0/0']), { to: NLB })

    expect(answer.verdict).toBe('blocked')
    expect(answer.delivered).toBe('reachable')
    expect(codesOf(answer)).toEqual(expect.arrayContaining(['RETURN_PATH_BLOCKED', 'SUBNET_ACL_RESTRICTION']))
  })

  const beside = (kind: 'classic' | 'app'): BalancedSketch => ({
    balancers: { shop: { kind, ...(kind === 'classic' ? { instances: ['i-near'] } : {}) } },
    targetGroups: { 'tg-web': { targets: ['i-near'] } },
    network: {
      ...BALANCED_NETWORK,
      instances: { 'i-near': 'near' },
      interfaces: {
        'eni-near': {
          subnet: 'subnet-1',
          privateIp: '10.0.0.50',
          publicIp: null,
          instance: 'i-near',
          groups: ['sg-web'],
        },
      },
      acls: {
        'acl-1': {
          entries: ['100 in allow all 0.0.0.0/0', '90 out deny tcp 8080 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
          subnets: ['subnet-1', 'subnet-2'],
          isDefault: true,
        },
      },
    },
  })

  it('are asked by a Classic Load Balancer inside its own subnet too, by no other (N3, ELB_ACL_RESTRICTION)', () => {
    const near = { nodes: { 'eni-node-1': nodeOf('eni-node-1') } }
    const classic = beside('classic')
    const alb = beside('app')
    const asked = ask({ ...classic, balancers: { shop: { ...classic.balancers?.['shop'], ...near } } }, { to: CLB })

    expect(asked.verdict).toBe('blocked')
    expect(codesOf(asked)).toContain('ELB_ACL_RESTRICTION')
    expect(ask({ ...alb, balancers: { shop: near } }).verdict).toBe('reachable')
  })
})

function nodeOf(id: string) {
  return NODES[id] ?? { subnet: 'subnet-1', privateIp: '10.0.0.5' }
}
