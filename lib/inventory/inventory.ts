/** THE model. `read-describe.ts` is the only way in; everything past it trusts these types. */

import type { Collector } from '../describe/collection-report.ts'
import type { DescribeKey } from '../describe/document.ts'
import type {
  ClientVpnEndpoint,
  CustomerGateway,
  DirectConnectConnection,
  DirectConnectGateway,
  InstanceConnectEndpoint,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRouteTable,
  VirtualInterface,
  VpcEndpoint,
  VpcEndpointService,
  VpcPeeringConnection,
  VpnConnection,
} from './connectivity.ts'
import type { NetworkAcl, PrefixList, SecurityGroup, SecurityGroupVpcAssociation } from './filters.ts'
import type { Gap } from './gap.ts'
import type { AvailabilityZone, ElasticIp, Instance, NetworkInterface, Subnet, Vpc } from './network.ts'
import type {
  BlockPublicAccess,
  BlockPublicAccessExclusion,
  CarrierGateway,
  EgressOnlyInternetGateway,
  InternetGateway,
  NatGateway,
  RouteTable,
  VpnGateway,
} from './routing.ts'
import type {
  Accelerator,
  Account,
  Compute,
  Database,
  DbSubnetGroup,
  DhcpOptions,
  FlowLog,
  ForeignFinding,
  LaunchTemplate,
  LoadBalancer,
  NetworkFirewall,
  NetworkFirewallPolicy,
  NetworkFirewallRuleGroup,
  SecurityHub,
  StaleSecurityGroup,
  TargetGroup,
  TrafficMirrorSession,
  VpcEncryptionControl,
} from './services.ts'
import type { Watching } from './watching.ts'

/** How much of a key one account and region told. */
export type Coverage = 'complete' | 'partial' | 'denied' | 'absent'

/** Which document a `SourceRef` points into, and how complete each key of it is. */
export interface DocumentInfo {
  readonly account: string
  readonly region: string
  readonly collectedAt: string | null
  /** Who collected it; absent where nothing says so. */
  readonly collector?: Collector
  readonly coverage: ReadonlyMap<DescribeKey, Coverage>
}

/** By id. Iteration order is by id, so every derived list is stable. */
export type ById<R> = ReadonlyMap<string, R>

export interface Inventory extends Watching {
  readonly documents: readonly DocumentInfo[]
  readonly gaps: readonly Gap[]

  readonly vpcs: ById<Vpc>
  readonly subnets: ById<Subnet>
  readonly networkInterfaces: ById<NetworkInterface>
  readonly instances: ById<Instance>
  readonly elasticIps: ById<ElasticIp>
  readonly availabilityZones: readonly AvailabilityZone[]

  readonly securityGroups: ById<SecurityGroup>
  readonly securityGroupVpcAssociations: readonly SecurityGroupVpcAssociation[]
  readonly staleSecurityGroups: readonly StaleSecurityGroup[]
  readonly networkAcls: ById<NetworkAcl>
  readonly prefixLists: ById<PrefixList>

  readonly routeTables: ById<RouteTable>
  readonly internetGateways: ById<InternetGateway>
  readonly egressOnlyInternetGateways: ById<EgressOnlyInternetGateway>
  readonly carrierGateways: ById<CarrierGateway>
  readonly natGateways: ById<NatGateway>
  readonly vpnGateways: ById<VpnGateway>
  readonly blockPublicAccess: readonly BlockPublicAccess[]
  readonly blockPublicAccessExclusions: readonly BlockPublicAccessExclusion[]

  readonly vpcPeeringConnections: ById<VpcPeeringConnection>
  readonly transitGateways: ById<TransitGateway>
  readonly transitGatewayAttachments: ById<TransitGatewayAttachment>
  readonly transitGatewayRouteTables: ById<TransitGatewayRouteTable>
  readonly customerGateways: ById<CustomerGateway>
  readonly vpnConnections: ById<VpnConnection>
  readonly clientVpnEndpoints: ById<ClientVpnEndpoint>
  readonly vpcEndpoints: ById<VpcEndpoint>
  readonly vpcEndpointServices: ById<VpcEndpointService>
  readonly instanceConnectEndpoints: ById<InstanceConnectEndpoint>
  readonly directConnectGateways: ById<DirectConnectGateway>
  readonly virtualInterfaces: ById<VirtualInterface>
  readonly directConnectConnections: ById<DirectConnectConnection>

  readonly loadBalancers: ById<LoadBalancer>
  readonly targetGroups: ById<TargetGroup>
  readonly databases: ById<Database>
  readonly dbSubnetGroups: ById<DbSubnetGroup>
  readonly computes: ById<Compute>
  readonly networkFirewalls: ById<NetworkFirewall>
  readonly networkFirewallPolicies: ById<NetworkFirewallPolicy>
  readonly networkFirewallRuleGroups: ById<NetworkFirewallRuleGroup>
  readonly flowLogs: ById<FlowLog>
  readonly dhcpOptions: ById<DhcpOptions>
  readonly launchTemplates: ById<LaunchTemplate>
  readonly trafficMirrorSessions: ById<TrafficMirrorSession>
  readonly vpcEncryptionControls: ById<VpcEncryptionControl>
  readonly accelerators: ById<Accelerator>
  readonly securityHubs: ById<SecurityHub>
  readonly foreignFindings: ById<ForeignFinding>
  readonly accounts: ById<Account>
}
