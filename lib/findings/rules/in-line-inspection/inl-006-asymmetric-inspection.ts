import type { TransitGatewayAttachment, TransitGatewayRouteTable } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf, type Network } from '../../../reachability/network.ts'
import { transitAssociation } from '../../../reachability/walk/transit-association.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { type InspectionPlace, type InspectionPlaces, inspectionPlaces } from './inspection-places.ts'

/** Source: Transit Gateway guide, "Appliance in a shared services VPC" (appliance mode, route tables of both directions). */
export const asymmetricInspection: FindingRule = {
  id: 'INL-006',
  version: 1,
  title: 'The firewall behind the transit gateway sees one direction only',
  logic:
    'The attachment of a VPC that inspects in two zones or more has appliance mode on. Where the table of one attachment leads to a VPC by that attachment only, the table of the other end does not lead back directly.',
  charter: charter('M.in-line-inspection'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['VpcEndpoints', 'TransitGatewayAttachments', 'TransitGatewayVpcAttachments'],
  sharpenedBy: ['TransitGatewayRouteTables', 'Subnets'],
  check: (context) => {
    const places = inspectionPlaces(context)
    return [...context.inventory.transitGatewayAttachments.values()].flatMap((attachment) =>
      outcomesOf(context, attachment, places),
    )
  },
}

function outcomesOf(
  context: RuleContext,
  attachment: TransitGatewayAttachment,
  places: InspectionPlaces,
): readonly RuleOutcome[] {
  const standing = attachment.kind === 'vpc' ? places.get(attachment.resourceId ?? '') : undefined
  if (!standing) return []
  const routing = oneWayTables(context.network, attachment)
  const failures = [
    ...(needsApplianceMode(attachment, standing) && attachment.applianceMode === false
      ? [withoutApplianceMode(context, attachment)]
      : []),
    ...(routing.pairs.length > 0 ? [oneWay(context, attachment, routing.pairs)] : []),
  ]
  if (failures.length > 0) return failures
  const subject = subjectOf(attachment)
  const { id, region } = attachment
  const isModeUntold = needsApplianceMode(attachment, standing) && attachment.applianceMode === null
  if (isModeUntold || routing.untold !== null)
    return [
      undecided(subject, {
        reason: `Whether ${named(attachment)} brings both directions to one firewall is not known: ${isModeUntold ? 'its appliance mode' : routing.untold} was not told.`,
        remedy: isModeUntold
          ? shell`aws ec2 describe-transit-gateway-vpc-attachments --region ${region} --transit-gateway-attachment-ids ${id}`
          : shell`aws ec2 search-transit-gateway-routes --region ${region} --transit-gateway-route-table-id ${routing.untold ?? ''} --filters ${'Name=state,Values=active'}`,
      }),
    ]
  return [passed(subject, `Both directions reach the firewall behind ${named(attachment)}.`)]
}

function subjectOf(attachment: TransitGatewayAttachment) {
  return subjectFor(attachment, 'transit-gateway-attachment', attachment.resourceId)
}

/** With one zone there is one way. A zone that is not known may be another. */
function needsApplianceMode({ subnetIds }: TransitGatewayAttachment, standing: readonly InspectionPlace[]): boolean {
  if (subnetIds !== null && subnetIds.length < 2) return false
  return standing.length > 1 && new Set(standing.map(({ zone, id }) => zone ?? id)).size > 1
}

interface TablePair {
  /** Leads to the other end by the inspection. */
  readonly inspected: TransitGatewayRouteTable
  /** Leads back directly. */
  readonly direct: TransitGatewayRouteTable
}

interface Routing {
  readonly pairs: readonly TablePair[]
  /** A table whose routes are not known. */
  readonly untold: string | null
}

/** Pairs of tables, which are few, where one sends by the inspection and the other past it. */
function oneWayTables(network: Network, inspection: TransitGatewayAttachment): Routing {
  const { transitGatewayId: gatewayId, id } = inspection
  const own = transitAssociation(network, inspection, gatewayId).table
  const tables = (network.index.transitGatewayRouteTablesByGateway.get(gatewayId) ?? []).filter(
    (table) => table.id !== own?.id,
  )
  const gateway = network.inventory.transitGateways.get(gatewayId)
  const isWhole = gateway && coverageOf(network.inventory, gateway, 'TransitGatewayRouteTables') === 'complete'
  const untold = tables.find(({ routes, unread }) => routes === null || unread.length > 0)?.id
  const users = Map.groupBy(
    network.index.transitGatewayAttachmentsByGateway.get(gatewayId) ?? [],
    (attachment) => transitAssociation(network, attachment, gatewayId).table?.id ?? null,
  )
  const leads = tables.map((table) => ({
    table,
    to: leadsTo(table),
    users: (users.get(table.id) ?? []).map((user) => user.id as string),
  }))
  const pairs = leads
    .filter(({ to }) => to.has(id))
    .flatMap((inspected) =>
      leads
        .filter(
          (direct) =>
            direct.table !== inspected.table &&
            inspected.users.some((user) => direct.to.has(user)) &&
            !direct.users.every((user) => inspected.to.has(user)) &&
            direct.users.length > 0,
        )
        .map((direct) => ({ inspected: inspected.table, direct: direct.table })),
    )
  return { pairs, untold: untold ?? (isWhole ? null : `<each table of ${gatewayId}>`) }
}

/** The attachments that active routes of a table lead to. */
function leadsTo({ routes }: TransitGatewayRouteTable): ReadonlySet<string> {
  const active = (routes ?? []).filter(({ state }) => state === 'active')
  return new Set(active.flatMap(({ attachments }) => attachments.flatMap(({ id }) => id ?? [])))
}

function withoutApplianceMode({ inventory }: RuleContext, attachment: TransitGatewayAttachment): RuleOutcome {
  const { id, region, resourceId } = attachment
  return failed(subjectOf(attachment), {
    discriminator: 'appliance-mode',
    title: `Appliance mode of ${shortName(attachment.name ?? id)} is off`,
    description: `${named(attachment)} leads to the firewalls of ${resourceId} in several zones with appliance mode off. The transit gateway keeps each direction in the zone of its sender, so between zones the two directions of one connection meet different firewalls, which drop it.`,
    severity: fixed('medium', 'connections between zones break, or are inspected by half'),
    related: resourceId === null ? [] : [{ role: 'vpc', id: resourceId }],
    evidence: [
      resourceEvidence(inventory, attachment, {
        excerpt: 'ApplianceModeSupport is disable',
        field: modeField(attachment),
      }),
    ],
    remediation: {
      summary: 'Switch it on. Connections that are open at that moment may be cut once.',
      cli: [
        shell`aws ec2 modify-transit-gateway-vpc-attachment --region ${region} --transit-gateway-attachment-id ${id} --options ApplianceModeSupport=enable`,
      ],
      terraform:
        'resource "aws_ec2_transit_gateway_vpc_attachment" "inspection" {\n  appliance_mode_support = "enable"\n}',
      console: [`Open the VPC console in ${region}, Transit gateway attachments, ${id}, Modify.`],
    },
  })
}

function modeField({ source }: TransitGatewayAttachment): string {
  return source.key === 'TransitGatewayVpcAttachments' ? 'Options/ApplianceModeSupport' : 'TransitGatewayAttachmentId'
}

function oneWay(
  { inventory }: RuleContext,
  attachment: TransitGatewayAttachment,
  pairs: readonly TablePair[],
): RuleOutcome {
  const { id, region } = attachment
  const direct = [...new Map(pairs.map((pair) => [pair.direct.id, pair.direct])).values()]
  const there = [...new Set(pairs.map(({ inspected }) => inspected.id))]
  const tables = listWords(direct.map((table) => named(table)))
  return failed(subjectOf(attachment), {
    discriminator: 'one-way',
    title: `Replies go past ${shortName(attachment.name ?? id)}`,
    description: `${listWords(there)} ${there.length === 1 ? 'leads' : 'lead'} through the firewall behind ${named(attachment)}, and ${tables} back to the same networks directly. The firewall sees one direction only, and drops or ignores what it cannot follow.`,
    severity: fixed('medium', 'one direction is not inspected'),
    related: [...there, ...direct.map((table) => table.id)].map((table) => ({
      role: 'transit-gateway-route-table',
      id: table,
    })),
    evidence: direct.map((table) => resourceEvidence(inventory, table, { excerpt: `${table.id} leads back directly` })),
    remediation: {
      summary: `In ${tables}, replace the direct routes by a route to the inspection. Connections that are open are cut once.`,
      cli: direct.map(
        (table) =>
          shell`aws ec2 create-transit-gateway-route --region ${region} --transit-gateway-route-table-id ${table.id} --destination-cidr-block ${'<network of the other end>'} --transit-gateway-attachment-id ${id}`,
      ),
      terraform: terraformComment(`${listWords(direct.map((table) => table.id))}: route the other ends to ${id}.`),
      console: [`Open the VPC console in ${region}, Transit gateway route tables, ${direct[0]?.id ?? ''}, Routes.`],
    },
  })
}
