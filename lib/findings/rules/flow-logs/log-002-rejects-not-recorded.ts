import type { DescribeKey } from '../../../describe/document.ts'
import { commandFor } from '../../../inventory/collection-calls.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import type { FlowLog } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import { isOfTransitGateway, isWorking, loggedBy, loggedType } from './working-log.ts'

/** Source: VPC guide, "Flow logs basics", traffic type. */
export const rejectsNotRecorded: FindingRule = {
  id: 'LOG-002',
  version: 2,
  title: 'Flow log leaves out what was rejected',
  logic:
    'The traffic type of a flow log is REJECT or ALL, or other working flow logs record the rejects there: of the same VPC, subnet or interface, of what it stands in, or of all that stands in it.',
  charter: charter('K.flow-logs'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [fsbp('EC2.6'), awsConfig('vpc-flow-logs-enabled'), ...nist('AU-2', 'AU-12')],
  needs: ['FlowLogs'],
  sharpenedBy: ['Vpcs', 'Subnets', 'NetworkInterfaces'],
  check: (context) => {
    const logs = [...context.inventory.flowLogs.values()].filter((log) => !isOfTransitGateway(log))
    const recording = new Set(
      logs.filter((log) => isWorking(log) && recordsRejects(log)).map(({ resourceId }) => resourceId),
    )
    return logs.map((log) => outcomeOf(context, log, recording))
  },
}

function recordsRejects({ trafficType }: FlowLog): boolean {
  return trafficType === 'REJECT' || trafficType === 'ALL'
}

interface Around {
  readonly prefix: string
  readonly key: DescribeKey
  /** What it stands in, a log of which holds its traffic too; null where it was not collected. */
  readonly placesOf: (inventory: Inventory, id: string) => readonly string[] | null
}

const AROUND: readonly Around[] = [
  {
    prefix: 'eni-',
    key: 'NetworkInterfaces',
    placesOf: ({ networkInterfaces }, id) => {
      const one = networkInterfaces.get(id)
      return one ? [one.subnetId, one.vpcId] : null
    },
  },
  {
    prefix: 'subnet-',
    key: 'Subnets',
    placesOf: ({ subnets }, id) => {
      const subnet = subnets.get(id)
      return subnet ? [subnet.vpcId] : null
    },
  },
]

/** The key that would tell whether others record what this one leaves out; `open` where none does. */
function recordedElsewhere(
  context: RuleContext,
  log: FlowLog,
  recording: ReadonlySet<string>,
): 'recorded' | 'open' | DescribeKey {
  const { inventory } = context
  const { resourceId } = log
  if (recording.has(resourceId)) return 'recorded'
  if (coverageOf(inventory, log, 'FlowLogs') !== 'complete') return 'FlowLogs'
  if (recording.size === 0) return 'open'
  const around = AROUND.find(({ prefix }) => resourceId.startsWith(prefix))
  if (around) {
    const places = around.placesOf(inventory, resourceId)
    if (places === null) return around.key
    return places.some((id) => recording.has(id)) ? 'recorded' : 'open'
  }
  const vpc = inventory.vpcs.get(resourceId)
  if (!vpc) return 'Vpcs'
  if (loggedBy(context, vpc, recording)) return 'recorded'
  return (
    (['Subnets', 'NetworkInterfaces'] as const).find((key) => coverageOf(inventory, vpc, key) !== 'complete') ?? 'open'
  )
}

function outcomeOf(context: RuleContext, log: FlowLog, recording: ReadonlySet<string>): RuleOutcome {
  const { inventory } = context
  const subject = subjectFor(log, 'flow-log', null)
  const { id, region, resourceId } = log
  if (recordsRejects(log)) return passed(subject, `${named(log)} records rejects.`)
  const elsewhere = recordedElsewhere(context, log, recording)
  if (elsewhere === 'recorded')
    return passed(subject, `What is rejected in ${resourceId} is recorded by another flow log.`)
  if (log.trafficType === null)
    return undecided(subject, {
      reason: `The traffic type of ${named(log)} was not told.`,
      remedy: shell`aws ec2 describe-flow-logs --region ${region} --flow-log-ids ${id}`,
    })
  if (elsewhere !== 'open')
    return undecided(subject, {
      reason: `Flow log ${named(log)} records accepted traffic only. Whether others record what is rejected in ${resourceId} is not known: ${elsewhere} was not, or not all, collected.`,
      remedy: commandFor(elsewhere, region),
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
