import type { VpcPeeringConnection } from '../../../inventory/connectivity.ts'
import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers } from '../../../net/interval-set.ts'
import { containsPrefix, formatPrefix, type Prefix } from '../../../net/prefix.ts'
import { type AddressSet, addressSet, subtractAddresses } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRoute, destinationPrefixes, destinationText, routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { cis } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { listCommands, unreadList } from '../../public-routes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed, type SeverityAnswer } from '../../severity.ts'
import { terraformComment, terraformString } from '../../terraform-string.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { askForTable, deleteRoute, subnetsUsing, tableSubject } from '../route-tables/public-table.ts'
import { askForPeering, cidrsOf, farSide } from './peering.ts'

/** Source: VPC Peering guide, "Update your route tables" and "VPC peering configurations with specific routes". */
export const peeringRouteTooWide: FindingRule = {
  id: 'ISO-004',
  version: 1,
  title: 'Peering route is too wide',
  logic:
    'No table leads to a whole block of the peer VPC: the active routes of the table to one peering, taken together with the entries of their prefix lists, hold no block of the peer, IPv4 or IPv6, first or added later, and no default route. What a more specific route of the table leads elsewhere, or drops, is not held. A blackhole leads nowhere and does not count.',
  charter: charter('B.vpc-per-workload'),
  severity: 'medium',
  severityNote: 'Low when no subnet uses the table, by association or as the main one.',
  compliance: [
    ...cis({ '1.2': '4.4', '1.3': '5.4', '1.4': '5.4', '1.5': '5.5', '2.0': '5.5', '3.0': '5.5' }),
    ...cis({ '4.0.1': '5.6', '5.0': '5.6', '6.0': '6.6', '7.0': '6.6' }),
  ],
  needs: ['RouteTables'],
  sharpenedBy: ['VpcPeeringConnections', 'Vpcs', 'ManagedPrefixLists', 'Subnets'],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

/** The routes of a table to one peering, and what is wrong or not known of them. */
interface PeeringWay {
  readonly id: string
  readonly routes: readonly Route[]
  readonly peering: VpcPeeringConnection | null
  readonly peerVpcId: string | null
  /** Blocks of the peer they hold, `0.0.0.0/0` for everything. */
  readonly whole: readonly string[]
  /** What is not known and may make them too wide. */
  readonly doubts: readonly string[]
  readonly remedies: readonly string[]
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const ways = waysOf(context, table)
  const wide = ways.filter(({ whole }) => whole.length > 0)
  if (wide.length > 0) return failure(context, table, wide)
  const doubts = [...ways.flatMap((way) => way.doubts), ...table.unread.map((text) => `the route to ${text}`)]
  if (doubts.length > 0) {
    const remedies = [...ways.flatMap((way) => way.remedies), ...(table.unread.length > 0 ? [askForTable(table)] : [])]
    return undecided(tableSubject(table), {
      reason: `${named(table)} may lead to the whole of a peer: ${listWords(doubts)} ${doubts.length === 1 ? 'is' : 'are'} not known.`,
      remedy: [...new Set(remedies)].join('; '),
    })
  }
  return passed(tableSubject(table), () =>
    ways.length === 0
      ? `${named(table)} has no route to a peering.`
      : `${named(table)} leads to parts of its peers only.`,
  )
}

function waysOf(context: RuleContext, table: RouteTable): readonly PeeringWay[] {
  const byPeering = new Map<string, Route[]>()
  for (const route of table.routes) {
    if (route.state !== 'active' || route.target.kind !== 'vpc-peering') continue
    const known = byPeering.get(route.target.id)
    if (known) known.push(route)
    else byPeering.set(route.target.id, [route])
  }
  return [...byPeering].map(([id, routes]) => wayOf(context, table, { id, routes }))
}

function wayOf(
  { inventory }: RuleContext,
  table: RouteTable,
  { id, routes }: Pick<PeeringWay, 'id' | 'routes'>,
): PeeringWay {
  const peering = inventory.vpcPeeringConnections.get(id) ?? null
  const far = peering && farSide(peering, table.vpcId)
  const cidrs = far ? cidrsOf(inventory, far) : []
  const own = routes.flatMap((route) => destinationPrefixes(inventory, route) ?? [])
  const held = addressSet(own)
  const led = subtractAddresses(held, addressSet(elsewhere(inventory, table, { id, own })))
  const lists = [...new Set(routes.flatMap((route) => unreadList(inventory, route)))]
  const missing = cidrs.length === 0
  return {
    id,
    routes,
    peering,
    peerVpcId: far?.vpcId ?? null,
    whole: [...cidrs.filter((cidr) => holds(led, cidr)), ...EVERYTHING.filter((all) => holds(held, all))].map(
      formatPrefix,
    ),
    doubts: [
      ...(missing ? [`the blocks of the peer across ${id}`] : []),
      ...lists.map((list) => `the content of ${list}`),
    ],
    remedies: [
      ...(missing
        ? [
            peering
              ? askForPeering(peering)
              : shell`aws ec2 describe-vpc-peering-connections --region ${table.region} --vpc-peering-connection-ids ${id}`,
          ]
        : []),
      ...listCommands(table.region, lists),
    ],
  }
}

/** Destinations inside one of the peering's that a longer prefix takes elsewhere. Source: VPC guide, "Route priority". */
function elsewhere(
  inventory: RuleContext['inventory'],
  table: RouteTable,
  { id, own }: { readonly id: string; readonly own: readonly Prefix[] },
): readonly Prefix[] {
  return table.routes
    .filter(
      ({ target, state }) =>
        state !== 'filtered' && (target.kind !== 'vpc-peering' || target.id !== id || state === 'blackhole'),
    )
    .flatMap((route) => destinationPrefixes(inventory, route) ?? [])
    .filter((prefix) => {
      const holding = own.filter((each) => containsPrefix(each, prefix))
      return holding.length > 0 && holding.every(({ length }) => length < prefix.length)
    })
}

const EVERYTHING: readonly Prefix[] = [
  { family: 4, base: 0, length: 0 },
  { family: 6, base: 0n, length: 0 },
]

function holds(held: AddressSet, cidr: Prefix): boolean {
  const wanted = addressSet([cidr])
  return covers(held.v4, wanted.v4) && covers(held.v6, wanted.v6)
}

/** As its owner calls it, where it was collected. */
function peerName({ inventory }: RuleContext, id: string | null): string | null {
  return id && shortName(inventory.vpcs.get(id)?.name ?? id)
}

function failure(context: RuleContext, table: RouteTable, wide: readonly PeeringWay[]): Failure {
  const { inventory } = context
  const routes = wide.flatMap((way) => way.routes)
  const subnets = subnetsUsing(context, table)
  const peers = listWords(wide.map(({ id, peerVpcId }) => peerName(context, peerVpcId) ?? id))
  const held = listWords(wide.flatMap(({ whole }) => whole))
  return failed(tableSubject(table), {
    title: `${shortName(table.name ?? table.id)} leads to the whole of ${peers}`,
    description: `Route table ${named(table)}, which ${counted(subnets.length, 'subnet')} ${subnets.length === 1 ? 'uses' : 'use'}, holds all of ${held} across ${listWords(wide.map(({ id }) => id))}: ${listWords(routes.map(describeRoute))}. Whatever stands in the peer can be addressed, now and later; security groups and network ACLs are all that keeps the two apart.`,
    severity: gradeOf(context, table, subnets.length),
    related: [
      ...subnets.map((id) => ({ role: 'subnet', id })),
      ...wide.flatMap(({ id, peerVpcId }) => [
        { role: 'vpc-peering-connection', id },
        ...(peerVpcId ? [{ role: 'peer-vpc', id: peerVpcId }] : []),
      ]),
      { role: 'vpc', id: table.vpcId },
    ],
    evidence: routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
    remediation: {
      summary:
        'Lead to the subnets that are needed, then delete the wide route. What uses any other part of the peer loses its way: look at flow logs first.',
      cli: [
        ...wide.flatMap((way) => narrower(context, table, way)),
        ...routes.map((route) => deleteRoute(table, route)),
      ],
      terraform: `resource "aws_route_table" "this" {\n  ${terraformComment(`${table.id}: in place of ${listWords(routes.map(destinationText))}, one route for each subnet that is needed.`)}\n  vpc_id = ${terraformString(table.vpcId)}\n}`,
      console: [
        `Open the VPC console in ${table.region}, Route tables, ${table.id}, Routes, Edit routes.`,
        `Replace ${routes.map((route) => `"${describeRoute(route)}"`).join(', ')} by routes to the subnets that are needed.`,
      ],
    },
  })
}

function gradeOf({ inventory }: RuleContext, table: RouteTable, subnets: number): SeverityAnswer {
  if (subnets > 0 || coverageOf(inventory, table, 'Subnets') !== 'complete' || !table.associationsTold)
    return fixed('medium', 'subnets use the table, or may')
  return { base: 'medium', effective: 'low', why: ['Lowered from medium: no subnet uses the table.'] }
}

const SHOWN = 5

/** A route for each subnet of the peer, as far as they are known; else what such a route looks like. */
function narrower({ network }: RuleContext, { region, id: tableId }: RouteTable, way: PeeringWay): readonly string[] {
  const subnets = network.index.subnetsByVpc.get(way.peerVpcId ?? '') ?? []
  const blocks = subnets.flatMap(({ cidrs }) => cidrs.map(formatPrefix)).slice(0, SHOWN)
  return (blocks.length > 0 ? blocks : ['<subnet of the peer>']).map((block) => {
    const option = block.includes(':') ? '--destination-ipv6-cidr-block' : '--destination-cidr-block'
    return shell`aws ec2 create-route --region ${region} --route-table-id ${tableId} ${option} ${block} --vpc-peering-connection-id ${way.id}`
  })
}
