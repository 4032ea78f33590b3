import type { DescribeKey } from '../../../describe/document.ts'
import { commandFor } from '../../../inventory/collection-calls.ts'
import { isKnownByRulesOnly, type SecurityGroup } from '../../../inventory/filters.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { type Doubt, groupTitle, groupUndecided } from '../../check-groups.ts'
import { awsConfig, nist, securityHub } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { hiddenText } from '../../hidden-carriers.ts'
import { subjectOf } from '../../open-ports.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named } from '../../wording.ts'

/** Each may name a group. */
const USERS = [
  'NetworkInterfaces',
  'Instances',
  'LaunchTemplates',
  'LaunchTemplateVersions',
  'LaunchConfigurations',
  'LoadBalancers',
  'LoadBalancerDescriptions',
  'DBInstances',
  'DBClusters',
  'RedshiftClusters',
  'MemoryDBClusters',
  'CacheClusters',
  'DomainStatusList',
  'Functions',
  'EksClusters',
  'EcsServices',
  'VpcEndpoints',
  'ClientVpnEndpoints',
  'InstanceConnectEndpoints',
] as const satisfies readonly DescribeKey[]

/** Source: EC2 API, DeleteSecurityGroup (a group that is in use or named cannot be deleted). */
export const unusedGroup: FindingRule = {
  id: 'SG-022',
  version: 1,
  title: 'Unused security group',
  logic:
    'No interface carries the group, no other group names it in an ingress or egress rule, and no instance, load balancer, database, function, cluster, container service, endpoint, Client VPN endpoint, launch template or launch configuration names it. A rule of the group that names itself is no use. Default groups cannot be deleted and are not judged. Where a call that could tell a use was not made, or a joined network of another account was not collected, the group is not judged.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Does not depend on exposure: nothing carries it.',
  compliance: [securityHub('EC2.22'), awsConfig('ec2-security-group-attached-to-eni-periodic'), ...nist('CM-8(1)')],
  needs: ['SecurityGroups'],
  sharpenedBy: [...USERS],
  check,
}

function check(context: RuleContext) {
  const configured = configuredGroups(context.inventory)
  return [...context.inventory.securityGroups.values()]
    .filter((group) => !group.isDefault && !isKnownByRulesOnly(group))
    .map((group) => outcomeOf(context, group, configured))
}

/** Groups named by what is configured, whether it runs or not. */
function configuredGroups(inventory: Inventory): ReadonlySet<string> {
  const holders = [
    ...inventory.instances.values(),
    ...inventory.loadBalancers.values(),
    ...inventory.databases.values(),
    ...inventory.computes.values(),
    ...inventory.vpcEndpoints.values(),
    ...inventory.clientVpnEndpoints.values(),
    ...inventory.instanceConnectEndpoints.values(),
    ...inventory.launchConfigurations.values(),
    ...inventory.ecsServices.values(),
    ...[...inventory.launchTemplates.values()].flatMap(({ versions }) => versions),
  ]
  return new Set(holders.flatMap(({ securityGroupIds }) => securityGroupIds))
}

function outcomeOf(context: RuleContext, group: SecurityGroup, configured: ReadonlySet<string>): RuleOutcome {
  const use = knownUse(context, group, configured)
  if (use) return passed(subjectOf(group), () => `${named(group)} is in use: ${use}.`)
  const doubts = doubtsOfUse(context, group)
  return doubts.length > 0 ? groupUndecided(group, doubts) : failure(context, group)
}

function knownUse(
  { network, hidden }: RuleContext,
  { id }: SecurityGroup,
  configured: ReadonlySet<string>,
): string | null {
  if (network.index.interfacesBySecurityGroup.has(id)) return 'an interface carries it'
  const other = (network.index.securityGroupsNaming.get(id) ?? []).find((each) => each.id !== id)
  if (other) return `a rule of ${other.id} names it`
  const carrier = (hidden.get(id) ?? []).find(({ role }) => role !== 'interface')
  if (carrier) return `${carrier.resource.id} carries it`
  return configured.has(id) ? 'a service or a template names it' : null
}

function doubtsOfUse(context: RuleContext, group: SecurityGroup): readonly Doubt[] {
  const { inventory, hidden } = context
  const { id, region } = group
  const missing = (['SecurityGroups', ...USERS] as const).filter(
    (key) => coverageOf(inventory, group, key) !== 'complete',
  )
  const possible = hidden.get(id) ?? []
  return [
    ...(missing.length > 0
      ? [
          {
            reason: `${listWords(missing)} ${missing.length === 1 ? 'was' : 'were'} not all collected`,
            remedy: [...new Set(missing.map((key) => commandFor(key, region)))].join('; '),
          },
        ]
      : []),
    ...(possible.length > 0 ? [{ reason: hiddenText(possible), remedy: commandFor('NetworkInterfaces', region) }] : []),
    ...(isJoinedToOthers(context, group)
      ? [
          {
            reason: 'groups of a joined network that was not collected may name it',
            remedy: shell`aws ec2 describe-security-group-references --region ${region} --group-id ${id}`,
          },
        ]
      : []),
  ]
}

/** Over peering or a transit gateway a group of another account or region can name it. Source: VPC Peering guide, TGW guide. */
function isJoinedToOthers({ inventory, network }: RuleContext, { vpcId }: SecurityGroup): boolean {
  if (vpcId === null) return true
  const peers = (network.index.peeringsByVpc.get(vpcId) ?? [])
    .filter(({ status }) => status === 'active')
    .flatMap(({ requester, accepter }) => [requester, accepter])
    .filter((side) => side.vpcId !== vpcId)
  return peers.some(
    ({ account, region }) =>
      !inventory.documents.some(
        (document) =>
          document.account === account &&
          document.region === region &&
          document.coverage.get('SecurityGroups') === 'complete',
      ),
  )
}

function failure({ inventory }: RuleContext, group: SecurityGroup): RuleOutcome {
  const { id, region } = group
  return failed(subjectOf(group), {
    title: `${groupTitle(group)} is not used`,
    description: `Nothing that was collected carries or names ${named(group)}. Services that keep groups elsewhere, such as Batch or DMS, are told by no document, and AWS refuses to delete a group only while an interface carries it or a rule names it: ask them before.`,
    severity: fixed('low', 'what nobody uses nobody looks after, and one day it is taken for a new host'),
    related: group.vpcId ? [{ role: 'vpc', id: group.vpcId }] : [],
    evidence: [resourceEvidence(inventory, group, { excerpt: `${id}: nothing carries or names it` })],
    remediation: {
      summary: 'Delete the group. What is configured to use it and does not run now could not start again.',
      cli: [shell`aws ec2 delete-security-group --region ${region} --group-id ${id}`],
      terraform: null,
      console: [`Open the VPC console in ${region}, Security groups, ${id}, Actions, Delete security groups.`],
    },
  })
}
