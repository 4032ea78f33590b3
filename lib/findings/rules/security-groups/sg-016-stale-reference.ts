import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'

/** Source: VPC Peering guide, "Work with stale security group rules". */
export const staleReference: FindingRule = {
  id: 'SG-016',
  version: 1,
  title: 'Stale or dangling reference',
  logic:
    'A rule names a security group that is in none of the completely collected groups of its account and region, or names one over a peering that is not active; or AWS lists the group as stale (DescribeStaleSecurityGroups). A group of an account that was not collected is not judged without that list.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group.',
  compliance: [...nist('CM-2')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['StaleSecurityGroupSet', 'VpcPeeringConnections', 'NetworkInterfaces'],
  check,
}

function check(context: RuleContext) {
  const listed = new Set(context.inventory.staleSecurityGroups.map(({ groupId }) => String(groupId)))
  return checkGroups(context, {
    base: 'medium',
    direction: null,
    judge: (group) => judge(context, group, listed),
    tell: () => ({
      title: 'names a group that is gone',
      description: 'The rule admits nobody now, and whoever reads it takes it for one that is needed.',
      summary: 'Remove the rules: they let nothing pass.',
    }),
    pass: 'names no group that is gone',
  })
}

function judge(context: RuleContext, group: SecurityGroup, listed: ReadonlySet<string>): GroupVerdict {
  const references = group.rules.filter(({ peer }) => peer.kind === 'security-group' && peer.id !== group.id)
  const states = references.map((rule) => ({ rule, state: stateOf(context, group, rule) }))
  const gone = states.filter(({ state }) => state === 'gone').map(({ rule }) => rule)
  if (gone.length > 0) return { rules: gone }
  // AWS lists the group, not the rule: those to be looked at name groups of another VPC.
  if (listed.has(group.id)) return { rules: states.filter(({ state }) => state !== 'here').map(({ rule }) => rule) }
  const told = coverageOf(context.inventory, group, 'StaleSecurityGroupSet') === 'complete'
  if (told || states.every(({ state }) => state === 'here')) return { rules: [] }
  const vpc = group.vpcId === null ? '' : ` --vpc-id ${group.vpcId}`
  const remedy = `${commandFor('StaleSecurityGroupSet', group.region)}${vpc}`
  return { rules: [], doubts: [{ reason: 'it names groups that were not collected', remedy }] }
}

type ReferenceState = 'here' | 'gone' | 'unknown'

function stateOf({ inventory }: RuleContext, group: SecurityGroup, { peer }: SecurityGroupRule): ReferenceState {
  if (peer.kind !== 'security-group') return 'here'
  const peering = peer.vpcPeeringConnectionId
    ? inventory.vpcPeeringConnections.get(peer.vpcPeeringConnectionId)
    : undefined
  if ([peer.peeringStatus, peering?.status].some((status) => ENDED.has(status ?? ''))) return 'gone'
  if (inventory.securityGroups.has(peer.id)) return 'here'
  const elsewhere = peer.account !== null && peer.account !== group.account
  // Over a peering the group may be of another region, whose documents would tell.
  if (elsewhere || peer.vpcPeeringConnectionId !== null) return 'unknown'
  return coverageOf(inventory, group, 'SecurityGroups') === 'complete' ? 'gone' : 'unknown'
}

/** Source: EC2 API, VpcPeeringConnectionStateReason. */
const ENDED: ReadonlySet<string> = new Set(['deleted', 'deleting', 'rejected', 'expired', 'failed'])
