/** What joins VPCs to each other, to services and to the outside: peering, transit, VPN, Direct Connect, endpoints. */

import type { Prefix } from '../net/prefix.ts'
import type {
  ClientVpnEndpointId,
  CustomerGatewayId,
  NetworkInterfaceId,
  RouteTableId,
  SecurityGroupId,
  SubnetId,
  TransitGatewayAttachmentId,
  TransitGatewayId,
  TransitGatewayRouteTableId,
  VpcEndpointId,
  VpcEndpointServiceId,
  VpcId,
  VpcPeeringConnectionId,
  VpnConnectionId,
  VpnGatewayId,
} from './ids.ts'
import type { Resource } from './resource.ts'
import type { RouteDestination } from './routing.ts'

export interface PeeringSide {
  readonly vpcId: VpcId | null
  readonly account: string | null
  readonly region: string | null
  /** Empty when AWS did not tell, as for a deleted peering. */
  readonly cidrs: readonly Prefix[]
  readonly allowsRemoteDns: boolean | null
}

export interface VpcPeeringConnection extends Resource<VpcPeeringConnectionId> {
  readonly requester: PeeringSide
  readonly accepter: PeeringSide
  /** `active`, `pending-acceptance`, `deleted`, … */
  readonly status: string
}

export interface TransitGateway extends Resource<TransitGatewayId> {
  readonly state: string
  readonly amazonSideAsn: number | null
  readonly autoAcceptSharedAttachments: boolean | null
  readonly defaultRouteTableAssociation: boolean | null
  readonly defaultRouteTablePropagation: boolean | null
  readonly associationDefaultRouteTableId: TransitGatewayRouteTableId | null
  readonly propagationDefaultRouteTableId: TransitGatewayRouteTableId | null
  readonly securityGroupReferencing: boolean | null
  readonly cidrs: readonly Prefix[]
}

export type TransitGatewayAttachmentKind = 'vpc' | 'vpn' | 'peering' | 'direct-connect-gateway' | 'connect' | 'other'

export interface TransitGatewayAttachment extends Resource<TransitGatewayAttachmentId> {
  readonly transitGatewayId: TransitGatewayId
  readonly transitGatewayOwner: string | null
  readonly kind: TransitGatewayAttachmentKind
  readonly kindText: string
  /** The VPC, VPN connection, peer gateway … attached. */
  readonly resourceId: string | null
  readonly resourceOwner: string | null
  readonly state: string
  /** One subnet a zone, for a VPC attachment; null when its detail was not collected. */
  readonly subnetIds: readonly SubnetId[] | null
  readonly applianceMode: boolean | null
  readonly securityGroupReferencing: boolean | null
  readonly associationRouteTableId: TransitGatewayRouteTableId | null
  readonly peerTransitGatewayId: TransitGatewayId | null
  readonly peerRegion: string | null
}

export interface TransitGatewayRoute {
  readonly destination: RouteDestination
  readonly attachments: readonly {
    readonly id: TransitGatewayAttachmentId | null
    readonly resourceId: string | null
    readonly kindText: string
  }[]
  readonly type: 'static' | 'propagated'
  readonly state: 'active' | 'blackhole' | 'other'
  readonly pointer: string
}

export interface TransitGatewayRouteTable extends Resource<TransitGatewayRouteTableId> {
  readonly transitGatewayId: TransitGatewayId
  readonly state: string
  /** Each list is null when its call (`get-…`, `search-…`) was not made: then nothing is known. */
  readonly associations: readonly TransitGatewayAttachmentId[] | null
  readonly propagations: readonly TransitGatewayAttachmentId[] | null
  readonly routes: readonly TransitGatewayRoute[] | null
  readonly unread: readonly string[]
}

export interface CustomerGateway extends Resource<CustomerGatewayId> {
  readonly ipAddress: string | null
  readonly bgpAsn: string | null
  readonly state: string
}

export interface VpnTunnel {
  readonly outsideIp: string | null
  readonly status: 'up' | 'down' | null
  readonly statusMessage: string | null
  readonly ikeVersions: readonly string[]
  readonly phase1: CryptoOffer
  readonly phase2: CryptoOffer
  readonly logEnabled: boolean | null
  /** False when only its telemetry was told. Where options are told, a list AWS leaves out stands at AWS's default. */
  readonly optionsTold: boolean
}

export interface CryptoOffer {
  readonly encryption: readonly string[]
  readonly integrity: readonly string[]
  readonly dhGroups: readonly number[]
}

export interface VpnConnection extends Resource<VpnConnectionId> {
  readonly customerGatewayId: CustomerGatewayId | null
  readonly vpnGatewayId: VpnGatewayId | null
  readonly transitGatewayId: TransitGatewayId | null
  readonly state: string
  readonly staticRoutesOnly: boolean | null
  readonly routes: readonly Prefix[]
  readonly tunnels: readonly VpnTunnel[]
}

export interface ClientVpnEndpoint extends Resource<ClientVpnEndpointId> {
  readonly vpcId: VpcId | null
  readonly clientCidr: Prefix | null
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly splitTunnel: boolean | null
  readonly connectionLogging: boolean | null
  readonly state: string
  /** Rules in force or coming into force; null when describe-client-vpn-authorization-rules was not called. */
  readonly authorizationRules: readonly ClientVpnAuthorization[] | null
  /** Where clients are led to, `0.0.0.0/0` for the internet; null when describe-client-vpn-routes was not called. */
  readonly routes: readonly ClientVpnRoute[] | null
  /** Subnets it is associated with; null when describe-client-vpn-target-networks was not called. */
  readonly targetSubnetIds: readonly SubnetId[] | null
  /** Authorisation rules and routes that could not be read, as text. */
  readonly unread: readonly string[]
}

export interface ClientVpnAuthorization {
  readonly destination: Prefix
  /** Everybody who can log in; else the group alone. */
  readonly accessAll: boolean
  readonly groupId: string | null
  readonly pointer: string
}

export interface ClientVpnRoute {
  readonly destination: Prefix
  readonly subnetId: SubnetId | null
  readonly pointer: string
}

export interface VpcEndpoint extends Resource<VpcEndpointId> {
  readonly vpcId: VpcId
  readonly kind: 'gateway' | 'interface' | 'gateway-load-balancer' | 'resource' | 'service-network' | 'other'
  readonly serviceName: string
  readonly state: string
  readonly routeTableIds: readonly RouteTableId[]
  readonly subnetIds: readonly SubnetId[]
  readonly interfaceIds: readonly NetworkInterfaceId[]
  /** Lists of its element that were not told: empty here, and nobody knows what they hold. */
  readonly unread: readonly string[]
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly privateDns: boolean | null
  /** The policy document as AWS printed it. */
  readonly policy: string | null
}

export interface VpcEndpointService extends Resource<VpcEndpointServiceId> {
  readonly serviceName: string
  readonly state: string
  readonly acceptanceRequired: boolean | null
  readonly loadBalancerArns: readonly string[]
  /** Names of the zones it is offered in, as its own account or the asking one calls them; null when not told. */
  readonly availabilityZones: readonly string[] | null
  readonly allowedPrincipals: readonly string[] | null
}

export interface InstanceConnectEndpoint extends Resource {
  readonly vpcId: VpcId | null
  readonly subnetId: SubnetId | null
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly preserveClientIp: boolean | null
  readonly state: string
}

export interface DirectConnectGateway extends Resource {
  readonly state: string
  /** The virtual private and transit gateways behind it; null when describe-direct-connect-gateway-associations was not called. */
  readonly associations: readonly { readonly gatewayId: string; readonly state: string }[] | null
}

export interface VirtualInterface extends Resource {
  readonly kind: string
  readonly state: string
  readonly vpnGatewayId: VpnGatewayId | null
  readonly directConnectGatewayId: string | null
  readonly connectionId: string | null
}

export interface DirectConnectConnection extends Resource {
  readonly state: string
  readonly location: string | null
  readonly bandwidth: string | null
}
