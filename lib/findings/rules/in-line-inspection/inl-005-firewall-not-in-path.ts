import type { Subnet } from '../../../inventory/network.ts'
import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatPrefix } from '../../../net/prefix.ts'
import { coverageOf, type Network } from '../../../reachability/network.ts'
import { routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { distinctEvidence, evidenceOf } from '../../evidence.ts'
import { interfaceRole } from '../../interface-role.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForTable, tableSubject } from '../route-tables/public-table.ts'
import { defaultRoutes, faultsOf, type WayFault } from './inspected-ways.ts'
import { type InspectionPlace, inspectionPlaces } from './inspection-places.ts'

/** Source: VPC guide, "Middlebox routing"; Network Firewall guide, "VPC subnets and route tables". */
export const firewallNotInPath: FindingRule = {
  id: 'INL-005',
  version: 1,
  title: 'The firewall is not in the path',
  logic:
    'Judged in a VPC with an endpoint of a firewall or a Gateway Load Balancer, or a target of the setting inspectionTargets. The default route of each subnet with a workload leads to such a place of its own zone, or to a NAT gateway behind which one stands; and what comes back, by the edge table of the internet gateway or the table of the NAT gateway, passes the same place. Subnets of the endpoints themselves, and those of NAT gateways only, are not judged.',
  charter: charter('M.in-line-inspection'),
  severity: 'high',
  severityNote: 'Medium where traffic is inspected but crosses zones: it fails with another zone.',
  compliance: nist('AC-4', 'SC-7'),
  needs: ['RouteTables', 'VpcEndpoints'],
  sharpenedBy: ['Subnets', 'NetworkInterfaces', 'NatGateways', 'InternetGateways'],
  check: (context) =>
    [...inspectionPlaces(context)].flatMap(([vpcId, places]) =>
      (context.network.index.routeTablesByVpc.get(vpcId) ?? []).flatMap((table) => outcomesOf(context, table, places)),
    ),
}

function outcomesOf(
  context: RuleContext,
  table: RouteTable,
  places: readonly InspectionPlace[],
): readonly RuleOutcome[] {
  const { network } = context
  const inside = new Set(places.map(({ subnetId }) => subnetId))
  const subnets = (network.subnetsByTable.get(table.id) ?? []).filter(({ id }) => !inside.has(id))
  if (subnets.length === 0 || defaultRoutes(table).length === 0) return []
  const judged = subnets.filter((subnet) => hasTraffic(network, subnet) !== false)
  if (judged.length === 0) return []
  const faults = judged.flatMap((subnet) => {
    const found = faultsOf({ network, places, table, subnet })
    // Where nobody knows what stands in the subnet, it may hold a NAT gateway only, which is meant to lead out.
    return hasTraffic(network, subnet) === true ? found : found.map((each) => ({ ...each, kind: 'unknown' as const }))
  })
  const certain = faults.filter(({ kind }) => kind !== 'unknown')
  if (certain.length > 0) return [failure(context, { table, places, faults: certain, subnets: judged })]
  const [doubt] = faults
  if (doubt || table.unread.length > 0)
    return [
      undecided(tableSubject(table), {
        reason: `Whether ${named(table)} leads past the firewall is not known: ${doubt?.text ?? 'not every route of it could be read'}.`,
        remedy: [
          askForTable(table),
          shell`aws ec2 describe-network-interfaces --region ${table.region} --filters ${`Name=vpc-id,Values=${table.vpcId}`}`,
        ].join('; '),
      }),
    ]
  return [
    passed(
      tableSubject(table),
      () => `What leaves by ${named(table)} passes ${listWords(places.map(({ id }) => id))}.`,
    ),
  ]
}

/** Null where the interfaces were not all collected and none is seen that sends. */
function hasTraffic(network: Network, subnet: Subnet): boolean | null {
  const standing = network.index.interfacesBySubnet.get(subnet.id) ?? []
  if (standing.some((each) => !CARRYING.has(interfaceRole(each)))) return true
  return coverageOf(network.inventory, subnet, 'NetworkInterfaces') === 'complete' ? false : null
}

/** They carry what others send; each other's tables are judged for it. */
const CARRYING: ReadonlySet<string> = new Set(['nat-gateway', 'endpoint'])

interface Faulty {
  readonly table: RouteTable
  readonly places: readonly InspectionPlace[]
  readonly faults: readonly WayFault[]
  readonly subnets: readonly Subnet[]
}

function failure({ inventory, settings }: RuleContext, { table, places, faults, subnets }: Faulty): RuleOutcome {
  const { id, region } = table
  const past = faults.filter(({ kind }) => kind !== 'zone')
  const name = shortName(table.name ?? id)
  const targets = listWords(places.map((place) => place.id))
  const evidence = distinctEvidence(
    faults.flatMap(({ routes }) => routes).map((each) => evidenceOf(inventory, routeRef(each.table, each.route))),
  )
  const cause = evidence[0]?.networkRuleId
  return failed(tableSubject(table), {
    title: titleOf(name, past),
    description: `The VPC has ${targets} to inspect its traffic, but with route table ${named(table)} ${listWords(faults.map(({ text }) => text))}. ${past.length > 0 ? 'This traffic is not inspected, or its replies are not.' : 'A firewall that sees one direction only drops it, and a zone that fails takes another with it.'}`,
    severity:
      past.length > 0
        ? fixed('high', 'traffic with the internet goes past the firewall')
        : { base: 'high', effective: 'medium', why: ['Lowered from high: it is inspected, in another zone.'] },
    related: [
      { role: 'vpc', id: table.vpcId },
      ...subnets.map((subnet) => ({ role: 'subnet', id: subnet.id })),
      ...places.map((place) => ({ role: 'inspection', id: place.id })),
    ],
    evidence,
    settingsUsed: { inspectionTargets: listWords(settings.inspectionTargets, 20) },
    ...(cause === undefined ? {} : { cause }),
    remediation: {
      summary:
        'Change both directions at once, zone by zone: first the way back (the edge table of the internet gateway, or the table of the NAT gateway), then the default route. A firewall that sees one direction only drops the traffic.',
      cli: commands(table, places, subnets),
      terraform: terraformComment(
        `${id}: lead 0.0.0.0/0 to the endpoint of the zone, and the subnet blocks of the edge table to the same one.`,
      ),
      console: [`Open the VPC console in ${region}, Route tables, ${id}, Routes, Edit routes.`],
    },
  })
}

function titleOf(name: string, past: readonly WayFault[]): string {
  if (past.some(({ kind }) => kind === 'out')) return `${name} leads to the internet past the firewall`
  if (past.length > 0) return `What comes back to ${name} goes past the firewall`
  return `${name} leads through the firewall of another zone`
}

/** Source: AWS CLI command reference, replace-route and create-route-table (edge association). */
function commands(
  { id, region }: RouteTable,
  places: readonly InspectionPlace[],
  subnets: readonly Subnet[],
): readonly string[] {
  const back = subnets.flatMap((subnet) => {
    const place = places.find(({ zone }) => zone === subnet.availabilityZone)
    const target = place?.id ?? `<endpoint in ${subnet.availabilityZone}>`
    return subnet.cidrs
      .filter(({ family }) => family === 4)
      .map(
        (cidr) =>
          shell`aws ec2 create-route --region ${region} --route-table-id ${'<edge table>'} --destination-cidr-block ${formatPrefix(cidr)} ${optionFor(target)} ${target}`,
      )
  })
  const first = places.find(({ zone }) => zone === subnets[0]?.availabilityZone)?.id ?? '<endpoint of the zone>'
  return [
    ...back,
    shell`aws ec2 replace-route --region ${region} --route-table-id ${id} --destination-cidr-block 0.0.0.0/0 ${optionFor(first)} ${first}`,
  ]
}

function optionFor(target: string): string {
  if (target.startsWith('eni-')) return '--network-interface-id'
  return target.startsWith('i-') ? '--instance-id' : '--vpc-endpoint-id'
}
