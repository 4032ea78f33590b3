import type { NetworkAcl, SecurityGroup } from '../../../inventory/filters.ts'
import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifySubnet } from '../../../inventory/subnet-class.ts'
import { intervalSet, type NumberSet, subtract, union } from '../../../net/interval-set.ts'
import { TCP } from '../../../net/protocol.ts'
import { formatPorts } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { groupsInSubnet } from '../../groups-behind.ts'
import { thresholdText } from '../../open-ports.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { internetNumbers } from './acl-shares.ts'
import {
  aclOf,
  aclSubject,
  askForHosts,
  entriesText,
  entryEvidence,
  openEntries,
  subnetSubject,
} from './acl-subject.ts'
import { giveOwnAcl } from './own-acl.ts'

/** Ports replies never come in on. Source: VPC guide, "Ephemeral ports". */
const SERVICES: NumberSet = [[1, 1023]]

/** Source: VPC guide, "Infrastructure security in Amazon VPC" and "Network ACLs". */
export const noGuardRail: FindingRule = {
  id: 'NACL-009',
  version: 2,
  title: 'Private subnet without a guard rail',
  logic:
    'The ACL of a subnet that has no route to an internet gateway admits TCP from addresses that hold the internet on ports 1-1023 that no security group there admits from anyone. Ports above 1023 may be replies and are left out; so is a subnet in which nothing stands. One finding names the subnets of an ACL that are alike in this.',
  charter: charter('F.network-acls-second'),
  severity: 'low',
  severityNote: 'Does not depend on exposure: it is the line behind the first one.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets', 'RouteTables', 'NetworkInterfaces', 'SecurityGroups'],
  sharpenedBy: [],
  check,
}

function check(context: RuleContext): readonly RuleOutcome[] {
  const outcomes: RuleOutcome[] = []
  const alike = new Map<string, Needless>()
  for (const subnet of context.inventory.subnets.values()) {
    const answer = outcomeOf(context, subnet)
    if ('status' in answer) {
      outcomes.push(answer)
      continue
    }
    const key = `${answer.acl.id} ${answer.ports.join(';')}`
    const known = alike.get(key)
    alike.set(key, known ? { ...known, subnets: [...known.subnets, subnet] } : answer)
  }
  return [...[...alike.values()].map((each) => failure(context, each)), ...outcomes]
}

interface Needless {
  readonly acl: NetworkAcl
  /** Alike: one ACL admits the same to each. */
  readonly subnets: readonly Subnet[]
  /** What is admitted and served by nobody there. */
  readonly ports: NumberSet
  readonly entries: NetworkAcl['entries']
}

function outcomeOf(context: RuleContext, subnet: Subnet): RuleOutcome | Needless {
  const subject = subnetSubject(subnet)
  const kind = classifySubnet(context.inventory, subnet)
  if (kind === 'public') return passed(subject, () => `${subnet.id} is public.`)
  const acl = aclOf(context, subnet)
  if ('status' in acl) return acl
  if (kind === 'unknown')
    return undecided(subject, {
      reason: `Whether ${named(subnet)} is private was not told.`,
      remedy: shell`aws ec2 describe-route-tables --region ${subnet.region} --filters Name=vpc-id,Values=${subnet.vpcId}`,
    })
  const present = context.network.index.interfacesBySubnet.get(subnet.id) ?? []
  const told = (['NetworkInterfaces', 'SecurityGroups'] as const).every(
    (key) => coverageOf(context.inventory, subnet, key) === 'complete',
  )
  const groups = [...groupsInSubnet(context.network, subnet.id)]
  const known = groups.flatMap((id) => context.inventory.securityGroups.get(id) ?? [])
  if (!told || known.length < groups.length || known.some(({ unread }) => unread.length > 0))
    return undecided(subject, {
      reason: `What ${named(subnet)} serves was not all told.`,
      remedy: askForHosts(subnet),
    })
  if (present.length === 0) return passed(subject, () => `Nothing stands in ${subnet.id}.`)
  return judged(context, subnet, { acl, idle: subtract(SERVICES, servedBy(known)) })
}

/** The TCP ports that some groups admit from anyone. */
function servedBy(groups: readonly SecurityGroup[]): NumberSet {
  const served: NumberSet[number][] = []
  for (const { rules } of groups) {
    for (const { direction, protocol, ports } of rules)
      if (direction === 'ingress' && (protocol === 'any' || protocol === TCP)) served.push(...ports)
  }
  return intervalSet(served)
}

function judged(
  context: RuleContext,
  subnet: Subnet,
  { acl, idle }: { readonly acl: NetworkAcl; readonly idle: NumberSet },
): RuleOutcome | Needless {
  const threshold = context.settings.internetThreshold
  const open = ([4, 6] as const).map((family) =>
    internetNumbers(acl, { direction: 'ingress', family, protocol: TCP }, threshold),
  )
  const admitted = open.reduce<NumberSet>((all, { numbers }) => union(all, numbers), [])
  const needless = subtract(idle, subtract(SERVICES, admitted))
  if (needless.length === 0)
    return passed(subnetSubject(subnet), () => `${named(acl)} admits nothing to ${subnet.id} that it does not serve.`)
  const entries = acl.entries.filter((entry) => open.some((each) => each.entries.includes(entry)))
  return { acl, subnets: [subnet], ports: needless, entries }
}

function failure(context: RuleContext, { acl, subnets, ports, entries }: Needless): RuleOutcome {
  const evidence = entryEvidence(context, acl, entries)
  const [first] = subnets
  const one = subnets.length === 1
  const title = one
    ? `Private subnet ${shortName(first?.name ?? first?.id ?? '')} has`
    : `${subnets.length} private subnets have`
  return failed(aclSubject(acl), {
    discriminator: ports.join(';'),
    title: `${title} no guard rail in ${shortName(acl.name ?? acl.id)}`,
    description: `${named(acl)} admits tcp/${formatPorts(ports)} from the internet to the private ${one ? 'subnet' : 'subnets'} ${listWords(subnets.map(named))}, where no security group admits it from anyone: ${entriesText(entries)}. Should a host there be given the wrong group, or the subnet a public route, nothing else stands in the way.`,
    severity: fixed('low', 'security groups and routes still keep it shut'),
    related: [...subnets.map(({ id }) => ({ role: 'subnet', id })), { role: 'vpc', id: acl.vpcId }],
    evidence,
    settingsUsed: { internetThreshold: thresholdText(context.settings) },
    remediation: giveOwnAcl(context, subnets, 'Give the private tier a network ACL of its own.'),
    cause: openEntries(evidence),
  })
}
