import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers, type NumberSet, union } from '../../../net/interval-set.ts'
import { formatAddress } from '../../../net/prefix.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import {
  type AddressSet,
  addressSet,
  INTERNET,
  internetFamilies,
  NO_ADDRESSES,
  regionsWhere,
} from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { peerPrefixes, peerText, ruleRef } from '../../../reachability/security-group-filter.ts'
import { carrierName, carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { carriageWords } from '../../check-groups.ts'
import { nist, wellArchitected } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { carriersOf } from '../../group-carriers.ts'
import { hiddenNames, hiddenRelated } from '../../hidden-carriers.ts'
import { type InterfaceRole, interfaceRole } from '../../interface-role.ts'
import { ruleCause, subjectOf, thresholdText } from '../../open-ports.ts'
import { isUnreadList, PORTS_FROM_ONE } from '../../openings.ts'
import { passed } from '../../outcomes.ts'
import { listCommands } from '../../public-routes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { Failure, FindingRule, NotEvaluated, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed, type SeverityAnswer } from '../../severity.ts'
import { capitalized, listWords, named, openingWords, shortName, titleNames } from '../../wording.ts'

/** Source: VPC guide, "Security group rules" (a new group admits all outbound traffic). */
export const egressUnrestricted: FindingRule = {
  id: 'SG-018',
  version: 3,
  title: 'Egress unrestricted',
  logic:
    'The egress rules, taken together, let all protocols (-1), or every port of both TCP and UDP, out to the internet over IPv4 or IPv6. A single address such as 255.255.255.255/32, which CDK writes to mean "nothing", does not. Of a default group SG-020 tells it with its other rules.',
  charter: charter('E.security-groups-first'),
  severity: 'info',
  severityNote:
    'Medium where a data store, a function, a container task or a host behind a load balancer carries the group, or when interfaces were not collected; otherwise Info.',
  compliance: [...nist('AC-4', 'SC-7'), wellArchitected('NETSEC-001')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'DBInstances', 'TargetGroups'],
  check: (context) => {
    const graded = gradedOf(context)
    return [...context.inventory.securityGroups.values()].flatMap((group) => outcomesOf(graded, group))
  },
}

/** The rules of a group that let everything out; none where it does not. */
export function everythingOut(context: RuleContext): (group: SecurityGroup) => readonly SecurityGroupRule[] {
  const graded = gradedOf(context)
  return ({ rules }) =>
    unrestricted(
      graded,
      rules.filter(({ direction }) => direction === 'egress'),
      NO_ADDRESSES,
    ) ?? []
}

const GRADED = new WeakMap<RuleContext, GradedContext>()

/** Two rules ask which groups let everything out. */
function gradedOf(context: RuleContext): GradedContext {
  const graded = GRADED.get(context) ?? { ...context, tiers: tiersOf(context), judged: new Map() }
  GRADED.set(context, graded)
  return graded
}

interface GradedContext extends RuleContext {
  readonly tiers: Tiers
  /** Which rules of a group let everything out, by what its rules say: most groups of a network say the same. */
  readonly judged: Map<string, readonly number[]>
}

interface Tiers {
  /** The data store that carries a group, by group id. */
  readonly dataStores: ReadonlyMap<string, string>
  /** Ids of instances and addresses behind load balancers. */
  readonly targets: ReadonlySet<string>
  /** Are there addresses among them? */
  readonly byAddress: boolean
}

function tiersOf({ inventory }: RuleContext): Tiers {
  const databases = [...inventory.databases.values()]
  const targets = [...inventory.targetGroups.values()].flatMap((group) => group.targets ?? [])
  const registered = [...inventory.loadBalancers.values()].flatMap(({ instanceIds }) => instanceIds)
  return {
    dataStores: new Map(
      databases.flatMap(({ id, name, securityGroupIds }) => securityGroupIds.map((group) => [group, name ?? id])),
    ),
    targets: new Set([...targets.map(({ id }) => id), ...registered]),
    byAddress: [...inventory.targetGroups.values()].some(({ targetType }) => targetType !== 'instance'),
  }
}

function outcomesOf(context: GradedContext, group: SecurityGroup): readonly RuleOutcome[] {
  const { inventory } = context
  const egress = group.rules.filter(({ direction }) => direction === 'egress')
  const everything = unrestricted(context, egress, NO_ADDRESSES)
  if (everything) return group.isDefault ? [] : [failure(context, group, everything)]
  const lists = [...new Set(egress.filter((rule) => isUnreadList(inventory, rule)).map(peerText))]
  const undecided = unrestricted(context, egress, INTERNET) ? lists : []
  if (undecided.length > 0 || group.unread.length > 0) return [unanswered(group, undecided)]
  return [passed(subjectOf(group), `${named(group)} does not let everything out to the internet.`)]
}

function unanswered(group: SecurityGroup, lists: readonly string[]): NotEvaluated {
  const { id, region } = group
  const commands = [
    ...listCommands(region, lists),
    ...(group.unread.length > 0 ? [shell`aws ec2 describe-security-groups --region ${region} --group-ids ${id}`] : []),
  ]
  const what = lists.length > 0 ? `the entries of ${listWords(lists)} were not collected` : 'a rule could not be read'
  return {
    ...subjectOf(group),
    status: 'NOT_EVALUATED',
    reason: `${named(group)} may let everything out: ${what}.`,
    remedy: commands.join('; '),
  }
}

/** The rules that let all of TCP and all of UDP out to the internet, in one family; null when they do not. */
function unrestricted(
  context: GradedContext,
  egress: readonly SecurityGroupRule[],
  unreadList: AddressSet,
): readonly SecurityGroupRule[] | null {
  const key = `${unreadList === INTERNET} ${egress.map((rule) => rule.key).join('|')}`
  const places = context.judged.get(key) ?? widePlaces(context, egress, unreadList)
  context.judged.set(key, places)
  return places.length > 0 ? egress.filter((_, place) => places.includes(place)) : null
}

function widePlaces(
  { inventory, settings }: RuleContext,
  egress: readonly SecurityGroupRule[],
  unreadList: AddressSet,
): readonly number[] {
  const traffic = egress.map((rule) => {
    const prefixes = peerPrefixes(inventory, rule) ?? []
    const sources = isUnreadList(inventory, rule) ? unreadList : addressSet(prefixes)
    return { rule, protocol: rule.protocol, ports: rule.ports, sources }
  })
  const wide = ([4, 6] as const).flatMap((family) => {
    const isInternet = (to: AddressSet) => internetFamilies(to, settings.internetThreshold).includes(family)
    const ofThisFamily = ({ sources }: { readonly sources: AddressSet }) =>
      (family === 4 ? sources.v4 : sources.v6).length > 0
    const sides = [TCP, UDP].map((protocol) => regionsWhere(traffic, protocol, isInternet))
    const whole = sides.every((regions) =>
      covers(regions.map(({ ports }) => ports).reduce<NumberSet>(union, []), PORTS_FROM_ONE),
    )
    return whole
      ? sides.flat().flatMap(({ contributors }) => contributors.filter(ofThisFamily).map(({ rule }) => rule))
      : []
  })
  return [...egress.entries()].flatMap(([place, rule]) => (wide.includes(rule) ? [place] : []))
}

function failure(context: GradedContext, group: SecurityGroup, rules: readonly SecurityGroupRule[]): Failure {
  const { inventory, network, settings } = context
  const carriers = carriersOf(network, group.id)
  const hidden = context.hidden.get(group.id) ?? []
  const names = carrierNames(inventory, carriers, hiddenNames(hidden))
  const all = rules.some(({ protocol }) => protocol === 'any')
  return {
    ...subjectOf(group),
    status: 'FAIL',
    discriminator: '',
    title: `${names.size > 0 ? openingWords(titleNames(names)) : `Security group ${shortName(group.name ?? group.groupName)}`} may open any connection to the internet`,
    description: `Security group ${named(group)} lets ${all ? 'every protocol' : 'every TCP and UDP port'} out to every address. ${capitalized(carriageWords(context, group))}. ${names.size > 0 ? 'Someone who gets in can send data anywhere and fetch what they like.' : 'A host that is given it may send data anywhere.'}`,
    severity: gradeOf(context, group, carriers),
    // Egress says nothing about what comes in.
    exposure: { level: levelOf(context, group, carriers.length + hidden.length), path: [] },
    related: [...carriers.slice(0, 100).map(({ id }) => ({ role: 'interface', id })), ...hiddenRelated(hidden)],
    ports: ['all'],
    evidence: rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
    settingsUsed: { internetThreshold: thresholdText(settings) },
    remediation: revokeRules({
      group,
      rules,
      settings,
      summary:
        'Add rules for what the workload needs first: its databases, its endpoints, 443 to known ranges. Then take these away; every other connection it opens stops.',
    }),
    alsoMatches: ['SG-019'],
    cause: ruleCause(group, rules),
  }
}

function levelOf({ inventory }: RuleContext, group: SecurityGroup, carriers: number): 'internal' | 'none' | 'unknown' {
  if (carriers > 0) return 'internal'
  return coverageOf(inventory, group, 'NetworkInterfaces') === 'complete' ? 'none' : 'unknown'
}

/** Graded by tier, as far as the network tells it: data and application tiers matter more than the rest. */
function gradeOf(context: GradedContext, group: SecurityGroup, carriers: readonly NetworkInterface[]): SeverityAnswer {
  const tier = tierOf(context, group, carriers)
  if (tier) return { base: 'info', effective: 'medium', why: [`Raised from info: ${tier} carries it.`] }
  if (coverageOf(context.inventory, group, 'NetworkInterfaces') !== 'complete') {
    return { base: 'info', effective: 'medium', why: ['Raised from info: which tiers carry it was not collected.'] }
  }
  return fixed(
    'info',
    carriers.length > 0 ? 'no data or application tier is known to carry it' : 'no interface carries it',
  )
}

function tierOf(
  { inventory, tiers, hidden }: GradedContext,
  group: SecurityGroup,
  carriers: readonly NetworkInterface[],
): string | null {
  const dataStore = tiers.dataStores.get(group.id)
  if (dataStore) return `the data store ${dataStore}`
  const roles = rolesOf(carriers)
  if (roles.has('database')) return 'a data store'
  if (roles.has('function') || roles.has('container')) return 'an application (function or container task)'
  const unseen = hidden.get(group.id) ?? []
  if (unseen.some(({ resource }) => inventory.computes.has(resource.id)))
    return 'an application (function or container)'
  const served = unseen.find(({ resource }) => tiers.targets.has(resource.id))?.resource
  if (served) return `${served.name ?? served.id}, which serves behind a load balancer,`
  const target = tiers.targets.size > 0 ? carriers.find((each) => isTarget(each, tiers)) : undefined
  return target ? `${carrierName(inventory, target)}, which serves behind a load balancer,` : null
}

/** A data store settles it, whatever else carries the group. */
function rolesOf(carriers: readonly NetworkInterface[]): ReadonlySet<InterfaceRole> {
  const roles = new Set<InterfaceRole>()
  for (const carrier of carriers) {
    const role = interfaceRole(carrier)
    roles.add(role)
    if (role === 'database') break
  }
  return roles
}

function isTarget({ instanceId, addresses }: NetworkInterface, { targets, byAddress }: Tiers): boolean {
  if (instanceId !== null && targets.has(instanceId)) return true
  return byAddress && addresses.some(({ privateIp }) => targets.has(formatAddress(privateIp)))
}
