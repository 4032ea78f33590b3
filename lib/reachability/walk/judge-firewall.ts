/**
 * What a Network Firewall does with a packet, by the rules that look at addresses, ports and protocol only.
 * Source: Network Firewall guide, "Stateless and stateful rules engines", "Managing evaluation order for Suricata
 * compatible rules": once a rule passes a packet of a flow, the others of the flow are not looked at.
 */

import type { FirewallMatch, RuleGroupReference, StatefulFirewallRule } from '../../inventory/firewall-rules.ts'
import type { NetworkFirewallPolicy, NetworkFirewallRuleGroup } from '../../inventory/services.ts'
import { union } from '../../net/interval-set.ts'
import { formatProtocol, TCP } from '../../net/protocol.ts'
import { formatPorts } from '../../net/traffic.ts'
import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { RuleRef } from '../path.ts'
import type { TraceCaveat } from '../trace-result.ts'
import { type OrderedRule, type Share, shareOut } from './firewall-shares.ts'
import type { Doubt } from './hop.ts'

/** What one rule, default action or unread group does. */
interface Action {
  readonly kind: 'pass' | 'drop' | 'forward' | 'alert' | 'unread'
  /** By a rule of its own: then the whole flow passes. */
  readonly byRule: boolean
  readonly rule: RuleRef | null
  readonly detail: string
  readonly doubt: Doubt | null
  readonly caveat: TraceCaveat | null
}

export interface FirewallJudgement {
  readonly decision: 'passes' | 'blocks' | 'unknown'
  /** With the ports that pass; all of them where not known or blocked. */
  readonly packet: Packet
  readonly rules: readonly RuleRef[]
  readonly detail: string
  readonly doubts: readonly Doubt[]
  readonly caveats: readonly TraceCaveat[]
}

export interface FirewallQuestion {
  readonly policy: NetworkFirewallPolicy
  readonly packet: Packet
  readonly leg: 'request' | 'reply'
  /** A reply whose request took another way. */
  readonly isUnseen?: boolean
}

/** Both engines, one after the other. Stateless rules know no replies; to the stateful ones a reply belongs to its request. */
export function judgeFirewall(
  network: Network,
  { policy, packet, leg, isUnseen }: FirewallQuestion,
): FirewallJudgement {
  const engine = { network, policy }
  const pieces = stateless(engine, packet).flatMap((piece): readonly Piece[] => {
    const { action } = piece
    if (action?.kind !== 'forward') return [piece]
    if (leg === 'request') return stateful(engine, piece.packet)
    return isUnseen ? [unseen(engine, piece.packet, [])] : statefulReply(engine, piece.packet)
  })
  return together(packet, pieces)
}

interface Engine {
  readonly network: Network
  readonly policy: NetworkFirewallPolicy
}

/** A part of the packet and what becomes of it; no action when that is not known. */
interface Piece {
  readonly packet: Packet
  readonly action: Action | null
  readonly doubtful: readonly Action[]
  /** There is a rule that would decide, and what is not known comes before it. */
  readonly decided: boolean
}

/** The same action whichever rule it is, or none that is certain. */
function settled({ packet, taker, doubtful }: Share<Action>, fallback: Action): Piece {
  const action = taker ?? fallback
  const unread = action.kind === 'unread'
  if (!unread && doubtful.every(({ kind }) => kind === action.kind)) {
    return { packet, action, doubtful: [], decided: true }
  }
  return {
    packet,
    action: null,
    doubtful: unread ? [...doubtful, action] : doubtful,
    decided: !unread && action.byRule,
  }
}

function stateless({ network, policy }: Engine, packet: Packet): readonly Piece[] {
  const rules = policy.statelessGroups.flatMap(({ arn }): readonly OrderedRule<Action>[] => {
    const group = network.inventory.networkFirewallRuleGroups.get(arn)
    if (group?.rules?.kind !== 'stateless') return [unreadGroup(arn, group)]
    return group.rules.rules.map((rule) => {
      const kind = statelessKind(rule.actions)
      return { match: rule, value: ruleAction(group, { kind, pointer: rule.pointer, match: rule }) }
    })
  })
  const kind = statelessKind(policy.statelessDefaultActions)
  const detail = `${policy.id} has the stateless default ${policy.statelessDefaultActions.join(', ')}.`
  const fallback: Action = { kind, byRule: false, rule: null, detail, doubt: null, caveat: null }
  return shareOut(packet, rules).map((share) => settled(share, fallback))
}

function statelessKind(actions: readonly string[]): Action['kind'] {
  if (actions.includes('aws:drop')) return 'drop'
  if (actions.includes('aws:pass')) return 'pass'
  return actions.includes('aws:forward_to_sfe') ? 'forward' : 'unread'
}

function stateful({ network, policy }: Engine, packet: Packet): readonly Piece[] {
  const rules = orderedRules(network, policy, packet)
  const drops =
    policy.ruleOrder === 'strict-order' && policy.statefulDefaultActions.some((each) => each.startsWith('aws:drop'))
  const kind = drops ? 'drop' : 'pass'
  const detail = drops
    ? `${policy.id} has the stateful default ${policy.statefulDefaultActions.join(', ')}.`
    : `No stateful rule of ${policy.id} drops it.`
  const fallback: Action = { kind, byRule: false, rule: null, detail, doubt: null, caveat: null }
  return shareOut(packet, rules).map((share) => settled(share, fallback))
}

/** The request is judged again: a flow that a rule passed is passed; of one that is only let through, each packet counts. */
function statefulReply(engine: Engine, reply: Packet): readonly Piece[] {
  const request = {
    ...reply,
    source: reply.destination,
    destination: reply.source,
    sourcePorts: reply.destinationPorts,
    destinationPorts: reply.sourcePorts,
  }
  return stateless(engine, request).flatMap((entry): readonly Piece[] => {
    const back = turned(entry.packet)
    if (entry.action?.kind === 'forward')
      return stateful(engine, entry.packet).flatMap((piece) => answer(engine, piece))
    return [unseen(engine, back, entry.doubtful)]
  })
}

/** The stateful engine never saw the request. Source: Network Firewall guide, "Avoid asymmetric routing". */
function unseen({ policy }: Engine, packet: Packet, doubtful: readonly Action[]): Piece {
  const doubt = { detail: `The stateful engine of ${policy.id} sees the reply and not its request.` }
  const action: Action = { kind: 'unread', byRule: false, rule: null, detail: doubt.detail, doubt, caveat: null }
  return { packet, action: null, doubtful: [...doubtful, action], decided: false }
}

/** A drop has been told on the way there; what follows is as if it had passed. */
function answer(engine: Engine, piece: Piece): readonly Piece[] {
  const { packet, action } = piece
  if (action === null || action.byRule || action.kind === 'drop') {
    const passed = action && { ...action, kind: 'pass' as const }
    return [{ ...piece, packet: turned(packet), action: passed }]
  }
  return stateful(engine, turned(packet))
}

function turned(packet: Packet): Packet {
  const { source, destination, sourcePorts, destinationPorts } = packet
  return {
    ...packet,
    source: destination,
    destination: source,
    sourcePorts: destinationPorts,
    destinationPorts: sourcePorts,
  }
}

/** Strict: group by group. By action: pass rules first; what is not read may pass or drop, so it comes between. */
function orderedRules(
  network: Network,
  { ruleOrder, statefulGroups }: NetworkFirewallPolicy,
  packet: Packet,
): readonly OrderedRule<Action>[] {
  const each = statefulGroups.map((reference) => statefulGroup(network, reference, packet))
  const all = each.flat().filter(({ value }) => value.kind !== 'alert')
  if (ruleOrder === 'strict-order') return all
  return ORDER_OF_ACTIONS.flatMap((kind) => all.filter(({ value }) => value.kind === kind))
}

const ORDER_OF_ACTIONS: readonly Action['kind'][] = ['pass', 'unread', 'drop']

function statefulGroup(network: Network, { arn }: RuleGroupReference, packet: Packet): readonly OrderedRule<Action>[] {
  const group = network.inventory.networkFirewallRuleGroups.get(arn)
  // Names of hosts are found in HTTP and TLS, which are TCP.
  if (group?.rules?.kind === 'domain-list' && packet.protocol !== TCP) return []
  if (group?.rules?.kind !== 'stateful') return [unreadGroup(arn, group)]
  return group.rules.rules.flatMap((rule) => {
    const kind = STATEFUL_KINDS[rule.action]
    const value = ruleAction(group, { kind, pointer: rule.pointer, match: rule })
    return [{ match: rule, value }, ...(rule.bothWays ? [{ match: reversed(rule), value }] : [])]
  })
}

const STATEFUL_KINDS: Readonly<Record<StatefulFirewallRule['action'], Action['kind']>> = {
  pass: 'pass',
  drop: 'drop',
  reject: 'drop',
  alert: 'alert',
  other: 'unread',
}

function reversed(match: FirewallMatch): FirewallMatch {
  const { sources, destinations, sourcePorts, destinationPorts } = match
  return {
    ...match,
    sources: destinations,
    destinations: sources,
    sourcePorts: destinationPorts,
    destinationPorts: sourcePorts,
  }
}

interface NamedRule {
  readonly kind: Action['kind']
  readonly pointer: string
  readonly match: FirewallMatch
}

function ruleAction({ id, source }: NetworkFirewallRuleGroup, { kind, pointer, match }: NamedRule): Action {
  const protocols =
    match.protocols === null || match.protocols === 'any'
      ? 'all traffic'
      : match.protocols.map(formatProtocol).join('/')
  const excerpt = `${kind === 'forward' ? 'forwards to the stateful engine' : kind} ${protocols}`
  const rule: RuleRef = { kind: 'firewall-rule', resourceId: id, pointer, document: source.document, excerpt }
  const detail = `${pointer} of ${id} asks for more than addresses and ports.`
  const doubt = { component: id, detail }
  const caveat: TraceCaveat = { code: 'FIREWALL_UNSUPPORTED_RULE_OPTIONS', component: id, detail }
  return { kind, byRule: true, rule, detail: `${excerpt}, by a rule of ${id}.`, doubt, caveat }
}

const ANYTHING: FirewallMatch = {
  protocols: null,
  sources: null,
  destinations: null,
  sourcePorts: null,
  destinationPorts: null,
  exact: false,
}

function unreadGroup(arn: string, group: NetworkFirewallRuleGroup | undefined): OrderedRule<Action> {
  const kind = group?.rules?.kind
  const detail = kind
    ? `${arn} is a rule group of kind ${kind}, which is not evaluated.`
    : `The rules of ${arn} were not collected.`
  const doubt: Doubt = kind ? { component: arn, detail } : { component: arn, detail, key: 'RuleGroups' }
  const caveat: TraceCaveat = { code: 'FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE', component: arn, detail }
  return { match: ANYTHING, value: { kind: 'unread', byRule: false, rule: null, detail, doubt, caveat } }
}

/** Some of the client's ports that surely pass are enough; if there are none, some that may. */
function together(packet: Packet, pieces: readonly Piece[]): FirewallJudgement {
  const passing = pieces.filter(({ action }) => action?.kind === 'pass')
  if (passing.length > 0) {
    const rules = passing.flatMap(({ action }) => action?.rule ?? [])
    const detail = [...new Set(passing.map(({ action }) => action?.detail ?? ''))].join(' ')
    return { decision: 'passes', packet: merged(packet, passing), rules, detail, doubts: [], caveats: [] }
  }
  const unsure = pieces.filter(({ action }) => action === null)
  if (unsure.length > 0) return unknown(packet, unsure)
  const dropping = pieces.flatMap(({ action }) => action ?? [])
  const rules = dropping.flatMap(({ rule }) => rule ?? [])
  const detail = [...new Set(dropping.map((action) => action.detail))].join(' ')
  return { decision: 'blocks', packet, rules, detail, doubts: [], caveats: [] }
}

function unknown(packet: Packet, pieces: readonly Piece[]): FirewallJudgement {
  const actions = pieces.flatMap(({ doubtful }) => doubtful)
  const doubts = distinct(actions.map(({ doubt, detail }) => doubt ?? { detail }))
  const caveats = distinct(actions.flatMap(({ caveat }) => caveat ?? []))
  const [first] = doubts
  const higher: readonly TraceCaveat[] =
    pieces.some(({ decided }) => decided) && first?.component
      ? [{ code: 'FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES', component: first.component, detail: first.detail ?? '' }]
      : []
  const detail = doubts.map((doubt) => doubt.detail ?? '').join(' ')
  return { decision: 'unknown', packet, rules: [], detail, doubts, caveats: [...caveats, ...higher] }
}

function distinct<T extends { readonly detail?: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.detail, item])).values()]
}

/** The ports of the pieces that go to the same ports as the first: together they are again one packet. */
function merged(packet: Packet, pieces: readonly Piece[]): Packet {
  const [first, ...others] = pieces.map((piece) => piece.packet)
  if (!first) return packet
  const same = others.filter(
    ({ destinationPorts }) => formatPorts(destinationPorts) === formatPorts(first.destinationPorts),
  )
  return { ...first, sourcePorts: same.reduce((ports, each) => union(ports, each.sourcePorts), first.sourcePorts) }
}
