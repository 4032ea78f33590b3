import type { Subnet } from '../../../inventory/network.ts'
import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRoute, destinationPrefixes, routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { absenceEvidence, evidenceOf } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { listCommands } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { type Answer, leadsBack, leadsTo, type Way, type Ways, waysOf } from './far-networks.ts'
import { askForTable, deleteRoute, tableSubject } from './public-table.ts'

/** Source: VPC Peering guide, "Update your route tables"; Transit Gateway guide, "How transit gateways work". */
export const oneWayRoute: FindingRule = {
  id: 'RT-013',
  version: 1,
  title: 'Route leads to a network that has no route back',
  logic:
    'An active route over a peering or transit gateway, default routes aside, leads to subnets of another VPC, and no table of those subnets (nor, where the transit gateway is the only way back, its table for that VPC) has an active route inside to any subnet that uses the first table.',
  charter: charter('H.minimum-routes'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['RouteTables', 'Subnets'],
  sharpenedBy: [
    'VpcPeeringConnections',
    'TransitGatewayAttachments',
    'TransitGatewayRouteTables',
    'ManagedPrefixLists',
  ],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

interface OneWay {
  readonly way: Way
  readonly subnets: readonly Subnet[]
  readonly tables: readonly RouteTable[]
}

interface Judged {
  readonly oneWay: OneWay | null
  readonly untold: readonly string[]
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const { network } = context
  const subject = tableSubject(table)
  const routes = table.routes.filter(isWayOut)
  const near = network.subnetsByTable.get(table.id) ?? []
  if (routes.length === 0 && table.unread.length === 0)
    return passed(subject, `${named(table)} leads to no other VPC by a route of its own.`)
  const all = routes.map((route) => waysOf(network, table, route))
  const judged = all.flatMap(({ ways }) => ways.map((way) => judge(context, table, { way, near })))
  const oneWay = judged.flatMap((each) => each.oneWay ?? [])
  if (oneWay.length > 0) return failure(context, table, oneWay)
  const lists = routes.flatMap((route) => unreadList(context, route))
  const untold = [
    ...all.flatMap((each) => each.untold),
    ...judged.flatMap((each) => each.untold),
    ...lists,
    ...(table.unread.length > 0 ? ['a route'] : []),
    ...(table.associationsTold && coverageOf(context.inventory, table, 'Subnets') === 'complete'
      ? []
      : ['which subnets use it']),
  ]
  if (untold.length > 0)
    return undecided(subject, {
      reason: `Whether a route leads back to ${named(table)} is not known. Not told: ${listWords([...new Set(untold)])}.`,
      remedy: [...listCommands(table.region, lists), ...askForFar(table, farVpcs(all))].join('; '),
    })
  return passed(subject, () => `The networks ${named(table)} leads to have a route back.`)
}

function farVpcs(all: readonly Ways[]): readonly string[] {
  return [...new Set(all.flatMap(({ ways }) => ways.map(({ vpcId }) => vpcId)))].toSorted()
}

/** Asked in the accounts of the far VPCs; without any the table itself is what is not known whole. */
function askForFar(table: RouteTable, vpcs: readonly string[]): readonly string[] {
  if (vpcs.length === 0) return [askForTable(table)]
  return [shell`aws ec2 describe-route-tables --filters ${`Name=vpc-id,Values=${vpcs.join(',')}`}`]
}

/** A default route says nothing of the network it is for. */
function isWayOut({ state, target, destination }: Route): boolean {
  const isInside = target.kind === 'vpc-peering' || target.kind === 'transit-gateway'
  return state === 'active' && isInside && (destination.kind === 'prefix-list' || destination.prefix.length > 0)
}

function unreadList({ inventory }: RuleContext, route: Route): readonly string[] {
  const { destination } = route
  return destination.kind === 'prefix-list' && !destinationPrefixes(inventory, route) ? [destination.id] : []
}

interface Question {
  readonly way: Way
  readonly near: readonly Subnet[]
}

function judge(context: RuleContext, table: RouteTable, { way, near }: Question): Judged {
  const { network, inventory } = context
  if (near.length === 0) return { oneWay: null, untold: [] }
  const met: Subnet[] = []
  for (const subnet of network.index.subnetsByVpc.get(way.vpcId) ?? []) {
    const answer = answers(context, table, { way, near, subnet })
    if (answer === 'yes') return { oneWay: null, untold: [] }
    if (answer === 'unknown') return { oneWay: null, untold: [`the way to or from ${subnet.id}`] }
    if (answer === 'no') met.push(subnet)
  }
  const vpc = inventory.vpcs.get(way.vpcId)
  const whole = vpc !== undefined && WHOLE.every((key) => coverageOf(inventory, vpc, key) === 'complete')
  if (!whole) return { oneWay: null, untold: [`the subnets and route tables of ${way.vpcId}`] }
  const tables = met.flatMap(({ id }) => network.index.routeTableBySubnet.get(id) ?? [])
  return { oneWay: met.length > 0 ? { way, subnets: met, tables: [...new Set(tables)] } : null, untold: [] }
}

/** Does the far subnet find its way back? `not-met` where the route does not lead there at all. */
function answers(
  { network }: RuleContext,
  table: RouteTable,
  { way, near, subnet }: Question & { readonly subnet: Subnet },
): Answer | 'not-met' {
  const leads = leadsTo(network, table, { way, subnet })
  if (leads === 'no') return 'not-met'
  const far = network.index.routeTableBySubnet.get(subnet.id)
  if (!far) return 'unknown'
  const back = leadsBack(network, far, { way, near: near.flatMap(({ cidrs }) => cidrs) })
  return back === 'yes' || leads === 'yes' ? back : 'unknown'
}

const WHOLE = ['Subnets', 'RouteTables'] as const

function failure({ inventory }: RuleContext, table: RouteTable, oneWay: readonly OneWay[]): RuleOutcome {
  const routes = [...new Set(oneWay.map(({ way }) => way.route))]
  const vpcs = [...new Set(oneWay.map(({ way }) => way.vpcId))]
  const names = vpcs.map((id) => shortName(inventory.vpcs.get(id)?.name ?? id))
  const tables = [...new Set(oneWay.flatMap((each) => each.tables))]
  const text = listWords(routes.map(describeRoute))
  const peerings = routes.filter(({ target, origin }) => target.kind === 'vpc-peering' && origin !== 'propagated')
  return failed(tableSubject(table), {
    title: `${shortName(table.name ?? table.id)} leads to ${names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`}, which has no route back`,
    description: `${named(table)} leads to ${listWords(vpcs)} by ${text}, and no route there leads back to its subnets. Nothing gets an answer this way; what is sent without asking for one still arrives.`,
    severity: fixed('low', 'half a connection, left over or not finished'),
    related: [
      ...vpcs.map((id) => ({ role: 'vpc', id })),
      ...tables.slice(0, 50).map(({ id }) => ({ role: 'far-route-table', id })),
    ],
    evidence: [
      ...routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
      ...tables.slice(0, 10).map((far) => absenceEvidence(far, `no active route of ${far.id} leads back`)),
    ],
    remediation: {
      summary:
        'If nothing needs the far network, take the route out. If something does, have the owner of the far tables add the way back, to the subnets that need it only. One-way traffic such as log messages stops when the route goes.',
      cli:
        peerings.length > 0
          ? peerings.map((route) => deleteRoute(table, route))
          : tables
              .slice(0, 5)
              .map((far) => shell`aws ec2 describe-route-tables --region ${far.region} --route-table-ids ${far.id}`),
      terraform: terraformComment(
        `${table.id}: remove ${text}, or add the way back in ${listWords(tables.map(({ id }) => id))}.`,
      ),
      console: [
        `Open the VPC console in ${table.region}, Route tables, ${table.id}, Routes.`,
        `Compare ${text} with ${listWords(tables.map(({ id }) => id))}: none leads back.`,
      ],
    },
  })
}
