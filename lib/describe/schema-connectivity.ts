/** Allow-list: peering, transit gateways, endpoints, Direct Connect, Global Accelerator. Source: EC2, Direct Connect and Global Accelerator API references. */

import { elementSchema } from './element-schema.ts'

const PEERING_SIDE = `CidrBlock CidrBlockSet[CidrBlock] Ipv6CidrBlockSet[Ipv6CidrBlock] OwnerId Region VpcId
  PeeringOptions{AllowDnsResolutionFromRemoteVpc:flag AllowEgressFromLocalClassicLinkToRemoteVpc:flag
    AllowEgressFromLocalVpcToRemoteClassicLink:flag}`
const TRANSIT_ROUTE = `DestinationCidrBlock PrefixListId Type State TransitGatewayRouteTableAnnouncementId
  TransitGatewayAttachments[TransitGatewayAttachmentId ResourceId ResourceType]`
const TRANSIT_MEMBER = 'TransitGatewayAttachmentId ResourceId ResourceType State'
const TRANSIT_PEER = 'TransitGatewayId CoreNetworkId OwnerId Region'

export const CONNECTIVITY_SCHEMA = {
  VpcPeeringConnections: elementSchema({
    id: ['VpcPeeringConnectionId'],
    fields: `VpcPeeringConnectionId ExpirationTime Status{Code Message}
      RequesterVpcInfo{${PEERING_SIDE}} AccepterVpcInfo{${PEERING_SIDE}}`,
  }),
  TransitGateways: elementSchema({
    id: ['TransitGatewayId'],
    arn: ['TransitGatewayArn'],
    fields: `TransitGatewayId TransitGatewayArn OwnerId State Description
      Options{AmazonSideAsn:number AutoAcceptSharedAttachments DefaultRouteTableAssociation
        AssociationDefaultRouteTableId DefaultRouteTablePropagation PropagationDefaultRouteTableId VpnEcmpSupport
        DnsSupport SecurityGroupReferencingSupport MulticastSupport TransitGatewayCidrBlocks[]}`,
  }),
  TransitGatewayAttachments: elementSchema({
    id: ['TransitGatewayAttachmentId'],
    fields: `TransitGatewayAttachmentId TransitGatewayId TransitGatewayOwnerId ResourceId ResourceOwnerId ResourceType
      State CreationTime Association{TransitGatewayRouteTableId State}`,
  }),
  TransitGatewayVpcAttachments: elementSchema({
    id: ['TransitGatewayAttachmentId'],
    fields: `TransitGatewayAttachmentId TransitGatewayId VpcId VpcOwnerId State SubnetIds[] CreationTime
      Options{DnsSupport Ipv6Support ApplianceModeSupport SecurityGroupReferencingSupport}`,
  }),
  TransitGatewayPeeringAttachments: elementSchema({
    id: ['TransitGatewayAttachmentId'],
    fields: `TransitGatewayAttachmentId AccepterTransitGatewayAttachmentId State CreationTime Status{Code Message}
      RequesterTgwInfo{${TRANSIT_PEER}} AccepterTgwInfo{${TRANSIT_PEER}} Options{DynamicRouting}`,
  }),
  TransitGatewayRouteTables: elementSchema({
    id: ['TransitGatewayRouteTableId'],
    gathered: ['Associations', 'Propagations', 'Routes', 'StaticRoutes'],
    // `StaticRoutes` is what a collector that asks only for static routes leaves (Batfish's); `Routes` is the whole table.
    // `AdditionalRoutesAvailable: true` is AWS saying that `Routes` was cut at 1,000.
    fields: `TransitGatewayRouteTableId TransitGatewayId State DefaultAssociationRouteTable:flag
      DefaultPropagationRouteTable:flag CreationTime AdditionalRoutesAvailable:flag
      Associations[${TRANSIT_MEMBER}] Propagations[${TRANSIT_MEMBER} TransitGatewayRouteTableAnnouncementId]
      Routes[${TRANSIT_ROUTE}] StaticRoutes[${TRANSIT_ROUTE}]`,
  }),
  VpcEndpoints: elementSchema({
    id: ['VpcEndpointId'],
    fields: `VpcEndpointId VpcEndpointType VpcId OwnerId ServiceName ServiceRegion ServiceNetworkArn
      ResourceConfigurationArn State PolicyDocument RouteTableIds[] SubnetIds[] NetworkInterfaceIds[]
      Groups[GroupId GroupName] PrivateDnsEnabled:flag RequesterManaged:flag IpAddressType CreationTimestamp
      DnsEntries[DnsName HostedZoneId] DnsOptions{DnsRecordIpType PrivateDnsOnlyForInboundResolverEndpoint:flag}`,
  }),
  VpcEndpointServices: elementSchema({
    id: ['ServiceId|ServiceName'],
    gathered: ['AllowedPrincipals'],
    fields: `ServiceId ServiceName ServiceState ServiceType[ServiceType] AcceptanceRequired:flag
      ManagesVpcEndpoints:flag AvailabilityZones[] NetworkLoadBalancerArns[] GatewayLoadBalancerArns[]
      BaseEndpointDnsNames[] PrivateDnsName SupportedIpAddressTypes[] PayerResponsibility Owner
      AllowedPrincipals[PrincipalType Principal ServicePermissionId]`,
  }),
  InstanceConnectEndpoints: elementSchema({
    id: ['InstanceConnectEndpointId'],
    arn: ['InstanceConnectEndpointArn'],
    fields: `InstanceConnectEndpointId InstanceConnectEndpointArn OwnerId State StateMessage VpcId SubnetId
      AvailabilityZone DnsName NetworkInterfaceIds[] SecurityGroupIds[] PreserveClientIp:flag CreatedAt`,
  }),
  DirectConnectGateways: elementSchema({
    id: ['directConnectGatewayId'],
    anyCase: true,
    global: true,
    gathered: ['directConnectGatewayAssociations'],
    fields: `directConnectGatewayId directConnectGatewayName amazonSideAsn:number ownerAccount directConnectGatewayState
      directConnectGatewayAssociations[associationId associationState
        associatedGateway{id type ownerAccount region}
        allowedPrefixesToDirectConnectGateway[cidr]]`,
  }),
  VirtualInterfaces: elementSchema({
    id: ['virtualInterfaceId'],
    anyCase: true,
    // No authKey: it is the BGP session's secret.
    fields: `virtualInterfaceId virtualInterfaceName virtualInterfaceType virtualInterfaceState ownerAccount region
      location connectionId vlan:number asn:number amazonSideAsn:number addressFamily amazonAddress customerAddress
      virtualGatewayId directConnectGatewayId routeFilterPrefixes[cidr]
      bgpPeers[bgpPeerId asn:number addressFamily amazonAddress customerAddress bgpPeerState bgpStatus]`,
  }),
  Connections: elementSchema({
    id: ['connectionId'],
    anyCase: true,
    fields: `connectionId connectionName connectionState ownerAccount region location bandwidth vlan:number partnerName
      awsDevice hasLogicalRedundancy macSecCapable:flag encryptionMode portEncryptionStatus`,
  }),
  Accelerators: elementSchema({
    id: ['AcceleratorArn'],
    arn: ['AcceleratorArn'],
    global: true,
    fields:
      'AcceleratorArn Name IpAddressType Enabled:flag DnsName Status IpSets[IpFamily IpAddressFamily IpAddresses[]]',
  }),
} as const
