/** RT-001 and RT-002 ask the same of two kinds of table. */

import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coversInternet } from '../../../net/traffic.ts'
import { describeRoute, destinationText } from '../../../reachability/reply-routes.ts'
import type { Remediation } from '../../finding.ts'
import { thresholdText } from '../../open-ports.ts'
import { gatewayDestinations, gatewayRoutes, listCommands } from '../../public-routes.ts'
import type { NotEvaluated, RuleContext, Subject } from '../../rule.ts'
import { terraformComment, terraformString } from '../../terraform-string.ts'
import { listWords, named } from '../../wording.ts'

export type PublicAnswer = 'public' | 'not-public' | NotEvaluated

/** Do the internet-gateway routes of the table together hold the internet? */
export function isPublicTable({ inventory, settings }: RuleContext, table: RouteTable): PublicAnswer {
  const { destinations, unreadLists } = gatewayDestinations(inventory, table)
  if (coversInternet(destinations, settings.internetThreshold)) return 'public'
  const unread = [
    ...unreadLists.map((id) => `the entries of ${id}`),
    ...table.unread.map((text) => `the route to ${text}`),
  ]
  if (unread.length === 0) return 'not-public'
  return {
    ...tableSubject(table),
    status: 'NOT_EVALUATED',
    reason: `${named(table)} may lead to the internet: ${listWords(unread)} could not be read.`,
    remedy: [...listCommands(table.region, unreadLists), ...(table.unread.length > 0 ? [askForTable(table)] : [])].join(
      '; ',
    ),
  }
}

export function askForTable({ region, id }: RouteTable): string {
  return shell`aws ec2 describe-route-tables --region ${region} --route-table-ids ${id}`
}

export function tableSubject(table: RouteTable): Subject {
  return { resource: table, type: 'route-table', vpcId: table.vpcId }
}

/** The subnets that use a table, by association or as the main one. */
export function subnetsUsing({ network }: RuleContext, table: RouteTable): readonly string[] {
  return (network.subnetsByTable.get(table.id) ?? []).map(({ id }) => id)
}

export function routesText(table: RouteTable): string {
  return listWords(gatewayRoutes(table).map(describeRoute))
}

export function removeRoutes(table: RouteTable, summary: string): Remediation {
  const routes = gatewayRoutes(table)
  return {
    summary,
    cli: routes.map((route) => deleteRoute(table, route)),
    terraform: `resource "aws_route_table" "this" {\n  ${terraformComment(`${table.id}: keep no route whose gateway_id is an internet gateway.`)}\n  vpc_id = ${terraformString(table.vpcId)}\n}`,
    console: [
      `Open the VPC console in ${table.region}, Route tables, ${table.id}, Routes, Edit routes.`,
      `Remove ${routes.map((route) => `"${describeRoute(route)}"`).join(', ')} and save.`,
    ],
  }
}

/** Source: AWS CLI command reference, delete-route. */
export function deleteRoute(table: RouteTable, route: RouteTable['routes'][number]): string {
  const text = destinationText(route)
  const option =
    route.destination.kind === 'prefix-list'
      ? '--destination-prefix-list-id'
      : text.includes(':')
        ? '--destination-ipv6-cidr-block'
        : '--destination-cidr-block'
  return shell`aws ec2 delete-route --region ${table.region} --route-table-id ${table.id} ${option} ${text}`
}

export const thresholdUsed = (context: RuleContext): Readonly<Record<string, string>> => ({
  internetThreshold: thresholdText(context.settings),
})
