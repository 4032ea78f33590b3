import type { FlowLog } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import { isOfTransitGateway, isWorking, loggedType } from './working-log.ts'

/** Source: VPC guide, "Flow logs basics", traffic type. */
export const rejectsNotRecorded: FindingRule = {
  id: 'LOG-002',
  version: 1,
  title: 'Flow log leaves out what was rejected',
  logic:
    'The traffic type of a flow log is REJECT or ALL, or another working flow log of the same VPC, subnet or interface records rejects.',
  charter: charter('K.flow-logs'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [fsbp('EC2.6'), awsConfig('vpc-flow-logs-enabled'), ...nist('AU-2', 'AU-12')],
  needs: ['FlowLogs'],
  sharpenedBy: [],
  check: (context) => {
    const logs = [...context.inventory.flowLogs.values()].filter((log) => !isOfTransitGateway(log))
    const covered = new Set(
      logs.filter((log) => isWorking(log) && recordsRejects(log)).map(({ resourceId }) => resourceId),
    )
    return logs.map((log) => outcomeOf(context, log, covered))
  },
}

function recordsRejects({ trafficType }: FlowLog): boolean {
  return trafficType === 'REJECT' || trafficType === 'ALL'
}

function outcomeOf({ inventory }: RuleContext, log: FlowLog, covered: ReadonlySet<string>): RuleOutcome {
  const subject = subjectFor(log, 'flow-log', null)
  const { id, region, resourceId } = log
  if (recordsRejects(log)) return passed(subject, `${named(log)} records rejects.`)
  if (covered.has(resourceId)) return passed(subject, `Another flow log of ${resourceId} records rejects.`)
  if (log.trafficType === null)
    return undecided(subject, {
      reason: `The traffic type of ${named(log)} was not told.`,
      remedy: shell`aws ec2 describe-flow-logs --region ${region} --flow-log-ids ${id}`,
    })
  return failed(subject, {
    title: `${shortName(log.name ?? id)} leaves out what was rejected`,
    description: `Flow log ${named(log)} of ${resourceId} records accepted traffic only. Scans, and attempts that a group or a network ACL stopped, leave no trace.`,
    severity: fixed('low', 'what was let through is recorded'),
    related: [{ role: 'logged', id: resourceId }],
    evidence: [resourceEvidence(inventory, log, { excerpt: 'TrafficType is ACCEPT', field: 'TrafficType' })],
    remediation: {
      summary: 'A flow log cannot be changed: create one for rejects beside it, or one for all traffic in its place.',
      cli: [
        shell`aws ec2 create-flow-logs --region ${region} --resource-type ${loggedType(resourceId)} --resource-ids ${resourceId} --traffic-type REJECT --log-destination-type ${log.destinationType ?? 's3'} --log-destination ${'<destination ARN>'}`,
      ],
      terraform: 'resource "aws_flow_log" "this" {\n  traffic_type = "ALL"\n}',
      console: [`Open the VPC console in ${region}, ${resourceId}, Flow logs, Create flow log, and choose All.`],
    },
  })
}
