import type { SecurityGroup } from '../../../inventory/filters.ts'
import { unreadOf } from '../../../inventory/filters.ts'
import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { routeRef } from '../../../reachability/reply-routes.ts'
import { ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { groupsOf } from '../../groups-behind.ts'
import { interfaceRole } from '../../interface-role.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import type { Tier } from '../../settings.ts'
import { fixed } from '../../severity.ts'
import { tierOf } from '../../tiers.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { defaultRoutes } from './inspected-ways.ts'
import { type InspectionPlaces, inspectionPlaces } from './inspection-places.ts'

/** Source: VPC guide, "Security group rules" (outbound); "Infrastructure security in Amazon VPC", Network Firewall. */
export const unfilteredEgress: FindingRule = {
  id: 'INL-007',
  version: 1,
  title: 'Nothing filters what leaves a private subnet',
  logic:
    'In a subnet whose default route leads to a NAT or egress-only internet gateway, and to no internet gateway, no host, function or task has a group that lets everything out over that family, unless the VPC has a place of inspection or a DNS firewall. A proxy that programs are told to use is not seen.',
  charter: charter('M.in-line-inspection'),
  severity: 'low',
  severityNote: 'Medium where something of the app or data tier stands there.',
  compliance: nist('AC-4', 'SC-7(5)'),
  needs: ['RouteTables', 'NetworkInterfaces', 'SecurityGroups'],
  sharpenedBy: ['VpcEndpoints', 'FirewallRuleGroupAssociations', 'Subnets'],
  check: (context) => {
    const places = inspectionPlaces(context)
    const filtered = new Set(
      context.inventory.dnsFirewallAssociations.flatMap(({ vpcId, status }) =>
        vpcId !== null && status === 'COMPLETE' ? [vpcId] : [],
      ),
    )
    const openness = new Map<string, Openness>()
    return [...context.inventory.subnets.values()].flatMap((subnet) =>
      outcomesOf(context, subnet, { places, filtered, openness }),
    )
  },
}

/** What the rules of a group let out to everybody; `null` where they are not all known. */
type Openness = ReadonlySet<number> | null

interface Shared {
  readonly places: InspectionPlaces
  readonly filtered: ReadonlySet<string>
  readonly openness: Map<string, Openness>
}

const NAT: ReadonlySet<string> = new Set(['nat-gateway', 'egress-only-internet-gateway'])

function outcomesOf(context: RuleContext, subnet: Subnet, shared: Shared): readonly RuleOutcome[] {
  const { network } = context
  const table = network.index.routeTableBySubnet.get(subnet.id)
  const routes = table ? defaultRoutes(table).filter(({ target }) => NAT.has(target.kind)) : []
  if (!table || routes.length === 0 || table.routes.some(({ target }) => target.kind === 'internet-gateway')) return []
  const families = new Set(
    routes.map(({ destination }) => (destination.kind === 'prefix' ? destination.prefix.family : 4)),
  )
  const senders = (network.index.interfacesBySubnet.get(subnet.id) ?? []).filter((each) =>
    SENDERS.has(interfaceRole(each)),
  )
  const subject = subjectFor(subnet, 'subnet', subnet.vpcId)
  const [place] = shared.places.get(subnet.vpcId) ?? []
  if (place || shared.filtered.has(subnet.vpcId))
    return [passed(subject, () => `${place ? place.id : 'A DNS firewall'} filters what leaves ${named(subnet)}.`)]
  const open = openAmong(context, senders, { families, shared })
  const doubt = doubtOf(context, subnet, { open, senders, shared })
  if (doubt !== null) return [doubt]
  if (open.length === 0) return [passed(subject, () => `The groups in ${named(subnet)} say where it may call.`)]
  return [failure(context, { subnet, table, open, families })]
}

/** Those with a group that lets everything out over one of the families; asked once for those that share a list of groups. */
function openAmong(
  context: RuleContext,
  senders: readonly NetworkInterface[],
  { families, shared }: { readonly families: ReadonlySet<number>; readonly shared: Shared },
): readonly NetworkInterface[] {
  const known = new Map<NetworkInterface['securityGroupIds'], boolean>()
  const isOpen = (id: string) => [...families].some((family) => opennessOf(context, id, shared)?.has(family))
  return senders.filter(({ securityGroupIds }) => {
    const answer = known.get(securityGroupIds) ?? securityGroupIds.some(isOpen)
    known.set(securityGroupIds, answer)
    return answer
  })
}

interface Seen {
  readonly open: readonly NetworkInterface[]
  readonly senders: readonly NetworkInterface[]
  readonly shared: Shared
}

/** Something may filter unseen; or, where nothing is seen to be open, something may be. */
function doubtOf(context: RuleContext, subnet: Subnet, { open, senders, shared }: Seen): RuleOutcome | null {
  const { id, region, vpcId } = subnet
  const keys = open.length > 0 ? FILTERS : (['NetworkInterfaces', 'SecurityGroups'] as const)
  const untold = keys.filter((key) => coverageOf(context.inventory, subnet, key) !== 'complete')
  const isUntold = ({ securityGroupIds, unread }: NetworkInterface) =>
    unread.length > 0 || securityGroupIds.some((group) => opennessOf(context, group, shared) === null)
  if (untold.length === 0 && (open.length > 0 || !senders.some(isUntold))) return null
  const what = untold.length > 0 ? listWords(untold) : 'the rules of a group there'
  return undecided(subjectFor(subnet, 'subnet', vpcId), {
    reason: `Whether something filters what leaves ${named(subnet)} is not known: ${what} ${untold.length === 1 ? 'was' : 'were'} not all collected.`,
    remedy:
      open.length > 0
        ? [
            shell`aws ec2 describe-vpc-endpoints --region ${region} --filters ${`Name=vpc-id,Values=${vpcId}`}`,
            shell`aws route53resolver list-firewall-rule-group-associations --region ${region} --vpc-id ${vpcId}`,
          ].join('; ')
        : [
            shell`aws ec2 describe-network-interfaces --region ${region} --filters ${`Name=subnet-id,Values=${id}`}`,
            shell`aws ec2 describe-security-groups --region ${region} --filters ${`Name=vpc-id,Values=${vpcId}`}`,
          ].join('; '),
  })
}

const SENDERS: ReadonlySet<string> = new Set(['host', 'function', 'container', 'database'])
const FILTERS = ['VpcEndpoints', 'FirewallRuleGroupAssociations'] as const

function opennessOf({ inventory }: RuleContext, groupId: string, { openness }: Shared): Openness {
  const known = openness.get(groupId)
  if (known !== undefined) return known
  const group = inventory.securityGroups.get(groupId)
  const families = new Set(
    group ? openRules(group).flatMap(({ peer }) => (peer.kind === 'prefix' ? [peer.prefix.family] : [])) : [],
  )
  const isTold = group !== undefined && unreadOf(group, 'egress').length === 0
  const answer = families.size === 0 && !isTold ? null : families
  openness.set(groupId, answer)
  return answer
}

function openRules({ rules }: SecurityGroup) {
  return rules.filter(
    ({ direction, protocol, peer }) =>
      direction === 'egress' && protocol === 'any' && peer.kind === 'prefix' && peer.prefix.length === 0,
  )
}

interface Leak {
  readonly subnet: Subnet
  readonly table: RouteTable
  readonly open: readonly NetworkInterface[]
  readonly families: ReadonlySet<number>
}

const WEIGHTY: ReadonlySet<Tier | null> = new Set(['app', 'data'])

function failure({ inventory, network, settings }: RuleContext, { subnet, table, open, families }: Leak): RuleOutcome {
  const { id, region, vpcId } = subnet
  const weightyOne = open.find((each) => WEIGHTY.has(tierOf(network, settings, each).tier))
  const weighty = weightyOne && tierOf(network, settings, weightyOne)
  const groups = [...groupsOf(open)].flatMap((group) => inventory.securityGroups.get(group) ?? [])
  const rules = groups.flatMap((group) =>
    openRules(group)
      .filter(({ peer }) => peer.kind === 'prefix' && families.has(peer.prefix.family))
      .map((rule) => ({ group, rule })),
  )
  const routes = defaultRoutes(table).filter(({ target }) => NAT.has(target.kind))
  const names = listWords([...new Set(rules.map(({ group }) => group.groupName))])
  return failed(subjectFor(subnet, 'subnet', vpcId), {
    title: `${counted(open.length, 'interface')} in ${shortName(subnet.name ?? id)} may call anywhere, unfiltered`,
    description: `What stands in subnet ${named(subnet)} may open any connection to the internet: ${names} let everything out, the default route leads to a gateway, and neither a firewall nor a DNS firewall stands in the VPC. Data that is stolen leaves this way.`,
    severity: weighty
      ? {
          base: 'low',
          effective: 'medium',
          why: [`Raised from low: something of the ${weighty.tier} tier stands there, because ${weighty.because}.`],
        }
      : fixed('low', 'it takes a program inside the subnet'),
    related: [
      { role: 'route-table', id: table.id },
      ...[...new Set(rules.map(({ group }) => group.id))].map((group) => ({ role: 'security-group', id: group })),
    ],
    evidence: [
      ...routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
      ...rules.map(({ group, rule }) => evidenceOf(inventory, ruleRef(rule, group.id))),
    ],
    remediation: {
      summary:
        'Begin with a DNS firewall that alerts, which stops nothing; then a network firewall, or groups that name the ports and places in use.',
      cli: [
        shell`aws route53resolver associate-firewall-rule-group --region ${region} --firewall-rule-group-id ${'<rule group>'} --vpc-id ${vpcId} --priority 101 --name ${`dns-${vpcId}`}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, DNS firewall, Rule groups, Associated VPCs, ${vpcId}.`],
    },
  })
}
