/** How an exposure is closed, and which calls tell what is not known of one. */

import type { DescribeKey } from '../../../describe/document.ts'
import { commandFor } from '../../../inventory/collection-calls.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import type { Remediation } from '../../finding.ts'
import { carriersOf } from '../../group-carriers.ts'
import { isUnreadList } from '../../openings.ts'
import { listCommands } from '../../public-routes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { RuleContext } from '../../rule.ts'
import { counted } from '../../wording.ts'
import type { ExposureClaim, OpeningRules } from './exposure-claims.ts'

/** The rules that open it, taken away group by group; nothing to paste where it is meant to be public. */
export function closeExposure(
  context: RuleContext,
  { kind, fronts }: ExposureClaim,
  opened: readonly OpeningRules[],
): Remediation {
  const [first] = fronts[0]?.interfaces ?? []
  if (!first) return { summary: '', cli: [], terraform: null, console: [] }
  if (kind === 'intended') return leaveIt(first)
  if (opened.length === 0) return moveIt(first)
  const guilty = opened.map((each) => withoutNarrow(context, each))
  const parts = guilty.map(({ group, rules }) => revokeRules({ group, rules, settings: context.settings, summary: '' }))
  const carriers = guilty.map(({ group }) => carriersOf(context.network, group.id).length)
  const most = Math.max(...carriers)
  return {
    summary: `Remove the rules that open it, or narrow their source to known ranges or another group; clients outside of these are cut off, on ${counted(most, 'interface')} that ${most === 1 ? 'carries' : 'carry'} the group.`,
    cli: parts.flatMap(({ cli }) => cli),
    terraform: parts.flatMap(({ terraform }) => terraform ?? []).join('\n\n') || null,
    console: parts.flatMap(({ console }) => console),
  }
}

/** A rule for a few addresses stays: with the one for everybody gone, it is what the rightful ones come in by. */
function withoutNarrow({ openings }: RuleContext, { group, rules }: OpeningRules): OpeningRules {
  const open = new Set(openings.get(group.id)?.openings.flatMap((each) => each.rules))
  const wide = rules.filter((rule) => open.has(rule))
  return { group, rules: wide.length > 0 ? wide : rules }
}

function leaveIt({ id, region }: NetworkInterface): Remediation {
  return {
    summary: 'Nothing to change while it is meant to be public; look at it again when the service goes.',
    cli: [shell`aws ec2 describe-network-interfaces --region ${region} --network-interface-ids ${id}`],
    terraform: null,
    console: [
      `Open the EC2 console in ${region}, Network interfaces, ${id}, and make sure its service is still meant to be public.`,
    ],
  }
}

/** No group stands in between, as with a Network Load Balancer made without one. */
function moveIt({ id, subnetId, region }: NetworkInterface): Remediation {
  return {
    summary:
      'No security group guards it. Close the port in the network ACL of its subnet, which shuts it for everything there, or move it to a private subnet.',
    cli: [
      shell`aws ec2 describe-network-interfaces --region ${region} --network-interface-ids ${id}`,
      shell`aws ec2 describe-network-acls --region ${region} --filters Name=association.subnet-id,Values=${subnetId}`,
    ],
    terraform: null,
    console: [
      `Open the EC2 console in ${region}, Network interfaces, ${id}, to see what it belongs to.`,
      `Narrow the network ACL of ${subnetId}, or make the service internal.`,
    ],
  }
}

const DECIDING: readonly DescribeKey[] = [
  'SecurityGroups',
  'RouteTables',
  'NetworkAcls',
  'InternetGateways',
  'Instances',
  'Addresses',
  'ManagedPrefixLists',
  'VpcBlockPublicAccessOptions',
  'LoadBalancers',
  'Listeners',
  'TargetGroups',
]

/** The calls whose answers are missing; where none is, those that tell of the interface itself. */
export function commandsThatTell(inventory: Inventory, one: NetworkInterface): readonly string[] {
  const missing = DECIDING.filter((key) => coverageOf(inventory, one, key) !== 'complete')
  const lists = one.securityGroupIds.flatMap((id) =>
    (inventory.securityGroups.get(id)?.rules ?? []).flatMap((rule) =>
      rule.peer.kind === 'prefix-list' && isUnreadList(inventory, rule) ? [rule.peer.id] : [],
    ),
  )
  const commands = [
    ...listCommands(one.region, [...new Set(lists)]),
    ...missing.map((key) => commandFor(key, one.region)),
  ]
  if (commands.length > 0) return commands
  return [
    shell`aws ec2 describe-network-interfaces --region ${one.region} --network-interface-ids ${one.id}`,
    ...(one.securityGroupIds.length > 0
      ? [shell`aws ec2 describe-security-groups --region ${one.region} --group-ids ${one.securityGroupIds}`]
      : []),
  ]
}
