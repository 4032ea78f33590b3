import { UNKNOWN } from '../../../describe/document.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import type { Vpc } from '../../../inventory/network.ts'
import type { FlowLog } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, cis, fsbp, nist, pci } from '../../compliance.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed, weigh } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { isWorking, loggedBy } from './working-log.ts'

/** Source: VPC guide, "Logging IP traffic using VPC Flow Logs". */
export const vpcWithoutFlowLog: FindingRule = {
  id: 'LOG-001',
  version: 1,
  title: 'VPC has no working flow log',
  logic:
    "A flow log that is ACTIVE and does not fail to deliver covers the VPC itself, or each of its subnets, or each of its interfaces. A VPC shared by another account is its owner's to log and is not judged.",
  charter: charter('K.flow-logs'),
  severity: 'medium',
  severityNote: 'Low when nothing stands in the VPC.',
  compliance: [
    ...cis({ '1.2': '2.9', '1.3': '3.9', '1.4': '3.9', '1.5': '3.9', '2.0': '3.9', '3.0': '3.7' }, 'exact'),
    ...cis({ '4.0.1': '3.7', '5.0': '3.7', '6.0': '4.7', '7.0': '4.7' }, 'exact'),
    fsbp('EC2.6', 'exact'),
    awsConfig('vpc-flow-logs-enabled', 'exact'),
    ...pci('3.2.1', '10.3.3', '10.3.4', '10.3.5', '10.3.6'),
    ...nist('AC-4(26)', 'AU-2', 'AU-3', 'AU-6', 'AU-12', 'SI-7(8)'),
  ],
  needs: ['Vpcs', 'FlowLogs'],
  sharpenedBy: ['Subnets', 'NetworkInterfaces'],
  check: (context) => {
    const working = workingTargets(context.inventory)
    return [...context.inventory.vpcs.values()].map((vpc) => outcomeOf(context, vpc, working))
  },
}

function workingTargets(inventory: Inventory): ReadonlySet<string> {
  return new Set([...inventory.flowLogs.values()].filter(isWorking).map(({ resourceId }) => resourceId))
}

function outcomeOf(context: RuleContext, vpc: Vpc, working: ReadonlySet<string>): RuleOutcome {
  const subject: Subject = { resource: vpc, type: 'vpc', vpcId: vpc.id }
  const covered = loggedBy(context, vpc, working)
  if (covered) return { ...subject, status: 'PASS', description: `${named(vpc)} is logged ${covered}.` }
  const { inventory } = context
  const source = inventory.documents[vpc.source.document]
  const shared = source !== undefined && source.account !== UNKNOWN && source.account !== vpc.account
  const remedy = shell`aws ec2 describe-flow-logs --region ${vpc.region}`
  if (coverageOf(inventory, vpc, 'FlowLogs') !== 'complete') {
    const reason = shared
      ? `${named(vpc)} is shared by account ${vpc.account}, which alone sees its flow logs: it must ask.`
      : `The flow logs of ${vpc.account} in ${vpc.region} were not all collected.`
    return { ...subject, status: 'NOT_EVALUATED', reason, remedy }
  }
  return failure(context, vpc)
}

function failure(context: RuleContext, vpc: Vpc): Failure {
  const { inventory } = context
  const broken = [...inventory.flowLogs.values()].filter((log) => log.resourceId === vpc.id && !isWorking(log))
  const partly = partlyLogged(context, vpc)
  const subject: Subject = { resource: vpc, type: 'vpc', vpcId: vpc.id }
  return {
    ...subject,
    status: 'FAIL',
    discriminator: '',
    title: `Nobody records what reaches ${shortName(vpc.name ?? vpc.id)}`,
    description: `VPC ${named(vpc)} has no working flow log. ${broken.length > 0 ? `${listWords(broken.map(brokenText))}. ` : ''}${partly.length > 0 ? `Only ${listWords(partly)} ${partly.length === 1 ? 'is' : 'are'} logged. ` : ''}After an incident there is nothing to look at.`,
    severity: gradeOf(context, vpc),
    exposure: { level: 'none', path: [] },
    related: [...broken.map(({ id }) => ({ role: 'flow-log', id })), ...partly.map((id) => ({ role: 'logged', id }))],
    ports: [],
    evidence: [
      ...broken.map((log) => resourceEvidence(inventory, log, { excerpt: brokenText(log) })),
      absenceEvidence(vpc, `no ACTIVE flow log covers ${vpc.id}`),
    ],
    settingsUsed: {},
    remediation: {
      summary: 'Create a flow log for the VPC that records all traffic.',
      cli: [
        shell`aws ec2 create-flow-logs --region ${vpc.region} --resource-type VPC --resource-ids ${vpc.id} --traffic-type ALL --log-destination-type s3 --log-destination ${'<bucket ARN>'}`,
      ],
      terraform: `resource "aws_flow_log" "this" {\n  vpc_id               = ${terraformString(vpc.id)}\n  traffic_type         = "ALL"\n  log_destination_type = "s3"\n  log_destination      = aws_s3_bucket.flow_logs.arn\n}`,
      console: [
        `Open the VPC console in ${vpc.region}, Your VPCs, ${vpc.id}, Flow logs, Create flow log.`,
        'Choose All traffic and a destination, and create.',
      ],
    },
    alsoMatches: [],
  }
}

function brokenText({ id, status, deliveryStatus, deliveryError }: FlowLog): string {
  if (deliveryStatus === 'FAILED') return `${id} fails to deliver${deliveryError ? ` (${deliveryError})` : ''}`
  return `${id} is ${status}`
}

function partlyLogged({ inventory, network }: RuleContext, vpc: Vpc): readonly string[] {
  const subnets = network.index.subnetsByVpc.get(vpc.id) ?? []
  const inside = new Set<string>(subnets.map(({ id }) => id))
  // Asked of each log, of which there are few, and not of each interface.
  const subnetOf = (id: string) => inventory.networkInterfaces.get(id)?.subnetId ?? id
  return [...inventory.flowLogs.values()]
    .filter((log) => isWorking(log) && inside.has(subnetOf(log.resourceId)))
    .map(({ resourceId }) => resourceId)
}

function gradeOf({ inventory, network }: RuleContext, vpc: Vpc): Failure['severity'] {
  const subnets = network.index.subnetsByVpc.get(vpc.id) ?? []
  const empty =
    !network.index.interfacesByVpc.has(vpc.id) && !subnets.some(({ id }) => network.index.instancesBySubnet.has(id))
  const complete = coverageOf(inventory, vpc, 'NetworkInterfaces') === 'complete'
  if (!empty) return fixed('medium', 'interfaces stand in the VPC')
  const because = complete ? 'nothing stands in the VPC' : 'network interfaces were not all collected'
  return weigh({ base: 'medium', level: complete ? 'none' : 'unknown', because })
}
