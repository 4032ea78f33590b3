/** The inspector's sections for route tables and the gateways routes name. */

import type { Inventory } from '../inventory/inventory.ts'
import type {
  CarrierGateway,
  EgressOnlyInternetGateway,
  InternetGateway,
  NatGateway,
  RouteTable,
  VpnGateway,
} from '../inventory/routing.ts'
import { type DetailContext, facts, type Line, links, named, optional, type Section, section } from './detail-facts.ts'
import { routesInOrder } from './detail-rules.ts'

export function routeTableSections(table: RouteTable, { inventory, pointer }: DetailContext): readonly Section[] {
  const implicit = table.isMain ? implicitSubnets(inventory, table) : []
  return [
    ...section(
      'Placement',
      facts(pointer, [
        ['VPC', named(inventory, table.vpcId), 'VpcId', table.vpcId],
        ['Main route table', table.isMain],
      ]),
    ),
    ...section('Routes, in order of precedence', routesInOrder(inventory, table)),
    ...section(
      'Associations',
      facts(pointer, [
        ...links('Subnet', table.subnetIds, inventory),
        ...links('Subnet, implicitly', implicit, inventory),
        ...links('Gateway', table.gatewayIds),
        ...links('Propagates from', table.propagatingVgwIds),
      ]),
    ),
  ]
}

/** Subnets of the VPC that no table names use the main one. Source: VPC guide, subnet route tables. */
function implicitSubnets(inventory: Inventory, main: RouteTable): readonly string[] {
  const tables = [...inventory.routeTables.values()].filter(({ vpcId }) => vpcId === main.vpcId)
  const explicit = new Set<string>(tables.flatMap(({ subnetIds }) => subnetIds))
  return [...inventory.subnets.values()]
    .filter(({ id, vpcId }) => vpcId === main.vpcId && !explicit.has(id))
    .map(({ id }) => id)
}

export function attachedGatewaySections(
  { id, attachments }: InternetGateway | EgressOnlyInternetGateway,
  { inventory, pointer }: DetailContext,
): readonly Section[] {
  return [...attachmentSection(attachments, { inventory, pointer }), ...routedFrom(id, { inventory, pointer })]
}

export function vpnGatewaySections(gateway: VpnGateway, context: DetailContext): readonly Section[] {
  const { inventory, pointer } = context
  const connections = [...inventory.vpnConnections.values()].filter(({ vpnGatewayId }) => vpnGatewayId === gateway.id)
  return [
    ...section(
      'Gateway',
      facts(pointer, [
        ['State', gateway.state, 'State'],
        ...optional('Amazon side ASN', gateway.amazonSideAsn, 'AmazonSideAsn'),
        ...links(
          'VPN connection',
          connections.map(({ id }) => id),
        ),
      ]),
    ),
    ...attachmentSection(gateway.attachments, context),
    ...routedFrom(gateway.id, context),
  ]
}

export function carrierGatewaySections(gateway: CarrierGateway, context: DetailContext): readonly Section[] {
  const { inventory, pointer } = context
  const lines: readonly Line[] = [
    ['VPC', named(inventory, gateway.vpcId), 'VpcId', gateway.vpcId],
    ['State', gateway.state, 'State'],
  ]
  return [...section('Placement', facts(pointer, lines)), ...routedFrom(gateway.id, context)]
}

export function natGatewaySections(gateway: NatGateway, context: DetailContext): readonly Section[] {
  const { inventory, pointer } = context
  return [
    ...section(
      'Placement',
      facts(pointer, [
        ['VPC', named(inventory, gateway.vpcId), 'VpcId', gateway.vpcId],
        ...optional('Subnet', gateway.subnetId, 'SubnetId', gateway.subnetId),
        ['Connectivity type', gateway.connectivity, 'ConnectivityType'],
        ['Availability mode', gateway.availabilityMode],
        ['State', gateway.state, 'State'],
      ]),
    ),
    ...section(
      'Addresses',
      facts(
        pointer,
        gateway.addresses.map(({ publicIp, privateIp, interfaceId, availabilityZone }, index): Line => {
          const text = [privateIp, publicIp && `public ${publicIp}`, availabilityZone].filter(Boolean).join(', ')
          return ['Address', text, `NatGatewayAddresses/${index}`, interfaceId]
        }),
      ),
    ),
    ...routedFrom(gateway.id, context),
  ]
}

function attachmentSection(
  attachments: readonly { readonly vpcId: string; readonly state: string }[],
  { inventory, pointer }: DetailContext,
): readonly Section[] {
  if (attachments.length === 0) return section('Attachments', facts(pointer, [['Attached', false]]))
  return section(
    'Attachments',
    facts(
      pointer,
      attachments.map(({ vpcId, state }): Line => ['VPC', `${named(inventory, vpcId)} (${state})`, undefined, vpcId]),
    ),
  )
}

/** The tables that send traffic to it. */
export function routedFrom(id: string, { inventory, pointer }: DetailContext): readonly Section[] {
  const tables = [...inventory.routeTables.values()].filter(({ routes }) =>
    routes.some(({ target }) => 'id' in target && target.id === id),
  )
  return section(
    'Routes to it',
    facts(
      pointer,
      links(
        'Route table',
        tables.map((table) => table.id),
        inventory,
      ),
    ),
  )
}
