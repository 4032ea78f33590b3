import type { Inventory } from '../../../inventory/inventory.ts'
import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { containsPrefix } from '../../../net/prefix.ts'
import { describeRoute, destinationPrefixes, routeRef, targetText } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { listCommands } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForTable, deleteRoute, subnetsUsing, tableSubject } from './public-table.ts'

/** Source: VPC guide, "Route priority" and "Middlebox routing" (a route inside the block of the VPC beats local). */
export const moreSpecificThanLocal: FindingRule = {
  id: 'RT-014',
  version: 1,
  title: 'Traffic inside the VPC is steered to an unexpected host',
  logic:
    'An active route, propagated ones aside, has a destination inside a local route of its table and a target that the setting inspectionTargets does not name. Where such a route exists and the setting is empty, nothing is decided.',
  charter: charter('M.in-line-inspection'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure: who holds the target reads what hosts of the VPC say to each other.',
  compliance: [],
  needs: ['RouteTables'],
  sharpenedBy: ['ManagedPrefixLists', 'Subnets'],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

/** Does the route beat a local one for some address? Null where its list was not read. */
function steers(inventory: Inventory, table: RouteTable, route: Route): boolean | null {
  if (route.state !== 'active' || route.origin === 'propagated' || !STEERING.has(route.target.kind)) return false
  const local = table.routes.flatMap(({ target, destination }) =>
    target.kind === 'local' && destination.kind === 'prefix' ? [destination.prefix] : [],
  )
  const prefixes = destinationPrefixes(inventory, route)
  if (!prefixes) return route.target.kind === 'vpc-endpoint' ? false : null
  return prefixes.some((prefix) => local.some((each) => containsPrefix(each, prefix)))
}

const STEERING: ReadonlySet<Route['target']['kind']> = new Set([
  'network-interface',
  'instance',
  'vpc-endpoint',
  'nat-gateway',
  'ip-address',
])

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const { inventory, settings } = context
  const subject = tableSubject(table)
  const steering = table.routes.filter((route) => steers(inventory, table, route) === true)
  const undeclared = steering.filter(({ target }) => !settings.inspectionTargets.includes(targetText(target)))
  if (undeclared.length > 0 && settings.inspectionTargets.length === 0)
    return undecided(subject, {
      reason: `${named(table)} steers traffic inside the VPC by ${listWords(undeclared.map(describeRoute))}; which targets are meant to was not said.`,
      remedy: 'set inspectionTargets in portolan.yaml',
    })
  if (undeclared.length > 0) return failure(context, table, undeclared)
  const lists = table.routes.flatMap((route) =>
    steers(inventory, table, route) === null && route.destination.kind === 'prefix-list' ? [route.destination.id] : [],
  )
  if (lists.length > 0 || table.unread.length > 0)
    return undecided(subject, {
      reason: `Not every route of ${named(table)} could be read, and one may steer traffic inside the VPC.`,
      remedy: [...listCommands(table.region, lists), askForTable(table)].join('; '),
    })
  return passed(subject, `${named(table)} steers no traffic inside the VPC to a host that is not declared.`)
}

function failure(context: RuleContext, table: RouteTable, routes: readonly Route[]): RuleOutcome {
  const { inventory, settings } = context
  const targets = [...new Set(routes.map(({ target }) => targetText(target)))]
  return failed(tableSubject(table), {
    title: `Route table ${shortName(table.name ?? table.id)} steers traffic inside the VPC to ${listWords(targets.map(shortName))}`,
    description: `${named(table)} holds ${listWords(routes.map(describeRoute))}, which is more specific than the local route, and ${listWords(targets)} ${targets.length === 1 ? 'is' : 'are'} not declared as a place of inspection. Whoever holds it reads and changes what hosts of the VPC say to each other.`,
    severity: fixed('medium', 'traffic inside the VPC goes through a host nobody declared'),
    related: [
      ...targets.map((id) => ({ role: 'target', id })),
      ...subnetsUsing(context, table).map((id) => ({ role: 'subnet', id })),
    ],
    evidence: routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
    settingsUsed: { inspectionTargets: listWords(settings.inspectionTargets, 20) },
    remediation: {
      summary:
        'Delete the route, or name its target in inspectionTargets if it is meant. Without it this traffic goes straight by the local route, past whatever inspects it now.',
      cli: routes.map((route) => deleteRoute(table, route)),
      terraform: terraformComment(`${table.id}: remove ${listWords(routes.map(describeRoute))}.`),
      console: [
        `Open the VPC console in ${table.region}, Route tables, ${table.id}, Routes, Edit routes.`,
        `Remove ${listWords(routes.map(describeRoute))} and save.`,
      ],
    },
  })
}
