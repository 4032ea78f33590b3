/** The inspector's sections for what joins VPCs to each other, to services and to the outside. */

import type {
  ClientVpnEndpoint,
  CustomerGateway,
  DirectConnectConnection,
  DirectConnectGateway,
  InstanceConnectEndpoint,
  PeeringSide,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
  VirtualInterface,
  VpcEndpoint,
  VpcEndpointService,
  VpcPeeringConnection,
  VpnConnection,
} from '../inventory/connectivity.ts'
import { formatPrefix } from '../net/prefix.ts'
import { type DetailContext, facts, type Line, links, optional, type Section, section } from './detail-facts.ts'
import { groupSections } from './detail-network.ts'
import { routedFrom } from './detail-routing.ts'
import type { Fact } from './snapshot.ts'

export function peeringSections(peering: VpcPeeringConnection, context: DetailContext): readonly Section[] {
  const { pointer } = context
  return [
    ...section('Peering', facts(pointer, [['Status', peering.status, 'Status/Code']])),
    ...section('Requester', facts(pointer, sideLines(peering.requester))),
    ...section('Accepter', facts(pointer, sideLines(peering.accepter))),
    ...routedFrom(peering.id, context),
  ]
}

function sideLines({ vpcId, account, region, cidrs, allowsRemoteDns }: PeeringSide): readonly Line[] {
  return [
    ['VPC', vpcId, undefined, vpcId],
    ['Account', account],
    ['Region', region],
    ...cidrs.map((cidr): Line => ['CIDR', formatPrefix(cidr)]),
    ['DNS resolution from the other side', allowsRemoteDns],
  ]
}

export function transitGatewaySections(gateway: TransitGateway, context: DetailContext): readonly Section[] {
  const { inventory, pointer } = context
  const attachments = [...inventory.transitGatewayAttachments.values()].filter(
    ({ transitGatewayId }) => transitGatewayId === gateway.id,
  )
  return [
    ...section(
      'Transit gateway',
      facts(pointer, [
        ['State', gateway.state, 'State'],
        ...optional('Amazon side ASN', gateway.amazonSideAsn, 'Options/AmazonSideAsn'),
        ['Auto-accept shared attachments', gateway.autoAcceptSharedAttachments, 'Options/AutoAcceptSharedAttachments'],
        ['Default association', gateway.defaultRouteTableAssociation, 'Options/DefaultRouteTableAssociation'],
        ['Default propagation', gateway.defaultRouteTablePropagation, 'Options/DefaultRouteTablePropagation'],
        ['Security group referencing', gateway.securityGroupReferencing],
        ...gateway.cidrs.map((cidr): Line => ['CIDR', formatPrefix(cidr)]),
      ]),
    ),
    ...section(
      'Attachments',
      facts(
        pointer,
        links(
          'Attachment',
          attachments.map(({ id }) => id),
        ),
      ),
    ),
    ...routedFrom(gateway.id, context),
  ]
}

export function attachmentSections(
  attachment: TransitGatewayAttachment,
  { pointer }: DetailContext,
): readonly Section[] {
  const { transitGatewayId, resourceId, subnetIds, associationRouteTableId } = attachment
  return [
    ...section(
      'Attachment',
      facts(pointer, [
        ['Transit gateway', transitGatewayId, 'TransitGatewayId', transitGatewayId],
        ['Resource type', attachment.kindText],
        ['Resource', resourceId, 'ResourceId', resourceId],
        ['State', attachment.state, 'State'],
        ['Appliance mode', attachment.applianceMode],
        ['Security group referencing', attachment.securityGroupReferencing],
        ...optional('Associated route table', associationRouteTableId, undefined, associationRouteTableId),
        ...optional(
          'Peer transit gateway',
          attachment.peerTransitGatewayId,
          undefined,
          attachment.peerTransitGatewayId,
        ),
      ]),
    ),
    ...section(
      'Subnets',
      facts(pointer, subnetIds === null ? [['Subnets', 'not collected']] : links('Subnet', subnetIds)),
    ),
  ]
}

export function transitRouteTableSections(
  table: TransitGatewayRouteTable,
  { pointer }: DetailContext,
): readonly Section[] {
  const listed = (label: string, ids: readonly string[] | null): readonly Line[] =>
    ids === null ? [[label, 'not collected']] : links(label, ids)
  return [
    ...section(
      'Route table',
      facts(pointer, [
        ['Transit gateway', table.transitGatewayId, 'TransitGatewayId', table.transitGatewayId],
        ['State', table.state, 'State'],
        ...table.unread.map((text): Line => ['Unread route', `${text}: it may be the most specific`]),
      ]),
    ),
    ...section(
      'Routes',
      table.routes === null ? facts(pointer, [['Routes', 'not collected']]) : table.routes.map(transitRouteFact),
    ),
    ...section('Associations', facts(pointer, listed('Attachment', table.associations))),
    ...section('Propagations', facts(pointer, listed('Attachment', table.propagations))),
  ]
}

function transitRouteFact({ destination, attachments, type, state, pointer }: TransitGatewayRoute): Fact {
  const targets = attachments.map(({ id, resourceId, kindText }) => id ?? resourceId ?? kindText).join(', ')
  return {
    label: destination.kind === 'prefix' ? formatPrefix(destination.prefix) : destination.id,
    value: `${targets === '' ? 'nowhere' : targets} (${type}, ${state})`,
    pointer,
    linkTo: attachments[0]?.id ?? null,
  }
}

export function customerGatewaySections(gateway: CustomerGateway, { inventory, pointer }: DetailContext) {
  const connections = [...inventory.vpnConnections.values()].filter((vpn) => vpn.customerGatewayId === gateway.id)
  return section(
    'Customer gateway',
    facts(pointer, [
      ['IP address', gateway.ipAddress, 'IpAddress'],
      ['BGP ASN', gateway.bgpAsn, 'BgpAsn'],
      ['State', gateway.state, 'State'],
      ...links(
        'VPN connection',
        connections.map(({ id }) => id),
      ),
    ]),
  )
}

export function vpnConnectionSections(vpn: VpnConnection, { pointer }: DetailContext): readonly Section[] {
  return [
    ...section(
      'VPN connection',
      facts(pointer, [
        ['State', vpn.state, 'State'],
        ...optional('Customer gateway', vpn.customerGatewayId, 'CustomerGatewayId', vpn.customerGatewayId),
        ...optional('Virtual private gateway', vpn.vpnGatewayId, 'VpnGatewayId', vpn.vpnGatewayId),
        ...optional('Transit gateway', vpn.transitGatewayId, 'TransitGatewayId', vpn.transitGatewayId),
        ['Static routes only', vpn.staticRoutesOnly, 'Options/StaticRoutesOnly'],
        ...vpn.routes.map((route): Line => ['Route', formatPrefix(route)]),
      ]),
    ),
    ...section(
      'Tunnels',
      facts(
        pointer,
        vpn.tunnels.map(({ outsideIp, status, statusMessage, ikeVersions }): Line => {
          const versions = ikeVersions.length === 0 ? '' : `, ${ikeVersions.join(' and ')}`
          return [
            outsideIp ?? 'Tunnel',
            `${status ?? 'status not told'}${versions}${statusMessage ? `, ${statusMessage}` : ''}`,
          ]
        }),
      ),
    ),
  ]
}

export function clientVpnSections(endpoint: ClientVpnEndpoint, context: DetailContext): readonly Section[] {
  return [
    ...section(
      'Client VPN endpoint',
      facts(context.pointer, [
        ['State', endpoint.state, 'Status/Code'],
        ...optional('VPC', endpoint.vpcId, 'VpcId', endpoint.vpcId),
        ['Client CIDR', endpoint.clientCidr && formatPrefix(endpoint.clientCidr), 'ClientCidrBlock'],
        ['Split tunnel', endpoint.splitTunnel, 'SplitTunnel'],
        ['Connection logging', endpoint.connectionLogging, 'ConnectionLogOptions/Enabled'],
      ]),
    ),
    ...groupSections(endpoint.securityGroupIds, context),
  ]
}

export function endpointSections(endpoint: VpcEndpoint, context: DetailContext): readonly Section[] {
  const { pointer, inventory } = context
  return [
    ...section(
      'VPC endpoint',
      facts(pointer, [
        ['VPC', endpoint.vpcId, 'VpcId', endpoint.vpcId],
        ['Endpoint type', endpoint.kind, 'VpcEndpointType'],
        ['Service name', endpoint.serviceName, 'ServiceName'],
        ['State', endpoint.state, 'State'],
        ['Private DNS names', endpoint.privateDns, 'PrivateDnsEnabled'],
        ...optional('Policy', endpoint.policy, 'PolicyDocument'),
      ]),
    ),
    ...section(
      'Associations',
      facts(pointer, [
        ...links('Subnet', endpoint.subnetIds, inventory),
        ...links('Route table', endpoint.routeTableIds, inventory),
        ...links('Network interface', endpoint.interfaceIds, inventory),
      ]),
    ),
    ...groupSections(endpoint.securityGroupIds, context),
  ]
}

export function endpointServiceSections(service: VpcEndpointService, { pointer }: DetailContext): readonly Section[] {
  const principals = service.allowedPrincipals
  return section(
    'VPC endpoint service',
    facts(pointer, [
      ['Service name', service.serviceName, 'ServiceName'],
      ['State', service.state],
      ['Acceptance required', service.acceptanceRequired, 'AcceptanceRequired'],
      ...links('Load balancer', service.loadBalancerArns),
      ...(principals ?? []).map((principal): Line => ['Allowed principal', principal]),
      ['Allowed principals', principals === null ? 'not collected' : principals.length],
    ]),
  )
}

export function connectEndpointSections(endpoint: InstanceConnectEndpoint, context: DetailContext): readonly Section[] {
  return [
    ...section(
      'EC2 Instance Connect Endpoint',
      facts(context.pointer, [
        ...optional('VPC', endpoint.vpcId, 'VpcId', endpoint.vpcId),
        ...optional('Subnet', endpoint.subnetId, 'SubnetId', endpoint.subnetId),
        ['Preserve client IP', endpoint.preserveClientIp, 'PreserveClientIp'],
        ['State', endpoint.state, 'State'],
      ]),
    ),
    ...groupSections(endpoint.securityGroupIds, context),
  ]
}

export function directConnectGatewaySections(
  { id, state }: DirectConnectGateway,
  { inventory, pointer }: DetailContext,
) {
  const interfaces = [...inventory.virtualInterfaces.values()].filter((vif) => vif.directConnectGatewayId === id)
  return section(
    'Direct Connect gateway',
    facts(pointer, [
      ['State', state],
      ...links(
        'Virtual interface',
        interfaces.map((vif) => vif.id),
      ),
    ]),
  )
}

export function virtualInterfaceSections(vif: VirtualInterface, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Virtual interface',
    facts(pointer, [
      ['Type', vif.kind],
      ['State', vif.state],
      ...optional('Virtual private gateway', vif.vpnGatewayId, undefined, vif.vpnGatewayId),
      ...optional('Direct Connect gateway', vif.directConnectGatewayId, undefined, vif.directConnectGatewayId),
      ...optional('Connection', vif.connectionId, undefined, vif.connectionId),
    ]),
  )
}

export function directConnectSections(connection: DirectConnectConnection, { pointer }: DetailContext) {
  return section(
    'Direct Connect connection',
    facts(pointer, [
      ['State', connection.state],
      ...optional('Location', connection.location),
      ...optional('Bandwidth', connection.bandwidth),
    ]),
  )
}
