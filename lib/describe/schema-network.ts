/** Allow-list: VPCs, subnets, interfaces and instances. Source: EC2 API reference, the type each key lists. */

import { elementSchema } from './element-schema.ts'

const ASSOCIATION = 'PublicIp PublicDnsName IpOwnerId AllocationId AssociationId CarrierIp CustomerOwnedIp'
/** Inside an instance the association is told without its ids. Source: EC2 API, InstanceNetworkInterfaceAssociation. */
const INSTANCE_ASSOCIATION = 'PublicIp PublicDnsName IpOwnerId CarrierIp CustomerOwnedIp'
const BLOCK_PUBLIC_ACCESS = 'BlockPublicAccessStates{InternetGatewayBlockMode}'

export const NETWORK_SCHEMA = {
  Vpcs: elementSchema({
    id: ['VpcId'],
    fields: `VpcId OwnerId State CidrBlock IsDefault:flag InstanceTenancy DhcpOptionsId ${BLOCK_PUBLIC_ACCESS}
      CidrBlockAssociationSet[AssociationId CidrBlock CidrBlockState{State}]
      Ipv6CidrBlockAssociationSet[AssociationId Ipv6CidrBlock Ipv6Pool NetworkBorderGroup Ipv6CidrBlockState{State}]
      EnableDnsSupport{Value:flag} EnableDnsHostnames{Value:flag}
      EncryptionControl{VpcEncryptionControlId Mode State}`,
  }),
  Subnets: elementSchema({
    id: ['SubnetId'],
    arn: ['SubnetArn'],
    fields: `SubnetId SubnetArn VpcId OwnerId State CidrBlock AvailabilityZone AvailabilityZoneId
      AvailableIpAddressCount:number DefaultForAz:flag MapPublicIpOnLaunch:flag MapCustomerOwnedIpOnLaunch:flag
      AssignIpv6AddressOnCreation:flag Ipv6Native:flag EnableDns64:flag OutpostArn ${BLOCK_PUBLIC_ACCESS}
      Ipv6CidrBlockAssociationSet[AssociationId Ipv6CidrBlock Ipv6CidrBlockState{State}]`,
  }),
  NetworkInterfaces: elementSchema({
    id: ['NetworkInterfaceId'],
    fields: `NetworkInterfaceId VpcId SubnetId OwnerId AvailabilityZone AvailabilityZoneId Description InterfaceType
      Status RequesterId RequesterManaged:flag SourceDestCheck:flag DenyAllIgwTraffic:flag OutpostArn
      PrivateDnsName PrivateIpAddress Ipv6Address Ipv6Native:flag
      PrivateIpAddresses[PrivateIpAddress Primary:flag Association{${ASSOCIATION}}]
      Ipv6Addresses[Ipv6Address IsPrimaryIpv6:flag] Ipv4Prefixes[Ipv4Prefix] Ipv6Prefixes[Ipv6Prefix]
      Groups[GroupId GroupName] Association{${ASSOCIATION}}
      Attachment{AttachmentId InstanceId InstanceOwnerId Status DeviceIndex:number NetworkCardIndex:number}
      Operator{Managed:flag Principal}`,
  }),
  Instances: elementSchema({
    id: ['InstanceId'],
    // No KeyName and no UserData: launch keys and boot scripts are none of this product's business.
    fields: `InstanceId OwnerId ReservationId ImageId InstanceType VpcId SubnetId State{Name Code:number}
      PrivateIpAddress PublicIpAddress Ipv6Address PrivateDnsName PublicDnsName Platform PlatformDetails
      SourceDestCheck:flag LaunchTime IamInstanceProfile{Arn Id} Placement{AvailabilityZone Tenancy}
      SecurityGroups[GroupId GroupName] MetadataOptions{State HttpTokens HttpEndpoint HttpPutResponseHopLimit:number}
      NetworkInterfaces[NetworkInterfaceId SubnetId VpcId OwnerId PrivateIpAddress InterfaceType Status Description
        SourceDestCheck:flag Attachment{AttachmentId DeviceIndex:number NetworkCardIndex:number Status}
        Groups[GroupId GroupName] Ipv6Addresses[Ipv6Address IsPrimaryIpv6:flag]
        Ipv4Prefixes[Ipv4Prefix] Ipv6Prefixes[Ipv6Prefix] Association{${INSTANCE_ASSOCIATION}}
        PrivateIpAddresses[PrivateIpAddress Primary:flag Association{${INSTANCE_ASSOCIATION}}] Operator{Managed:flag Principal}]`,
  }),
  Addresses: elementSchema({
    // EC2-Classic addresses have no allocation; their public address names them.
    id: ['AllocationId|PublicIp|CarrierIp'],
    fields: `AllocationId AssociationId PublicIp PrivateIpAddress Domain InstanceId NetworkInterfaceId
      NetworkInterfaceOwnerId NetworkBorderGroup PublicIpv4Pool CarrierIp CustomerOwnedIp ServiceManaged`,
  }),
  AvailabilityZones: elementSchema({
    id: ['ZoneName'],
    // A zone name means another building in another account.
    unique: 'account',
    fields: 'ZoneName ZoneId ZoneType RegionName State OptInStatus GroupName ParentZoneName NetworkBorderGroup',
  }),
  DhcpOptions: elementSchema({
    id: ['DhcpOptionsId'],
    fields: 'DhcpOptionsId OwnerId DhcpConfigurations[Key Values<Value>]',
  }),
  VpcBlockPublicAccessOptions: elementSchema({
    id: [],
    unique: 'account',
    fields:
      'AwsAccountId AwsRegion State InternetGatewayBlockMode Reason ManagedBy ExclusionsAllowed LastUpdateTimestamp',
  }),
  VpcBlockPublicAccessExclusions: elementSchema({
    id: ['ExclusionId'],
    fields: `ExclusionId ResourceArn InternetGatewayExclusionMode State Reason CreationTimestamp LastUpdateTimestamp
      DeletionTimestamp`,
  }),
  VpcEncryptionControls: elementSchema({
    id: ['VpcEncryptionControlId'],
    fields: `VpcEncryptionControlId VpcId Mode State StateMessage
      ResourceExclusions{InternetGateway{State} EgressOnlyInternetGateway{State} NatGateway{State}
        VirtualPrivateGateway{State} VpcPeering{State} Lambda{State} VpcLattice{State} ElasticFileSystem{State}}`,
  }),
} as const
