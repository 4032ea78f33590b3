import type { SecurityGroup } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifySubnet, type SubnetClass } from '../../../inventory/subnet-class.ts'
import { hasPublicAddress } from '../../../reachability/public-addresses.ts'
import { peerText, ruleRef, trafficText } from '../../../reachability/security-group-filter.ts'
import { type JudgedSource, judgeAdministration } from '../../administration-sources.ts'
import { bastionReason } from '../../bastions.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { interfaceRole } from '../../interface-role.ts'
import { ruleCause } from '../../open-ports.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { peerName } from '../../rule-sources.ts'
import { portsText } from '../../settings.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, titleNames } from '../../wording.ts'
import { corporateText } from '../security-groups/corporate-setting.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC"; EC2 user guide, "EC2 Instance Connect Endpoint". */
export const administeredFromElsewhere: FindingRule = {
  id: 'PRIV-002',
  version: 1,
  title: 'Private host takes administration from elsewhere than a bastion',
  logic:
    'A group of a host without a public address, in a subnet without a route to an internet gateway, admits an administration port from a source that is no bastion, EC2 Instance Connect Endpoint, management tier, corporate range or list, nor the group itself (SG-015). Ranges that are not the internet are not judged until corporateRanges is set.',
  charter: charter('G.private-subnets'),
  severity: 'medium',
  severityNote: 'Always Medium: who already stands inside comes further.',
  compliance: nist('AC-4', 'AC-17', 'SC-7'),
  needs: ['SecurityGroups', 'NetworkInterfaces', 'Subnets', 'RouteTables'],
  sharpenedBy: ['Instances', 'ManagedPrefixLists'],
  check: (context) => {
    const judge = judgeAdministration(context)
    return [...hostsByGroup(context)].flatMap(([id, hosts]) => {
      const group = context.inventory.securityGroups.get(id)
      if (!group) return []
      const judged = judge(group).filter(({ rule }) => rule.peer.kind !== 'security-group' || rule.peer.id !== id)
      return outcomesOf(context, group, { hosts, judged })
    })
  },
}

interface Hosts {
  /** In a subnet that is surely private. */
  readonly certain: readonly NetworkInterface[]
  /** Where what kind of subnet it is was not told. */
  readonly doubtful: readonly NetworkInterface[]
}

/** Private hosts that are no bastion, by each group they carry. */
function hostsByGroup(context: RuleContext): ReadonlyMap<string, Hosts> {
  const classes = new Map<string, SubnetClass>()
  for (const subnet of context.inventory.subnets.values())
    classes.set(subnet.id, classifySubnet(context.inventory, subnet))
  const found = new Map<string, { certain: NetworkInterface[]; doubtful: NetworkInterface[] }>()
  for (const one of context.inventory.networkInterfaces.values()) {
    const kind = classes.get(one.subnetId) ?? 'unknown'
    if (kind === 'public' || !isPlainHost(context, one)) continue
    for (const id of one.securityGroupIds) {
      const own = found.get(id) ?? { certain: [], doubtful: [] }
      found.set(id, own)
      own[kind === 'unknown' ? 'doubtful' : 'certain'].push(one)
    }
  }
  return found
}

function isPlainHost({ network, settings }: RuleContext, one: NetworkInterface): boolean {
  const isHost = one.instanceId !== null && interfaceRole(one) === 'host'
  return isHost && !hasPublicAddress(network, one, 4) && bastionReason(network, settings, one) === null
}

interface Asked {
  readonly hosts: Hosts
  readonly judged: readonly JudgedSource[]
}

/** Where no host is surely private, only what would fail is worth a word. */
function outcomesOf(context: RuleContext, group: SecurityGroup, asked: Asked): readonly RuleOutcome[] {
  const outcome = outcomeOf(context, group, asked)
  return asked.hosts.certain.length > 0 || asked.judged.some(({ verdict }) => verdict === 'foreign') ? [outcome] : []
}

function outcomeOf(context: RuleContext, group: SecurityGroup, { hosts, judged }: Asked): RuleOutcome {
  const subject = subjectFor(group, 'security-group', group.vpcId)
  const foreign = judged.filter(({ verdict }) => verdict === 'foreign')
  if (foreign.length > 0 && hosts.certain.length > 0) return failure(context, group, { hosts, judged: foreign })
  if (foreign.length > 0)
    return undecided(subject, {
      reason: `Whether the hosts that carry ${named(group)} stand in private subnets was not told.`,
      remedy: shell`aws ec2 describe-route-tables --region ${group.region}`,
    })
  const unset = judged.filter(({ verdict }) => verdict === 'unset')
  if (unset.length > 0)
    return undecided(subject, {
      reason: `Whether ${listWords(unset.map(({ rule }) => `${trafficText(rule)} from ${peerText(rule)}`))} is the team's own range was not said: corporateRanges is not set.`,
      remedy: 'set corporateRanges in portolan.yaml',
    })
  if (group.unread.length > 0 || judged.some(({ verdict }) => verdict === 'unknown'))
    return undecided(subject, {
      reason: `Whom ${named(group)} lets administer a private host is not all known: a rule, a prefix list, or who carries a group it names.`,
      remedy: shell`aws ec2 describe-security-groups --region ${group.region} --group-ids ${group.id}; aws ec2 describe-instances --region ${group.region}`,
    })
  return passed(subject, () => `${named(group)} takes administration only from bastions and corporate ranges.`)
}

const EVERYBODY: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0'])

function failure(context: RuleContext, group: SecurityGroup, { hosts, judged }: Asked): RuleOutcome {
  const { inventory, settings } = context
  const rules = judged.map(({ rule }) => rule)
  const names = carrierNames(inventory, hosts.certain)
  const sources = [
    ...new Set(rules.map((rule) => (EVERYBODY.has(peerText(rule)) ? 'the internet' : peerName(inventory, rule)))),
  ]
  const [first] = hosts.certain
  return failed(subjectFor(group, 'security-group', group.vpcId), {
    title: `${titleNames(names)} can be administered from elsewhere than a bastion`,
    description: `${named(group)} lets ${listWords(sources)} administer ${listWords([...names])} in a private subnet: neither a bastion, nor an EC2 Instance Connect Endpoint, nor a corporate range. Whoever holds one of these sources goes on to the hosts.`,
    severity: fixed('medium', 'hosts beside the bastion are let in as well'),
    related: hosts.certain.slice(0, 100).map(({ id }) => ({ role: 'interface', id })),
    ports: [...new Set(rules.map(trafficText))],
    evidence: [
      ...rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
      ...(first ? [resourceEvidence(inventory, first, { excerpt: `${first.id} carries ${group.id}` })] : []),
    ],
    settingsUsed: { adminPorts: portsText(settings.adminPorts), corporateRanges: corporateText(settings) },
    remediation: revokeRules({
      group,
      rules,
      settings,
      summary:
        'Let the group of the bastion, or of an EC2 Instance Connect Endpoint, in first; then take these rules out. A rule for more ports than administration carries other traffic too: write it anew without them.',
    }),
    cause: ruleCause(group, rules),
  })
}
