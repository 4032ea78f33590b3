import type { TransitGatewayAttachment } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { isDead } from '../../../inventory/state.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { SAY_WHO_IS_TRUSTED, trustOf, trustUsed } from '../../trust.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: Transit Gateway guide, "Work with shared transit gateways"; EC2 API, TransitGatewayAttachment. */
export const transitGatewayWithUnknownAccount: FindingRule = {
  id: 'ISO-008',
  version: 1,
  title: 'Transit gateway shared with an unknown account',
  logic:
    'The owner of what is attached, and the owner of the transit gateway it is attached to, are accounts that are collected, members of the organisation, or in trustedAccounts. Attachments that wait to be accepted count; shares that nobody used yet are not in a snapshot.',
  charter: charter('B.vpc-per-workload'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: nist('AC-4(21)'),
  needs: ['TransitGatewayAttachments'],
  sharpenedBy: ['TransitGateways', 'Accounts'],
  check: (context) =>
    [...context.inventory.transitGatewayAttachments.values()]
      .filter(({ state }) => !isDead(state))
      .map((attachment) => outcomeOf(context, attachment)),
}

function subjectOf(attachment: TransitGatewayAttachment): Subject {
  return subjectFor(attachment, 'transit-gateway-attachment', attachment.kind === 'vpc' ? attachment.resourceId : null)
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  vpc: 'VPC',
  vpn: 'VPN connection',
  'direct-connect-gateway': 'Direct Connect gateway',
  peering: 'peered transit gateway',
}

interface Owner {
  readonly role: string
  readonly account: string | null
}

function ownersOf({ inventory }: RuleContext, attachment: TransitGatewayAttachment): readonly Owner[] {
  const { resourceOwner, transitGatewayOwner, transitGatewayId, resourceId, kindText } = attachment
  const gateway = transitGatewayOwner ?? inventory.transitGateways.get(transitGatewayId)?.account ?? null
  return [
    { role: `${KIND_WORDS[kindText] ?? kindText} ${resourceId ?? 'attached'}`, account: resourceOwner },
    { role: transitGatewayId, account: gateway },
  ]
}

function outcomeOf(context: RuleContext, attachment: TransitGatewayAttachment): RuleOutcome {
  const { inventory, settings } = context
  const judged = ownersOf(context, attachment).map((owner) => ({
    ...owner,
    trust: trustOf(inventory, settings, owner.account),
  }))
  const foreign = judged.filter(({ trust }) => trust === 'foreign')
  if (foreign.length > 0) return failure(context, attachment, foreign)
  const [unknown] = judged.filter(({ trust }) => trust === 'unknown')
  if (!unknown) return passed(subjectOf(attachment), () => `${named(attachment)} joins accounts that are known.`)
  const { id, region } = attachment
  return undecided(subjectOf(attachment), {
    reason:
      unknown.account === null
        ? `Who owns ${unknown.role}, joined by ${named(attachment)}, was not told.`
        : `Whether account ${unknown.account}, which owns ${unknown.role}, is trusted was not said: trustedAccounts is not set.`,
    remedy:
      unknown.account === null
        ? shell`aws ec2 describe-transit-gateway-attachments --region ${region} --transit-gateway-attachment-ids ${id}`
        : SAY_WHO_IS_TRUSTED,
  })
}

function failure(context: RuleContext, attachment: TransitGatewayAttachment, foreign: readonly Owner[]): Failure {
  const { id, region, transitGatewayId, state, resourceId, kind } = attachment
  const accounts = listWords([...new Set(foreign.map(({ account }) => account ?? 'unknown'))])
  const words = listWords(foreign.map(({ role, account }) => `${role} belongs to ${account}`))
  const remove = kind === 'peering' ? 'peering-attachment' : 'vpc-attachment'
  return failed(subjectOf(attachment), {
    title: `${shortName(attachment.name ?? id)} joins the unknown account ${accounts}`,
    description: `Attachment ${named(attachment)} of ${transitGatewayId} is ${state}: ${words}, an account that is neither collected, nor of the organisation, nor in trustedAccounts. It reaches whatever the route tables of the transit gateway and the groups allow.`,
    severity: fixed('high', 'the account is not known'),
    related: [
      { role: 'transit-gateway', id: transitGatewayId },
      ...(resourceId ? [{ role: 'attached', id: resourceId }] : []),
    ],
    evidence: [resourceEvidence(context.inventory, attachment, { excerpt: words })],
    settingsUsed: trustUsed(context.settings),
    remediation: {
      summary:
        'Find out whose account it is. Then name it in trustedAccounts, or delete the attachment, which cuts whatever uses it, and end the share in Resource Access Manager.',
      cli: [
        shell`aws ec2 describe-transit-gateway-attachments --region ${region} --transit-gateway-attachment-ids ${id}`,
        ...(kind === 'vpc' || kind === 'peering'
          ? [
              `aws ec2 ${shell`delete-transit-gateway-${remove} --region ${region} --transit-gateway-attachment-id ${id}`}`,
            ]
          : []),
      ],
      terraform: null,
      console: [
        `Open the VPC console in ${region}, Transit gateway attachments, ${id}.`,
        'Look up both owners before you act.',
      ],
    },
  })
}
