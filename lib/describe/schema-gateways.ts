/** Allow-list: route tables and the gateways they name. Source: EC2 API reference. */

import { elementSchema } from './element-schema.ts'

const ATTACHMENTS = 'Attachments[VpcId State]'

export const GATEWAY_SCHEMA = {
  RouteTables: elementSchema({
    id: ['RouteTableId'],
    fields: `RouteTableId VpcId OwnerId PropagatingVgws[GatewayId]
      Associations[Main:flag RouteTableAssociationId RouteTableId SubnetId GatewayId PublicIpv4Pool
        AssociationState{State}]
      Routes[DestinationCidrBlock DestinationIpv6CidrBlock DestinationPrefixListId State Origin
        GatewayId NatGatewayId TransitGatewayId VpcPeeringConnectionId NetworkInterfaceId InstanceId InstanceOwnerId
        EgressOnlyInternetGatewayId LocalGatewayId CarrierGatewayId CoreNetworkArn OdbNetworkArn IpAddress]`,
  }),
  InternetGateways: elementSchema({ id: ['InternetGatewayId'], fields: `InternetGatewayId OwnerId ${ATTACHMENTS}` }),
  EgressOnlyInternetGateways: elementSchema({
    id: ['EgressOnlyInternetGatewayId'],
    fields: `EgressOnlyInternetGatewayId ${ATTACHMENTS}`,
  }),
  NatGateways: elementSchema({
    id: ['NatGatewayId'],
    fields: `NatGatewayId VpcId SubnetId State ConnectivityType AvailabilityMode RouteTableId AutoProvisionZones
      FailureCode FailureMessage CreateTime DeleteTime
      NatGatewayAddresses[AllocationId AssociationId NetworkInterfaceId PrivateIp PublicIp IsPrimary:flag Status
        AvailabilityZone AvailabilityZoneId]`,
  }),
  CarrierGateways: elementSchema({ id: ['CarrierGatewayId'], fields: 'CarrierGatewayId VpcId OwnerId State' }),
  VpnGateways: elementSchema({
    id: ['VpnGatewayId'],
    fields: 'VpnGatewayId State Type AvailabilityZone AmazonSideAsn:number VpcAttachments[VpcId State]',
  }),
  CustomerGateways: elementSchema({
    id: ['CustomerGatewayId'],
    fields: 'CustomerGatewayId State Type IpAddress BgpAsn BgpAsnExtended DeviceName CertificateArn',
  }),
  VpnConnections: elementSchema({
    id: ['VpnConnectionId'],
    gathered: ['Routes'],
    // No CustomerGatewayConfiguration and no PreSharedKey: both hold the tunnel's secret.
    fields: `VpnConnectionId CustomerGatewayId VpnGatewayId TransitGatewayId CoreNetworkArn State Type Category
      GatewayAssociationState Routes[DestinationCidrBlock Source State]
      VgwTelemetry[OutsideIpAddress Status StatusMessage AcceptedRouteCount:number LastStatusChange CertificateArn]
      Options{StaticRoutesOnly:flag EnableAcceleration:flag LocalIpv4NetworkCidr RemoteIpv4NetworkCidr
        LocalIpv6NetworkCidr RemoteIpv6NetworkCidr TunnelInsideIpVersion OutsideIpAddressType
        TransportTransitGatewayAttachmentId
        TunnelOptions[OutsideIpAddress TunnelInsideCidr TunnelInsideIpv6Cidr DpdTimeoutAction StartupAction
          Phase1LifetimeSeconds:number Phase2LifetimeSeconds:number RekeyMarginTimeSeconds:number
          Phase1EncryptionAlgorithms[Value] Phase2EncryptionAlgorithms[Value] Phase1IntegrityAlgorithms[Value]
          Phase2IntegrityAlgorithms[Value] Phase1DHGroupNumbers[Value:number] Phase2DHGroupNumbers[Value:number]
          IkeVersions[Value] LogOptions{CloudWatchLogOptions{LogEnabled:flag LogGroupArn}}]}`,
  }),
  ClientVpnEndpoints: elementSchema({
    id: ['ClientVpnEndpointId'],
    gathered: ['AuthorizationRules', 'ClientVpnTargetNetworks', 'Routes'],
    fields: `ClientVpnEndpointId Description VpcId ClientCidrBlock SecurityGroupIds[] SplitTunnel:flag DnsServers<>
      TransportProtocol VpnPort:number VpnProtocol ServerCertificateArn SessionTimeoutHours:number Status{Code Message}
      ConnectionLogOptions{Enabled:flag CloudwatchLogGroup CloudwatchLogStream}
      AuthenticationOptions[Type] ClientConnectOptions{Enabled:flag}
      AuthorizationRules[DestinationCidr GroupId AccessAll:flag Description Status{Code}]
      ClientVpnTargetNetworks[AssociationId TargetNetworkId VpcId SecurityGroups[] Status{Code}]
      Routes[DestinationCidr TargetSubnet Type Origin Description Status{Code}]`,
  }),
} as const
