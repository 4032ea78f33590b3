import type { InternetGateway } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: AWS Config, internet-gateway-authorized-vpc-only. */
export const gatewayNotAllowed: FindingRule = {
  id: 'RT-008',
  version: 1,
  title: 'Internet gateway on a VPC that is not to have one',
  logic:
    'An internet gateway is attached to a VPC that the setting internetVpcs does not name. Not judged while the setting is missing.',
  charter: charter('H.direct-internet-only'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure.',
  compliance: [awsConfig('internet-gateway-authorized-vpc-only', 'exact')],
  needs: ['InternetGateways'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.internetGateways.values()].map((gateway) => outcomeOf(context, gateway)),
}

function outcomeOf({ inventory, settings }: RuleContext, gateway: InternetGateway): RuleOutcome {
  const vpcs = gateway.attachments.map(({ vpcId }) => vpcId)
  const subject = subjectFor(gateway, 'internet-gateway', vpcs[0] ?? null)
  if (vpcs.length === 0 && gateway.attachmentsTold) return passed(subject, `${named(gateway)} is attached to no VPC.`)
  if (settings.internetVpcs === null)
    return undecided(subject, {
      reason: `Which VPCs may have an internet gateway was not said, so ${named(gateway)} was not judged.`,
      remedy: 'set internetVpcs in portolan.yaml',
    })
  const others = vpcs.filter((id) => !settings.internetVpcs?.includes(id))
  if (others.length === 0 && !gateway.attachmentsTold)
    return undecided(subject, {
      reason: `What ${named(gateway)} is attached to was not told.`,
      remedy: shell`aws ec2 describe-internet-gateways --region ${gateway.region} --internet-gateway-ids ${gateway.id}`,
    })
  if (others.length === 0) return passed(subject, `${listWords(vpcs)} may have an internet gateway.`)
  return failed(subject, {
    title: `${shortName(others[0] ?? gateway.id)} has an internet gateway it is not to have`,
    description: `${named(gateway)} is attached to ${listWords(others)}, which the settings do not name among the VPCs that may have one. One route is enough to put a subnet there on the internet.`,
    severity: fixed('medium', 'one route away from the internet'),
    related: others.map((id) => ({ role: 'vpc', id })),
    evidence: [
      resourceEvidence(inventory, gateway, {
        excerpt: `${gateway.id} is attached to ${listWords(others)}`,
        field: 'Attachments',
      }),
    ],
    settingsUsed: { internetVpcs: listWords(settings.internetVpcs, 20) },
    remediation: {
      summary:
        'Detach it, or name the VPC in the setting if it is meant. Detaching cuts every public address and NAT gateway of the VPC off at once; AWS refuses while public addresses are mapped.',
      cli: others.map(
        (id) =>
          shell`aws ec2 detach-internet-gateway --region ${gateway.region} --internet-gateway-id ${gateway.id} --vpc-id ${id}`,
      ),
      terraform: terraformComment(
        `${gateway.id}: remove its aws_internet_gateway or the attachment to ${listWords(others)}.`,
      ),
      console: [
        `Open the VPC console in ${gateway.region}, Internet gateways, ${gateway.id}.`,
        'Choose Actions, Detach from VPC, and confirm.',
      ],
    },
  })
}
