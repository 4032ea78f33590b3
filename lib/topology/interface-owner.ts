/** Which service an interface belongs to. Managed services say it in the description, and only there. */

import type { NetworkInterface } from '../inventory/network.ts'

export type InterfaceOwnerKind =
  | 'instance'
  | 'load-balancer'
  | 'nat-gateway'
  | 'vpc-endpoint'
  | 'transit-gateway'
  | 'function'
  | 'container'
  | 'cluster'
  | 'rds'
  | 'elasticache'
  | 'redshift'
  | 'opensearch'
  | 'instance-connect'
  | 'client-vpn'
  | 'file-system'
  | 'directory'
  | 'none'

export interface InterfaceOwner {
  readonly kind: InterfaceOwnerKind
  /** An id or name inside the kind: `nat-1`, `app/shop/50dc6c`, a function name. Null when AWS does not tell which. */
  readonly key: string | null
}

/**
 * The first pattern that fits decides; its one group is the key.
 * Source: the descriptions AWS writes, as in ELB guide "Load balancer network interfaces", RDS, Lambda and VPC endpoint guides.
 */
const DESCRIPTIONS: readonly (readonly [RegExp, InterfaceOwnerKind])[] = [
  [/^ELB (\S+)$/, 'load-balancer'],
  [/^Interface for NAT Gateway (nat-\S+)/, 'nat-gateway'],
  [/^VPC Endpoint Interface (vpce-\S+)/, 'vpc-endpoint'],
  [/^Network Interface for Transit Gateway Attachment (tgw-attach-\S+)/i, 'transit-gateway'],
  [/^AWS Lambda VPC ENI[-: ]+(.+?)(?:-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$/, 'function'],
  [/^(arn:aws[^:]*:ecs:\S+:attachment\/\S+)$/, 'container'],
  [/^Amazon EKS (\S+)/, 'cluster'],
  [/^RDSNetworkInterface()/, 'rds'],
  [/^ElastiCache[ +]+(\S+)/, 'elasticache'],
  [/^RedshiftNetworkInterface()/, 'redshift'],
  [/^ES (\S+)/, 'opensearch'],
  [/^EC2 Instance Connect Endpoint()/, 'instance-connect'],
  [/^ClientVPN Endpoint resource()/, 'client-vpn'],
  [/^EFS mount target for (fs-\S+)/, 'file-system'],
  [/^AWS created network interface for directory (d-\S+)/, 'directory'],
]

/** Types that settle it where the description is missing or cut. */
const BY_TYPE: ReadonlyMap<string, InterfaceOwnerKind> = new Map<string, InterfaceOwnerKind>([
  ['nat-gateway', 'nat-gateway'],
  ['transit-gateway', 'transit-gateway'],
  ['load-balancer', 'load-balancer'],
  ['network-load-balancer', 'load-balancer'],
  ['gateway-load-balancer', 'load-balancer'],
  ['vpc-endpoint', 'vpc-endpoint'],
  ['gateway-load-balancer-endpoint', 'vpc-endpoint'],
  ['lambda', 'function'],
])

export function interfaceOwner(networkInterface: NetworkInterface): InterfaceOwner {
  if (networkInterface.instanceId) return { kind: 'instance', key: networkInterface.instanceId }
  for (const [pattern, kind] of DESCRIPTIONS) {
    const match = pattern.exec(networkInterface.description)
    if (match) return { kind, key: match[1] || null }
  }
  return { kind: BY_TYPE.get(networkInterface.type) ?? 'none', key: null }
}
