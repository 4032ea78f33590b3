import type { PeeringSide, VpcPeeringConnection } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { isDead } from '../../../inventory/state.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { SAY_WHO_IS_TRUSTED, trustOf, trustUsed } from '../../trust.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForPeering, peeringSubject, sidesOf } from './peering.ts'

/** Source: VPC Peering guide, "Create a VPC peering connection"; accounts are told by OwnerId of either side. */
export const peeringWithUnknownAccount: FindingRule = {
  id: 'ISO-005',
  version: 1,
  title: 'Peering with an unknown account',
  logic:
    'Each side of a peering connection that is active, pending or being set up belongs to an account that is collected, a member of the organisation, or in trustedAccounts.',
  charter: charter('B.vpc-per-workload'),
  severity: 'high',
  severityNote: 'Never changes: a request that is pending needs one click.',
  compliance: nist('AC-4(21)'),
  needs: ['VpcPeeringConnections'],
  sharpenedBy: ['Accounts'],
  check: (context) =>
    [...context.inventory.vpcPeeringConnections.values()]
      .filter(({ status }) => !isDead(status))
      .map((peering) => outcomeOf(context, peering)),
}

function outcomeOf(context: RuleContext, peering: VpcPeeringConnection): RuleOutcome {
  const judged = sidesOf(peering).map((side) => ({
    side,
    trust: trustOf(context.inventory, context.settings, side.account),
  }))
  const foreign = judged.filter(({ trust }) => trust === 'foreign').map(({ side }) => side)
  if (foreign.length > 0) return failure(context, peering, foreign)
  const unknown = judged.filter(({ trust }) => trust === 'unknown').map(({ side }) => side)
  if (unknown.length === 0) return passed(peeringSubject(peering), `${named(peering)} joins accounts that are known.`)
  const untold = unknown.some(({ account }) => account === null)
  return undecided(peeringSubject(peering), {
    reason: untold
      ? `The account of a side of ${named(peering)} was not told.`
      : `Whether account ${listWords(unknown.map(({ account }) => account ?? ''))} is trusted was not said: trustedAccounts is not set.`,
    remedy: untold ? askForPeering(peering) : SAY_WHO_IS_TRUSTED,
  })
}

function failure(context: RuleContext, peering: VpcPeeringConnection, foreign: readonly PeeringSide[]): Failure {
  const { id, region, status } = peering
  const accounts = listWords(foreign.map(({ account }) => account ?? 'unknown'))
  const vpcs = sidesOf(peering).flatMap(({ vpcId }) => vpcId ?? [])
  const pending = status === 'pending-acceptance'
  return failed(peeringSubject(peering), {
    title: `${shortName(peering.name ?? id)} ${pending ? 'would join' : 'joins'} the unknown account ${accounts}`,
    description: `Peering ${named(peering)} between ${listWords(vpcs)} is ${status}, and account ${accounts} is neither collected, nor of the organisation, nor in trustedAccounts. ${pending ? 'Whoever accepts it lets that account in as far as routes and groups allow.' : 'That account reaches whatever routes and groups allow.'}`,
    severity: fixed('high', pending ? 'the request waits to be accepted' : 'the link stands'),
    related: vpcs.map((vpc) => ({ role: 'vpc', id: vpc })),
    evidence: [resourceEvidence(context.inventory, peering, { excerpt: `owner ${accounts}, ${status}` })],
    settingsUsed: trustUsed(context.settings),
    remediation: {
      summary: pending
        ? 'Reject the request, or name the account in trustedAccounts.'
        : 'Find out whose account it is. Then name it in trustedAccounts, or delete the peering, which cuts whatever uses it.',
      cli: [
        askForPeering(peering),
        pending
          ? shell`aws ec2 reject-vpc-peering-connection --region ${region} --vpc-peering-connection-id ${id}`
          : shell`aws ec2 delete-vpc-peering-connection --region ${region} --vpc-peering-connection-id ${id}`,
      ],
      terraform: null,
      console: [
        `Open the VPC console in ${region}, Peering connections, ${id}.`,
        'Look up both owners before you act.',
      ],
    },
  })
}
