/** What rules about paths between interfaces say of each end: one finding for all that leads to it. */

import type { NetworkInterface, Vpc } from '../inventory/network.ts'
import { shell } from '../inventory/shell-quote.ts'
import { formatPorts } from '../net/traffic.ts'
import { coverageOf } from '../reachability/network.ts'
import { rulesOfId } from '../reachability/rule-id.ts'
import { carrierNames } from './carrier-name.ts'
import { distinctEvidence, evidenceOf } from './evidence.ts'
import type { Evidence, FindingHop, Remediation } from './finding.ts'
import {
  doubtsOf,
  endKey,
  endsOf,
  type LateralAnswer,
  type LateralEnd,
  PAIRS_ASKED,
  traceHops,
} from './lateral-paths.ts'
import { ruleCause } from './open-ports.ts'
import { failed, passed, subjectFor, undecided } from './outcomes.ts'
import { portWords } from './port-words.ts'
import { regionScopes } from './region-scopes.ts'
import { revokeRules } from './revoke-rules.ts'
import type { Failure, RuleContext, RuleOutcome } from './rule.ts'
import type { SeverityAnswer } from './severity.ts'
import { counted, listWords, named, titleNames } from './wording.ts'

export interface LateralTexts {
  readonly title: (what: {
    readonly service: string
    readonly be: 'is' | 'are'
    readonly from: string
    readonly to: string
  }) => string
  /** Why it matters, as sentences. */
  readonly consequence: string
  readonly severity: SeverityAnswer
  readonly level: Failure['exposure']['level']
  readonly settingsUsed: Readonly<Record<string, string>>
  /** What comes before the first sender on the way. */
  readonly before: readonly FindingHop[]
  /** Interfaces of which too little is known for a pass. */
  readonly isUntold: (one: NetworkInterface) => boolean
  /** `No edge host opens a data port`: said of a VPC. */
  readonly fine: string
}

/** Failures and doubts by end, a note when the work was cut, and a pass for each VPC of which nothing bad is said. */
export function lateralFindings(
  context: RuleContext,
  answer: LateralAnswer,
  texts: LateralTexts,
): readonly RuleOutcome[] {
  const sure = endsOf(answer.paths.filter(({ verdict }) => verdict === 'reachable'))
  const known = new Set(sure.map(endKey))
  const unsure = endsOf(answer.paths.filter(({ verdict }) => verdict === 'unknown')).filter(
    (end) => !known.has(endKey(end)),
  )
  const told = [...sure.map((end) => failure(context, end, texts)), ...unsure.map((end) => doubt(context, end))]
  if (answer.isCut) return [...told, ...cutNotes(context)]
  const heard = new Set([...sure, ...unsure].flatMap(({ to }) => to.map(({ vpcId }) => vpcId)))
  const quiet = [...context.inventory.vpcs.values()].filter(({ id }) => !heard.has(id))
  return [...told, ...quiet.flatMap((vpc) => pass(context, vpc, texts))]
}

function pass({ inventory, network }: RuleContext, vpc: Vpc, { fine, isUntold }: LateralTexts): readonly RuleOutcome[] {
  const interfaces = network.index.interfacesByVpc.get(vpc.id) ?? []
  if (interfaces.length === 0) return []
  const untold = interfaces.filter(isUntold)
  if (untold.length > 0) {
    const reason = `Too little is known of ${counted(untold.length, 'interface')} of ${named(vpc)}: ${listWords([...carrierNames(inventory, untold)])}.`
    const remedy = [
      shell`aws ec2 describe-security-groups --region ${vpc.region} --filters Name=vpc-id,Values=${vpc.id}`,
      shell`aws ec2 describe-route-tables --region ${vpc.region} --filters Name=vpc-id,Values=${vpc.id}`,
    ].join('; ')
    return [undecided(subjectFor(vpc, 'vpc', vpc.id), { reason, remedy })]
  }
  if (coverageOf(inventory, vpc, 'NetworkInterfaces') !== 'complete') return []
  return [passed(subjectFor(vpc, 'vpc', vpc.id), () => `${fine} in ${named(vpc)}.`)]
}

function cutNotes({ inventory }: RuleContext): readonly RuleOutcome[] {
  return regionScopes(inventory).map((scope) =>
    undecided(scope, {
      reason: `More kinds of pairs were worth a question than are asked (${PAIRS_ASKED} in all, and some tens for one end), so what is not told here is not known.`,
      remedy: shell`aws ec2 describe-network-interfaces --region ${scope.resource.region}`,
    }),
  )
}

function failure(context: RuleContext, end: LateralEnd, texts: LateralTexts): RuleOutcome {
  const { inventory } = context
  const [first] = end.to
  const [path] = end.paths
  if (!first || !path) throw new Error('An end without a path is never made.')
  const from = titleNames(carrierNames(inventory, end.from))
  const to = titleNames(carrierNames(inventory, end.to))
  const { text: service, plural } = portWords({ tcp: end.ports, udp: [] })
  const opening = openingRules(context, end, first)
  return failed(subjectFor(first, 'network-interface', first.vpcId), {
    title: texts.title({ service, be: plural ? 'are' : 'is', from, to }),
    description: `${listWords([...carrierNames(inventory, end.from)])} can connect to TCP ${formatPorts(end.ports)} of ${listWords([...carrierNames(inventory, end.to)])}: routes, network ACLs and security groups let it pass, there and back. ${texts.consequence}`,
    severity: texts.severity,
    exposure: { level: texts.level, path: [...texts.before, ...traceHops(path.trace)] },
    related: [
      ...end.to.slice(0, 100).map(({ id }) => ({ role: 'target', id })),
      ...end.from.slice(0, 100).map(({ id }) => ({ role: 'source', id })),
      ...opening.map(({ group }) => ({ role: 'security-group', id: group.id })),
    ],
    ports: end.ports.map((interval) => `tcp/${formatPorts([interval])}`),
    evidence: evidenceFor(context, end),
    settingsUsed: texts.settingsUsed,
    remediation: remedyFor(context, opening, first),
    identity: endKey(end),
    cause: opening[0] ? ruleCause(opening[0].group, opening[0].rules) : first.id,
  })
}

function evidenceFor({ inventory }: RuleContext, { paths }: LateralEnd): readonly Evidence[] {
  // The first as it is shown; of the others the rules count, which alike paths share.
  const traces = new Set(paths.slice(0, 5).map((path, place) => (place === 0 ? path.trace : path.alike)))
  const hops = [...traces].flatMap((trace) => [...trace.forward, ...trace.return])
  return distinctEvidence(hops.flatMap(({ rules }) => rules).map((rule) => evidenceOf(inventory, rule)))
}

/** The rules of the end's own groups that let it in. */
function openingRules({ inventory }: RuleContext, { paths }: LateralEnd, first: NetworkInterface) {
  const ids = new Set(
    [...new Set(paths.map(({ alike }) => alike))].flatMap(({ forward }) =>
      forward.flatMap(({ rules }) => rules.flatMap(({ ruleId }) => ruleId ?? [])),
    ),
  )
  const found = [...ids]
    .flatMap((id) => rulesOfId(inventory, id))
    .flatMap((each) => (each.kind === 'security-group-rule' ? [each] : []))
  const own = found.filter(
    ({ group, rule }) => rule.direction === 'ingress' && first.securityGroupIds.includes(group.id),
  )
  return [...Map.groupBy(own, ({ group }) => group)].map(([group, all]) => ({
    group,
    rules: all.map(({ rule }) => rule),
  }))
}

function remedyFor(
  { settings }: RuleContext,
  opening: ReturnType<typeof openingRules>,
  one: NetworkInterface,
): Remediation {
  const parts = opening.map(({ group, rules }) => revokeRules({ group, rules, settings, summary: '' }))
  return {
    summary:
      'Take away the rule that lets it in, or narrow it to the group of the application. Whatever rightly uses the same rule is cut off: look at who else it admits first.',
    cli:
      parts.length > 0
        ? parts.flatMap(({ cli }) => cli)
        : [shell`aws ec2 describe-network-interfaces --region ${one.region} --network-interface-ids ${one.id}`],
    terraform: parts.flatMap(({ terraform }) => terraform ?? []).join('\n\n') || null,
    console: parts.flatMap(({ console }) => console),
  }
}

function doubt({ inventory }: RuleContext, end: LateralEnd): RuleOutcome {
  const [first] = end.to
  if (!first) throw new Error('An end without interfaces is never made.')
  const groups = [...new Set([...end.from, ...end.to].flatMap(({ securityGroupIds }) => securityGroupIds))].slice(0, 20)
  return undecided(subjectFor(first, 'network-interface', first.vpcId), {
    reason: `Whether ${listWords([...carrierNames(inventory, end.from)])} can connect to ${counted(end.to.length, 'interface')} (${listWords([...carrierNames(inventory, end.to)])}) could not be told: ${listWords(doubtsOf(end.paths), 3)}.`,
    remedy: [
      ...(groups.length > 0
        ? [shell`aws ec2 describe-security-groups --region ${first.region} --group-ids ${groups}`]
        : []),
      shell`aws ec2 describe-route-tables --region ${first.region} --filters Name=vpc-id,Values=${first.vpcId}`,
      shell`aws ec2 describe-network-acls --region ${first.region} --filters Name=vpc-id,Values=${first.vpcId}`,
    ].join('; '),
  })
}
