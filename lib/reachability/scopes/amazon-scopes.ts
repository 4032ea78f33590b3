/**
 * The scopes Amazon puts into every account, and what Block Public Access would stop, as data.
 * Source: Network Access Analyzer guide, "Getting started"; VPC guide, "Assess the impact of VPC BPA".
 */

import { parseScopes } from './parse-scope.ts'
import type { Scope } from './scope.ts'

const BETWEEN_NETWORKS = [
  'AWS::EC2::InternetGateway',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCEndpointService',
  'AWS::EC2::VPNGateway',
  'AWS::EC2::TransitGatewayAttachment',
]

const ends = (types: readonly string[]) => ({ ResourceStatement: { ResourceTypes: types } })
const interfaces = ends(['AWS::EC2::NetworkInterface'])
const internet = ends(['AWS::EC2::InternetGateway'])
const named = (Name: string) => [{ Key: 'Name', Value: Name }]

/** In AWS's own JSON, so that each can be printed, changed and given back. */
export const AMAZON_SCOPES = [
  { MatchPaths: [{ Source: internet, Destination: interfaces }], Tags: named('All-IGW-Ingress') },
  { MatchPaths: [{ Source: interfaces, Destination: internet }], Tags: named('AWS-IGW-Egress') },
  { MatchPaths: [{ Source: ends(BETWEEN_NETWORKS), Destination: interfaces }], Tags: named('AWS-VPC-Ingress') },
  { MatchPaths: [{ Source: interfaces, Destination: ends(BETWEEN_NETWORKS) }], Tags: named('AWS-VPC-Egress') },
] as const

/** Whatever passes an internet gateway today, either way: Block Public Access in both directions would stop it. */
export const BLOCK_PUBLIC_ACCESS_IMPACT = {
  MatchPaths: [
    { Source: internet, Destination: interfaces },
    { Source: interfaces, Destination: internet },
  ],
  Tags: named('VPC-BPA-Impact'),
} as const

export function amazonScopes(): readonly Scope[] {
  return parseScopes([...AMAZON_SCOPES]).scopes ?? []
}

export function blockPublicAccessImpact(): readonly Scope[] {
  return parseScopes(BLOCK_PUBLIC_ACCESS_IMPACT).scopes ?? []
}
