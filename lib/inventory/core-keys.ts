/** The keys without which a verdict about a VPC is not sure, and what not knowing each means. */

import type { DescribeDocument, DescribeKey } from '../describe/document.ts'
import { isObject, text } from './wire.ts'

export interface CoreKey {
  readonly key: DescribeKey
  /** Ends the sentence "… were not collected, so …". */
  readonly consequence: string
  /** Another key that tells the same. */
  readonly or?: DescribeKey
  /** Is it missed in this document? When absent: wherever there are VPCs. */
  readonly when?: (document: DescribeDocument) => boolean
}

const has = (key: DescribeKey) => (document: DescribeDocument) => (document.elements.get(key)?.length ?? 0) > 0

/** Exclusions only matter where something is blocked. */
function blocksPublicAccess(document: DescribeDocument): boolean {
  return (document.elements.get('VpcBlockPublicAccessOptions') ?? []).some(
    (options) => isObject(options) && text(options, 'InternetGatewayBlockMode') !== 'off',
  )
}

const CORE_KEYS: readonly CoreKey[] = [
  { key: 'Vpcs', consequence: 'their address ranges are unknown' },
  { key: 'Subnets', consequence: 'where interfaces stand is unknown' },
  { key: 'RouteTables', consequence: 'no subnet can be called public or private' },
  { key: 'NetworkAcls', consequence: 'what they let through is unknown' },
  { key: 'SecurityGroups', consequence: 'what they admit is unknown', or: 'SecurityGroupRules' },
  { key: 'NetworkInterfaces', consequence: 'what stands in the subnets is unknown' },
  { key: 'Instances', consequence: 'which interfaces belong to a running instance is unknown' },
  { key: 'InternetGateways', consequence: 'which VPCs reach the internet is unknown' },
  { key: 'EgressOnlyInternetGateways', consequence: 'IPv6 egress is not shown' },
  { key: 'NatGateways', consequence: 'egress through them is not shown' },
  { key: 'VpcEndpoints', consequence: 'private paths to services are not shown' },
  { key: 'VpcPeeringConnections', consequence: 'paths to other VPCs are not shown' },
  { key: 'TransitGateways', consequence: 'paths through them are not shown' },
  {
    key: 'TransitGatewayAttachments',
    consequence: 'which networks they join is unknown',
    or: 'TransitGatewayVpcAttachments',
  },
  {
    key: 'TransitGatewayRouteTables',
    consequence: 'what passes through the transit gateways is unknown',
    when: (document) => has('TransitGateways')(document) || has('TransitGatewayAttachments')(document),
  },
  { key: 'VpnGateways', consequence: 'paths to other sites are not shown' },
  { key: 'VpnConnections', consequence: 'paths to other sites are not shown' },
  { key: 'LoadBalancers', consequence: 'what is published through them is unknown' },
  { key: 'LoadBalancerDescriptions', consequence: 'what classic load balancers publish is unknown' },
  { key: 'Listeners', consequence: 'the ports load balancers listen on are unknown', when: has('LoadBalancers') },
  { key: 'TargetGroups', consequence: 'where load balancers send traffic is unknown', when: has('LoadBalancers') },
  { key: 'ManagedPrefixLists', consequence: 'rules and routes that name one cannot be judged', or: 'PrefixLists' },
  { key: 'FlowLogs', consequence: 'whether traffic is recorded is unknown' },
  { key: 'VpcBlockPublicAccessOptions', consequence: 'whether the account blocks internet traffic is unknown' },
  {
    key: 'VpcBlockPublicAccessExclusions',
    consequence: 'what is excluded from the block is unknown',
    when: blocksPublicAccess,
  },
  { key: 'SecurityGroupVpcAssociations', consequence: 'groups lent to other VPCs are not shown' },
]

/** Keys whose elements show that there are VPCs here at all. */
const NETWORK_KEYS: readonly DescribeKey[] = [
  'Vpcs',
  'Subnets',
  'RouteTables',
  'NetworkAcls',
  'SecurityGroups',
  'SecurityGroupRules',
  'NetworkInterfaces',
  'Instances',
  'InternetGateways',
  'NatGateways',
  'VpcEndpoints',
  'LoadBalancers',
  'LoadBalancerDescriptions',
  'VpcPeeringConnections',
]

function holdsNetwork(document: DescribeDocument): boolean {
  return NETWORK_KEYS.some((key) => has(key)(document))
}

/**
 * Core keys this document misses: neither the key nor its stand-in is there. A document without anything of a VPC
 * (Direct Connect's, an organisation's, a hub's) misses only what its own elements ask for.
 */
export function missingCoreKeys(document: DescribeDocument): readonly CoreKey[] {
  const holdsVpcs = holdsNetwork(document)
  return CORE_KEYS.filter(({ key, or, when }) => {
    if (document.elements.has(key) || (or !== undefined && document.elements.has(or))) return false
    return when === undefined ? holdsVpcs : when(document)
  })
}
