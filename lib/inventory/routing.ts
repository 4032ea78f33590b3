/** Route tables and the gateways they name. */

import type { Prefix } from '../net/prefix.ts'
import type {
  CarrierGatewayId,
  EgressOnlyInternetGatewayId,
  InternetGatewayId,
  NatGatewayId,
  NetworkInterfaceId,
  PrefixListId,
  RouteTableId,
  SubnetId,
  TransitGatewayId,
  VpcEndpointId,
  VpcId,
  VpcPeeringConnectionId,
  VpnGatewayId,
} from './ids.ts'
import type { Resource } from './resource.ts'

export type RouteDestination =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'prefix-list'; readonly id: PrefixListId }

export type RouteTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'internet-gateway'; readonly id: InternetGatewayId }
  | { readonly kind: 'egress-only-internet-gateway'; readonly id: EgressOnlyInternetGatewayId }
  | { readonly kind: 'nat-gateway'; readonly id: NatGatewayId }
  | { readonly kind: 'network-interface'; readonly id: NetworkInterfaceId }
  | { readonly kind: 'transit-gateway'; readonly id: TransitGatewayId }
  | { readonly kind: 'vpc-peering'; readonly id: VpcPeeringConnectionId }
  | { readonly kind: 'vpn-gateway'; readonly id: VpnGatewayId }
  | { readonly kind: 'vpc-endpoint'; readonly id: VpcEndpointId }
  | { readonly kind: 'carrier-gateway'; readonly id: CarrierGatewayId }
  | { readonly kind: 'local-gateway'; readonly id: string }
  | { readonly kind: 'core-network'; readonly id: string }
  | { readonly kind: 'odb-network'; readonly id: string }
  | { readonly kind: 'ip-address'; readonly id: string }
  /** An instance AWS names without its interface. */
  | { readonly kind: 'instance'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsupported'; readonly id: string }

export interface Route {
  readonly destination: RouteDestination
  readonly target: RouteTarget
  /** A blackhole still wins longest-prefix match, and drops. Source: VPC guide, route priority. */
  readonly state: 'active' | 'blackhole' | 'filtered'
  readonly origin: 'create-route-table' | 'create-route' | 'propagated' | 'advertised' | 'unknown'
  readonly pointer: string
}

export interface RouteTable extends Resource<RouteTableId> {
  readonly vpcId: VpcId
  readonly isMain: boolean
  readonly subnetIds: readonly SubnetId[]
  /** Edge associations: the internet or VPN gateway whose incoming traffic this table steers. */
  readonly gatewayIds: readonly string[]
  /** False when its associations are missing or unreadable: any subnet may use it, and it may be the main table. */
  readonly associationsTold: boolean
  readonly routes: readonly Route[]
  readonly propagatingVgwIds: readonly VpnGatewayId[]
  /** Destinations of routes that could not be read: one of them may be more specific, so the table settles nothing. */
  readonly unread: readonly string[]
}

export interface InternetGateway extends Resource<InternetGatewayId> {
  /** The state is `unknown` where AWS did not tell it. */
  readonly attachments: readonly { readonly vpcId: VpcId; readonly state: string }[]
  /** False when its attachments are missing or unreadable: it may be the gateway of any VPC. */
  readonly attachmentsTold: boolean
}

export interface EgressOnlyInternetGateway extends Resource<EgressOnlyInternetGatewayId> {
  readonly attachments: readonly { readonly vpcId: VpcId; readonly state: string }[]
}

export interface CarrierGateway extends Resource<CarrierGatewayId> {
  readonly vpcId: VpcId
  readonly state: string
}

export interface NatGateway extends Resource<NatGatewayId> {
  readonly vpcId: VpcId
  /** Null for a regional NAT gateway. */
  readonly subnetId: SubnetId | null
  readonly connectivity: 'public' | 'private'
  readonly availabilityMode: 'zonal' | 'regional'
  readonly state: string
  readonly addresses: readonly {
    readonly publicIp: string | null
    readonly privateIp: string | null
    readonly interfaceId: NetworkInterfaceId | null
    readonly allocationId: string | null
    readonly availabilityZone: string | null
  }[]
  readonly routeTableId: RouteTableId | null
}

export interface VpnGateway extends Resource<VpnGatewayId> {
  readonly state: string
  readonly amazonSideAsn: number | null
  readonly attachments: readonly { readonly vpcId: VpcId; readonly state: string }[]
}

/** VPC Block Public Access of an account and region. Source: VPC guide, Block Public Access. */
export interface BlockPublicAccess {
  readonly account: string
  readonly region: string
  readonly mode: 'off' | 'block-bidirectional' | 'block-ingress'
  readonly exclusionsAllowed: string | null
  readonly managedBy: string | null
}

export interface BlockPublicAccessExclusion {
  readonly id: string
  /** The VPC or subnet excluded. */
  readonly resourceId: string
  readonly mode: 'allow-bidirectional' | 'allow-egress'
  readonly state: string
}
