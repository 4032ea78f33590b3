/** Rules and routes as a person reads them, and in the order the network reads them. */

import type { NetworkAcl, NetworkAclEntry, RulePeer, SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Route, RouteDestination, RouteTable } from '../inventory/routing.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { formatPrefix } from '../net/prefix.ts'
import { formatProtocol, hasPorts, type Protocol } from '../net/protocol.ts'
import { networkAclEntryId, routeId, securityGroupRuleId } from '../reachability/rule-id.ts'
import { named } from './detail-facts.ts'
import type { Fact } from './snapshot.ts'

interface Traffic {
  readonly protocol: Protocol
  readonly ports: NumberSet
  readonly icmp: { readonly type: number | null; readonly code: number | null } | null
}

/** `tcp/22`, `udp/1024-65535`, `icmp type 8`, `all traffic`. */
export function formatTraffic({ protocol, ports, icmp }: Traffic): string {
  if (protocol === 'any') return 'all traffic'
  const name = formatProtocol(protocol)
  if (icmp && icmp.type !== null) return `${name} type ${icmp.type}${icmp.code === null ? '' : ` code ${icmp.code}`}`
  if (!hasPorts(protocol)) return name
  const isAll = ports.length === 1 && ports[0]?.[0] === 0 && ports[0][1] === 65_535
  return `${name}/${isAll ? 'all' : ports.map(([lo, hi]) => (lo === hi ? lo : `${lo}-${hi}`)).join(',')}`
}

/**
 * The rules of one direction over several groups, as one list: groups on an interface add up, so an equal
 * rule in two of them is one permission. Source: VPC guide, security groups.
 */
export function mergedRules(
  inventory: Inventory,
  groups: readonly SecurityGroup[],
  direction: SecurityGroupRule['direction'],
): Fact[] {
  const merged = new Map<string, { rule: SecurityGroupRule; groups: SecurityGroup[] }>()
  for (const group of groups) {
    for (const rule of group.rules.filter((candidate) => candidate.direction === direction)) {
      const entry = merged.get(rule.key)
      if (entry) entry.groups.push(group)
      else merged.set(rule.key, { rule, groups: [group] })
    }
  }
  const unread = groups.flatMap((group) => group.unread.map((text) => unreadRule(group, text)))
  const told = [...merged.values()].map(({ rule, groups: holders }) => {
    const by = groups.length > 1 ? ` by ${holders.map((group) => named(inventory, group.id)).join(', ')}` : ''
    const ruleIds = holders.flatMap((group) => {
      const own = group.rules.find(({ key }) => key === rule.key)
      return own ? [securityGroupRuleId(group.id, own)] : []
    })
    return { ...ruleFact(inventory, rule, { holder: holders[0], by }), ruleIds }
  })
  return [...unread, ...told]
}

interface Holder {
  readonly holder: SecurityGroup | undefined
  /** Which of several groups say so; empty when there is only one. */
  readonly by: string
}

function ruleFact(inventory: Inventory, rule: SecurityGroupRule, { holder, by }: Holder): Fact {
  const peer = `${rule.direction === 'ingress' ? 'from' : 'to'} ${formatPeer(inventory, rule.peer, holder)}`
  const why = rule.description === null || rule.description === '' ? '' : ` — ${rule.description}`
  const linkTo = rule.peer.kind === 'prefix' ? null : rule.peer.id
  return { label: formatTraffic(rule), value: `${peer}${by}${why}`, pointer: rule.pointer, linkTo }
}

function unreadRule(group: SecurityGroup, text: string): Fact {
  return { label: 'Unread rule', value: `${text}: it may allow anything`, pointer: null, linkTo: group.id }
}

function formatPeer(inventory: Inventory, peer: RulePeer, holder: SecurityGroup | undefined): string {
  switch (peer.kind) {
    case 'prefix':
      return formatPrefix(peer.prefix)
    case 'prefix-list':
      return formatPrefixList(inventory, peer.id)
    case 'security-group': {
      const owner = peer.account === null || peer.account === holder?.account ? '' : ` of account ${peer.account}`
      const status = peer.peeringStatus === null ? '' : `, peering ${peer.peeringStatus}`
      return `${named(inventory, peer.id)}${owner}${status}`
    }
  }
}

function formatPrefixList(inventory: Inventory, id: string): string {
  const list = inventory.prefixLists.get(id)
  const size = list?.entries ? `${list.entries.length} entries` : 'entries not collected'
  return `${id}${list ? ` (${list.listName}, ${size})` : ` (${size})`}`
}

const LAST_ENTRY = 32_767

/** Entries in the order they are tried: the first that matches decides. Source: VPC guide, network ACL rules. */
export function aclEntries({ id, entries }: NetworkAcl, direction: NetworkAclEntry['direction']): Fact[] {
  return entries
    .filter((entry) => entry.direction === direction)
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber)
    .map((entry) => ({
      label: entry.ruleNumber >= LAST_ENTRY ? '*' : String(entry.ruleNumber),
      value: `${entry.action} ${formatTraffic(entry)} ${direction === 'ingress' ? 'from' : 'to'} ${formatPrefix(entry.cidr)}`,
      pointer: entry.pointer,
      linkTo: null,
      // The last entry, which refuses the rest, cannot be removed.
      ...(entry.ruleNumber >= LAST_ENTRY ? {} : { ruleIds: [networkAclEntryId(id, entry)] }),
    }))
}

/**
 * Routes as the table decides: the longest prefix first, and for equal ones the local route before static
 * before propagated ones. A prefix list stands where its longest entry would, and first when its entries
 * were not collected. Source: VPC guide, route priority.
 */
export function routesInOrder(inventory: Inventory, { id, routes, unread }: RouteTable): Fact[] {
  const rank = (route: Route) => [-longestPrefix(inventory, route.destination), tieRank(route)] as const
  const ordered = routes.toSorted((a, b) => {
    const [lengthA, tieA] = rank(a)
    const [lengthB, tieB] = rank(b)
    return lengthA - lengthB || tieA - tieB
  })
  const hidden = unread.map((text) => ({
    label: 'Unread route',
    value: `${text}: it may be the most specific`,
    pointer: null,
    linkTo: null,
  }))
  return [
    ...hidden,
    ...ordered.map((route) => ({
      ...routeFact(inventory, route),
      // A local route stays as long as its VPC. Source: VPC guide, "Route tables".
      ...(route.target.kind === 'local' ? {} : { ruleIds: [routeId(id, route)] }),
    })),
  ]
}

function routeFact(inventory: Inventory, { destination, target, state, origin, pointer }: Route): Fact {
  const id = 'id' in target ? target.id : null
  const to = id === null ? target.kind : named(inventory, id)
  const notes = [state === 'active' ? '' : state, origin === 'propagated' ? 'propagated' : ''].filter(Boolean)
  return {
    label:
      destination.kind === 'prefix' ? formatPrefix(destination.prefix) : formatPrefixList(inventory, destination.id),
    value: notes.length === 0 ? to : `${to} (${notes.join(', ')})`,
    pointer,
    linkTo: id,
  }
}

function longestPrefix(inventory: Inventory, destination: RouteDestination): number {
  if (destination.kind === 'prefix') return destination.prefix.length
  const entries = inventory.prefixLists.get(destination.id)?.entries
  return entries ? Math.max(0, ...entries.map(({ length }) => length)) : 129
}

function tieRank({ target, origin }: Route): number {
  if (target.kind === 'local') return 0
  return origin === 'propagated' ? 2 : 1
}
