import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { groupTitle, groupUndecided, relatedOf } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { carriersOf } from '../../group-carriers.ts'
import { type InterfaceRole, interfaceRole } from '../../interface-role.ts'
import { subjectOf } from '../../open-ports.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { tierOf } from '../../tiers.ts'
import { listWords, named } from '../../wording.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (a tier for itself). */
export const groupAcrossTiers: FindingRule = {
  id: 'SG-031',
  version: 2,
  title: 'Group used across tiers',
  logic:
    'Interfaces of more than one tier (edge, app, data, management) carry the group. Endpoints and attachments serve all tiers and count for none. Where nothing tells the tier of another interface, or interfaces were not all collected, the group is not judged unless two tiers are known already.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'Instances', 'TargetGroups'],
  check,
}

function check(context: RuleContext) {
  return [...context.inventory.securityGroups.values()].map((group) => outcomeOf(context, group))
}

/** The first interface of each tier, and one nothing is known of. */
interface Members {
  readonly byTier: ReadonlyMap<string, NetworkInterface>
  readonly untold: NetworkInterface | null
}

/** What serves every tier is of none. */
const FOR_ALL: ReadonlySet<InterfaceRole> = new Set(['endpoint', 'transit'])

function membersOf({ network, settings }: RuleContext, carriers: readonly NetworkInterface[]): Members {
  const byTier = new Map<string, NetworkInterface>()
  let untold: NetworkInterface | null = null
  for (const each of carriers) {
    const { tier } = tierOf(network, settings, each)
    if (tier === null) {
      if (!FOR_ALL.has(interfaceRole(each))) untold ??= each
    } else if (!byTier.has(tier)) byTier.set(tier, each)
  }
  return { byTier, untold }
}

function outcomeOf(context: RuleContext, group: SecurityGroup): RuleOutcome {
  const carriers = carriersOf(context.network, group.id)
  const { byTier, untold } = membersOf(context, carriers)
  if (byTier.size > 1) return failure(context, group, byTier)
  const whole =
    coverageOf(context.inventory, group, 'NetworkInterfaces') === 'complete' &&
    (context.hidden.get(group.id) ?? []).length === 0
  if (!whole) {
    const remedy = commandFor('NetworkInterfaces', group.region)
    return groupUndecided(group, [{ reason: 'not everything that carries it was collected', remedy }])
  }
  if (untold && carriers.length > 1) {
    const reason = `nothing tells the tier of ${untold.id}`
    return groupUndecided(group, [{ reason, remedy: 'set tagKeys.tier or tierOf in portolan.yaml' }])
  }
  return passed(subjectOf(group), () => `${named(group)} is carried by one tier at most.`)
}

function failure(context: RuleContext, group: SecurityGroup, byTier: Members['byTier']): RuleOutcome {
  const tiers = [...byTier.keys()].toSorted()
  const whys = [...byTier].map(
    ([tier, one]) => `${one.id} is ${tier}: ${tierOf(context.network, context.settings, one).because}`,
  )
  return failed(subjectOf(group), {
    title: `${groupTitle(group)} is carried by the tiers ${listWords(tiers)}`,
    description: `${named(group)} admits for each tier what any of them needs. ${whys.join('; ')}.`,
    severity: fixed('low', `interfaces of ${listWords(tiers)} carry it`),
    related: relatedOf(context, group),
    evidence: [...byTier.values()].map((one) =>
      resourceEvidence(context.inventory, one, { excerpt: `${one.id} carries ${group.id}`, field: 'Groups' }),
    ),
    settingsUsed: { 'tagKeys.tier': context.settings.tagKeys.tier.join(', ') || 'not set' },
    remediation: {
      summary:
        'Make a group for each tier, give it the rules that tier needs, then take this one away. Rules that name this group must name the new ones first.',
      cli: [],
      terraform: null,
      console: [
        `Open the EC2 console in ${group.region}, Network interfaces, filtered by security group ${group.id}, and sort them by tier.`,
      ],
    },
  })
}
