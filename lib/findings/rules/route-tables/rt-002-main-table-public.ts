import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { describeRoute, destinationText } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import type { ExposureLevel, Remediation } from '../../finding.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { isPublicTable, removeRoutes, routesText, subnetsUsing, tableSubject, thresholdUsed } from './public-table.ts'

/** Source: VPC guide, "Main route table" (a subnet without an association uses it). */
export const mainTablePublic: FindingRule = {
  id: 'RT-002',
  version: 1,
  title: 'Main route table leads to the internet',
  logic:
    'The main table of a VPC holds active routes to an internet gateway that together hold the internet, IPv4 or IPv6.',
  charter: charter('H.minimum-routes'),
  severity: 'high',
  severityNote: 'Stays High without subnets: the next one created is born public.',
  compliance: nist('AC-4', 'CM-2', 'SC-7'),
  needs: ['RouteTables'],
  sharpenedBy: ['Subnets', 'ManagedPrefixLists'],
  check: (context) =>
    [...context.inventory.routeTables.values()].flatMap((table) =>
      table.isMain ? [outcomeOf(context, table)] : perhapsMain(context, table),
    ),
}

/** A table that does not say who uses it is the main one unless another is: that is an answer only where it is public. */
function perhapsMain(context: RuleContext, table: RouteTable): readonly RuleOutcome[] {
  const settled = table.associationsTold || context.network.index.mainRouteTableByVpc.has(table.vpcId)
  if (settled || isPublicTable(context, table) === 'not-public') return []
  return [
    {
      ...tableSubject(table),
      status: 'NOT_EVALUATED',
      reason: `${named(table)} leads to the internet, or may; whether it is the main table of ${table.vpcId} was not told.`,
      remedy: shell`aws ec2 describe-route-tables --region ${table.region} --route-table-ids ${table.id}`,
    },
  ]
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const answer = isPublicTable(context, table)
  if (typeof answer === 'object') return answer
  if (answer === 'public') return failure(context, table)
  return {
    ...tableSubject(table),
    status: 'PASS',
    description: `The main table ${named(table)} does not lead to the internet.`,
  }
}

/** Does a table of the VPC not say whom it serves? Then who is left for the main one is not known. */
function usersUntold({ network }: RuleContext, table: RouteTable): boolean {
  return (network.index.routeTablesByVpc.get(table.vpcId) ?? []).some(({ associationsTold }) => !associationsTold)
}

function levelOf(context: RuleContext, table: RouteTable, subnets: readonly string[]): ExposureLevel {
  if (subnets.length > 0) return 'internet'
  return usersUntold(context, table) ? 'unknown' : 'internal'
}

function usersText(context: RuleContext, table: RouteTable, subnets: readonly string[]): string {
  if (subnets.length === 0 && usersUntold(context, table)) return 'which subnets do now was not told'
  const listed = subnets.length > 0 ? ` (${listWords(subnets)})` : ''
  return `${counted(subnets.length, 'subnet')} ${subnets.length === 1 ? 'does' : 'do'} now${listed}`
}

function failure(context: RuleContext, table: RouteTable): Failure {
  const { inventory } = context
  const vpc = inventory.vpcs.get(table.vpcId)
  const subnets = subnetsUsing(context, table)
  const listed = context.settings.publicRouteTables.includes(table.id)
  return {
    ...tableSubject(table),
    status: 'FAIL',
    discriminator: '',
    title: `Every new subnet of ${shortName(vpc?.name ?? table.vpcId)} is born public`,
    description: `The main route table ${named(table)} leads to the internet by ${routesText(table)}. A subnet without an association of its own uses it: ${usersText(context, table, subnets)}, and so will the next one created.`,
    severity: fixed('high', 'a subnet becomes public without anyone deciding it'),
    exposure: { level: levelOf(context, table, subnets), path: [] },
    related: [
      ...subnets.map((id) => ({ role: 'subnet', id })),
      ...table.routes.flatMap(({ target }) =>
        target.kind === 'internet-gateway' ? [{ role: 'internet-gateway', id: target.id }] : [],
      ),
      { role: 'vpc', id: table.vpcId },
    ],
    ports: [],
    evidence: [
      ...publicRoutes(table).map((rule) => evidenceOf(inventory, rule)),
      resourceEvidence(inventory, table, {
        excerpt: `${table.id} is the main table of ${table.vpcId}`,
        field: 'Associations',
      }),
    ],
    settingsUsed: thresholdUsed(context),
    remediation: moveFirst(table, subnets),
    alsoMatches: listed ? [] : ['RT-001'],
  }
}

/** The subnets get their own table before the main one loses the route: in another order they lose the internet. */
function moveFirst(table: RouteTable, subnets: readonly string[]): Remediation {
  const { region, vpcId } = table
  const others = table.routes.filter(({ target }) => target.kind !== 'internet-gateway' && target.kind !== 'local')
  const copied = others.length > 0 ? ` (copy ${listWords(others.map(describeRoute))} too)` : ''
  const remedy = removeRoutes(
    table,
    subnets.length === 0
      ? 'No subnet uses it now: take the internet route out of the main table.'
      : `Give the public subnets a table of their own with the same routes${copied}, associate it, then take the internet route out of the main table. In another order, or for a subnet that is left out, the internet is cut off both ways, and with it whatever leaves by a NAT gateway there.`,
  )
  if (subnets.length === 0) return remedy
  return {
    ...remedy,
    cli: [
      shell`aws ec2 create-route-table --region ${region} --vpc-id ${vpcId}`,
      ...publicTableRoutes(table),
      ...subnets.map(
        (id) => shell`aws ec2 associate-route-table --region ${region} --route-table-id ${NEW_TABLE} --subnet-id ${id}`,
      ),
      ...remedy.cli,
    ],
  }
}

const NEW_TABLE = '<new table with the same routes>'

function publicTableRoutes(table: RouteTable): readonly string[] {
  return table.routes.flatMap((route) => {
    if (route.target.kind !== 'internet-gateway') return []
    const text = destinationText(route)
    const option = text.includes(':') ? '--destination-ipv6-cidr-block' : '--destination-cidr-block'
    const where = route.destination.kind === 'prefix-list' ? '--destination-prefix-list-id' : option
    return shell`aws ec2 create-route --region ${table.region} --route-table-id ${NEW_TABLE} ${where} ${text} --gateway-id ${route.target.id}`
  })
}
