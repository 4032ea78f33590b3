/**
 * A Network Firewall between two subnets of a random estate, or at its edge: few rules, by the five fields of a header.
 * Source: Network Firewall API, StatelessRule, StatefulRule; VPC guide, "Middlebox routing".
 */

import fc from 'fast-check'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import * as plain from './plain-elements.ts'
import { list } from './simulate-records.ts'

const ARN = `arn:aws:network-firewall:eu-west-1:${plain.OWNER}`

const block = fc.constantFrom('ANY', 'ANY', '10.0.0.0/16', '10.0.1.0/24', '10.0.3.0/24', '203.0.113.0/24')
const port = fc.constantFrom('ANY', 'ANY', '22', '1024:32768', '1023', '32768:65535')

const rule = fc.record({
  action: fc.constantFrom('PASS', 'PASS', 'DROP', 'ALERT'),
  protocol: fc.constantFrom('TCP', 'UDP', 'ICMP', 'IP'),
  from: block,
  to: block,
  port,
})

export const firewallPlan = fc.record({
  endpoint: fc.constantFrom('subnet-2', 'subnet-1', 'subnet-3'),
  place: fc.constantFrom('between', 'between', 'edge', 'oneway'),
  stateless: fc.array(fc.tuple(rule, fc.constantFrom('aws:forward_to_sfe', 'aws:pass', 'aws:drop')), { maxLength: 2 }),
  fallback: fc.constantFrom('aws:forward_to_sfe', 'aws:forward_to_sfe', 'aws:forward_to_sfe', 'aws:pass', 'aws:drop'),
  stateful: fc.array(rule, { maxLength: 3 }),
  isStrict: fc.boolean(),
  drops: fc.boolean(),
})

export type FirewallPlan = typeof firewallPlan extends fc.Arbitrary<infer P> ? P : never

type Elements = ReadonlyMap<DescribeKey, readonly JsonObject[]>
type Rule = FirewallPlan['stateful'][number]

const NUMBERS: Readonly<Record<string, readonly number[]>> = { TCP: [6], UDP: [17], ICMP: [1], IP: [] }

function statelessRule(
  [{ protocol, from, to, port: ports }, action]: readonly [Rule, string],
  index: number,
): JsonObject {
  const [low = 0, high = low] = ports.split(':').map(Number)
  const addresses = (text: string) => (text === 'ANY' ? [] : [{ AddressDefinition: text }])
  const MatchAttributes = {
    Protocols: NUMBERS[protocol] ?? [],
    Sources: addresses(from),
    Destinations: addresses(to),
    DestinationPorts: ports === 'ANY' ? [] : [{ FromPort: low, ToPort: high }],
  }
  return { Priority: 10 - index, RuleDefinition: { Actions: [action], MatchAttributes } }
}

function statefulRule({ action, protocol, from, to, port: DestinationPort }: Rule): JsonObject {
  const hasPort = protocol === 'TCP' || protocol === 'UDP'
  const Header = {
    Protocol: protocol,
    Source: from,
    SourcePort: 'ANY',
    Direction: 'FORWARD',
    Destination: to,
    DestinationPort: hasPort ? DestinationPort : 'ANY',
  }
  return { Action: action, Header, RuleOptions: [{ Keyword: 'sid' }] }
}

function policyOf({ fallback, isStrict, drops }: FirewallPlan): JsonObject {
  const reference = (kind: string) => [{ ResourceArn: `${ARN}:${kind}-rulegroup/rules`, Priority: 1 }]
  return {
    FirewallPolicyArn: `${ARN}:firewall-policy/inspect`,
    FirewallPolicyName: 'inspect',
    StatelessDefaultActions: [fallback],
    StatelessFragmentDefaultActions: [fallback],
    StatefulDefaultActions: isStrict && drops ? ['aws:drop_strict'] : [],
    StatefulEngineOptions: { RuleOrder: isStrict ? 'STRICT_ORDER' : 'DEFAULT_ACTION_ORDER' },
    StatelessRuleGroupReferences: reference('stateless'),
    StatefulRuleGroupReferences: reference('stateful'),
  }
}

/** `vpce-2` becomes the endpoint of a firewall, and tables of vpc-1 send through it. */
export function withFirewall(elements: Elements, plan: FirewallPlan): Elements {
  const SubnetIds = [plan.endpoint]
  const StatelessRulesAndCustomActions = { StatelessRules: plan.stateless.map(statelessRule) }
  const added: readonly (readonly [DescribeKey, readonly JsonObject[]])[] = [
    [
      'Firewalls',
      [
        {
          FirewallArn: `${ARN}:firewall/wall`,
          FirewallName: 'wall',
          FirewallPolicyArn: `${ARN}:firewall-policy/inspect`,
          VpcId: 'vpc-1',
          SubnetMappings: SubnetIds.map((SubnetId) => ({ SubnetId })),
          SyncStates: [
            { AvailabilityZone: 'eu-west-1a', SubnetId: plan.endpoint, EndpointId: 'vpce-2', Status: 'READY' },
          ],
        },
      ],
    ],
    ['FirewallPolicies', [policyOf(plan)]],
    [
      'RuleGroups',
      [
        {
          RuleGroupArn: `${ARN}:stateless-rulegroup/rules`,
          Type: 'STATELESS',
          RulesSource: { StatelessRulesAndCustomActions },
        },
        {
          RuleGroupArn: `${ARN}:stateful-rulegroup/rules`,
          Type: 'STATEFUL',
          RulesSource: { StatefulRules: plan.stateful.map(statefulRule) },
        },
      ],
    ],
    [
      'VpcEndpoints',
      (elements.get('VpcEndpoints') ?? []).map((each) =>
        each['VpcEndpointId'] === 'vpce-2' ? { ...each, SubnetIds } : each,
      ),
    ],
    ['RouteTables', (elements.get('RouteTables') ?? []).map((table) => steered(table, plan))],
  ]
  const kept = added.filter(([key]) => elements.has(key))
  return new Map([...elements, ...kept])
}

/** Of the two subnets without the endpoint: each sends what is for the other through it, and both what leaves the VPC. */
function steered(table: JsonObject, { endpoint, place }: FirewallPlan): JsonObject {
  const numbers = [1, 2, 3].filter((number) => `subnet-${number}` !== endpoint)
  const own = numbers.find((number) =>
    list(table, 'Associations').some((one) => one['SubnetId'] === `subnet-${number}`),
  )
  const [first] = numbers
  if (own === undefined || (place === 'oneway' && own === first)) return table
  const to = place === 'edge' ? '0.0.0.0/0' : `10.0.${numbers.find((number) => number !== own)}.0/24`
  const others = list(table, 'Routes').filter((each) => each['DestinationCidrBlock'] !== to)
  return { ...table, Routes: [...others, plain.route(`${to} vpce-2`)] }
}
