import type { ClientVpnEndpoint } from '../../../inventory/connectivity.ts'
import type { SecurityGroup } from '../../../inventory/filters.ts'
import { unreadOf } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers } from '../../../net/interval-set.ts'
import { addressSet } from '../../../net/traffic.ts'
import { peerPrefixes, ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import type { Evidence } from '../../finding.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askOfEndpoint, endpointSubject, openEndpoint } from './client-vpn.ts'

/** Source: Client VPN administrator guide, "Client VPN target networks" (groups), "Routes" and "Split-tunnel". */
export const clientVpnTooWide: FindingRule = {
  id: 'HYB-010',
  version: 1,
  title: 'Client VPN leads too far',
  logic:
    'A Client VPN endpoint carries no default security group, none of its groups lets every protocol out to every IPv4 or IPv6 address, and none of its routes is 0.0.0.0/0 or ::/0.',
  charter: charter('J.private-connections'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['ClientVpnEndpoints'],
  sharpenedBy: ['SecurityGroups'],
  check: (context) =>
    [...context.inventory.clientVpnEndpoints.values()].map((endpoint) => outcomeOf(context, endpoint)),
}

interface Fault {
  readonly text: string
  readonly evidence: readonly Evidence[]
}

function outcomeOf(context: RuleContext, endpoint: ClientVpnEndpoint): RuleOutcome {
  const faults = [
    ...endpoint.securityGroupIds.flatMap((id) => groupFaults(context, id)),
    ...routeFaults(context, endpoint),
  ]
  if (faults.length > 0) return failure(endpoint, faults)
  const { groups, other } = doubtsOf(context, endpoint)
  if (groups.length === 0 && other.length === 0)
    return passed(endpointSubject(endpoint), `${named(endpoint)} leads to where its groups and routes name.`)
  const { region } = endpoint
  return undecided(endpointSubject(endpoint), {
    reason: `Of ${named(endpoint)}, ${listWords([...groups.map((id) => `the rules of ${id}`), ...other])} were not told.`,
    remedy: [
      ...(groups.length > 0 ? [shell`aws ec2 describe-security-groups --region ${region} --group-ids ${groups}`] : []),
      ...(other.length > 0 ? [askOfEndpoint(endpoint, 'routes')] : []),
    ].join('; '),
  })
}

function groupFaults({ inventory }: RuleContext, id: string): readonly Fault[] {
  const group = inventory.securityGroups.get(id)
  if (!group) return []
  const open = openEgress(inventory, group)
  return [
    ...(group.isDefault
      ? [
          {
            text: `it carries ${named(group)}, the default group`,
            evidence: [resourceEvidence(inventory, group, { excerpt: `${id} is the default group` })],
          },
        ]
      : []),
    ...(open.length > 0
      ? [
          {
            text: `${named(group)} lets everything out to everywhere`,
            evidence: open.map((rule) => evidenceOf(inventory, ruleRef(rule, id))),
          },
        ]
      : []),
  ]
}

/** The rules that let every protocol out to every address of a family; empty when they do not. */
function openEgress(inventory: RuleContext['inventory'], group: SecurityGroup): SecurityGroup['rules'] {
  const rules = group.rules.filter(({ direction, protocol }) => direction === 'egress' && protocol === 'any')
  const held = addressSet(rules.flatMap((rule) => peerPrefixes(inventory, rule) ?? []))
  const whole = covers(held.v4, [[0, 0xffffffff]]) || covers(held.v6, [[0n, 2n ** 128n - 1n]])
  return whole ? rules : []
}

function routeFaults({ inventory }: RuleContext, { id, routes, source }: ClientVpnEndpoint): readonly Fault[] {
  return (routes ?? [])
    .filter(({ destination }) => destination.length === 0)
    .map(({ destination, pointer, subnetId }) => {
      const excerpt = `${destination.family === 4 ? '0.0.0.0/0' : '::/0'} by ${subnetId ?? 'a subnet'}`
      return {
        text: `it leads clients to the internet (${excerpt})`,
        evidence: [
          evidenceOf(inventory, { kind: 'resource', resourceId: id, pointer, document: source.document, excerpt }),
        ],
      }
    })
}

function doubtsOf({ inventory }: RuleContext, { securityGroupIds, routes, unread }: ClientVpnEndpoint) {
  const groups = securityGroupIds.filter((id) => {
    const group = inventory.securityGroups.get(id)
    return !group || unreadOf(group, 'egress').length > 0
  })
  const other = [
    ...(routes === null ? ['its routes'] : unread.filter((text) => text.startsWith('Routes'))),
    ...(securityGroupIds.length === 0 ? ['its security groups'] : []),
  ]
  return { groups, other }
}

function failure(endpoint: ClientVpnEndpoint, faults: readonly Fault[]): Failure {
  const { id, region, splitTunnel } = endpoint
  const tunnel = splitTunnel === false ? ' Split-tunnel is off, so all traffic of a client goes that way.' : ''
  return failed(endpointSubject(endpoint), {
    title: `${shortName(endpoint.name ?? id)} leads too far`,
    description: `Client VPN endpoint ${named(endpoint)}: ${listWords(faults.map(({ text }) => text))}.${tunnel} Its groups are what keeps a client from the rest of the VPC.`,
    severity: fixed('low', 'authorisation rules stand before it'),
    related: endpoint.securityGroupIds.map((group) => ({ role: 'security-group', id: group })),
    evidence: faults.flatMap(({ evidence }) => evidence),
    remediation: {
      summary:
        'Give the endpoint a group of its own that lets out to the hosts clients need, and routes to their blocks only. Clients lose what is not named: try it with one of them.',
      cli: [
        askOfEndpoint(endpoint, 'routes'),
        ...(endpoint.vpcId
          ? [
              shell`aws ec2 apply-security-groups-to-client-vpn-target-network --region ${region} --client-vpn-endpoint-id ${id} --vpc-id ${endpoint.vpcId} --security-group-ids ${'<own group>'}`,
            ]
          : []),
      ],
      terraform:
        'resource "aws_ec2_client_vpn_endpoint" "this" {\n  split_tunnel       = true\n  security_group_ids = [aws_security_group.client_vpn.id]\n}',
      console: [
        openEndpoint(endpoint, 'Security groups'),
        'Apply a group of its own, then look at the Route table tab.',
      ],
    },
  })
}
