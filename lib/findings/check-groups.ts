/** The shared body of catalogue rules that ask one question of the rules of each security group. */

import { type SecurityGroup, type SecurityGroupRule, unreadOf } from '../inventory/filters.ts'
import { shell } from '../inventory/shell-quote.ts'
import { coverageOf } from '../reachability/network.ts'
import { peerText, ruleRef, trafficText } from '../reachability/security-group-filter.ts'
import { evidenceOf } from './evidence.ts'
import type { Severity } from './finding.ts'
import { carriersOf } from './group-carriers.ts'
import { hiddenRelated, hiddenText } from './hidden-carriers.ts'
import { type KeptForGroup, keptFor } from './kept-for-group.ts'
import { ruleCause, subjectOf } from './open-ports.ts'
import { type FailureParts, failed, passed, undecided } from './outcomes.ts'
import { listCommands } from './public-routes.ts'
import { revokeRules } from './revoke-rules.ts'
import type { RuleContext, RuleOutcome } from './rule.ts'
import { type SeverityAnswer, weigh } from './severity.ts'
import { counted, listWords, named, shortName } from './wording.ts'

export interface Doubt {
  /** What is missing, without a full stop. */
  readonly reason: string
  readonly remedy: string
}

export interface GroupVerdict {
  /** The rules that fail; none is a pass, as far as there are no doubts. */
  readonly rules: readonly SecurityGroupRule[]
  /** Prefix lists whose entries could change a pass. */
  readonly lists?: readonly string[]
  readonly doubts?: readonly Doubt[]
  /** Another rule reports it: nothing is said here. */
  readonly toldElsewhere?: boolean
}

export interface GroupStory extends Partial<Omit<FailureParts, 'description' | 'title'>> {
  /** Without the name of the group, which stands before it: `lets in GRE from anywhere`. */
  readonly title: string
  /** Sentences, without what the rules are and what carries the group. */
  readonly description: string
  /** What to do instead, and what it would break. */
  readonly summary?: string
}

export interface GroupCheck {
  readonly base: Severity
  /** Which rules are read; null is both. */
  readonly direction: SecurityGroupRule['direction'] | null
  readonly judge: (group: SecurityGroup) => GroupVerdict
  readonly tell: (group: SecurityGroup, rules: readonly SecurityGroupRule[]) => GroupStory
  /** What holds, after the name of the group: `lets in no GRE`. */
  readonly pass: string
}

/** One outcome a group; a failure holds, whatever could not be read beside it. */
export function checkGroups(context: RuleContext, check: GroupCheck): readonly RuleOutcome[] {
  const outcomes: RuleOutcome[] = []
  for (const group of context.inventory.securityGroups.values()) {
    const outcome = outcomeOf(context, check, group)
    if (outcome) outcomes.push(outcome)
  }
  return outcomes
}

function outcomeOf(context: RuleContext, check: GroupCheck, group: SecurityGroup): RuleOutcome | null {
  const verdict = check.judge(group)
  if (verdict.rules.length > 0) return groupFailure(context, check, { group, rules: verdict.rules })
  const { lists = NONE, doubts = NONE } = verdict
  const own = doubtsOf(group, check.direction, lists)
  if (own.length + doubts.length > 0) return groupUndecided(group, [...own, ...doubts])
  if (verdict.toldElsewhere) return null
  return passed(subjectOf(group), () => `${named(group)} ${check.pass}.`)
}

const NONE: readonly never[] = []

/** One NOT_EVALUATED for all that is missing. */
export function groupUndecided(group: SecurityGroup, doubts: readonly Doubt[]): RuleOutcome {
  const reasons = [...new Set(doubts.map(({ reason }) => reason))]
  const remedies = [...new Set(doubts.map(({ remedy }) => remedy))]
  return undecided(subjectOf(group), {
    reason: `${named(group)} could not be judged: ${listWords(reasons, 8)}.`,
    remedy: remedies.join('; '),
  })
}

/** What of the rules of a group is not known. */
export function doubtsOf(
  group: SecurityGroup,
  direction: SecurityGroupRule['direction'] | null,
  lists: readonly string[] = [],
): readonly Doubt[] {
  const { id, region } = group
  if (group.unread.length + lists.length === 0) return NONE
  const unread = direction === null ? group.unread : unreadOf(group, direction)
  const remedy = shell`aws ec2 describe-security-groups --region ${region} --group-ids ${id}`
  return [
    ...unread.map((text) => ({ reason: `rules could not be read (${text})`, remedy })),
    ...lists.map((list) => ({
      reason: `the entries of prefix list ${list} were not collected`,
      remedy: listCommands(region, [list]).join('; '),
    })),
  ]
}

interface Failing {
  readonly group: SecurityGroup
  readonly rules: readonly SecurityGroupRule[]
}

function groupFailure(context: RuleContext, check: GroupCheck, { group, rules }: Failing): RuleOutcome {
  const { inventory, settings } = context
  const { title, description, summary = REVOKE, ...rest } = check.tell(group, rules)
  return failed(subjectOf(group), {
    ...rest,
    severity: rest.severity ?? gradeByCarriage(context, group, check.base),
    evidence: rest.evidence ?? rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
    remediation: rest.remediation ?? revokeRules({ group, rules, settings, summary }),
    related: rest.related ?? relatedOf(context, group),
    cause: rest.cause ?? ruleCause(group, rules),
    title: `${groupTitle(group)} ${title}`,
    description: `${named(group)}: ${rulesText(rules)}. ${description} ${carriageText(context, group)}`,
  })
}

const REVOKE = 'Remove the rules, or narrow them to the sources that need them.'

export function groupTitle(group: SecurityGroup): string {
  return `Security group ${shortName(group.name ?? group.id)}`
}

/** `tcp/22 from 10.0.0.0/8 and 3 more`. */
export function rulesText(rules: readonly SecurityGroupRule[], limit = 4): string {
  const texts = rules.slice(0, limit).map(ruleText)
  return listWords(rules.length > limit ? [...texts.slice(0, -1), `${rules.length - limit + 1} more rules`] : texts)
}

export function ruleText(rule: SecurityGroupRule): string {
  return `${trafficText(rule)} ${rule.direction === 'ingress' ? 'from' : 'to'} ${peerText(rule)}`
}

/** Lowered by one where surely nothing carries the group. */
export function gradeByCarriage(context: RuleContext, group: SecurityGroup, base: Severity): SeverityAnswer {
  const carriage = carriageOf(context, group)
  const level = carriage === 'used' ? 'limited' : carriage === 'unused' ? 'none' : 'unknown'
  return weigh({ base, level, because: carriageWords(context, group) })
}

export type GroupCarriage = 'used' | 'unused' | 'unknown'

/** Does an interface carry the group, or something whose interface is in no document? */
export function carriageOf({ inventory, network, hidden }: RuleContext, group: SecurityGroup): GroupCarriage {
  const carriers = carriersOf(network, group.id).length
  const unseen = hidden.get(group.id) ?? []
  if (carriers > 0 || unseen.some(({ role }) => role !== 'interface')) return 'used'
  if (unseen.length > 0) return 'unknown'
  return coverageOf(inventory, group, 'NetworkInterfaces') === 'complete' ? 'unused' : 'unknown'
}

function carriageText(context: RuleContext, group: SecurityGroup): string {
  const words = carriageWords(context, group)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** What carries the group, without a full stop. */
export function carriageWords(context: RuleContext, group: SecurityGroup): string {
  const carriers = carriersOf(context.network, group.id).length
  const unseen = context.hidden.get(group.id) ?? []
  const seen = `${counted(carriers, 'interface')} ${carriers === 1 ? 'carries' : 'carry'} it`
  if (unseen.length > 0) return carriers > 0 ? `${seen}; ${hiddenText(unseen)}` : hiddenText(unseen)
  if (carriers > 0) return seen
  return carriageOf(context, group) === 'unused'
    ? 'no network interface carries it'
    : 'network interfaces were not all collected'
}

/** What carries the group and where it is, at most a hundred. */
export function relatedOf(context: RuleContext, group: SecurityGroup): Related {
  return keptFor(context, RELATED, { group, make: () => findRelated(context, group) })
}

type Related = readonly { readonly role: string; readonly id: string }[]

const RELATED: KeptForGroup<Related> = new WeakMap()

function findRelated({ network, hidden }: RuleContext, group: SecurityGroup): Related {
  const carriers = carriersOf(network, group.id)
  return [
    ...carriers.slice(0, 100).map(({ id }) => ({ role: 'interface', id })),
    ...hiddenRelated(hidden.get(group.id) ?? []),
    ...(group.vpcId ? [{ role: 'vpc', id: group.vpcId }] : []),
  ]
}
