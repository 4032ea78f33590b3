import type { FlowLog } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { isOfTransitGateway, loggedType } from './working-log.ts'

/** Source: VPC guide, "Flow log records", available fields. */
export const formatTooThin: FindingRule = {
  id: 'LOG-004',
  version: 1,
  title: 'Flow log format leaves out who really spoke',
  logic:
    'The format of a flow log has pkt-srcaddr, pkt-dstaddr, tcp-flags, flow-direction, vpc-id, subnet-id and instance-id.',
  charter: charter('K.flow-logs'),
  severity: 'info',
  severityNote: 'Never changes.',
  compliance: nist('AU-3', 'AU-3(1)'),
  needs: ['FlowLogs'],
  sharpenedBy: [],
  check: (context) =>
    [...context.inventory.flowLogs.values()]
      .filter((log) => !isOfTransitGateway(log))
      .map((log) => outcomeOf(context, log)),
}

const WANTED = ['pkt-srcaddr', 'pkt-dstaddr', 'tcp-flags', 'flow-direction', 'vpc-id', 'subnet-id', 'instance-id']

function outcomeOf({ inventory }: RuleContext, log: FlowLog): RuleOutcome {
  const subject = subjectFor(log, 'flow-log', null)
  const { id, region, resourceId, logFormat } = log
  if (logFormat === null)
    return undecided(subject, {
      reason: `The format of ${named(log)} was not told.`,
      remedy: shell`aws ec2 describe-flow-logs --region ${region} --flow-log-ids ${id}`,
    })
  const fields = new Set(logFormat.match(/[a-z][a-z0-9-]*/g) ?? [])
  const lacking = WANTED.filter((field) => !fields.has(field))
  if (lacking.length === 0) return passed(subject, `${named(log)} has every field an investigation asks for.`)
  return failed(subject, {
    title: `${shortName(log.name ?? id)} does not record ${listWords(lacking, 3)}`,
    description: `Flow log ${named(log)} of ${resourceId} lacks ${listWords(lacking, 7)}. Behind a NAT gateway or a load balancer it does not tell who really spoke, and not who opened a connection.`,
    severity: fixed('info', 'it records traffic all the same'),
    related: [{ role: 'logged', id: resourceId }],
    evidence: [resourceEvidence(inventory, log, { excerpt: logFormat, field: 'LogFormat' })],
    remediation: {
      summary: 'A flow log cannot be changed: create one with the longer format, then delete this one.',
      cli: [
        shell`aws ec2 create-flow-logs --region ${region} --resource-type ${loggedType(resourceId)} --resource-ids ${resourceId} --traffic-type ${log.trafficType ?? 'ALL'} --log-destination-type ${log.destinationType ?? 's3'} --log-destination ${'<destination ARN>'} --log-format ${longer(logFormat, lacking)}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, ${resourceId}, Flow logs, Create flow log, Custom format.`],
    },
  })
}

/** As AWS writes it: each field in its own braces. */
function longer(format: string, lacking: readonly string[]): string {
  return [format, ...lacking.map((field) => `${'$'}{${field}}`)].join(' ')
}
