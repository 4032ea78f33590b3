/** SG-001 to SG-006 share one body: they differ in which openings they claim and in how bad those are. */

import type { SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import { shell } from '../inventory/shell-quote.ts'
import { covers, intersect, type NumberSet, union } from '../net/interval-set.ts'
import { formatPorts } from '../net/traffic.ts'
import { coverageOf } from '../reachability/network.ts'
import { securityGroupRuleId } from '../reachability/rule-id.ts'
import { peerText, ruleRef } from '../reachability/security-group-filter.ts'
import { carrierNames } from './carrier-name.ts'
import { distinctEvidence, evidenceOf } from './evidence.ts'
import { type ExposureAnswer, exposureOf } from './exposure.ts'
import type { ExposureLevel, Severity } from './finding.ts'
import { carriersOf } from './group-carriers.ts'
import { hiddenNames } from './hidden-carriers.ts'
import { interfaceRole } from './interface-role.ts'
import { type GroupOpenings, merge, type Opening, outsideOf, PORTS_FROM_ONE } from './openings.ts'
import { portWords } from './port-words.ts'
import { listCommands } from './public-routes.ts'
import { revokeRules } from './revoke-rules.ts'
import type { Failure, NotEvaluated, RuleContext, RuleOutcome, Subject } from './rule.ts'
import { portsText, type Settings } from './settings.ts'
import { intended, type SeverityAnswer, weigh } from './severity.ts'
import { capitalized, counted, listWords, named, shortName, titleNames } from './wording.ts'

export type PortPair = { readonly tcp: NumberSet; readonly udp: NumberSet }

/** In order of claim: an opening is reported by the first that matches, the others are named in it. */
export const OPEN_PORT_RULES = ['SG-001', 'SG-003', 'SG-004', 'SG-005', 'SG-006', 'SG-002'] as const
export type OpenPortRuleId = (typeof OPEN_PORT_RULES)[number]

/** The ports of an opening a rule objects to; both empty when it does not. */
export function objectionable(ruleId: OpenPortRuleId, opening: Opening, settings: Settings): PortPair {
  switch (ruleId) {
    case 'SG-001':
      return covers(opening.tcp, PORTS_FROM_ONE) || covers(opening.udp, PORTS_FROM_ONE) ? opening : NOTHING
    case 'SG-002':
      return outsideOf(opening, settings.allowedPublicPorts)
    case 'SG-003':
      return among(opening, { tcp: settings.adminPorts, udp: settings.adminPorts })
    case 'SG-004':
      return among(opening, { tcp: settings.highRiskPorts, udp: settings.highRiskPorts })
    case 'SG-005':
      return settings.namedServices.map((service) => among(opening, service)).reduce(join, NOTHING)
    case 'SG-006':
      return among(opening, { tcp: DIRECTORY_PORTS, udp: DIRECTORY_PORTS })
  }
}

function among(opening: PortPair, listed: PortPair): PortPair {
  return { tcp: intersect(opening.tcp, listed.tcp), udp: intersect(opening.udp, listed.udp) }
}

function join(a: PortPair, b: PortPair): PortPair {
  return { tcp: union(a.tcp, b.tcp), udp: union(a.udp, b.udp) }
}

const NOTHING: PortPair = { tcp: [], udp: [] }

/** Kerberos, NetBIOS, LDAP, SMB. Source: IANA service names. */
const DIRECTORY_PORTS: NumberSet = [
  [88, 88],
  [137, 139],
  [389, 389],
  [445, 445],
  [464, 464],
  [636, 636],
  [749, 750],
]

export interface OpenPortRule {
  readonly id: OpenPortRuleId
  readonly base: Severity
  /** Raise by one when the internet really reaches it. */
  readonly raisesWhenReached: boolean
  /** The name of the setting whose value decided, and the value. */
  readonly settingsUsed: (settings: Settings) => Readonly<Record<string, string>>
  /** What being open means here, as a sentence. */
  readonly consequence: string
}

/** One outcome a security group: one finding for all its openings this rule claims. */
export function checkOpenPorts(context: RuleContext, rule: OpenPortRule): readonly RuleOutcome[] {
  return [...context.openings.values()].flatMap((each) => outcomesOf(context, rule, each))
}

function outcomesOf(context: RuleContext, rule: OpenPortRule, each: GroupOpenings): readonly RuleOutcome[] {
  const { group, openings } = each
  const matching = openings.filter((opening) => objects(rule.id, opening, context.settings))
  const claimed = matching.filter((opening) => claimant(opening, context.settings) === rule.id)
  const [first, ...others] = claimed
  if (first) return [failure(context, rule, { group, opening: others.reduce(merge, first), causes: claimed })]
  if (matching.length > 0) return []
  const possible = each.possible.filter((opening) => objects(rule.id, opening, context.settings))
  if (possible.length > 0 || each.unread.length > 0) return [undecided(each, possible)]
  return [{ ...subjectOf(group), status: 'PASS', description: passText(rule.id, each, context.settings) }]
}

/** A prefix list without entries matters only to the rules that object to the ports it may open. */
function undecided({ group, unread }: GroupOpenings, possible: readonly Opening[]): NotEvaluated {
  const lists = [...new Set(possible.flatMap(({ rules }) => rules.map(peerText)))]
  const reasons = [
    ...unread.map((text) => `a rule could not be read (${text})`),
    ...lists.map((id) => `the entries of prefix list ${id} were not collected`),
  ]
  const { id, region } = group
  const commands = [
    ...listCommands(region, lists),
    ...(unread.length > 0 ? [shell`aws ec2 describe-security-groups --region ${region} --group-ids ${id}`] : []),
  ]
  return {
    ...subjectOf(group),
    status: 'NOT_EVALUATED',
    reason: `${named(group)} may be open: ${listWords(reasons)}.`,
    remedy: commands.join('; '),
  }
}

function objects(ruleId: OpenPortRuleId, opening: Opening, settings: Settings): boolean {
  const { tcp, udp } = objectionable(ruleId, opening, settings)
  return tcp.length > 0 || udp.length > 0
}

/** The openings of the group that are told in one finding with this one; itself alone where no rule objects to it. */
export function toldWith({ openings }: GroupOpenings, opening: Opening, settings: Settings): readonly Opening[] {
  const by = claimant(opening, settings)
  return by ? openings.filter((each) => claimant(each, settings) === by) : [opening]
}

function claimant(opening: Opening, settings: Settings): OpenPortRuleId | undefined {
  return OPEN_PORT_RULES.find((ruleId) => objects(ruleId, opening, settings))
}

export function subjectOf(group: SecurityGroup): Subject {
  return { resource: group, type: 'security-group', vpcId: group.vpcId }
}

/** Only the allow list calls an opening intended; the other rules merely do not look for it. */
function passText(ruleId: OpenPortRuleId, { group, openings }: GroupOpenings, settings: Settings): string {
  if (openings.length === 0) return `${named(group)} opens no port to the internet.`
  const open = portsLabels(openings.reduce(merge)).join(', ')
  return ruleId === 'SG-002'
    ? `${named(group)} opens ${open} to the internet: intended, the settings allow ${portsText(settings.allowedPublicPorts)}.`
    : `${named(group)} opens ${open} to the internet, which is not what this rule looks for.`
}

interface Claim {
  readonly group: SecurityGroup
  /** All claimed openings as one. */
  readonly opening: Opening
  readonly causes: readonly Opening[]
}

function failure(context: RuleContext, rule: OpenPortRule, claim: Claim): Failure {
  const { inventory, settings, network } = context
  const { group, opening } = claim
  const bad = objectionable(rule.id, opening, settings)
  const exposure = exposureOf(inventory, {
    ...bad,
    interfaces: carriersOf(network, group.id),
    complete: coverageOf(inventory, group, 'NetworkInterfaces') === 'complete',
    hidden: context.hidden.get(group.id) ?? [],
    families: opening.families,
    settings,
  })
  const rules = opening.rules.map((each) => evidenceOf(inventory, ruleRef(each, group.id)))
  const alsoMatches = OPEN_PORT_RULES.filter(
    (id) => id !== rule.id && claim.causes.some((cause) => objects(id, cause, settings)),
  )
  return {
    ...subjectOf(group),
    status: 'FAIL',
    discriminator: '',
    title: titleOf(context, { rule, group, exposure, bad }),
    description: describe(context, { rule, claim, exposure, bad, alsoMatches }),
    severity: severityOf(context, { rule, group, exposure, bad }),
    exposure: { level: exposure.level, path: exposure.path },
    related: [...exposure.related, ...(group.vpcId ? [{ role: 'vpc', id: group.vpcId }] : [])],
    ports: portsLabels(bad),
    evidence: distinctEvidence([...rules, ...exposure.evidence]),
    settingsUsed: { ...rule.settingsUsed(settings), internetThreshold: thresholdText(settings) },
    remediation: revokeRules({
      group,
      rules: opening.rules,
      settings,
      summary:
        'Remove the open rules, or narrow their source to known ranges or to another security group. Who comes in by them from elsewhere is shut out.',
    }),
    alsoMatches: namesList(opening) ? [...alsoMatches, 'SG-012'] : alsoMatches,
    cause: ruleCause(group, opening.rules),
  }
}

/** What a prefix list lets in is the matter of SG-012 too. */
function namesList({ rules }: Opening): boolean {
  return rules.some(({ peer }) => peer.kind === 'prefix-list')
}

interface Verdict {
  readonly rule: OpenPortRule
  readonly group: SecurityGroup
  readonly exposure: ExposureAnswer
  readonly bad: PortPair
}

/** A port a load balancer listens on is meant to be met by the internet; any other edge is weighed by its exposure. */
function severityOf(context: RuleContext, { rule, group, exposure, bad }: Verdict): SeverityAnswer {
  if (rule.id === 'SG-002' && isListenerEdge(context, group, bad)) {
    return intended(
      rule.base,
      `only internet-facing load balancers carry it, and they listen on ${portsLabels(bad).join(', ')}`,
    )
  }
  return weigh({
    base: rule.base,
    level: exposure.level,
    because: exposure.because,
    raisesWhenReached: rule.raisesWhenReached,
  })
}

function isListenerEdge({ inventory, network }: RuleContext, group: SecurityGroup, bad: PortPair): boolean {
  const interfaces = carriersOf(network, group.id)
  if (interfaces.length === 0 || interfaces.some((each) => interfaceRole(each) !== 'load-balancer')) return false
  const balancers = [...inventory.loadBalancers.values()].filter(({ securityGroupIds }) =>
    securityGroupIds.includes(group.id),
  )
  const listened = balancers
    .flatMap(({ listeners }) => listeners ?? [])
    .flatMap(({ port }) => (port === null ? [] : [port]))
  const ports = union(bad.tcp, bad.udp)
  return (
    balancers.length > 0 &&
    covers(
      listened.toSorted((a, b) => a - b).map((port) => [port, port] as const),
      ports,
    )
  )
}

/** `SSH on bastion-1 is open to the internet`; the group is the subject when nothing carries it. */
function titleOf({ inventory, hidden }: RuleContext, { rule, group, exposure, bad }: Verdict): string {
  const what = rule.id === 'SG-001' ? { text: 'Every port', plural: false } : portWords(bad)
  const known = carrierNames(inventory, exposure.worst)
  const carriers =
    known.size > 0
      ? known
      : new Set(hiddenNames((hidden.get(group.id) ?? []).filter(({ role }) => role !== 'interface')))
  const where =
    carriers.size > 0 ? `on ${titleNames(carriers)}` : `in security group ${shortName(group.name ?? group.groupName)}`
  return `${what.text} ${where} ${what.plural ? 'are' : 'is'} ${OPEN_WORDS[exposure.level] ?? 'open to the internet'}`
}

const OPEN_WORDS: Readonly<Partial<Record<ExposureLevel, string>>> = {
  internal: 'open by its security group, but not reachable',
  limited: 'open by its security group, and reachable from some public addresses',
  corporate: 'open by its security group, and reachable from corporate ranges',
}

interface Story extends Omit<Verdict, 'group'> {
  readonly claim: Claim
  readonly alsoMatches: readonly string[]
}

function describe({ network }: RuleContext, { rule, claim, exposure, bad, alsoMatches }: Story): string {
  const { group, opening } = claim
  const carriers = carriersOf(network, group.id).length
  const families = opening.families.map((family) => `IPv${family}`).join(' and ')
  const together = opening.rules.length > 1 ? `${opening.rules.length} rules` : 'one rule'
  return [
    `Security group ${named(group)} admits the whole internet over ${families} on ${portsLabels(bad).join(', ')}, by ${together}.`,
    carriers > 0 ? `${counted(carriers, 'interface')} ${carriers === 1 ? 'carries' : 'carry'} it.` : '',
    `${capitalized(exposure.because)}.`,
    rule.consequence,
    alsoMatches.length > 0 ? `The same rules also break ${listWords(alsoMatches, 5)}.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** The one cause of every finding these rules make: the first of their ids, whatever order they are printed in. */
export function ruleCause({ id }: SecurityGroup, rules: readonly SecurityGroupRule[]): string {
  return (
    rules
      .map((rule) => securityGroupRuleId(id, rule))
      .toSorted()
      .at(0) ?? id
  )
}

/** `tcp/22`, one label an interval. */
export function portsLabels({ tcp, udp }: PortPair): readonly string[] {
  return [
    ...tcp.map((interval) => `tcp/${formatPorts([interval])}`),
    ...udp.map((interval) => `udp/${formatPorts([interval])}`),
  ]
}

export function thresholdText({ internetThreshold }: Settings): string {
  const { ipv4Addresses, ipv6Networks } = internetThreshold
  const v4 = ipv4Addresses === null ? 'every public IPv4 address' : `more than ${ipv4Addresses} public IPv4 addresses`
  const v6 = ipv6Networks === null ? 'all of 2000::/3' : `more than ${ipv6Networks} IPv6 networks of length 32`
  return `${v4}, or ${v6}`
}
