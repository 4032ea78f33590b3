import { shell } from '../../../inventory/shell-quote.ts'
import {
  type AlarmQuestion,
  CHANGE_EVENTS,
  CHANGE_KINDS,
  type ChangeAlarm,
  type ChangeKind,
  changeAlarm,
  type MissingPart,
} from '../../change-alarms.ts'
import { charter } from '../../charter.ts'
import { cis, nist, securityHub } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import type { Evidence, Remediation } from '../../finding.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords } from '../../wording.ts'

/** Source: CIS AWS Foundations Benchmark, monitoring; CloudTrail guide, "Creating CloudWatch alarms for CloudTrail events". */
export const changeAlarms: FindingRule = {
  id: 'MGMT-006',
  version: 2,
  title: 'Nobody hears of changes to the network',
  logic:
    'For security groups, network ACLs, gateways, route tables and VPCs: a trail that logs the region to a log group, metric filters on it that count every change event, and an alarm on each count that does something. One finding an account and region tells the kinds that have no such chain; where security groups alone have none, SG-033 tells it. Whether somebody subscribes to the topic of the alarm is told by no document.',
  charter: charter('I.management-apart'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [
    ...cis({
      '1.2': '3.10, 3.11, 3.12, 3.13, 3.14',
      '1.4': '4.10, 4.11, 4.12, 4.13, 4.14',
      '3.0': '4.10, 4.11, 4.12, 4.13, 4.14',
      '5.0': '4.10, 4.11, 4.12, 4.13, 4.14',
      '7.0': '5.11, 5.12, 5.13, 5.14',
    }),
    ...['10', '11', '12', '13', '14'].map((number) => securityHub(`CloudWatch.${number}`)),
    ...nist('AU-6', 'CM-3', 'SI-4'),
  ],
  // What is missing is told kind by kind, and a chain that surely lacks a part fails all the same.
  needs: [],
  sharpenedBy: ['Trails', 'MetricFilters', 'MetricAlarms'],
  check: (context) => regionScopes(context.inventory).map((scope) => outcomeOf(context, scope)),
}

type Missing = Extract<ChangeAlarm, { status: 'missing' }>

/** Told by SG-033 where no other kind is missing. */
const SG_KIND: ChangeKind = 'security groups'

function outcomeOf({ inventory }: RuleContext, scope: RegionScope): RuleOutcome {
  const { account, region } = scope.resource
  const ask = (kind: ChangeKind): AlarmQuestion => ({ account, region, events: CHANGE_EVENTS[kind] })
  const answers = CHANGE_KINDS.map((kind) => ({ kind, answer: changeAlarm(inventory, ask(kind)) }))
  const missing = answers.flatMap(({ kind, answer }) => (answer.status === 'missing' ? [{ kind, answer }] : []))
  const unknown = answers.flatMap(({ answer }) => (answer.status === 'unknown' ? [answer] : []))
  if (missing.some(({ kind }) => kind !== SG_KIND)) return failure(inventory, scope, missing)
  if (unknown.length > 0) {
    return undecided(scope, {
      reason: [...new Set(unknown.map(({ reason }) => reason))].join(' '),
      remedy: [...new Set(unknown.map(({ remedy }) => remedy))].join('; '),
    })
  }
  const heard = missing.length > 0 ? 'Every other kind of change' : 'Every kind of change'
  return passed(scope, `${heard} to the network of ${account} in ${region} raises an alarm.`)
}

interface MissingKind {
  readonly kind: ChangeKind
  readonly answer: Missing
}

const PART_WORDS: Readonly<Record<MissingPart, string>> = {
  trail: 'no trail records the region',
  logging: 'the trail is stopped',
  'log-group': 'the trail writes to no log group',
  'metric-filter': 'no metric filter counts them all',
  alarm: 'no alarm watches the count',
  action: 'the alarm does nothing',
}

function failure(
  inventory: RuleContext['inventory'],
  scope: RegionScope,
  missing: readonly MissingKind[],
): RuleOutcome {
  const { account, region } = scope.resource
  const kinds = missing.map(({ kind }) => kind)
  const trails = [...new Set(missing.flatMap(({ answer }) => answer.trail ?? []))]
  return failed(scope, {
    title: `Nobody hears of changes to ${listWords(kinds, 3)} in ${region}`,
    description: `In ${account}, ${region}, changes to ${listWords(kinds, 5)} raise no alarm: ${partsText(missing)}. A rule that opens a port is found when somebody looks, not when it is made.`,
    severity: fixed('low', `${listWords(kinds, 5)} can be changed unheard`),
    related: trails.map(({ id }) => ({ role: 'trail', id })),
    evidence: [
      ...missing.map(({ kind, answer }) =>
        absence(scope, `${kind}: ${PART_WORDS[answer.part]} (${listWords(answer.events, 3)})`),
      ),
      ...trails.map((trail) => resourceEvidence(inventory, trail, { excerpt: `trail ${trail.name ?? trail.id}` })),
    ],
    remediation: watch(scope, missing),
    alsoMatches: kinds.includes(SG_KIND) ? ['SG-033'] : [],
    cause: `${account} ${region} change alarms`,
  })
}

/** One sentence where all lack the same, which is the rule. */
function partsText(missing: readonly MissingKind[]): string {
  const byPart = [...Map.groupBy(missing, ({ answer }) => answer.part)]
  const [only, ...others] = byPart
  if (only && others.length === 0) return PART_WORDS[only[0]]
  return byPart
    .map(
      ([part, own]) =>
        `${listWords(
          own.map(({ kind }) => kind),
          5,
        )}: ${PART_WORDS[part]}`,
    )
    .join('; ')
}

function absence({ resource }: RegionScope, excerpt: string): Evidence {
  const { id, account, region } = resource
  return { kind: 'absence', resourceId: id, pointer: null, account, region, excerpt }
}

function watch({ resource: { region } }: RegionScope, missing: readonly MissingKind[]): Remediation {
  const slug = (kind: ChangeKind) => `changes-to-${kind.toLowerCase().replaceAll(' ', '-')}`
  const pattern = (kind: ChangeKind) =>
    `{ ${CHANGE_EVENTS[kind].map((event) => `($.eventName = ${event})`).join(' || ')} }`
  const group =
    missing.find(({ answer }) => answer.trail?.logGroupName)?.answer.trail?.logGroupName ?? '<log group of the trail>'
  return {
    summary:
      'Let a trail write to a log group, count these events there, and let an alarm tell people. Nothing that runs is touched.',
    cli: missing.flatMap(({ kind }) => [
      shell`aws logs put-metric-filter --region ${region} --log-group-name ${group} --filter-name ${slug(kind)} --filter-pattern ${pattern(kind)} --metric-transformations ${`metricName=${slug(kind)},metricNamespace=NetworkChanges,metricValue=1`}`,
      shell`aws cloudwatch put-metric-alarm --region ${region} --alarm-name ${slug(kind)} --metric-name ${slug(kind)} --namespace NetworkChanges --statistic Sum --period 300 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanOrEqualToThreshold --alarm-actions ${'<topic>'}`,
    ]),
    terraform:
      'resource "aws_cloudwatch_log_metric_filter" "network_changes" {\n  name           = "network-changes"\n  log_group_name = var.log_group_name\n  pattern        = var.pattern\n\n  metric_transformation {\n    name      = "network-changes"\n    namespace = "NetworkChanges"\n    value     = "1"\n  }\n}',
    console: [
      `Open the CloudTrail console in ${region}, Trails, and send the trail to a CloudWatch Logs group.`,
      'Open the CloudWatch console, Log groups, the group of the trail, Metric filters, and make a filter and an alarm for each kind of change.',
    ],
  }
}
