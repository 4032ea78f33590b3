import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { containsAddress, formatPrefix, type Prefix } from '../../../net/prefix.ts'
import { coverageOf, type Network } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { Remediation } from '../../finding.ts'
import { permissionOf, revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { rulesOf } from '../../rule-sources.ts'
import { listWords } from '../../wording.ts'

/** Source: VPC guide, "Security group referencing". */
export const rangeInPlaceOfGroup: FindingRule = {
  id: 'SG-014',
  version: 1,
  title: 'Range of the VPC where a group would do',
  logic:
    "An ingress rule names a whole CIDR block of the group's own VPC, or of one of its subnets, and every interface that has an address there and does not carry the group itself carries one and the same security group. That group could be named instead.",
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Info when nothing carries the group.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'Vpcs', 'Subnets'],
  check,
}

function check(context: RuleContext) {
  const clients = new Map<string, readonly Clients[]>()
  const sharedBy = (group: SecurityGroup, prefix: Prefix): readonly string[] => {
    const key = `${group.vpcId} ${formatPrefix(prefix)}`
    const all = clients.get(key) ?? clientsIn(context.network, group.vpcId ?? '', prefix)
    clients.set(key, all)
    return sharedGroups(all, group.id)
  }
  return checkGroups(context, {
    base: 'low',
    direction: 'ingress',
    judge: (group) => judge(context, group, (prefix) => sharedBy(group, prefix)),
    tell: (group, rules) => {
      const shared = rules.flatMap(({ peer }) => (peer.kind === 'prefix' ? sharedBy(group, peer.prefix) : []))
      return {
        title: 'admits a range of its VPC where a group would do',
        description: `Everything there now carries ${listWords([...new Set(shared)])}; whatever is launched there later is admitted too.`,
        remediation: admitFirst(context, { group, rules, sharedBy: (prefix) => sharedBy(group, prefix) }),
      }
    },
    pass: 'names no range of its VPC in whose place one group would do',
  })
}

interface Replaced {
  readonly group: SecurityGroup
  readonly rules: readonly SecurityGroupRule[]
  readonly sharedBy: (prefix: Prefix) => readonly string[]
}

/** Nobody is shut out in between: the group comes in by what the range still admits, and then the range goes. */
function admitFirst({ settings }: RuleContext, { group, rules, sharedBy }: Replaced): Remediation {
  const permissions = rules.flatMap((rule) => {
    if (rule.peer.kind !== 'prefix') return []
    const { IpRanges: _, Ipv6Ranges: __, ...traffic } = permissionOf(rule)
    return [{ ...traffic, UserIdGroupPairs: sharedBy(rule.peer.prefix).map((GroupId) => ({ GroupId })) }]
  })
  const shared = rules.flatMap(({ peer }) => (peer.kind === 'prefix' ? sharedBy(peer.prefix) : []))
  const summary = `Admit ${listWords([...new Set(shared)])} first, then remove the range: without the first step the clients are shut out.`
  const revoke = revokeRules({ group, rules, settings, summary })
  const admit = shell`aws ec2 authorize-security-group-ingress --region ${group.region} --group-id ${group.id} --ip-permissions ${JSON.stringify(permissions)}`
  return { ...revoke, cli: [admit, ...revoke.cli] }
}

interface Clients {
  readonly groupIds: readonly string[]
  /** Were all their groups told? */
  readonly told: boolean
}

/** The different sets of groups that interfaces with an address in the range carry. */
function clientsIn({ index }: Network, vpcId: string, prefix: Prefix): readonly Clients[] {
  const sets = new Map<string, Clients>()
  for (const one of index.interfacesByVpc.get(vpcId) ?? []) {
    if (!standsIn(prefix, one)) continue
    const { securityGroupIds: groupIds, unread } = one
    const [only = ''] = groupIds
    sets.set(groupIds.length === 1 ? only : groupIds.join(), { groupIds, told: unread.length === 0 })
  }
  return [...sets.values()]
}

function standsIn(prefix: Prefix, { addresses, ipv6Addresses }: NetworkInterface): boolean {
  for (const { privateIp } of addresses) if (containsAddress(prefix, privateIp)) return true
  for (const address of ipv6Addresses) if (containsAddress(prefix, address)) return true
  return false
}

function sharedGroups(all: readonly Clients[], groupId: string): readonly string[] {
  const [first, ...others] = all.filter(({ groupIds }) => !groupIds.some((id) => id === groupId))
  if (!first) return []
  return first.groupIds.filter((id) => others.every(({ groupIds }) => groupIds.includes(id)))
}

function judge(
  context: RuleContext,
  group: SecurityGroup,
  sharedBy: (prefix: Prefix) => readonly string[],
): GroupVerdict {
  const candidates = rulesOf(group, 'ingress').filter((rule) => isOwnRange(context, group, rule))
  if (candidates.length === 0) return { rules: [] }
  const unknown = context.network.index.interfacesOfUnknownGroupsByVpc.has(group.vpcId ?? '')
  if (unknown || coverageOf(context.inventory, group, 'NetworkInterfaces') !== 'complete') {
    const reason = 'it names a range of its VPC, and the interfaces there were not all collected'
    return { rules: [], doubts: [{ reason, remedy: commandFor('NetworkInterfaces', group.region) }] }
  }
  return { rules: candidates.filter(({ peer }) => peer.kind === 'prefix' && sharedBy(peer.prefix).length > 0) }
}

function isOwnRange(
  { inventory, network }: RuleContext,
  { vpcId }: SecurityGroup,
  { peer }: SecurityGroupRule,
): boolean {
  if (peer.kind !== 'prefix' || vpcId === null) return false
  const { prefix } = peer
  const isSame = (cidr: Prefix) => cidr.length === prefix.length && cidr.base === prefix.base
  const subnets = network.index.subnetsByVpc.get(vpcId) ?? []
  return inventory.vpcs.get(vpcId)?.cidrs.some(isSame) === true || subnets.some(({ cidrs }) => cidrs.some(isSame))
}
