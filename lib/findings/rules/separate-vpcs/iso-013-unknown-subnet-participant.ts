import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { SAY_WHO_IS_TRUSTED, type Trust, trustOf, trustUsed } from '../../trust.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Share your VPC subnets with other accounts": the owner sees the interfaces of participants. */
export const unknownSubnetParticipant: FindingRule = {
  id: 'ISO-013',
  version: 1,
  title: 'Unknown account in a shared subnet',
  logic:
    'The owner of every interface in a subnet is the owner of the subnet, an account that is collected, a member of the organisation, or in trustedAccounts.',
  charter: charter('B.vpc-per-workload'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: nist('AC-4(21)'),
  needs: ['Subnets', 'NetworkInterfaces'],
  sharpenedBy: ['Accounts'],
  check: (context) => {
    const trusts = new Map<string, Trust>()
    return [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet, trusts))
  },
}

/** `trusts` is what is known of each account; a network has few of them and many interfaces. */
function outcomeOf(context: RuleContext, subnet: Subnet, trusts: Map<string, Trust>): RuleOutcome {
  const { inventory, settings, network } = context
  const guests = (network.index.interfacesBySubnet.get(subnet.id) ?? []).filter(
    ({ account }) => account !== subnet.account,
  )
  for (const { account } of guests) if (!trusts.has(account)) trusts.set(account, trustOf(inventory, settings, account))
  const foreign = guests.filter(({ account }) => trusts.get(account) === 'foreign')
  if (foreign.length > 0) return failure(context, subnet, foreign)
  const subject = subjectFor(subnet, 'subnet', subnet.vpcId)
  const unknown = accountsOf(guests.filter(({ account }) => trusts.get(account) === 'unknown'))
  if (unknown.length > 0)
    return undecided(subject, {
      reason: `Whether account ${listWords(unknown)}, which has interfaces in ${named(subnet)}, is trusted was not said: trustedAccounts is not set.`,
      remedy: SAY_WHO_IS_TRUSTED,
    })
  if (coverageOf(inventory, subnet, 'NetworkInterfaces') === 'complete')
    return passed(subject, () => `Every interface in ${named(subnet)} belongs to an account that is known.`)
  return undecided(subject, {
    reason: `The interfaces in ${named(subnet)} were not all collected by its owner, account ${subnet.account}.`,
    remedy: shell`aws ec2 describe-network-interfaces --region ${subnet.region} --filters Name=subnet-id,Values=${subnet.id}`,
  })
}

function accountsOf(interfaces: readonly NetworkInterface[]): readonly string[] {
  return [...new Set(interfaces.map(({ account }) => account))]
}

const SHOWN = 20

function failure(context: RuleContext, subnet: Subnet, foreign: readonly NetworkInterface[]): Failure {
  const { id, region } = subnet
  const accounts = listWords(accountsOf(foreign))
  return failed(subjectFor(subnet, 'subnet', subnet.vpcId), {
    title: `Unknown account ${accounts} stands in ${shortName(subnet.name ?? id)}`,
    description: `In ${named(subnet)}, ${counted(foreign.length, 'interface')} ${foreign.length === 1 ? 'belongs' : 'belong'} to account ${accounts}, which is neither collected, nor of the organisation, nor in trustedAccounts. It stands inside the VPC, where local routes reach everything that groups admit.`,
    severity: fixed('medium', 'the account is not known'),
    related: foreign.slice(0, SHOWN).map((each) => ({ role: 'member', id: each.id })),
    evidence: foreign
      .slice(0, SHOWN)
      .map((each) => resourceEvidence(context.inventory, each, { excerpt: `${each.id} belongs to ${each.account}` })),
    settingsUsed: trustUsed(context.settings),
    remediation: {
      summary:
        'Find out whose account it is. Then name it in trustedAccounts, or end the share: what stands there keeps running until its owner deletes it.',
      cli: [
        shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=subnet-id,Values=${id} --query ${'NetworkInterfaces[].[NetworkInterfaceId,OwnerId]'}`,
        `${shell`aws ram list-resource-shares --region ${region}`} --resource-owner SELF`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, Subnets, ${id}, Sharing.`],
    },
  })
}
