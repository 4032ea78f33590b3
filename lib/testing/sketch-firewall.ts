/** A Network Firewall policy with its rule groups, written as text, for tests. */

import type { JsonObject } from '../describe/document.ts'

export const POLICY_ARN = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/inspect'
export const GROUP_ARN = 'arn:aws:network-firewall:eu-west-1:111122223333:rulegroup/'

export interface FirewallSketch {
  readonly statelessDefault?: string
  readonly strict?: boolean
  readonly statefulDefault?: readonly string[]
  /** Lists of rules by group: `10 drop tcp 10.1.0.0/16 10.2.0.0/16 22`, the priority first. */
  readonly stateless?: readonly (readonly string[])[]
  /** `drop tcp 10.1.0.0/16 10.2.0.0/16 22`, `pass ip ANY ANY ANY both`, `drop tcp ANY ANY 22 flow`; `suricata`, `domains`, `lost`. */
  readonly stateful?: readonly (readonly string[] | 'suricata' | 'domains' | 'lost')[]
}

/** The elements of a policy and its groups, as AWS prints them. */
export function firewallElements({
  statelessDefault,
  strict,
  statefulDefault,
  stateless = [],
  stateful = [],
}: FirewallSketch) {
  const references = (kind: string, groups: readonly unknown[]) =>
    groups.map((_, index) => ({ ResourceArn: `${GROUP_ARN}${kind}-${index}`, Priority: index + 1 }))
  const policy: JsonObject = {
    FirewallPolicyArn: POLICY_ARN,
    StatelessDefaultActions: [statelessDefault ?? 'aws:forward_to_sfe'],
    StatefulDefaultActions: [...(statefulDefault ?? [])],
    StatefulEngineOptions: { RuleOrder: strict ? 'STRICT_ORDER' : 'DEFAULT_ACTION_ORDER' },
    StatelessRuleGroupReferences: references('stateless', stateless),
    StatefulRuleGroupReferences: references('stateful', stateful),
  }
  const groups = [
    ...stateless.map((rules, index) => ({
      RuleGroupArn: `${GROUP_ARN}stateless-${index}`,
      Type: 'STATELESS',
      RulesSource: { StatelessRulesAndCustomActions: { StatelessRules: rules.map(statelessRule) } },
    })),
    ...stateful.flatMap((rules, index) =>
      rules === 'lost'
        ? []
        : [{ RuleGroupArn: `${GROUP_ARN}stateful-${index}`, Type: 'STATEFUL', RulesSource: statefulSource(rules) }],
    ),
  ]
  return { FirewallPolicies: [policy], RuleGroups: groups }
}

const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1 }

function statelessRule(text: string): JsonObject {
  const [priority, action = '', protocol = '', source = '', destination = '', port = 'ANY', flag] = text.split(' ')
  const [from, to = from] = port.split('-')
  return {
    Priority: Number(priority),
    RuleDefinition: {
      Actions: [action === 'forward' ? 'aws:forward_to_sfe' : `aws:${action}`],
      MatchAttributes: {
        Protocols: protocol === 'ip' ? [] : [PROTOCOLS[protocol] ?? 0],
        Sources: source === 'ANY' ? [] : [{ AddressDefinition: source }],
        Destinations: destination === 'ANY' ? [] : [{ AddressDefinition: destination }],
        DestinationPorts: port === 'ANY' ? [] : [{ FromPort: Number(from), ToPort: Number(to) }],
        TCPFlags: flag === 'syn' ? [{ Flags: ['SYN'] }] : [],
      },
    },
  }
}

function statefulSource(rules: readonly string[] | 'suricata' | 'domains'): JsonObject {
  if (rules === 'suricata') return { RulesString: 'drop tcp any any -> any any (sid:1;)' }
  if (rules === 'domains') return { RulesSourceList: { Targets: ['.example.com'], GeneratedRulesType: 'ALLOWLIST' } }
  return { StatefulRules: rules.map(statefulRule) }
}

function statefulRule(text: string): JsonObject {
  const [action = '', protocol = '', source = '', destination = '', port = 'ANY', flag] = text.split(' ')
  return {
    Action: action.toUpperCase(),
    Header: {
      Protocol: protocol.toUpperCase(),
      Source: source,
      SourcePort: 'ANY',
      Direction: flag === 'both' ? 'ANY' : 'FORWARD',
      Destination: destination,
      DestinationPort: port,
    },
    RuleOptions: [{ Keyword: 'sid' }, ...(flag === 'flow' ? [{ Keyword: 'flow' }] : [])],
  }
}
