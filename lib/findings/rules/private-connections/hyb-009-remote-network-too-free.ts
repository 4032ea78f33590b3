import { commandFor } from '../../../inventory/collection-calls.ts'
import { type SecurityGroup, type SecurityGroupRule, unreadOf } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { type NumberSet, size, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { type AddressSet, addressSet, formatAddresses, hasAddresses, intersectAddresses } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRule, peerPrefixes, ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { carriageOf } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { carriersOf } from '../../group-carriers.ts'
import { ruleCause } from '../../open-ports.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { listCommands } from '../../public-routes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed, weigh } from '../../severity.ts'
import { tierOf } from '../../tiers.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { privateLinksOf } from './private-links.ts'

/** Source: Site-to-Site VPN guide, "Routing"; VPC guide, "Security group rules". */
export const remoteNetworkTooFree: FindingRule = {
  id: 'HYB-009',
  version: 1,
  title: 'Remote network is admitted too freely',
  logic:
    'The inbound rules of a group admit the networks behind the VPN and Direct Connect links of its VPC, as routes name them, to no more than thresholds.remotePorts ports of TCP or UDP, and to nothing on an interface of the data tier.',
  charter: charter('J.private-connections'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group.',
  compliance: nist('AC-4', 'SC-7'),
  needs: ['SecurityGroups', 'RouteTables', 'VpnGateways'],
  sharpenedBy: ['VpnConnections', 'TransitGatewayAttachments', 'TransitGatewayRouteTables', 'NetworkInterfaces'],
  check: (context) => {
    const remoteOf = remoteNetworks(context)
    return [...context.inventory.securityGroups.values()].map((group) => outcomeOf(context, group, remoteOf(group)))
  },
}

interface Remote {
  readonly networks: AddressSet
  /** Links lead there, and no route says what is behind them. */
  readonly untold: readonly string[]
}

function remoteNetworks(context: RuleContext): (group: SecurityGroup) => Remote {
  const linksOf = privateLinksOf(context)
  const known = new Map<string, Remote>()
  return ({ vpcId }) => {
    const id = vpcId ?? ''
    const { links, remote } = linksOf(id)
    const found = known.get(id) ?? {
      networks: addressSet(remote),
      untold: remote.length === 0 ? links.map((link) => link.id) : [],
    }
    known.set(id, found)
    return found
  }
}

function outcomeOf(context: RuleContext, group: SecurityGroup, remote: Remote): RuleOutcome {
  const { inventory, settings } = context
  const subject = subjectFor(group, 'security-group', group.vpcId)
  const ingress = group.rules.filter(({ direction }) => direction === 'ingress')
  const rules = ingress.filter((rule) =>
    hasAddresses(intersectAddresses(addressSet(peerPrefixes(inventory, rule) ?? []), remote.networks)),
  )
  const ports = Math.max(portsOf(rules, TCP), portsOf(rules, UDP))
  const data = rules.length > 0 ? dataCarrier(context, group) : null
  if (ports > settings.thresholds.remotePorts || data !== null)
    return failure(context, group, { rules, ports, data, remote })
  const lists = [
    ...new Set(
      ingress.flatMap((rule) =>
        rule.peer.kind === 'prefix-list' && peerPrefixes(inventory, rule) === null ? [rule.peer.id] : [],
      ),
    ),
  ]
  const { region } = group
  const askForGroup = shell`aws ec2 describe-security-groups --region ${region} --group-ids ${group.id}`
  const doubts: readonly Doubt[] = [
    ...(group.vpcId === null && ingress.length > 0 ? [{ what: 'the VPC of the group', ask: askForGroup }] : []),
    ...(remote.untold.length > 0 && ingress.some(({ peer }) => peer.kind !== 'security-group')
      ? [{ what: `the networks behind ${listWords(remote.untold)}`, ask: commandFor('VpnConnections', region) }]
      : []),
    ...(unreadOf(group, 'ingress').length > 0 ? [{ what: 'rules of the group', ask: askForGroup }] : []),
    ...(lists.length > 0
      ? [{ what: `the entries of ${listWords(lists)}`, ask: listCommands(region, lists).join('; ') }]
      : []),
    ...(rules.length > 0 && coverageOf(inventory, group, 'NetworkInterfaces') !== 'complete'
      ? [{ what: 'what carries the group', ask: commandFor('NetworkInterfaces', region) }]
      : []),
  ]
  if (doubts.length === 0)
    return passed(subject, () => `${named(group)} admits remote networks to few ports, or not at all.`)
  const words = doubts.map(({ what }) => what)
  return undecided(subject, {
    reason: `How freely ${named(group)} admits remote networks is not known. Not told: ${listWords(words)}.`,
    remedy: [...new Set(doubts.map(({ ask }) => ask))].join('; '),
  })
}

interface Doubt {
  readonly what: string
  /** The call that would answer. */
  readonly ask: string
}

function portsOf(rules: readonly SecurityGroupRule[], protocol: number): number {
  const open = rules
    .filter((rule) => rule.protocol === 'any' || rule.protocol === protocol)
    .reduce((all: NumberSet, rule) => union(all, rule.ports), [])
  return Number(size(open))
}

/** The first interface of the data tier that carries the group. */
function dataCarrier({ network, settings }: RuleContext, { id }: SecurityGroup): string | null {
  const carriers = carriersOf(network, id)
  return carriers.find((each) => tierOf(network, settings, each).tier === 'data')?.id ?? null
}

function amountOf(ports: number): string {
  return ports >= 65535 ? 'every port' : counted(ports, 'port')
}

interface Found {
  readonly rules: readonly SecurityGroupRule[]
  readonly ports: number
  readonly data: string | null
  readonly remote: Remote
}

function failure(context: RuleContext, group: SecurityGroup, found: Found): Failure {
  const { inventory, settings } = context
  const { rules, ports, data, remote } = found
  const limit = settings.thresholds.remotePorts
  const faults = [
    ...(ports > limit ? [`to ${amountOf(ports)}, where ${limit} are meant to be the most`] : []),
    ...(data === null ? [] : [`to the data tier (${data})`]),
  ]
  return failed(subjectFor(group, 'security-group', group.vpcId), {
    title: `${shortName(group.name ?? group.groupName)} admits remote networks ${data === null ? `to ${amountOf(ports)}` : 'to the data tier'}`,
    description: `${named(group)} admits networks behind VPN or Direct Connect (${formatAddresses(remote.networks)}) ${listWords(faults)}: ${listWords(rules.map(describeRule))}. Whoever takes one machine in an office comes as far.`,
    severity:
      carriageOf(context, group) === 'unused'
        ? weigh({ base: 'medium', level: 'none', because: 'no network interface carries it' })
        : fixed('medium', 'the private link leads there'),
    related: data === null ? [] : [{ role: 'member', id: data }],
    evidence: rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
    cause: ruleCause(group, rules),
    settingsUsed: { 'thresholds.remotePorts': String(limit) },
    remediation: revokeRules({
      group,
      rules,
      settings,
      summary:
        'Admit the remote hosts that need it to the ports they need, through the application tier, then take the wide rules out. Look at flow logs first.',
    }),
  })
}
