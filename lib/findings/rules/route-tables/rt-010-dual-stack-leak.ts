import type { Subnet } from '../../../inventory/network.ts'
import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { internetFamilies } from '../../../net/traffic.ts'
import { hasPublicAddress } from '../../../reachability/public-addresses.ts'
import { routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { gatewayDestinations, gatewayRoutes, listCommands } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { counted, named, shortName } from '../../wording.ts'
import { askForTable, deleteRoute, thresholdUsed } from './public-table.ts'

/** Source: VPC guide, "IPv6 support" and "Egress-only internet gateways". */
export const dualStackLeak: FindingRule = {
  id: 'RT-010',
  version: 1,
  title: 'Subnet is private over IPv4 and public over IPv6',
  logic:
    'The subnet has both families; active routes of its table to an internet gateway hold the internet of IPv6 and not that of IPv4.',
  charter: charter('C.subnets-per-tier'),
  severity: 'high',
  severityNote: 'Does not depend on exposure: every IPv6 address there is global.',
  compliance: [],
  needs: ['Subnets', 'RouteTables'],
  sharpenedBy: ['NetworkInterfaces', 'ManagedPrefixLists'],
  check: (context) => [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet)),
}

function outcomeOf(context: RuleContext, subnet: Subnet): RuleOutcome {
  const { inventory, network, settings } = context
  const subject = subjectFor(subnet, 'subnet', subnet.vpcId)
  if (![4, 6].every((one) => subnet.cidrs.some(({ family }) => family === one)))
    return passed(subject, () => `${subnet.id} has one family of addresses.`)
  const table = network.index.routeTableBySubnet.get(subnet.id)
  if (!table)
    return undecided(subject, {
      reason: `The route table of ${named(subnet)} was not told.`,
      remedy: shell`aws ec2 describe-route-tables --region ${subnet.region} --filters Name=vpc-id,Values=${subnet.vpcId}`,
    })
  const { destinations, unreadLists } = gatewayDestinations(inventory, table)
  const open = internetFamilies(destinations, settings.internetThreshold)
  if (open.includes(4)) return passed(subject, () => `${subnet.id} is public over IPv4 too, and known as such.`)
  if (unreadLists.length > 0 || table.unread.length > 0)
    return undecided(subject, {
      reason: `Not every route of ${named(table)} could be read, so how public ${subnet.id} is was not told.`,
      remedy: [...listCommands(table.region, unreadLists), askForTable(table)].join('; '),
    })
  if (!open.includes(6)) return passed(subject, () => `${subnet.id} does not lead to the internet over IPv6.`)
  return failure(context, subnet, table)
}

function failure(context: RuleContext, subnet: Subnet, table: RouteTable): RuleOutcome {
  const { inventory, network } = context
  const routes = gatewayRoutes(table).filter(
    ({ destination }) => destination.kind === 'prefix-list' || destination.prefix.family === 6,
  )
  const hosts = (network.index.interfacesBySubnet.get(subnet.id) ?? []).filter((each) =>
    hasPublicAddress(network, each, 6),
  )
  return failed(subjectFor(subnet, 'subnet', subnet.vpcId), {
    title: `Subnet ${shortName(subnet.name ?? subnet.id)} is private over IPv4 and public over IPv6`,
    description: `${named(table)} keeps ${named(subnet)} private over IPv4 and leads to the internet over IPv6. IPv6 addresses are global: ${counted(hosts.length, 'known interface')} there ${hosts.length === 1 ? 'has' : 'have'} one, and only network ACLs and security groups stand in front.`,
    severity: fixed('high', 'who calls the subnet private is wrong for IPv6'),
    exposure: { level: hosts.length > 0 ? 'unknown' : 'internal', path: [] },
    related: [{ role: 'route-table', id: table.id }, ...hosts.slice(0, 50).map(({ id }) => ({ role: 'member', id }))],
    evidence: routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
    settingsUsed: thresholdUsed(context),
    remediation: {
      summary:
        'Send IPv6 through an egress-only internet gateway. Replacing the route ends every IPv6 connection from outside to these subnets; what they open themselves goes on.',
      cli: [
        shell`aws ec2 create-egress-only-internet-gateway --region ${table.region} --vpc-id ${table.vpcId}`,
        ...routes.flatMap((route) => [
          deleteRoute(table, route),
          shell`aws ec2 create-route --region ${table.region} --route-table-id ${table.id} --destination-ipv6-cidr-block ::/0 --egress-only-internet-gateway-id ${'<new gateway>'}`,
        ]),
      ],
      terraform: terraformComment(
        `${table.id}: in the route for ::/0 put egress_only_gateway_id in the place of gateway_id.`,
      ),
      console: [
        `Open the VPC console in ${table.region}, Egress-only internet gateways, create one for ${table.vpcId}.`,
        `Route tables, ${table.id}, Edit routes: set the target of ::/0 to it and save.`,
      ],
    },
    cause: table.id,
  })
}
