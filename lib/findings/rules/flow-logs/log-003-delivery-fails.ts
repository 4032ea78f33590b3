import type { FlowLog } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: EC2 API, FlowLog, DeliverLogsStatus; VPC guide, "Troubleshoot VPC Flow Logs". */
export const deliveryFails: FindingRule = {
  id: 'LOG-003',
  version: 1,
  title: 'Flow log cannot deliver',
  logic: 'DeliverLogsStatus of a flow log is not FAILED.',
  charter: charter('K.flow-logs'),
  severity: 'high',
  severityNote: 'Never changes: somebody believes that traffic is recorded, and it is not.',
  compliance: nist('AU-5', 'AU-12'),
  needs: ['FlowLogs'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.flowLogs.values()].map((log) => outcomeOf(context, log)),
}

function outcomeOf({ inventory }: RuleContext, log: FlowLog): RuleOutcome {
  const subject = subjectFor(log, 'flow-log', null)
  const { id, region, resourceId, deliveryError } = log
  if (log.deliveryStatus === 'SUCCESS') return passed(subject, `${named(log)} delivers.`)
  if (log.deliveryStatus !== 'FAILED')
    return undecided(subject, {
      reason: `Whether ${named(log)} delivers was not told: a new flow log says nothing before its first delivery.`,
      remedy: shell`aws ec2 describe-flow-logs --region ${region} --flow-log-ids ${id}`,
    })
  const because = deliveryError === null ? '' : ` AWS says: ${deliveryError}.`
  return failed(subject, {
    title: `${shortName(log.name ?? id)} records nothing: its delivery fails`,
    description: `Flow log ${named(log)} of ${resourceId} is there, but its records do not arrive.${because} Everybody believes that traffic is recorded.`,
    severity: fixed('high', 'a log that does not arrive is trusted and empty'),
    related: [{ role: 'logged', id: resourceId }],
    evidence: [
      resourceEvidence(inventory, log, {
        excerpt: `DeliverLogsStatus is FAILED${deliveryError === null ? '' : `: ${deliveryError}`}`,
        field: 'DeliverLogsStatus',
      }),
    ],
    remediation: {
      summary: 'Mend the permission of the role or the policy of the destination; the log starts by itself.',
      cli: [shell`aws ec2 describe-flow-logs --region ${region} --flow-log-ids ${id}`],
      terraform: null,
      console: [
        `Open the VPC console in ${region}, ${resourceId}, Flow logs, ${id}: the status says what is refused.`,
        'Access error: the role may not write to the log group, or the bucket policy does not let delivery.logs.amazonaws.com write.',
      ],
    },
  })
}
