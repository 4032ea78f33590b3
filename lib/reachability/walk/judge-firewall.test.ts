import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { formatPorts } from '../../net/traffic.ts'
import {
  firewallElements as elementsOf,
  type FirewallSketch as Firewall,
  GROUP_ARN,
  POLICY_ARN,
} from '../../testing/sketch-firewall.ts'
import { sketchTransit, type TransitSketch, type VpcSketch } from '../../testing/sketch-transit.ts'
import { type LegSketch, packetOf, walkFrom } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import type { Packet } from '../packet.ts'
import { judgeFirewall } from './judge-firewall.ts'

const REQUEST = packetOf('10.1.0.10 > 10.2.0.10 tcp 22')

function judged(firewall: Firewall, packet: Packet = REQUEST, leg: 'request' | 'reply' = 'request') {
  const inventory = sketchTransit({ vpcs: {}, elements: elementsOf(firewall) })
  const policy = inventory.networkFirewallPolicies.get(POLICY_ARN)
  if (!policy) throw new Error('The sketch has no policy.')
  return judgeFirewall(networkOf(inventory), { policy, packet, leg })
}

function turned(packet: Packet): Packet {
  const { source, destination, sourcePorts, destinationPorts } = packet
  return {
    ...packet,
    source: destination,
    destination: source,
    sourcePorts: destinationPorts,
    destinationPorts: sourcePorts,
  }
}

// Source: Network Firewall guide, "Stateless rule groups", "Stateless default actions".
describe('the stateless engine', () => {
  it.each([
    ['aws:pass', 'passes'],
    ['aws:drop', 'blocks'],
    // No stateful rule drops it, and action order passes what no rule names.
    ['aws:forward_to_sfe', 'passes'],
    ['my-action', 'unknown'],
  ])('does with what no rule matches what its default says: %s %s', (statelessDefault, decision) => {
    expect(judged({ statelessDefault }).decision).toBe(decision)
  })

  it('asks the lowest priority of the first group first', () => {
    const statelessDefault = 'aws:drop'
    const first = ['20 pass tcp 10.1.0.0/16 ANY 22', '10 drop tcp 10.1.0.10/32 ANY 22']

    expect(judged({ statelessDefault, stateless: [first] }).decision).toBe('blocks')
    expect(judged({ statelessDefault, stateless: [['10 pass tcp ANY ANY 22'], first] }).decision).toBe('passes')
  })

  it.each([
    ['another protocol', '10 drop udp ANY ANY 22'],
    ['another source', '10 drop tcp 10.9.0.0/16 ANY 22'],
    ['another destination', '10 drop tcp ANY 10.9.0.0/16 22'],
    ['another port', '10 drop tcp ANY ANY 23'],
  ])('a rule for %s does not match', (_, rule) => {
    expect(judged({ statelessDefault: 'aws:pass', stateless: [[rule]] }).decision).toBe('passes')
  })

  it('names the rule that drops', () => {
    const { rules } = judged({ stateless: [['10 drop tcp 10.1.0.0/16 ANY 22']] })

    expect(rules).toEqual([
      expect.objectContaining({
        kind: 'firewall-rule',
        resourceId: `${GROUP_ARN}stateless-0`,
        pointer: '/RuleGroups/0/RulesSource/StatelessRulesAndCustomActions/StatelessRules/0',
        excerpt: 'drop tcp',
      }),
    ])
  })

  it('knows no connections: a reply is dropped that only the way there admits', () => {
    const firewall: Firewall = { statelessDefault: 'aws:drop', stateless: [['10 pass tcp 10.1.0.0/16 ANY 22']] }

    expect(judged(firewall).decision).toBe('passes')
    expect(judged(firewall, turned(REQUEST), 'reply').decision).toBe('blocks')
  })

  it('goes on with the ports of the client that pass', () => {
    const firewall: Firewall = { statelessDefault: 'aws:drop', stateless: [['10 pass tcp ANY ANY 32768-65535']] }
    const { decision, packet } = judged(firewall, turned(REQUEST), 'reply')

    expect(decision).toBe('passes')
    expect(formatPorts(packet.destinationPorts)).toBe('32768-65535')
  })

  it('goes on with the ports of all rules that pass, and with nothing of those that do not', () => {
    const stateless = [['10 pass tcp ANY ANY 2000-2999', '20 pass tcp ANY ANY 4000-4999']]
    const request = { ...REQUEST, sourcePorts: [[22, 22]] as const, destinationPorts: [[1000, 9999]] as const }
    const { packet } = judged({ statelessDefault: 'aws:drop', stateless }, request)

    // Pieces with other destination ports are other packets; the first is enough.
    expect(formatPorts(packet.destinationPorts)).toBe('2000-2999')
    const sources = { ...REQUEST, sourcePorts: [[1000, 9999]] as const }
    expect(formatPorts(judged({ statelessDefault: 'aws:pass' }, sources).packet.sourcePorts)).toBe('1000-9999')
  })

  it('with a rule about TCP flags is unknown, unless all else does the same', () => {
    expect(judged({ statelessDefault: 'aws:drop', stateless: [['10 pass tcp ANY ANY 22 syn']] }).decision).toBe(
      'unknown',
    )
    expect(judged({ statelessDefault: 'aws:drop', stateless: [['10 drop tcp ANY ANY 22 syn']] }).decision).toBe(
      'blocks',
    )
  })
})

// Source: Network Firewall guide, "Managing evaluation order for Suricata compatible rules", action order.
describe('the stateful engine in action order', () => {
  it('passes what no rule names', () => {
    expect(judged({ stateful: [['drop tcp ANY ANY 23']] }).decision).toBe('passes')
  })

  it.each(['drop', 'reject'])('%ss what a rule names', (action) => {
    const { decision, rules } = judged({ stateful: [[`${action} tcp 10.1.0.0/16 10.2.0.0/16 22`]] })

    expect(decision).toBe('blocks')
    expect(rules[0]?.pointer).toBe('/RuleGroups/0/RulesSource/StatefulRules/0')
  })

  it('asks rules that pass before rules that drop, wherever they stand', () => {
    expect(judged({ stateful: [['drop ip ANY ANY ANY'], ['pass tcp ANY ANY 22']] }).decision).toBe('passes')
  })

  it('lets alerts through', () => {
    expect(judged({ stateful: [['alert ip ANY ANY ANY']] }).decision).toBe('passes')
  })

  it('matches a rule for both ways from either', () => {
    const both = 'drop tcp 10.2.0.0/16 10.1.0.0/16 ANY both'

    expect(judged({ stateful: [[both]] }).decision).toBe('blocks')
    expect(judged({ stateful: [[both.replace(' both', '')]] }).decision).toBe('passes')
  })
})

// Source: Network Firewall guide, strict evaluation order and its default actions.
describe('the stateful engine in strict order', () => {
  it('takes rules as they stand, group by group', () => {
    const drop = ['drop ip ANY ANY ANY']
    const pass = ['pass tcp ANY ANY 22']

    expect(judged({ strict: true, stateful: [drop, pass] }).decision).toBe('blocks')
    expect(judged({ strict: true, stateful: [pass, drop] }).decision).toBe('passes')
  })

  it.each([
    [['aws:drop_strict'], 'blocks'],
    [['aws:drop_established', 'aws:alert_established'], 'blocks'],
    [['aws:alert_strict'], 'passes'],
    [[], 'passes'],
  ])('does with what no rule names what %j says: %s', (statefulDefault, decision) => {
    expect(judged({ strict: true, statefulDefault, stateful: [['pass tcp ANY ANY 443']] }).decision).toBe(decision)
  })
})

// Source: Network Firewall guide: if a rule passes a packet of a flow, its other packets are not looked at.
describe('replies in the stateful engine', () => {
  const reply = turned(REQUEST)

  it('belong to the flow that a rule passed', () => {
    const firewall: Firewall = {
      strict: true,
      statefulDefault: ['aws:drop_strict'],
      stateful: [['pass tcp ANY ANY 22']],
    }
    expect(judged(firewall, reply, 'reply').decision).toBe('passes')
  })

  it('are judged for themselves where no rule passed their request', () => {
    expect(judged({ stateful: [['drop tcp 10.2.0.0/16 ANY ANY']] }, reply, 'reply').decision).toBe('blocks')
    expect(
      judged({ stateful: [['drop tcp 10.2.0.0/16 ANY ANY'], ['pass tcp ANY ANY 22']] }, reply, 'reply').decision,
    ).toBe('passes')
  })

  it('are unknown where the engine never saw the request', () => {
    const stateless = [['10 pass tcp ANY ANY 22']]
    expect(judged({ stateless, stateful: [] }, reply, 'reply').decision).toBe('unknown')
  })
})

// Source: Reachability Analyzer guide, FIREWALL_UNSUPPORTED_….
describe('what is not evaluated', () => {
  it.each([
    ['suricata', 'FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE'],
    ['domains', 'FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE'],
    ['lost', 'FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE'],
  ] as const)('a group of kind %s leaves the packet unknown', (kind, code) => {
    const { decision, caveats } = judged({ stateful: [kind] })

    expect(decision).toBe('unknown')
    expect(caveats.map((caveat) => caveat.code)).toContain(code)
  })

  it('a group that was not collected names the key that would tell', () => {
    expect(judged({ stateful: ['lost'] }).doubts).toMatchObject([{ key: 'RuleGroups' }])
    expect(judged({ stateful: ['suricata'] }).doubts[0]?.key).toBeUndefined()
  })

  it('names of hosts concern TCP only', () => {
    expect(judged({ stateful: ['domains'] }, packetOf('10.1.0.10 > 10.2.0.10 udp 53')).decision).toBe('passes')
  })

  it('does not matter where a rule passes before it', () => {
    expect(judged({ stateful: ['suricata', ['pass tcp ANY ANY 22']] }).decision).toBe('passes')
    expect(judged({ strict: true, stateful: [['drop tcp ANY ANY 22'], 'suricata'] }).decision).toBe('blocks')
  })

  it('matters where it comes first, and says that a rule would have decided', () => {
    const { decision, caveats } = judged({ strict: true, stateful: ['suricata', ['drop tcp ANY ANY 22']] })

    expect(decision).toBe('unknown')
    expect(caveats.map(({ code }) => code)).toContain('FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES')
  })

  it('options of a rule leave the packet unknown, unless what follows does the same', () => {
    const { decision, caveats } = judged({ stateful: [['drop tcp ANY ANY 22 flow']] })

    expect(decision).toBe('unknown')
    expect(caveats.map(({ code }) => code)).toContain('FIREWALL_UNSUPPORTED_RULE_OPTIONS')
    expect(judged({ stateful: [['pass tcp ANY ANY 22 flow']] }).decision).toBe('passes')
    expect(judged({ stateful: [['drop tcp ANY ANY 22 flow', 'drop tcp ANY ANY 22']] }).decision).toBe('blocks')
  })

  it('an application protocol may be recognised or not', () => {
    expect(judged({ stateful: [['drop ssh ANY ANY 22']] }).decision).toBe('unknown')
    expect(judged({ stateful: [['drop ntp ANY ANY 22']] }).decision).toBe('passes')
  })
})

// Source: Network Firewall guide, "Firewall endpoints"; Reachability Analyzer guide, FIREWALL_RULES_RESTRICTION.
describe('an endpoint of a firewall', () => {
  const VPC: VpcSketch = {
    cidr: '10.1.0.0/16',
    subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-fw': '10.1.9.0/28', 'subnet-b': '10.1.2.0/24' },
    routes: { 'subnet-a': ['10.1.2.0/24 vpce-1'] },
    hosts: { 'eni-a': 'subnet-a 10.1.0.10', 'eni-b': 'subnet-b 10.1.2.10' },
  }
  const ENDPOINT: JsonObject = {
    VpcEndpointId: 'vpce-1',
    VpcId: 'vpc-a',
    VpcEndpointType: 'GatewayLoadBalancer',
    State: 'available',
    SubnetIds: ['subnet-fw'],
  }
  const FIREWALL: JsonObject = {
    FirewallArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/edge',
    FirewallPolicyArn: POLICY_ARN,
    VpcId: 'vpc-a',
    SyncStates: [{ AvailabilityZone: 'eu-west-1a', SubnetId: 'subnet-fw', EndpointId: 'vpce-1' }],
  }
  const LEG: LegSketch = {
    place: { kind: 'leaving-interface', interfaceId: 'eni-a' },
    packet: '10.1.0.10 > 10.1.2.10 tcp 22',
    sender: 'eni-a',
  }
  const through = (firewall: Firewall, elements: TransitSketch['elements'] = {}) =>
    walkFrom(
      sketchTransit({
        vpcs: { 'vpc-a': VPC },
        elements: { VpcEndpoints: [ENDPOINT], Firewalls: [FIREWALL], ...elementsOf(firewall), ...elements },
      }),
      LEG,
    )

  it('lets through what the policy passes, and hides who sends', () => {
    const { verdict, hops, state } = through({ stateful: [['pass tcp ANY ANY 22']] })

    expect(verdict).toBe('reachable')
    expect(hops.map(({ kind }) => kind)).toContain('network-firewall')
    expect(state.identity).toBeNull()
  })

  it('blocks what the policy drops, and names the rule', () => {
    const { verdict, hops, codes, arrival } = through({ stateful: [['drop tcp ANY ANY 22']] })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['FIREWALL_RULES_RESTRICTION'])
    expect(hops.find(({ kind }) => kind === 'network-firewall')?.blockers[0]?.rule?.kind).toBe('firewall-rule')
    expect(arrival).toEqual({ kind: 'interface', id: 'eni-b' })
  })

  it('is unknown, never open, when its policy was not collected', () => {
    const { verdict, keys } = through({}, { FirewallPolicies: [] })

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['FirewallPolicies'])
  })
})
