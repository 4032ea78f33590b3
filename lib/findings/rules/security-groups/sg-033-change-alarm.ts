import { shell } from '../../../inventory/shell-quote.ts'
import { CHANGE_EVENTS, type ChangeAlarm, changeAlarm, otherChangesUnheard } from '../../change-alarms.ts'
import { charter } from '../../charter.ts'
import { cis, nist, securityHub } from '../../compliance.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords } from '../../wording.ts'

/** Source: CIS AWS Foundations Benchmark 5.0, 4.10. */
export const securityGroupChangeAlarm: FindingRule = {
  id: 'SG-033',
  version: 2,
  title: 'Nobody hears of changes to security groups',
  logic:
    'A trail that logs the region to a log group, metric filters on it that count every event that changes a security group, and an alarm on each count that does something. Where other kinds of change raise none either, MGMT-006 tells all in one.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [
    ...cis({
      '1.2': '3.10',
      '1.3': '4.10',
      '1.4': '4.10',
      '1.5': '4.10',
      '2.0': '4.10',
      '3.0': '4.10',
      '4.0.1': '4.10',
      '5.0': '4.10',
      '6.0': '5.10',
      '7.0': '5.10',
    }),
    securityHub('CloudWatch.10'),
    ...nist('AU-6', 'CM-3', 'SI-4'),
  ],
  needs: [],
  sharpenedBy: ['Trails', 'MetricFilters', 'MetricAlarms'],
  check,
}

function check(context: RuleContext) {
  return regionScopes(context.inventory).flatMap((scope) => outcomesOf(context, scope))
}

type Missing = Extract<ChangeAlarm, { status: 'missing' }>

const EVENTS = CHANGE_EVENTS['security groups']

function outcomesOf({ inventory }: RuleContext, scope: RegionScope): readonly RuleOutcome[] {
  const { account, region } = scope.resource
  const answer = changeAlarm(inventory, { account, region, events: EVENTS })
  if (answer.status === 'unknown') return [undecided(scope, answer)]
  if (answer.status === 'alarmed')
    return [passed(scope, `Changes to security groups of ${account} in ${region} raise an alarm.`)]
  return otherChangesUnheard(inventory, { account, region }) ? [] : [failure(scope, answer)]
}

function failure({ resource, ...scope }: RegionScope, answer: Missing): RuleOutcome {
  const { id, account, region } = resource
  const group = answer.trail?.logGroupName ?? '<log-group-of-the-trail>'
  const pattern = `{ ${EVENTS.map((event) => `($.eventName = ${event})`).join(' || ')} }`
  const excerpt = `missing: ${answer.part.replace('-', ' ')} (${listWords(answer.events, 3)})`
  return failed(
    { resource, ...scope },
    {
      title: `Nobody hears of changes to security groups in ${region}`,
      description: `In ${account}, ${region}, changes to security groups raise no alarm; the first part of the chain that is not there is the ${answer.part.replace('-', ' ')}. A rule that opens a port is found when somebody looks.`,
      severity: fixed('low', 'security groups can be changed unheard'),
      evidence: [{ kind: 'absence', resourceId: id, pointer: null, account, region, excerpt }],
      cause: `${account} ${region} change alarms`,
      remediation: {
        summary:
          'Let a trail write to a log group, count these events there, and let an alarm tell people. Nothing that runs is touched.',
        cli: [
          shell`aws logs put-metric-filter --region ${region} --log-group-name ${group} --filter-name security-group-changes --filter-pattern ${pattern} --metric-transformations ${'metricName=security-group-changes,metricNamespace=NetworkChanges,metricValue=1'}`,
          shell`aws cloudwatch put-metric-alarm --region ${region} --alarm-name security-group-changes --metric-name security-group-changes --namespace NetworkChanges --statistic Sum --period 300 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanOrEqualToThreshold --alarm-actions ${'<topic-arn>'}`,
        ],
        terraform: null,
        console: [
          'Open the CloudWatch console, Log groups, the group of the trail, Metric filters, and make a filter and an alarm.',
        ],
      },
    },
  )
}
