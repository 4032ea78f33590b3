import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRoute, routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed, weigh } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { askForTable, deleteRoute, isPublicTable, subnetsUsing, tableSubject, thresholdUsed } from './public-table.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" and "Route tables". */
export const publicAndInternal: FindingRule = {
  id: 'RT-006',
  version: 1,
  title: 'Public subnets also route to internal networks',
  logic:
    'One table holds active routes to an internet gateway that together hold the internet, and an active route to a VPN gateway, transit gateway, peering, local gateway or core network.',
  charter: charter('H.minimum-routes'),
  severity: 'high',
  severityNote: 'Medium when no subnet uses the table.',
  compliance: [],
  needs: ['RouteTables'],
  sharpenedBy: ['Subnets', 'ManagedPrefixLists'],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

const INTERNAL: ReadonlySet<Route['target']['kind']> = new Set([
  'vpn-gateway',
  'transit-gateway',
  'vpc-peering',
  'local-gateway',
  'core-network',
])

/** Active routes to a network that is not the VPC and not the internet. */
export function internalRoutes(table: RouteTable): readonly Route[] {
  return table.routes.filter(({ state, target }) => state === 'active' && INTERNAL.has(target.kind))
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const internal = internalRoutes(table)
  const open = isPublicTable(context, table)
  const none = internal.length === 0 && table.unread.length === 0
  if (open === 'not-public' || none)
    return passed(tableSubject(table), `${named(table)} does not lead to the internet and to internal networks both.`)
  if (typeof open === 'object') return open
  if (internal.length === 0)
    return undecided(tableSubject(table), {
      reason: `${named(table)} leads to the internet; a route of it could not be read, and may lead to an internal network.`,
      remedy: askForTable(table),
    })
  const subnets = subnetsUsing(context, table)
  const whole = table.associationsTold && coverageOf(context.inventory, table, 'Subnets') === 'complete'
  const untold = subnets.length === 0 && !whole
  return failed(tableSubject(table), {
    title: `Public route table ${shortName(table.name ?? table.id)} also leads to internal networks`,
    description: `${named(table)} leads to the internet and, by ${listWords(internal.map(describeRoute))}, to internal networks. A host there that is taken over from the internet has a way inside. ${counted(subnets.length, 'subnet')} ${subnets.length === 1 ? 'uses' : 'use'} it.`,
    severity:
      subnets.length > 0
        ? fixed('high', 'hosts the internet can reach have a route to internal networks')
        : weigh({
            base: 'high',
            level: untold ? 'unknown' : 'none',
            because: untold ? 'which subnets use it was not told' : 'no subnet uses the table',
          }),
    related: [
      ...subnets.map((id) => ({ role: 'subnet', id })),
      ...internal.flatMap(({ target }) => ('id' in target ? [{ role: 'internal-network', id: target.id }] : [])),
      { role: 'vpc', id: table.vpcId },
    ],
    evidence: [...publicRoutes(table), ...internal.map((route) => routeRef(table, route))].map((ref) =>
      evidenceOf(context.inventory, ref),
    ),
    settingsUsed: thresholdUsed(context),
    remediation: {
      summary:
        'Move what needs the internal networks into private subnets, then take these routes out. Until it is moved, whatever in these subnets talks to those networks loses them, a load balancer or NAT gateway with targets there too.',
      cli: internal.filter(({ origin }) => origin !== 'propagated').map((route) => deleteRoute(table, route)),
      terraform: terraformComment(`${table.id}: remove ${listWords(internal.map(describeRoute))}.`),
      console: [
        `Open the VPC console in ${table.region}, Route tables, ${table.id}, Routes, Edit routes.`,
        `Remove ${listWords(internal.map(describeRoute))}; a propagated one goes with Route propagation, Edit.`,
      ],
    },
  })
}
