/**
 * What the listeners of a load balancer take, and the target groups they send it to.
 * Source: ELB guides, "Listeners for your … Load Balancer".
 */

import type { Listener, LoadBalancer, TargetGroup } from '../inventory/services.ts'
import { TCP, UDP } from '../net/protocol.ts'
import type { Network } from './network.ts'
import type { RuleRef } from './path.ts'

const TRANSPORTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['HTTP', [TCP]],
  ['HTTPS', [TCP]],
  ['TCP', [TCP]],
  ['TLS', [TCP]],
  ['SSL', [TCP]],
  ['UDP', [UDP]],
  ['TCP_UDP', [TCP, UDP]],
  ['QUIC', [UDP]],
  ['TCP_QUIC', [TCP, UDP]],
])

/** IANA numbers of what a listener or target group of this protocol carries; null for a word that is not known. */
export function transportsOf(protocol: string): readonly number[] | null {
  return TRANSPORTS.get(protocol.toUpperCase()) ?? null
}

/** How a target group came to be one of the listener's. */
export interface ListenerGroup {
  readonly arn: string
  /** Null when it was not collected. */
  readonly group: TargetGroup | null
  /** False for one that the rules of some listener name: rules are not collected, so which listener is not known. */
  readonly sure: boolean
  /** Is it known only by what the group says it serves, and not by an action that was read? */
  readonly byRule: boolean
}

/**
 * The groups of the default action, then those only rules can name: a group that says it serves the load balancer, and
 * that no default action names. Of a load balancer with one listener it is that listener's rule.
 * Source: Application Load Balancers guide, "Listener rules".
 */
export function groupsOfListener(
  network: Network,
  balancer: LoadBalancer,
  listener: Listener,
): readonly ListenerGroup[] {
  const { targetGroups } = network.inventory
  const own = listener.targetGroupArns.map((arn) => ({
    arn,
    group: targetGroups.get(arn) ?? null,
    sure: true,
    byRule: false,
  }))
  if (balancer.kind !== 'application') return own
  const listeners = balancer.listeners ?? []
  const named = new Set(listeners.flatMap((each) => [...each.targetGroupArns, ...each.idleTargetGroupArns]))
  const ruled = groupsServing(network, balancer.id).filter(({ id }) => !named.has(id))
  return [...own, ...ruled.map((group) => ({ arn: group.id, group, sure: listeners.length === 1, byRule: true }))]
}

/** Does the load balancer answer this itself: a redirect or a fixed response, and no target is asked? */
export function answersItself({ defaultAction }: Listener): boolean {
  return defaultAction === 'redirect' || defaultAction === 'fixed-response'
}

export function listenerRef({ id }: LoadBalancer, listener: Listener): RuleRef {
  return {
    kind: 'listener',
    resourceId: id,
    pointer: listener.pointer,
    document: listener.document,
    excerpt: `listener ${listenerText(listener)}`,
  }
}

/** `HTTPS:443`; a Gateway Load Balancer's has neither. */
export function listenerText({ protocol, port }: Listener): string {
  return port === null ? 'for all traffic' : `${protocol}:${port}`
}

/** Kept with the target groups, which a network that differs only in its rules shares. */
const SERVING = new WeakMap<TargetGroups, ReadonlyMap<string, readonly TargetGroup[]>>()

type TargetGroups = Network['inventory']['targetGroups']

function groupsServing({ inventory: { targetGroups } }: Network, arn: string): readonly TargetGroup[] {
  const known = SERVING.get(targetGroups) ?? groupsByBalancer(targetGroups)
  SERVING.set(targetGroups, known)
  return known.get(arn) ?? []
}

function groupsByBalancer(targetGroups: TargetGroups): ReadonlyMap<string, readonly TargetGroup[]> {
  const found = new Map<string, TargetGroup[]>()
  for (const group of targetGroups.values()) {
    for (const arn of group.loadBalancerArns) {
      const alike = found.get(arn)
      if (alike) alike.push(group)
      else found.set(arn, [group])
    }
  }
  return found
}
