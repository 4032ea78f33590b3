/** VPCs, subnets, interfaces and what sits on them. Shapes follow the EC2 API, spelt in full. */

import type { Address, Prefix } from '../net/prefix.ts'
import type { AllocationId, InstanceId, NetworkInterfaceId, SecurityGroupId, SubnetId, VpcId } from './ids.ts'
import type { Resource } from './resource.ts'

export interface Vpc extends Resource<VpcId> {
  /** Associated CIDRs only, IPv4 first; `disassociated` and `failing` ones are left out. Source: VPC guide, VPC CIDR blocks. */
  readonly cidrs: readonly Prefix[]
  readonly isDefault: boolean
  readonly dhcpOptionsId: string | null
  /** Null when the attribute was not collected (DescribeVpcAttribute). */
  readonly dnsSupport: boolean | null
  readonly dnsHostnames: boolean | null
}

export interface Subnet extends Resource<SubnetId> {
  readonly vpcId: VpcId
  readonly cidrs: readonly Prefix[]
  readonly availabilityZone: string
  /** Stable across accounts, unlike the name; null in older output. */
  readonly availabilityZoneId: string | null
  /** Null when AWS did not tell. */
  readonly mapPublicIpOnLaunch: boolean | null
  readonly assignIpv6AddressOnCreation: boolean
  readonly availableIpAddressCount: number | null
  readonly defaultForAz: boolean
  /** IGW traffic blocked by VPC Block Public Access; null when not told. */
  readonly blockPublicAccess: 'off' | 'block-bidirectional' | 'block-ingress' | null
}

/** One private address of an interface and the public address that maps to it, if any. */
export interface InterfaceAddress {
  readonly privateIp: Address
  readonly publicIp: Address | null
  readonly primary: boolean
  readonly allocationId: AllocationId | null
  /** `amazon`, `amazon-elb`, or an account id: who owns the public address. */
  readonly publicIpOwner: string | null
}

export type InterfaceType =
  | 'interface'
  | 'nat-gateway'
  | 'transit-gateway'
  | 'load-balancer'
  | 'network-load-balancer'
  | 'gateway-load-balancer'
  | 'gateway-load-balancer-endpoint'
  | 'vpc-endpoint'
  | 'lambda'
  | 'efa'
  | 'trunk'
  | 'branch'
  | 'other'

export interface NetworkInterface extends Resource<NetworkInterfaceId> {
  readonly vpcId: VpcId
  readonly subnetId: SubnetId
  readonly type: InterfaceType
  /** AWS's own word, kept for the inspector. */
  readonly typeText: string
  readonly status: string
  readonly description: string
  readonly addresses: readonly InterfaceAddress[]
  readonly ipv6Addresses: readonly Address[]
  /** Prefix delegation, both families. */
  readonly prefixes: readonly Prefix[]
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly sourceDestCheck: boolean
  readonly requesterManaged: boolean
  readonly requesterId: string | null
  readonly denyAllIgwTraffic: boolean
  readonly instanceId: InstanceId | null
  readonly attachmentStatus: string | null
  /** Groups or addresses that could not be read, as text: verdicts that need them are `unknown`. */
  readonly unread: readonly string[]
}

export interface Instance extends Resource<InstanceId> {
  readonly vpcId: VpcId | null
  readonly subnetId: SubnetId | null
  readonly state: string
  readonly instanceType: string | null
  readonly imageId: string | null
  readonly interfaceIds: readonly NetworkInterfaceId[]
  readonly securityGroupIds: readonly SecurityGroupId[]
  readonly privateIp: Address | null
  readonly publicIp: Address | null
  readonly ipv6Addresses: readonly Address[]
  readonly instanceProfileArn: string | null
  readonly httpTokens: 'required' | 'optional' | null
  readonly sourceDestCheck: boolean
}

export interface ElasticIp extends Resource {
  readonly publicIp: Address
  readonly privateIp: Address | null
  readonly associationId: string | null
  readonly networkInterfaceId: NetworkInterfaceId | null
  readonly instanceId: InstanceId | null
}

export interface AvailabilityZone {
  readonly name: string
  readonly id: string | null
  readonly region: string
  readonly zoneType: string
}
