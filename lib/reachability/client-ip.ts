/**
 * Whose address a target sees: the client's, or the load balancer's own.
 * Source: Network Load Balancers guide, "Client IP preservation".
 */

import type { LoadBalancer, TargetGroup } from '../inventory/services.ts'
import type { Family } from '../net/prefix.ts'
import type { CaveatCode } from './codes.ts'

export interface ClientIp {
  readonly preserved: boolean
  /** Set where the attributes were not collected and the default was assumed. */
  readonly caveats: readonly CaveatCode[]
}

export interface ClientIpQuestion {
  readonly balancer: Pick<LoadBalancer, 'kind'>
  /** Null for the instances of a Classic Load Balancer. */
  readonly group: TargetGroup | null
  /** Is the target registered by its instance, rather than by an address? */
  readonly isInstance: boolean
  /** What the client speaks, and what the target is asked over. */
  readonly clientFamily: Family
  readonly targetFamily: Family
}

const REPLACED: ClientIp = { preserved: false, caveats: [] }
const KEPT: ClientIp = { preserved: true, caveats: [] }

/**
 * Application and Classic Load Balancers open a connection of their own; a Gateway Load Balancer wraps the packet in
 * one. A Network Load Balancer keeps the client by the attribute, and always for UDP and before an ALB.
 */
export function clientIpOf(question: ClientIpQuestion): ClientIp {
  const { balancer, group, isInstance, clientFamily, targetFamily } = question
  if (balancer.kind !== 'network' || !group) return REPLACED
  if (clientFamily !== targetFamily) return REPLACED
  if (group.targetType === 'alb' || isDatagram(group)) return KEPT
  const told = group.attributes?.['preserve_client_ip.enabled']
  if (told !== undefined) return told === 'true' ? KEPT : REPLACED
  if (group.attributes) return isInstance ? KEPT : REPLACED
  const assumed = isInstance ? 'ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED' : 'ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED'
  return { preserved: isInstance, caveats: [assumed, 'MISSING_TARGET_GROUP_ATTRIBUTES'] }
}

/** Off by default for addresses asked over TCP or TLS, on for everything else; it cannot be off for UDP. */
function isDatagram({ protocol }: TargetGroup): boolean {
  return protocol === 'UDP' || protocol === 'TCP_UDP' || protocol === 'QUIC' || protocol === 'TCP_QUIC'
}
