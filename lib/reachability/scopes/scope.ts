/**
 * A Network Access Scope as the engine reads it: paths to find, paths to leave out.
 * Source: Network Access Analyzer guide, "Working with Network Access Scopes".
 */

import type { NumberSet } from '../../net/interval-set.ts'
import type { Family, Prefix } from '../../net/prefix.ts'

/** Types a statement may name, at an end of a path or on the way. */
export const RESOURCE_TYPES = [
  'AWS::EC2::InternetGateway',
  'AWS::EC2::EgressOnlyInternetGateway',
  'AWS::EC2::NetworkInterface',
  'AWS::EC2::Instance',
  'AWS::EC2::NatGateway',
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCEndpointService',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::EC2::VPNGateway',
  'AWS::ElasticLoadBalancing::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::NetworkFirewall::NetworkFirewall',
  'AWS::NetworkFirewall::Firewall',
] as const

export type ResourceType = (typeof RESOURCE_TYPES)[number]

/** Either list is empty when the statement names the other. */
export interface ResourceStatement {
  /** Ids, ARNs, or the ARN of a resource group. */
  readonly resources: readonly string[]
  readonly types: readonly ResourceType[]
  /** Ours: what is named here is not meant. */
  readonly except: ResourceStatement | null
  readonly pointer: string
}

/** Blocks, or prefix lists by id. */
export interface AddressStatement {
  readonly prefixes: readonly Prefix[]
  readonly prefixLists: readonly string[]
  readonly pointer: string
}

/** What is null is not asked for. */
export interface PacketHeaderStatement {
  /** IANA numbers of TCP and UDP. */
  readonly protocols: readonly number[] | null
  readonly sources: AddressStatement | null
  readonly destinations: AddressStatement | null
  readonly sourcePorts: NumberSet | null
  readonly destinationPorts: NumberSet | null
  /** Ours: addresses and ports that are not meant, each taken out of its own list. */
  readonly except: Omit<PacketHeaderStatement, 'except' | 'protocols'> | null
}

/** One end of a path: the resource it starts or ends at, and the header of the packet there. */
export interface PathStatement {
  readonly resources: ResourceStatement | null
  readonly header: PacketHeaderStatement | null
}

export interface ScopePattern {
  readonly source: PathStatement | null
  readonly destination: PathStatement | null
  /** Only in what is left out: the path passes one of these. */
  readonly through: ResourceStatement | null
}

export interface Scope {
  /** The `Name` tag or the id, when it has one. */
  readonly name: string | null
  readonly match: readonly ScopePattern[]
  readonly exclude: readonly ScopePattern[]
  /** Ours: `IpFamily`. Both unless it is said. */
  readonly families: readonly Family[]
  /** Ours: `Bidirectional`. The reply must come back too; Network Access Analyzer asks for the request alone. */
  readonly bidirectional: boolean
}
