/**
 * One packet against all the security groups of an interface: allow-only, the union over every rule of every group.
 * Source: VPC guide, "Security group rules"; what replies need is nothing, groups are stateful.
 */

import { type SecurityGroupRule, unreadOf } from '../../inventory/filters.ts'
import type { NetworkInterface } from '../../inventory/network.ts'
import { intersect, type NumberSet, union } from '../../net/interval-set.ts'
import { containsAddress } from '../../net/prefix.ts'
import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { RuleRef } from '../path.ts'
import { peerPrefixes, peerText, ruleRef } from '../security-group-filter.ts'
import type { Doubt, Refusal } from './hop.ts'
import { matchesIcmp } from './judge-acl.ts'
import { mayHoldFamily } from './look-up-route.ts'
import { matchReference } from './match-reference.ts'
import type { SenderIdentity } from './state.ts'

export interface GroupsQuestion {
  readonly networkInterface: NetworkInterface
  readonly direction: 'ingress' | 'egress'
  readonly packet: Packet
  /** Who sends; for `egress` the interface itself. */
  readonly identity: SenderIdentity | null
}

export interface GroupsJudgement {
  readonly decision: 'passes' | 'blocks' | 'unknown'
  /** The destination ports that pass for certain, or for `unknown` those that may. */
  readonly destinationPorts: NumberSet
  readonly rules: readonly RuleRef[]
  readonly refusals: readonly Refusal[]
  readonly doubts: readonly Doubt[]
}

/** What interfaces of these kinds carry no group for. Source: VPC guide; ELB guide, Network Load Balancers without groups. */
const UNFILTERED: ReadonlySet<NetworkInterface['type']> = new Set([
  'nat-gateway',
  'transit-gateway',
  'network-load-balancer',
  'gateway-load-balancer',
  'gateway-load-balancer-endpoint',
])

/** Judges a request; the first group of the interface is named as what blocks. */
export function judgeGroups(network: Network, question: GroupsQuestion): GroupsJudgement {
  if (question.networkInterface.securityGroupIds.length === 0) return withoutGroups(question)
  const rules = [...rulesFor(network, question)]
  const admitting = rules.filter(({ match }) => match.kind === 'matches')
  if (admitting.length > 0) {
    const destinationPorts = portsOf(admitting)
    return { ...NOTHING, decision: 'passes', destinationPorts, rules: admitting.map(refOf) }
  }
  const unsure = rules.flatMap(({ match }) => (match.kind === 'unsure' ? [match.doubt] : []))
  const unread = unreadGroups(network, question)
  if (unread.length > 0 || unsure.length > 0) {
    const possible = portsOf(rules.filter(({ match }) => match.kind === 'unsure'))
    const destinationPorts = unread.length > 0 ? question.packet.destinationPorts : possible
    return { ...NOTHING, decision: 'unknown', destinationPorts, doubts: [...unread, ...unsure] }
  }
  const nearly = rules.flatMap((each) =>
    each.match.kind === 'differs' && each.match.refusal ? [{ ...each.match.refusal, rule: refOf(each) }] : [],
  )
  return { ...NOTHING, decision: 'blocks', destinationPorts: [], refusals: [mismatch(network, question), ...nearly] }
}

const NOTHING = { rules: [], refusals: [], doubts: [] } as const

interface JudgedRule {
  readonly rule: SecurityGroupRule
  readonly groupId: string
  /** The ports of the packet it is about; never none. */
  readonly ports: NumberSet
  readonly match: PeerMatch
}

/** The rules about this protocol and these ports, and whether each means this peer. */
function* rulesFor(network: Network, question: GroupsQuestion): Generator<JudgedRule> {
  for (const id of question.networkInterface.securityGroupIds) {
    for (const rule of network.inventory.securityGroups.get(id)?.rules ?? []) {
      const ports = portsOfRule(rule, question)
      if (ports.length > 0) yield { rule, groupId: id, ports, match: matchPeer(network, rule, question) }
    }
  }
}

function refOf({ rule, groupId }: JudgedRule): RuleRef {
  return ruleRef(rule, groupId)
}

function portsOf(rules: readonly JudgedRule[]): NumberSet {
  return rules.reduce<NumberSet>((all, { ports }) => union(all, ports), [])
}

function withoutGroups({ networkInterface, packet }: GroupsQuestion): GroupsJudgement {
  const all = { destinationPorts: packet.destinationPorts, rules: [], refusals: [] }
  if (isUnfiltered(networkInterface)) return { ...all, decision: 'passes', doubts: [] }
  const detail = `The security groups of ${networkInterface.id} were not collected.`
  return { ...all, decision: 'unknown', doubts: [{ component: networkInterface.id, detail, key: 'NetworkInterfaces' }] }
}

/** Nodes of Network and Gateway Load Balancers may be printed as plain interfaces; their description tells them. */
function isUnfiltered({ type, description }: NetworkInterface): boolean {
  return UNFILTERED.has(type) || /^ELB (?:net|gwy)\//.test(description)
}

function portsOfRule(rule: SecurityGroupRule, { direction, packet }: GroupsQuestion): NumberSet {
  if (rule.direction !== direction) return []
  if (rule.protocol !== 'any' && rule.protocol !== packet.protocol) return []
  if (!matchesIcmp(rule.icmp, packet, 'allow')) return []
  return intersect(packet.destinationPorts, rule.ports)
}

export type PeerMatch =
  | { readonly kind: 'matches' }
  | { readonly kind: 'unsure'; readonly doubt: Doubt }
  /** With a refusal when the rule would match, were it not for what lies between. */
  | { readonly kind: 'differs'; readonly refusal: Refusal | null }

function matchPeer(network: Network, rule: SecurityGroupRule, question: GroupsQuestion): PeerMatch {
  const { packet, direction } = question
  if (rule.peer.kind === 'security-group') return matchReference(network, rule.peer, question)
  const prefixes = peerPrefixes(network.inventory, rule)
  if (!prefixes) {
    if (!mayHoldFamily(network.inventory, rule.peer, packet.family)) return { kind: 'differs', refusal: null }
    const detail = `The entries of ${peerText(rule)} were not collected.`
    return { kind: 'unsure', doubt: { component: peerText(rule), detail, key: 'ManagedPrefixLists' } }
  }
  const far = direction === 'ingress' ? packet.source : packet.destination
  return prefixes.some((prefix) => containsAddress(prefix, far))
    ? { kind: 'matches' }
    : { kind: 'differs', refusal: null }
}

/** A group that was not collected, or not wholly read, may admit anything. */
function unreadGroups(network: Network, { networkInterface, direction }: GroupsQuestion): readonly Doubt[] {
  const { id, unread, securityGroupIds } = networkInterface
  const unnamed = unread.filter((text) => text.startsWith('security group'))
  const groups = securityGroupIds.flatMap((groupId): readonly Doubt[] => {
    const group = network.inventory.securityGroups.get(groupId)
    if (!group) return [{ component: groupId, detail: `${groupId} was not collected.`, key: 'SecurityGroups' }]
    if (unreadOf(group, direction).length === 0) return []
    return [{ component: groupId, detail: `${groupId} has rules that could not be read.` }]
  })
  if (unnamed.length === 0) return groups
  return [...groups, { component: id, detail: `${id} carries a ${unnamed.join(', ')} that could not be read.` }]
}

function mismatch(network: Network, { networkInterface, direction }: GroupsQuestion): Refusal {
  const ids = networkInterface.securityGroupIds
  const any = ids.some((id) =>
    network.inventory.securityGroups.get(id)?.rules.some((rule) => rule.direction === direction),
  )
  const what = direction === 'ingress' ? 'admits the packet' : 'lets the packet out'
  return {
    code: any ? 'ENI_SG_RULES_MISMATCH' : 'SG_HAS_NO_RULES',
    component: ids[0] ?? networkInterface.id,
    detail: `no rule of ${ids.join(', ')} on ${networkInterface.id} ${what}`,
  }
}
