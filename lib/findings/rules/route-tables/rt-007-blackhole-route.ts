import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { addressSet, coversInternet, type InternetThreshold } from '../../../net/traffic.ts'
import {
  describeRoute,
  destinationPrefixes,
  destinationText,
  routeRef,
  targetText,
} from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment, terraformString } from '../../terraform-string.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { askForTable, deleteRoute, subnetsUsing, tableSubject } from './public-table.ts'

/** Source: VPC guide, "Route priority" (a blackhole still wins, and drops); EC2 API, Route. */
export const blackholeRoute: FindingRule = {
  id: 'RT-007',
  version: 2,
  title: 'Route leads nowhere',
  logic:
    'A route has the state blackhole: its target is gone, yet it still wins the longest prefix match and drops what it takes.',
  charter: charter('H.minimum-routes'),
  severity: 'low',
  severityNote: 'Medium when the dead routes together hold the whole internet, IPv4 or IPv6: a default route does.',
  compliance: nist('CM-2', 'CM-8(1)'),
  needs: ['RouteTables'],
  sharpenedBy: ['Subnets'],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const dead = table.routes.filter(({ state }) => state === 'blackhole')
  if (dead.length > 0) return failure(context, table, dead)
  if (table.unread.length > 0) {
    return {
      ...tableSubject(table),
      status: 'NOT_EVALUATED',
      reason: `${named(table)} may have a route that leads nowhere: ${listWords(table.unread)} could not be read.`,
      remedy: askForTable(table),
    }
  }
  return {
    ...tableSubject(table),
    status: 'PASS',
    description: `Every route of ${named(table)} has a target.`,
  }
}

/** Part of the internet, however large, is no default route: the rest still has its way. */
const EVERY_ADDRESS: InternetThreshold = { ipv4Addresses: null, ipv6Networks: null }

function isDefault({ destination }: Route): boolean {
  return destination.kind === 'prefix' && destination.prefix.length === 0
}

function failure(context: RuleContext, table: RouteTable, dead: readonly Route[]): Failure {
  const subnets = subnetsUsing(context, table)
  const lost = addressSet(dead.flatMap((route) => destinationPrefixes(context.inventory, route) ?? []))
  return {
    ...tableSubject(table),
    status: 'FAIL',
    discriminator: '',
    title: `Route table ${shortName(table.name ?? table.id)} drops ${listWords(dead.map(destinationText), 3)}`,
    description: `${named(table)} has ${counted(dead.length, 'blackhole route')}: ${listWords(dead.map(describeRoute))}. ${dead.length === 1 ? 'Its target is' : 'Their targets are'} gone; ${counted(subnets.length, 'subnet')} ${subnets.length === 1 ? 'loses' : 'lose'} that traffic in silence. Should a new target take the old one's place, nobody decided it.`,
    severity: coversInternet(lost, EVERY_ADDRESS)
      ? {
          base: 'low',
          effective: 'medium',
          why: [
            `Raised from low: ${dead.some(isDefault) ? 'it is a default route' : 'what it drops is the whole internet'}.`,
          ],
        }
      : fixed('low', 'the route drops, it does not expose'),
    exposure: { level: 'none', path: [] },
    related: [
      ...subnets.map((id) => ({ role: 'subnet', id })),
      ...dead.flatMap(({ target }) =>
        target.kind === 'local' || target.kind === 'none' ? [] : [{ role: 'missing-target', id: targetText(target) }],
      ),
      { role: 'vpc', id: table.vpcId },
    ],
    ports: [],
    evidence: dead.map((route) => evidenceOf(context.inventory, routeRef(table, route))),
    settingsUsed: {},
    remediation: {
      summary: 'Delete the route, or replace its target.',
      cli: dead.map((route) => deleteRoute(table, route)),
      terraform: `resource "aws_route_table" "this" {\n  ${terraformComment(`${table.id}: remove the route to ${listWords(dead.map(destinationText))}.`)}\n  vpc_id = ${terraformString(table.vpcId)}\n}`,
      console: [
        `Open the VPC console in ${table.region}, Route tables, ${table.id}, Routes, Edit routes.`,
        `Remove ${dead.map((route) => `"${describeRoute(route)}"`).join(', ')} and save.`,
      ],
    },
    alsoMatches: [],
  }
}
