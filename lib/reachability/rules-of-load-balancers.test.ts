import { describe, expect, it } from 'vitest'
import { parseAddress } from '../net/prefix.ts'
import { ALB, type AskedOfBalancer, ask, CLB, codesOf, NLB, nlb } from '../testing/ask-balancers.ts'
import {
  BALANCED_NETWORK,
  type BalancedSketch,
  type BalancerSketch,
  balancerArn,
  NODES,
} from '../testing/sketch-balancers.ts'

describe('a load balancer is reached where a target answers (network semantics: H4, L1)', () => {
  it.each<[string, AskedOfBalancer]>([
    ['from the internet by its ARN', {}],
    ['by the public address of a node', { to: '198.51.100.5' }],
    ['by the interface of a node', { to: 'eni-node-2' }],
    ['from inside', { from: 'i-client' }],
    ['from inside by the private address of a node', { from: 'i-client', to: '10.0.0.5' }],
  ])('%s', (_words, asked) => {
    const answer = ask({}, asked)

    expect(codesOf(answer)).toEqual([])
    expect(answer.verdict).toBe('reachable')
    expect(answer.forward.some(({ component }) => component === ALB)).toBe(true)
  })

  it('and not on a port without a listener', () => {
    const groups = { ...BALANCED_NETWORK.groups, 'sg-lb': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'] }
    const answer = ask({ network: { groups } }, { port: 8443 })

    expect(answer.verdict).toBe('blocked')
    expect(codesOf(answer)).toEqual(['ELBV2_LISTENERS_MISMATCH', 'ELBV2_LISTENER_PORT_RESTRICTION'])
  })

  it('and not where the group of the load balancer refuses', () => {
    const groups = { ...BALANCED_NETWORK.groups, 'sg-lb': ['in tcp 443 192.0.2.0/24', 'out all 0.0.0.0/0'] }

    expect(codesOf(ask({ network: { groups } }))).toContain('ENI_SG_RULES_MISMATCH')
  })

  it.each<[string, Readonly<Record<string, readonly string[]>>]>([
    ['its own group lets nothing out', { 'sg-lb': ['in tcp 443 0.0.0.0/0'] }],
    ['the group of the targets does not admit it', { 'sg-web': ['in tcp 8081 sg-lb', 'out all 0.0.0.0/0'] }],
  ])('and not where %s', (_words, changed) => {
    const answer = ask({ network: { groups: { ...BALANCED_NETWORK.groups, ...changed } } })

    expect(answer.verdict).toBe('blocked')
    expect(codesOf(answer).length).toBeGreaterThan(0)
  })

  it('and not from the internet when it is internal', () => {
    const internal = { balancers: { shop: { scheme: 'internal' as const } } }

    expect(ask(internal).verdict).toBe('blocked')
    expect(ask(internal, { from: 'i-client' }).verdict).toBe('reachable')
  })

  it('and unknown when its targets were not collected', () => {
    const answer = ask({ targetGroups: { 'tg-web': { targets: null } } })

    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns.map(({ key }) => key)).toContain('TargetGroups')
  })

  it('and so is one that redirects, with nobody behind it', () => {
    expect(ask({ balancers: { shop: { listeners: ['HTTPS:443 redirect'] } } }).verdict).toBe('reachable')
  })

  it('and a function answers through the node that calls it (ALB guide, "Lambda functions as targets")', () => {
    const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:shop'

    expect(ask({ targetGroups: { 'tg-web': { type: 'lambda', targets: [lambda] } } }).verdict).toBe('reachable')
  })

  it('with a caveat when every target is unhealthy (ELB guides: it fails open)', () => {
    const answer = ask({ targetGroups: { 'tg-web': { targets: ['i-a/unhealthy'] } } })

    expect(answer.verdict).toBe('reachable')
    expect(answer.caveats.map(({ code }) => code)).toContain('TARGETS_ALL_UNHEALTHY')
  })
})

describe('a path through a load balancer to a target', () => {
  it('names the way there and back', () => {
    const answer = ask({}, { to: 'i-b', via: ALB })
    const way = answer.forward.map(({ component }) => component)

    expect(answer.verdict).toBe('reachable')
    expect(way).toEqual(expect.arrayContaining(['igw-1', ALB, 'sg-lb', 'sg-web', 'eni-b']))
    expect(answer.return.at(-1)?.kind).toBe('internet')
  })

  it('has the node for its source after the load balancer, and a port of the node’s own', () => {
    const answer = ask({}, { to: 'i-a', via: ALB })
    const arrived = answer.forward.at(-1)?.inbound

    expect([parseAddress('10.0.0.5'), parseAddress('10.0.1.5')]).toContainEqual(arrived?.source)
    expect(arrived?.destinationPorts).toEqual([[8080, 8080]])
    expect(arrived?.sourcePorts).toEqual([[1024, 65535]])
  })

  it('does not exist to what is no target (Reachability Analyzer, COMPONENT_FILTER_RESTRICTION)', () => {
    expect(codesOf(ask({}, { to: 'i-client', via: ALB }))).toContain('COMPONENT_FILTER_RESTRICTION')
  })

  it('does not open the target to the internet itself', () => {
    expect(ask({}, { to: 'i-a', port: 8080 }).verdict).toBe('blocked')
  })

  it('exists to a target in another zone by the node of that zone only (NLB guide, "Cross-zone load balancing")', () => {
    const sketch = nlb({ group: { targets: ['i-a', 'i-b'] } })
    const alone = {
      ...sketch,
      balancers: { shop: { ...sketch.balancers?.['shop'], nodes: { 'eni-node-1': nodeOf('eni-node-1') } } },
    }

    expect(ask(sketch, { to: 'i-b', via: NLB }).verdict).toBe('reachable')
    expect(codesOf(ask(alone, { to: 'i-b', via: NLB }))).toContain('ELB_INSTALLED_AZ_RESTRICTION')
  })

  it('goes on through an ALB behind an NLB (NLB guide, "Use an ALB as a target")', () => {
    const outer = { 'eni-out-1': { subnet: 'subnet-1', privateIp: '10.0.0.6', publicIp: '198.51.100.7' } }
    const inner = { 'eni-in-1': { subnet: 'subnet-a', privateIp: '10.0.10.6', publicIp: null } }
    const sketch: BalancedSketch = {
      balancers: {
        edge: { kind: 'net', nodes: outer, listeners: ['TCP:443 tg-alb'], groups: [] },
        shop: { scheme: 'internal', nodes: inner, listeners: ['HTTPS:443 tg-web'] },
      },
      targetGroups: {
        'tg-alb': TO_ALB,
        'tg-web': { targets: ['i-a'] },
      },
    }
    const edge = balancerArn('edge', 'net')

    expect(ask(sketch, { to: edge }).verdict).toBe('reachable')
    expect(ask(sketch, { to: 'i-a', via: edge }).forward.map(({ component }) => component)).toEqual(
      expect.arrayContaining([edge, ALB, 'eni-a']),
    )
    expect(ask(sketch, { to: ALB, via: edge }).verdict).toBe('reachable')
    expect(ask(sketch, { to: 'i-a', via: ALB }).forward.map(({ component }) => component)).toEqual(
      expect.arrayContaining([edge, ALB, 'eni-a']),
    )
    expect(ask(sketch, { to: 'i-b', via: ALB }).verdict).toBe('blocked')
    const untold = { ...sketch, targetGroups: { ...sketch.targetGroups, 'tg-alb': { ...TO_ALB, targets: null } } }
    expect(ask(untold, { to: 'i-a', via: ALB }).verdict).toBe('unknown')
  })
})

const OPEN = ['out all 0.0.0.0/0']
const TO_ALB = { type: 'alb', protocol: 'TCP', port: 443, targets: [ALB] } as const

describe('a Classic Load Balancer', () => {
  const rules = { 'sg-web': ['in tcp 8080 sg-lb', ...OPEN] }
  const classic = (own: BalancerSketch = {}): BalancedSketch => ({
    balancers: { shop: { kind: 'classic', ...own } },
    network: { groups: { ...BALANCED_NETWORK.groups, ...rules } },
  })

  it('is asked for by its name, since AWS prints no ARN for it', () => {
    const { query, ...answer } = ask(classic(), { to: 'shop' })
    const { query: _, ...byArn } = ask(classic(), { to: CLB })

    expect(query.to).toBe('shop')
    expect(answer).toEqual(byArn)
    expect(ask(classic(), { to: 'i-b', via: 'shop' }).verdict).toBe('reachable')
    expect(ask(classic(), { to: 'shopp' }).verdict).toBe('unknown')
    expect(ask({}, { to: 'shop' }).verdict).toBe('unknown')
  })

  it('sends to its instances on the port of the instances, health not known', () => {
    const answer = ask(classic(), { to: CLB })

    expect(answer.verdict).toBe('reachable')
    expect(answer.caveats.map(({ code }) => code)).toContain('TARGET_HEALTH_UNKNOWN')
    expect(answer.forward.at(-1)?.inbound.destinationPorts).toEqual([[8080, 8080]])
  })

  it('reaches an instance of another zone by the node there, cross-zone or not', () => {
    expect(ask(classic(), { to: 'i-b', via: CLB }).verdict).toBe('reachable')
    expect(codesOf(ask(classic({ nodes: { 'eni-node-1': nodeOf('eni-node-1') } }), { to: 'i-b', via: CLB }))).toContain(
      'ELB_INSTALLED_AZ_RESTRICTION',
    )
  })

  it('without instances answers nobody', () => {
    expect(ask(classic({ instances: [] }), { to: CLB }).verdict).toBe('blocked')
  })
})

function nodeOf(id: string) {
  return NODES[id] ?? { subnet: 'subnet-1', privateIp: '10.0.0.5' }
}
