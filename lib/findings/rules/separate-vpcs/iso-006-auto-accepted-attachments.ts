import type { TransitGateway } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { isDead } from '../../../inventory/state.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: Transit Gateway guide, "Create a transit gateway", auto accept shared attachments. */
export const autoAcceptedAttachments: FindingRule = {
  id: 'ISO-006',
  version: 1,
  title: 'Transit gateway accepts attachments by itself',
  logic: 'The option AutoAcceptSharedAttachments of the transit gateway is disable.',
  charter: charter('B.vpc-per-workload'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: [
    fsbp('EC2.23', 'exact'),
    awsConfig('ec2-transit-gateway-auto-vpc-attach-disabled', 'exact'),
    ...nist('AC-4(21)', 'CM-2'),
  ],
  needs: ['TransitGateways'],
  sharpenedBy: ['TransitGatewayAttachments'],
  check: (context) =>
    [...context.inventory.transitGateways.values()]
      .filter(({ state }) => !isDead(state))
      .map((gateway) => outcomeOf(context, gateway)),
}

function outcomeOf(context: RuleContext, gateway: TransitGateway): RuleOutcome {
  const subject = subjectFor(gateway, 'transit-gateway', null)
  if (gateway.autoAcceptSharedAttachments === true) return failure(context, gateway)
  if (gateway.autoAcceptSharedAttachments === false)
    return passed(subject, `${named(gateway)} waits for somebody to accept each attachment.`)
  return undecided(subject, {
    reason: `Whether ${named(gateway)} accepts attachments by itself was not told.`,
    remedy: shell`aws ec2 describe-transit-gateways --region ${gateway.region} --transit-gateway-ids ${gateway.id}`,
  })
}

function failure({ inventory }: RuleContext, gateway: TransitGateway): Failure {
  const { id, region } = gateway
  return failed(subjectFor(gateway, 'transit-gateway', null), {
    title: `${shortName(gateway.name ?? id)} accepts attachments by itself`,
    description: `Transit gateway ${named(gateway)} accepts every attachment from the accounts it is shared with. A new VPC joins the network, and its routes propagate, without anybody looking.`,
    severity: fixed('high', 'nobody decides who joins'),
    evidence: [
      resourceEvidence(inventory, gateway, {
        excerpt: 'AutoAcceptSharedAttachments is enable',
        field: 'Options/AutoAcceptSharedAttachments',
      }),
    ],
    remediation: {
      summary: 'Switch it off. Attachments that stand stay as they are; new ones wait to be accepted.',
      cli: [
        shell`aws ec2 modify-transit-gateway --region ${region} --transit-gateway-id ${id} --options AutoAcceptSharedAttachments=disable`,
      ],
      terraform: 'resource "aws_ec2_transit_gateway" "this" {\n  auto_accept_shared_attachments = "disable"\n}',
      console: [
        `Open the VPC console in ${region}, Transit gateways, ${id}, Actions, Modify transit gateway.`,
        'Clear Auto accept shared attachments and save.',
      ],
    },
  })
}
