import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, nist } from '../../compliance.ts'
import { perhapsWithoutNeed, withoutNeedOfInternet } from '../../direct-internet.ts'
import { evidenceOf } from '../../evidence.ts'
import type { ExposureLevel, Remediation } from '../../finding.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { intended, type SeverityAnswer, weigh } from '../../severity.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { isPublicTable, removeRoutes, routesText, subnetsUsing, tableSubject, thresholdUsed } from './public-table.ts'

/** Source: VPC guide, "Example routing options", route to an internet gateway. */
export const defaultRouteToInternetGateway: FindingRule = {
  id: 'RT-001',
  version: 1,
  title: 'Route table leads to the internet',
  logic:
    'The active routes to an internet gateway together hold the internet over IPv4 or IPv6 (a default route, a split of it, or a prefix list), and the table is not on the list of public tables. Main tables are reported by RT-002.',
  charter: charter('H.minimum-routes'),
  severity: 'medium',
  severityNote:
    'Info when every interface in its subnets needs the internet directly: that edge is intended. Low when no subnet uses the table.',
  compliance: [awsConfig('no-unrestricted-route-to-igw', 'exact'), ...nist('AC-4', 'SC-7')],
  needs: ['RouteTables'],
  sharpenedBy: ['Subnets', 'NetworkInterfaces', 'ManagedPrefixLists'],
  check: (context) => [...context.inventory.routeTables.values()].flatMap((table) => outcomesOf(context, table)),
}

function outcomesOf(context: RuleContext, table: RouteTable): readonly RuleOutcome[] {
  const answer = isPublicTable(context, table)
  if (typeof answer === 'object') return [answer]
  if (answer === 'not-public') {
    return [
      {
        ...tableSubject(table),
        status: 'PASS',
        description: `${named(table)} has no default route to an internet gateway.`,
      },
    ]
  }
  if (context.settings.publicRouteTables.includes(table.id)) {
    const description = `${named(table)} leads to the internet and is on the list of public route tables.`
    return [{ ...tableSubject(table), status: 'PASS', description }]
  }
  return table.isMain ? [] : [failure(context, table)]
}

function failure(context: RuleContext, table: RouteTable): Failure {
  const subnets = subnetsUsing(context, table)
  const users = usersOf(context, table, subnets)
  return {
    ...tableSubject(table),
    status: 'FAIL',
    discriminator: '',
    title: `Route table ${shortName(table.name ?? table.id)} leads to the internet`,
    description: `${named(table)} leads to the internet by ${routesText(table)}. ${usersText(table, subnets)}.`,
    severity: gradeOf(context, table, users),
    exposure: { level: levelOf(context, table, users), path: [] },
    related: [
      ...subnets.map((id) => ({ role: 'subnet', id })),
      ...table.routes.flatMap(({ target }) =>
        target.kind === 'internet-gateway' ? [{ role: 'internet-gateway', id: target.id }] : [],
      ),
      { role: 'vpc', id: table.vpcId },
    ],
    ports: [],
    evidence: publicRoutes(table).map((rule) => evidenceOf(context.inventory, rule)),
    settingsUsed: { ...thresholdUsed(context), publicRouteTables: listWords(context.settings.publicRouteTables) },
    remediation: remediationOf(table, users),
    alsoMatches: [],
  }
}

function usersText(table: RouteTable, subnets: readonly string[]): string {
  if (subnets.length === 0 && !table.associationsTold) return 'Which subnets use it was not told'
  const use = subnets.length === 1 ? 'uses' : 'use'
  return `${counted(subnets.length, 'subnet')} ${use} it${subnets.length > 0 ? `: ${listWords(subnets)}` : ''}`
}

interface Users {
  readonly subnets: readonly string[]
  /** Interfaces in use, and those of them that gain nothing from the route. */
  readonly present: number
  readonly idle: number
  /** Is it known who stands there, and with which addresses? */
  readonly told: boolean
}

function usersOf(context: RuleContext, table: RouteTable, subnets: readonly string[]): Users {
  const { inventory, network, settings } = context
  const idle = subnets.flatMap((id) => {
    const subnet = inventory.subnets.get(id)
    return subnet ? withoutNeedOfInternet(network, subnet, settings) : []
  })
  return {
    subnets,
    present: subnets.reduce((sum, id) => sum + inUse(context, id), 0),
    idle: idle.length,
    told: subnets.length === 0 ? noneOrUnknown(context, table) === 'none' : interfacesTold(context, table, subnets),
  }
}

/** The route is what load balancers, NAT gateways and public hosts live by: it is taken away only where there is none. */
function remediationOf(table: RouteTable, { subnets, present, idle, told }: Users): Remediation {
  if (told && idle >= present) {
    const nobody = subnets.length === 0 ? 'No subnet uses it' : 'Nothing in its subnets has a public address'
    return removeRoutes(table, `Take the route away. ${nobody}, so nothing that runs now loses a way.`)
  }
  const { id, region } = table
  return {
    summary:
      'Leave the route to load balancers, NAT gateways and hosts that must face the internet: without it the internet is cut off both ways. Move what else stands there into private subnets, then name the table in publicRouteTables.',
    cli: [
      shell`aws ec2 describe-route-tables --region ${region} --route-table-ids ${id}`,
      shell`aws ec2 describe-network-interfaces --region ${region} --filters ${`Name=subnet-id,Values=${subnets.join(',')}`}`,
    ],
    terraform: null,
    console: [
      `Open the VPC console in ${region}, Route tables, ${id}, Subnet associations.`,
      `Open the EC2 console, Network interfaces, and look who in these subnets has no public address.`,
    ],
  }
}

function levelOf(context: RuleContext, table: RouteTable, { subnets, told }: Users): ExposureLevel {
  if (subnets.length === 0) return noneOrUnknown(context, table)
  return told ? 'internet' : 'unknown'
}

function gradeOf(context: RuleContext, table: RouteTable, { subnets, present, idle, told }: Users): SeverityAnswer {
  if (subnets.length === 0) {
    const because = table.associationsTold
      ? 'no known subnet uses the table'
      : 'which subnets use the table was not told'
    return weigh({ base: 'medium', level: noneOrUnknown(context, table), because })
  }
  if (told && present > 0 && idle === 0) {
    return intended(
      'medium',
      `${present === 1 ? 'the one interface' : `each of the ${present} interfaces`} in its subnets faces the internet or is an edge component`,
    )
  }
  const because = told
    ? withoutNeed(present, idle)
    : 'network interfaces, or addresses of theirs, were not all collected'
  return weigh({ base: 'medium', level: told ? 'internet' : 'unknown', because })
}

/** Is it known who stands in the subnets, and who of them has a public address? */
function interfacesTold(context: RuleContext, table: RouteTable, subnets: readonly string[]): boolean {
  const { inventory, network, settings } = context
  if (coverageOf(inventory, table, 'NetworkInterfaces') !== 'complete') return false
  return subnets.every((id) => {
    const subnet = inventory.subnets.get(id)
    return !subnet || perhapsWithoutNeed(network, subnet, settings).length === 0
  })
}

/** Interfaces of a subnet that something uses; those of a NAT gateway count although some tools print them as available. */
function inUse({ network }: RuleContext, subnetId: string): number {
  const interfaces = network.index.interfacesBySubnet.get(subnetId) ?? []
  const used = interfaces.filter(({ status }) => status !== 'available').length
  return used > 0 ? used : (network.index.natGatewaysBySubnet.get(subnetId)?.length ?? 0)
}

function withoutNeed(present: number, idle: number): string {
  if (present === 0) return 'nothing in use stands in its subnets, so nothing needs it'
  return `${counted(idle, 'interface')} in its subnets could do without it`
}

function noneOrUnknown({ inventory }: RuleContext, table: RouteTable): 'none' | 'unknown' {
  const told = table.associationsTold && coverageOf(inventory, table, 'Subnets') === 'complete'
  return told ? 'none' : 'unknown'
}
