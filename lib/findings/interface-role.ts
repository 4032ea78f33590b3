/** What an interface is for, from what AWS writes on it. */

import type { NetworkInterface } from '../inventory/network.ts'
import type { Settings } from './settings.ts'

export type InterfaceRole =
  | 'load-balancer'
  | 'nat-gateway'
  | 'endpoint'
  | 'transit'
  | 'database'
  | 'function'
  | 'container'
  | 'host'

/** Load balancers other than NLB and GWLB have plain interfaces; their description and requester tell. Source: ELB guides. */
export function interfaceRole(networkInterface: NetworkInterface): InterfaceRole {
  const { type, description, requesterId } = networkInterface
  // Most are plain ones, and what is not among the roles is looked for longest.
  const byType = type === 'interface' ? undefined : ROLES[type]
  if (byType) return byType
  // Asked of every interface by many rules: most have neither, and a first letter that no description of AWS has.
  if (requesterId === null && !FIRST_LETTERS.has(description.charCodeAt(0))) return 'host'
  if (requesterId === 'amazon-elb' || description.startsWith('ELB ')) return 'load-balancer'
  if (description.startsWith('arn:aws:ecs:') || requesterId === 'amazon-ecs') return 'container'
  if (DATABASE_DESCRIPTIONS.some((start) => description.startsWith(start))) return 'database'
  if (requesterId === 'amazon-rds' || requesterId === 'amazon-elasticache' || requesterId === 'amazon-redshift')
    return 'database'
  return 'host'
}

/** What forwards for others stands on the edge of its network by its nature. */
export function isEdgeRole(role: InterfaceRole): boolean {
  return EDGE.has(role)
}

const EDGE: ReadonlySet<InterfaceRole> = new Set(['load-balancer', 'nat-gateway', 'endpoint', 'transit'])

export function isExempt(networkInterface: NetworkInterface, settings: Settings): boolean {
  const role = interfaceRole(networkInterface)
  if (role === 'load-balancer') return settings.exemptInterfaceTypes.includes('load_balancer')
  return settings.exemptInterfaceTypes.some((type) => type === networkInterface.typeText)
}

const ROLES: Partial<Record<NetworkInterface['type'], InterfaceRole>> = {
  'nat-gateway': 'nat-gateway',
  'transit-gateway': 'transit',
  'load-balancer': 'load-balancer',
  'network-load-balancer': 'load-balancer',
  'gateway-load-balancer': 'load-balancer',
  'gateway-load-balancer-endpoint': 'endpoint',
  'vpc-endpoint': 'endpoint',
  lambda: 'function',
}

const DATABASE_DESCRIPTIONS = ['RDSNetworkInterface', 'ElastiCache', 'RedshiftNetworkInterface', 'ES ', 'DAX']

const FIRST_LETTERS: ReadonlySet<number> = new Set(
  ['ELB', 'arn:aws:ecs:', ...DATABASE_DESCRIPTIONS].map((start) => start.charCodeAt(0)),
)
