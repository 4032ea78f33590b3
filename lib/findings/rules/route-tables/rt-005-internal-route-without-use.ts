import type { SecurityGroup } from '../../../inventory/filters.ts'
import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { intervalSet } from '../../../net/interval-set.ts'
import { type AddressSet, addressSet, hasAddresses, intersectAddresses, NO_ADDRESSES } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRoute, destinationPrefixes, routeRef } from '../../../reachability/reply-routes.ts'
import { peerPrefixes } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { absenceEvidence, evidenceOf } from '../../evidence.ts'
import { groupsOf } from '../../groups-behind.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { listCommands } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { askForTable, deleteRoute, tableSubject } from './public-table.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC", older version. */
export const internalRouteWithoutUse: FindingRule = {
  id: 'RT-005',
  version: 1,
  title: 'Route to internal networks that no host there uses',
  logic:
    'An active route leads to a VPN gateway (and Direct Connect behind it), transit gateway, local gateway or core network, and no security group of an interface in the subnets of the table admits or lets out to an address of it. An interface without groups, and a group of another VPC as source or destination, count as use; empty subnets are not judged.',
  charter: charter('H.internal-networks-only'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['RouteTables', 'Subnets', 'NetworkInterfaces', 'SecurityGroups'],
  sharpenedBy: ['ManagedPrefixLists'],
  check: (context) => {
    const named = new Map<string, Named>()
    return [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table, named))
  },
}

/** Whom a group names, in both directions. */
interface Named {
  readonly addresses: AddressSet
  /** Does a rule name a group that lives in another VPC, and so behind some route? */
  readonly crosses: boolean
  /** What of it is not known: a rule, a list, a group it names. */
  readonly unread: readonly string[]
}

const INTERNAL: ReadonlySet<Route['target']['kind']> = new Set([
  'vpn-gateway',
  'transit-gateway',
  'local-gateway',
  'core-network',
])

function outcomeOf(context: RuleContext, table: RouteTable, known: Map<string, Named>): RuleOutcome {
  const subject = tableSubject(table)
  const routes = table.routes.filter(({ state, target }) => state === 'active' && INTERNAL.has(target.kind))
  if (routes.length === 0 && table.unread.length === 0)
    return passed(subject, `${named(table)} does not lead to internal networks.`)
  const subnets = context.network.subnetsByTable.get(table.id) ?? []
  const interfaces = subnets.flatMap(({ id }) => context.network.index.interfacesBySubnet.get(id) ?? [])
  const used = usedAddresses(context, interfaces, known)
  const unused = routes.filter((route) => isUnused(context, route, used) === true)
  const doubts = [...used.unread, ...doubtsOf(context, table, subnets)]
  if (unused.length > 0 && interfaces.length > 0 && doubts.length === 0)
    return failure(context, table, { routes: unused, interfaces, subnets })
  const lists = routes.filter((route) => isUnused(context, route, used) === null)
  const untold = [
    ...(unused.length > 0 || interfaces.length === 0 ? doubts : []),
    ...(lists.length > 0 ? ['where a prefix list leads'] : []),
    ...(table.unread.length > 0 ? ['a route'] : []),
  ]
  if (untold.length > 0)
    return undecided(subject, {
      reason: `Whether hosts behind ${named(table)} use its internal routes is not known. Not told: ${listWords([...new Set(untold)])}.`,
      remedy: [...listCommands(table.region, listsOf(lists)), askForTable(table), askForInterfaces(table)].join('; '),
    })
  if (interfaces.length === 0) return passed(subject, `Nothing stands in a subnet that uses ${named(table)}.`)
  return passed(subject, () => `Hosts behind ${named(table)} talk to each internal network it leads to.`)
}

function listsOf(routes: readonly Route[]): readonly string[] {
  return routes.flatMap(({ destination }) => (destination.kind === 'prefix-list' ? [destination.id] : []))
}

function askForInterfaces({ region, vpcId }: RouteTable): string {
  return shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=vpc-id,Values=${vpcId}`
}

/** Null where the addresses of the route are not known. */
function isUnused({ inventory }: RuleContext, route: Route, used: Named): boolean | null {
  if (used.crosses) return false
  const prefixes = destinationPrefixes(inventory, route)
  return prefixes ? !hasAddresses(intersectAddresses(addressSet(prefixes), used.addresses)) : null
}

function doubtsOf({ inventory }: RuleContext, table: RouteTable, subnets: readonly Subnet[]): readonly string[] {
  const isWhole = subnets.every((subnet) => coverageOf(inventory, subnet, 'NetworkInterfaces') === 'complete')
  return [
    ...(isWhole ? [] : ['what stands in its subnets']),
    ...(table.associationsTold && coverageOf(inventory, table, 'Subnets') === 'complete'
      ? []
      : ['which subnets use it']),
  ]
}

/** What the groups of some interfaces name together; most interfaces share theirs. */
function usedAddresses(
  context: RuleContext,
  interfaces: readonly NetworkInterface[],
  known: Map<string, Named>,
): Named {
  const groups = groupsOf(interfaces)
  const bare = interfaces.some(({ securityGroupIds, unread }) => securityGroupIds.length === 0 && unread.length === 0)
  const each = [...groups].map((id) => {
    const kept = known.get(id) ?? namedBy(context, id)
    known.set(id, kept)
    return kept
  })
  return {
    addresses: unionOfAll(each.map(({ addresses }) => addresses)),
    crosses: bare || each.some(({ crosses }) => crosses),
    unread: [
      ...each.flatMap(({ unread }) => unread),
      ...(interfaces.some(({ unread }) => unread.length > 0) ? ['the groups of an interface'] : []),
    ],
  }
}

function unionOfAll(sets: readonly AddressSet[]): AddressSet {
  return { v4: intervalSet(sets.flatMap(({ v4 }) => v4)), v6: intervalSet(sets.flatMap(({ v6 }) => v6)) }
}

function namedBy({ inventory }: RuleContext, id: string): Named {
  const group = inventory.securityGroups.get(id)
  if (!group) return { addresses: NO_ADDRESSES, crosses: false, unread: [`security group ${id}`] }
  const prefixes = group.rules.map((rule) => peerPrefixes(inventory, rule))
  const peers = group.rules.flatMap(({ peer }) =>
    peer.kind === 'security-group' ? [inventory.securityGroups.get(peer.id)] : [],
  )
  return {
    addresses: addressSet(prefixes.flatMap((each) => each ?? [])),
    crosses: peers.some((peer) => isElsewhere(group, peer)),
    unread: [
      ...(prefixes.includes(null) ? [`a prefix list of ${id}`] : []),
      ...(group.unread.length > 0 ? [`a rule of ${id}`] : []),
      ...(peers.includes(undefined) ? [`a group that ${id} names`] : []),
    ],
  }
}

function isElsewhere({ vpcId }: SecurityGroup, peer: SecurityGroup | undefined): boolean {
  return peer !== undefined && peer.vpcId !== vpcId
}

interface Found {
  readonly routes: readonly Route[]
  readonly interfaces: readonly NetworkInterface[]
  readonly subnets: readonly Subnet[]
}

function failure({ inventory }: RuleContext, table: RouteTable, { routes, interfaces, subnets }: Found): RuleOutcome {
  const own = routes.filter(({ origin }) => origin !== 'propagated')
  const propagating = routes.length > own.length ? table.propagatingVgwIds : []
  const text = listWords(routes.map(describeRoute))
  return failed(tableSubject(table), {
    title: `No host behind ${shortName(table.name ?? table.id)} uses its routes to internal networks`,
    description: `${named(table)} leads ${counted(subnets.length, 'subnet')} to internal networks by ${text}, and no security group of the ${counted(interfaces.length, 'interface')} there admits those networks or lets anything out to them. Only hosts that need internal networks belong in subnets that lead there.`,
    severity: fixed('low', 'security groups let nothing use the route now'),
    related: [
      ...subnets.map(({ id }) => ({ role: 'subnet', id })),
      ...routes.flatMap(({ target }) => ('id' in target ? [{ role: 'internal-network', id: target.id }] : [])),
    ],
    evidence: [
      ...routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
      absenceEvidence(table, `no rule of a group on ${counted(interfaces.length, 'interface')} names an address of it`),
    ],
    remediation: {
      summary:
        'Take the route out of this table, or move the hosts that need it into subnets of their own. Look at flow logs first: a load balancer or an appliance added later may count on the route.',
      cli: [
        ...own.map((route) => deleteRoute(table, route)),
        ...propagating.map(
          (id) =>
            shell`aws ec2 disable-vgw-route-propagation --region ${table.region} --route-table-id ${table.id} --gateway-id ${id}`,
        ),
      ],
      terraform: terraformComment(`${table.id}: remove ${text}.`),
      console: [
        `Open the VPC console in ${table.region}, Route tables, ${table.id}, Routes, Edit routes.`,
        `Remove ${text}; a propagated one goes with Route propagation, Edit.`,
      ],
    },
  })
}
