import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { destinationText, routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "NAT gateway basics" (a zonal gateway lives and dies with its zone). */
export const natInAnotherZone: FindingRule = {
  id: 'PRIV-005',
  version: 1,
  title: 'Subnets leave through a NAT gateway in another zone',
  logic:
    'An active route leads to a zonal NAT gateway, and a subnet that uses the table, the main one included, stands in another Availability Zone than the gateway. A regional NAT gateway passes.',
  charter: charter('G.private-subnets'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['RouteTables', 'NatGateways', 'Subnets'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const { inventory, network } = context
  const subject = subjectFor(table, 'route-table', table.vpcId)
  const routes = table.routes.filter(({ state, target }) => state === 'active' && target.kind === 'nat-gateway')
  const users = network.subnetsByTable.get(table.id) ?? []
  const zoneOf = (route: (typeof routes)[number]): string | null => {
    const gateway = route.target.kind === 'nat-gateway' ? inventory.natGateways.get(route.target.id) : undefined
    if (gateway?.availabilityMode === 'regional') return REGIONAL
    return inventory.subnets.get(gateway?.subnetId ?? '')?.availabilityZone ?? null
  }
  const crossing = routes.filter((route) => {
    const zone = zoneOf(route)
    return zone !== null && zone !== REGIONAL && users.some(({ availabilityZone }) => availabilityZone !== zone)
  })
  const [first] = crossing
  if (first) return failure(context, table, { first: zoneOf(first) ?? '', crossing })
  const told =
    table.associationsTold && coverageOf(inventory, table, 'Subnets') === 'complete' && table.unread.length === 0
  if (routes.some((route) => zoneOf(route) === null) || (routes.length > 0 && !told))
    return undecided(subject, {
      reason: `In which zones the NAT gateways and the subnets of ${named(table)} stand was not all told.`,
      remedy: shell`aws ec2 describe-nat-gateways --region ${table.region} --filter Name=vpc-id,Values=${table.vpcId}`,
    })
  if (table.unread.length > 0)
    return undecided(subject, {
      reason: `A route of ${named(table)} could not be read.`,
      remedy: shell`aws ec2 describe-route-tables --region ${table.region} --route-table-ids ${table.id}`,
    })
  return passed(subject, `No subnet of ${named(table)} leaves through a NAT gateway in another zone.`)
}

const REGIONAL = 'every zone'

/** A private NAT gateway leads to other networks, not to the internet. */
function lostBy(routes: RouteTable['routes']): string {
  const isDefault = routes.some(({ destination }) => destination.kind === 'prefix' && destination.prefix.length === 0)
  return isDefault ? 'the internet' : `the way to ${listWords(routes.map(destinationText))}`
}

function failure(
  { inventory, network }: RuleContext,
  table: RouteTable,
  { first, crossing }: { readonly first: string; readonly crossing: RouteTable['routes'] },
): RuleOutcome {
  const away = (network.subnetsByTable.get(table.id) ?? []).filter(({ availabilityZone }) => availabilityZone !== first)
  const gateways = [...new Set(crossing.flatMap(({ target }) => ('id' in target ? [target.id] : [])))]
  return failed(subjectFor(table, 'route-table', table.vpcId), {
    title: `Subnets of ${shortName(table.name ?? table.id)} leave through another zone`,
    description: `${named(table)} sends ${listWords(away.map(({ id, availabilityZone }) => `${id} in ${availabilityZone}`))} out by ${listWords(gateways)} in ${first}. When that zone fails they lose ${lostBy(crossing)} too, and every byte between zones is paid for.`,
    severity: fixed('low', 'one zone that fails takes others with it'),
    related: [
      ...gateways.map((id) => ({ role: 'nat-gateway', id })),
      ...away.map(({ id }) => ({ role: 'subnet', id })),
    ],
    evidence: crossing.map((route) => evidenceOf(inventory, routeRef(table, route))),
    remediation: {
      summary:
        'Give each zone a NAT gateway and a table of its own. Connections that are open break when a subnet changes its way out, and its public address changes.',
      cli: [
        shell`aws ec2 create-nat-gateway --region ${table.region} --subnet-id ${'<public subnet of the other zone>'} --allocation-id ${'<Elastic IP>'}`,
        shell`aws ec2 create-route-table --region ${table.region} --vpc-id ${table.vpcId}`,
        ...away.map(
          ({ id }) =>
            shell`aws ec2 associate-route-table --region ${table.region} --route-table-id ${'<new table with the same routes>'} --subnet-id ${id}`,
        ),
      ],
      terraform: terraformComment(`${table.id}: one aws_nat_gateway and one aws_route_table for each zone.`),
      console: [
        `Open the VPC console in ${table.region}, NAT gateways, and create one in each zone.`,
        `Route tables: copy ${table.id} for each other zone, lead it to the gateway there and associate its subnets.`,
      ],
    },
  })
}
