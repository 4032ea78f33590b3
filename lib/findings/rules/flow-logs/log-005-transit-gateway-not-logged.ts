import type { TransitGateway } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { isDead } from '../../../inventory/state.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, named, shortName } from '../../wording.ts'
import { isWorking } from './working-log.ts'

/** Source: Transit Gateway guide, "Logging network traffic using Transit Gateway Flow Logs". */
export const transitGatewayNotLogged: FindingRule = {
  id: 'LOG-005',
  version: 1,
  title: 'Transit gateway has no flow log',
  logic:
    'A working flow log records the transit gateway, or each of its attachments. NAT gateways are recorded with the VPC they stand in (LOG-001).',
  charter: charter('K.flow-logs'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: nist('AU-2', 'AU-12'),
  needs: ['TransitGateways', 'FlowLogs'],
  sharpenedBy: ['TransitGatewayAttachments'],
  check: (context) =>
    [...context.inventory.transitGateways.values()]
      .filter(({ state }) => !isDead(state))
      .map((gateway) => outcomeOf(context, gateway)),
}

function outcomeOf({ inventory, network }: RuleContext, gateway: TransitGateway): RuleOutcome {
  const subject = subjectFor(gateway, 'transit-gateway', null)
  const { id, region } = gateway
  const works = (resource: string) => (network.index.flowLogsByResource.get(resource) ?? []).some(isWorking)
  if (works(id)) return passed(subject, `${named(gateway)} is logged as a whole.`)
  const attachments = network.index.transitGatewayAttachmentsByGateway.get(id) ?? []
  const logged = attachments.filter((attachment) => works(attachment.id))
  const toldAll = coverageOf(inventory, gateway, 'TransitGatewayAttachments') === 'complete'
  if (toldAll && attachments.length > 0 && logged.length === attachments.length)
    return passed(subject, `${named(gateway)} is logged attachment by attachment.`)
  if (coverageOf(inventory, gateway, 'FlowLogs') !== 'complete' || (!toldAll && logged.length > 0))
    return undecided(subject, {
      reason: `The flow logs of transit gateway ${named(gateway)} were not all collected; its owner alone sees them.`,
      remedy: shell`aws ec2 describe-flow-logs --region ${region}`,
    })
  const broken = network.index.flowLogsByResource.get(id) ?? []
  return failed(subject, {
    title: `Nobody records what crosses ${shortName(gateway.name ?? id)}`,
    description: `Transit gateway ${named(gateway)} has no working flow log${logged.length > 0 ? ` for all its attachments: ${logged.length} of ${counted(attachments.length, 'attachment')} ${logged.length === 1 ? 'is' : 'are'} logged` : ''}. What passes between VPCs and sites is seen only at its ends.`,
    severity: fixed('low', 'VPC flow logs may see the ends'),
    evidence: [
      ...broken.map((log) =>
        resourceEvidence(inventory, log, {
          excerpt: `${log.id} is ${log.status}, delivery ${log.deliveryStatus ?? 'not told'}`,
        }),
      ),
      absenceEvidence(gateway, `no working flow log of ${id}`),
    ],
    remediation: {
      summary: 'Create a flow log for the transit gateway.',
      cli: [
        shell`aws ec2 create-flow-logs --region ${region} --resource-type TransitGateway --resource-ids ${id} --log-destination-type s3 --log-destination ${'<bucket ARN>'} --max-aggregation-interval 60`,
      ],
      terraform:
        'resource "aws_flow_log" "this" {\n  transit_gateway_id       = aws_ec2_transit_gateway.this.id\n  log_destination_type     = "s3"\n  log_destination          = aws_s3_bucket.flow_logs.arn\n  max_aggregation_interval = 60\n}',
      console: [`Open the VPC console in ${region}, Transit gateways, ${id}, Flow logs, Create flow log.`],
    },
  })
}
