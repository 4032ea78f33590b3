import type { SecurityGroup, SecurityGroupVpcAssociation } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { isDead } from '../../../inventory/state.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { configured, type LabelKind, labelOf, tagsUsed, unnamedTags } from './vpc-labels.ts'

const KINDS: readonly LabelKind[] = ['environment', 'owner']

/** Source: VPC guide, "Associate security groups with multiple VPCs". */
export const groupSharedIntoAnotherVpc: FindingRule = {
  id: 'ISO-012',
  version: 1,
  title: 'Security group shared into a VPC of others',
  logic:
    'A security group is associated only with VPCs whose environment and owner, by the tags of tagKeys, are those of its own VPC. Without tags named in the settings nothing is judged.',
  charter: charter('B.vpc-per-workload'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['SecurityGroupVpcAssociations'],
  sharpenedBy: ['SecurityGroups', 'Vpcs'],
  check: (context) => {
    const kinds = configured(context, KINDS)
    if (kinds.length === 0) return unnamedTags(context, KINDS)
    return [...sharesByGroup(context)].map(([group, vpcIds]) => outcomeOf(context, { group, vpcIds, kinds }))
  },
}

function sharesByGroup({ inventory }: RuleContext): ReadonlyMap<SecurityGroup, readonly string[]> {
  const found = new Map<SecurityGroup, string[]>()
  const live = ({ state }: SecurityGroupVpcAssociation) => !isDead(state) && state !== 'association-failed'
  for (const { groupId, vpcId } of inventory.securityGroupVpcAssociations.filter(live)) {
    const group = inventory.securityGroups.get(groupId)
    if (!group || group.vpcId === vpcId) continue
    const known = found.get(group)
    if (known) known.push(vpcId)
    else found.set(group, [vpcId])
  }
  return found
}

interface Shares {
  readonly group: SecurityGroup
  readonly vpcIds: readonly string[]
  readonly kinds: readonly LabelKind[]
}

function outcomeOf(context: RuleContext, shares: Shares): RuleOutcome {
  const { vpcs } = context.inventory
  const { group, vpcIds, kinds } = shares
  const own = vpcs.get(group.vpcId ?? '')
  const judged = vpcIds.flatMap((id) =>
    kinds.map((kind) => ({
      id,
      kind,
      mine: labelOf(context, own, kind),
      theirs: labelOf(context, vpcs.get(id), kind),
    })),
  )
  const differ = judged.filter(({ mine, theirs }) => mine !== null && theirs !== null && mine !== theirs)
  if (differ.length > 0)
    return failure(
      context,
      shares,
      differ.map(({ id, kind, mine, theirs }) => ({ id, text: `${kind} ${theirs} instead of ${mine}` })),
    )
  const untold = judged.filter(({ mine, theirs }) => mine === null || theirs === null)
  if (untold.length === 0)
    return passed(subjectFor(group, 'security-group', group.vpcId), `${named(group)} is shared among its own.`)
  const names = untold.map(({ id, kind, mine }) => `the ${kind} of ${mine === null ? (group.vpcId ?? 'its VPC') : id}`)
  return undecided(subjectFor(group, 'security-group', group.vpcId), {
    reason: `${named(group)} is shared into ${listWords(vpcIds)}, and ${listWords([...new Set(names)])} was not told by a tag.`,
    remedy: shell`aws ec2 describe-vpcs --region ${group.region}`,
  })
}

function failure(
  context: RuleContext,
  { group, kinds }: Shares,
  differ: readonly { readonly id: string; readonly text: string }[],
): Failure {
  const { id, region } = group
  const targets = [...new Set(differ.map((each) => each.id))]
  const words = listWords(differ.map((each) => `${each.id} (${each.text})`))
  return failed(subjectFor(group, 'security-group', group.vpcId), {
    title: `${shortName(group.name ?? id)} is shared into ${listWords(targets, 3)}`,
    description: `Security group ${named(group)} of ${group.vpcId} can be used in ${words}. One change to its rules changes both, and whoever carries it there is admitted wherever it is named.`,
    severity: fixed('medium', 'the VPCs are meant to be apart'),
    related: targets.map((each) => ({ role: 'vpc', id: each })),
    evidence: [
      resourceEvidence(context.inventory, group, { excerpt: `${id} is associated with ${listWords(targets)}` }),
    ],
    settingsUsed: tagsUsed(context, kinds),
    remediation: {
      summary:
        'Make a group of its own there, put it on the interfaces, then end the association; AWS refuses while it is in use.',
      cli: targets.map(
        (each) => shell`aws ec2 disassociate-security-group-vpc --region ${region} --group-id ${id} --vpc-id ${each}`,
      ),
      terraform: null,
      console: [`Open the VPC console in ${region}, Security groups, ${id}, VPC associations.`],
    },
  })
}
