import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist, wellArchitected } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { interfaceRole } from '../../interface-role.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import type { Tier } from '../../settings.ts'
import { fixed } from '../../severity.ts'
import { type TierAnswer, tierOf } from '../../tiers.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { SAY_WHICH_TIER, tierSettings } from './tier-settings.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (subnets isolate the tiers of an application). */
export const severalTiersInOneSubnet: FindingRule = {
  id: 'TIER-004',
  version: 1,
  title: 'One subnet holds several tiers',
  logic:
    'The interfaces of a subnet belong to more than one of edge, application and data, as settings, tags, AWS and what they serve tell. Management, endpoints and transit attachments do not count. Not evaluated where at most one tier is known and the tier of another host is not.',
  charter: charter('C.subnets-per-tier'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure.',
  compliance: [...nist('AC-4', 'SC-7', 'SC-32'), wellArchitected('NETSEC-002')],
  needs: ['NetworkInterfaces', 'Subnets'],
  sharpenedBy: ['Instances', 'SecurityGroups', 'LoadBalancers', 'TargetGroups', 'DBInstances'],
  check: (context) => {
    const untold = new Map<string, NetworkInterface[]>()
    const told = [...context.inventory.subnets.values()].flatMap((subnet) => outcomesOf(context, subnet, untold))
    return [...told, ...[...untold].flatMap(([vpcId, interfaces]) => notKnown(context, vpcId, interfaces))]
  },
}

const APPLICATION: readonly Tier[] = ['edge', 'app', 'data']

interface Told {
  readonly one: NetworkInterface
  readonly answer: TierAnswer
}

/** One answer a VPC: whoever tells the tiers tells them all at once. */
function notKnown(
  { inventory }: RuleContext,
  vpcId: string,
  interfaces: readonly NetworkInterface[],
): readonly RuleOutcome[] {
  const vpc = inventory.vpcs.get(vpcId)
  if (!vpc) return []
  const subnets = new Set(interfaces.map(({ subnetId }) => subnetId))
  const reason = `In ${counted(subnets.size, 'subnet')} of ${named(vpc)} the tier of ${counted(interfaces.length, 'interface')} is not known: ${listWords([...carrierNames(inventory, interfaces)])}.`
  return [undecided(subjectFor(vpc, 'vpc', vpc.id), { reason, remedy: SAY_WHICH_TIER })]
}

/** Adds to `untold`, by VPC, the interfaces whose tier decides and is not known. */
function outcomesOf(
  context: RuleContext,
  subnet: Subnet,
  untold: Map<string, NetworkInterface[]>,
): readonly RuleOutcome[] {
  const { network, settings, inventory } = context
  const present = (network.index.interfacesBySubnet.get(subnet.id) ?? []).filter(({ status }) => status !== 'available')
  if (present.length === 0) return []
  const told = present.map((one) => ({ one, answer: tierOf(network, settings, one) }))
  const byTier = APPLICATION.flatMap((tier) => {
    const own = told.filter(({ answer }) => answer.tier === tier)
    return own.length > 0 ? [{ tier, own }] : []
  })
  if (byTier.length > 1) return [failure(context, subnet, byTier)]
  const hosts = told
    .filter(({ one, answer }) => answer.tier === null && interfaceRole(one) === 'host')
    .map(({ one }) => one)
  if (hosts.length > 0 && present.length > 1) {
    const known = untold.get(subnet.vpcId)
    if (known) for (const one of hosts) known.push(one)
    else untold.set(subnet.vpcId, hosts)
    return []
  }
  if (coverageOf(inventory, subnet, 'NetworkInterfaces') !== 'complete') return []
  const what = byTier[0] ? `the ${byTier[0].tier} tier` : 'no tier of an application'
  return [passed(subjectFor(subnet, 'subnet', subnet.vpcId), () => `${named(subnet)} holds ${what} only.`)]
}

function failure(
  { inventory, settings }: RuleContext,
  subnet: Subnet,
  byTier: readonly { readonly tier: Tier; readonly own: readonly Told[] }[],
): RuleOutcome {
  const tiers = byTier.map(({ tier }) => tier)
  const who = byTier.map(
    ({ tier, own }) =>
      `${tier}: ${listWords(
        [
          ...carrierNames(
            inventory,
            own.map(({ one }) => one),
          ),
        ],
        3,
      )}`,
  )
  return failed(subjectFor(subnet, 'subnet', subnet.vpcId), {
    title: `Subnet ${shortName(subnet.name ?? subnet.id)} holds ${listWords(tiers)} together`,
    description: `${named(subnet)} holds ${who.join('; ')}. Inside one subnet no network ACL and no route stands between them: security groups are all that keeps the tiers apart.`,
    severity: fixed('medium', `${listWords(tiers)} share a subnet`),
    related: byTier.flatMap(({ own }) => own.slice(0, 20).map(({ one }) => ({ role: 'interface', id: one.id }))),
    evidence: byTier.flatMap(({ tier, own }) =>
      own
        .slice(0, 5)
        .map(({ one, answer }) =>
          resourceEvidence(inventory, one, { excerpt: `${one.id} is ${tier}, because ${answer.because}` }),
        ),
    ),
    settingsUsed: tierSettings(settings),
    remediation: {
      summary:
        'Give each tier subnets of its own, and launch there what is moved: an interface cannot change its subnet. If a tier is told wrongly, correct it with tierOf or the tier tag.',
      cli: [
        shell`aws ec2 create-subnet --region ${subnet.region} --vpc-id ${subnet.vpcId} --availability-zone ${subnet.availabilityZone} --cidr-block ${'<free block>'}`,
      ],
      terraform:
        'resource "aws_subnet" "tier" {\n  for_each   = var.tier_cidr_blocks\n  vpc_id     = var.vpc_id\n  cidr_block = each.value\n}',
      console: [
        `Open the VPC console in ${subnet.region}, Subnets, Create subnet, and make one for each tier beside ${subnet.id}.`,
      ],
    },
  })
}
