/** What the security groups of an interface admit, whoever is on the far side: a sign of what it is there to serve. */

import { type SecurityGroup, type SecurityGroupRule, unreadOf } from '../inventory/filters.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { intervalSet, type NumberSet } from '../net/interval-set.ts'
import { TCP, UDP } from '../net/protocol.ts'
import type { Network } from '../reachability/network.ts'

export interface ServedPorts {
  /** TCP and UDP ports admitted from anybody. */
  readonly ports: NumberSet
  /** Groups whose members are admitted on some port. */
  readonly fromGroups: ReadonlySet<string>
}

/** By the list itself: interfaces with the same groups share one. */
const SERVED = new WeakMap<Network, Map<readonly string[], ServedPorts | null>>()

/** Null where a group, or a rule of one, is not known: then nothing can be said of what is served. */
export function servedPorts(network: Network, { securityGroupIds, unread }: NetworkInterface): ServedPorts | null {
  if (securityGroupIds.length === 0 || unread.length > 0) return null
  const known = SERVED.get(network) ?? new Map<readonly string[], ServedPorts | null>()
  SERVED.set(network, known)
  const kept = known.get(securityGroupIds)
  if (kept !== undefined) return kept
  const found = servedBy(securityGroupIds.map((id) => network.inventory.securityGroups.get(id)))
  known.set(securityGroupIds, found)
  return found
}

function servedBy(groups: readonly (SecurityGroup | undefined)[]): ServedPorts | null {
  const known = groups.filter((group) => group !== undefined)
  if (known.length < groups.length || known.some((group) => unreadOf(group, 'ingress').length > 0)) return null
  const rules = known.flatMap((group) => group.rules.filter(isService))
  return {
    ports: intervalSet(rules.flatMap(({ ports }) => ports)),
    fromGroups: new Set(rules.flatMap(({ peer }) => (peer.kind === 'security-group' ? [peer.id] : []))),
  }
}

function isService({ direction, protocol }: SecurityGroupRule): boolean {
  return direction === 'ingress' && (protocol === TCP || protocol === UDP || protocol === 'any')
}
