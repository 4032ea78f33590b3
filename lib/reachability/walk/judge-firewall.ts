/**
 * What a Network Firewall does with a packet, by the rules that look at addresses, ports and protocol only.
 * Source: Network Firewall guide, "Stateless and stateful rules engines", "Managing evaluation order for Suricata
 * compatible rules": once a rule passes a packet of a flow, the others of the flow are not looked at.
 */

import type { FirewallMatch, RuleGroupReference, StatefulFirewallRule } from '../../inventory/firewall-rules.ts'
import type { NetworkFirewallPolicy, NetworkFirewallRuleGroup } from '../../inventory/services.ts'
import { formatProtocol, TCP } from '../../net/protocol.ts'
import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { RuleRef } from '../path.ts'
import type { TraceCaveat } from '../trace-result.ts'
import { type FirewallAction, type FirewallJudgement, type FirewallPiece, together } from './firewall-pieces.ts'
import { type OrderedRule, type Share, shareOut } from './firewall-shares.ts'
import type { Doubt } from './hop.ts'

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
  const entering = stateless(engine, packet)
  const pieces = entering.flatMap((piece): readonly FirewallPiece[] => {
    const { action } = piece
    if (action?.kind === 'pass' && leg === 'reply' && !isUnseen) return passedBy(engine, piece)
    if (action?.kind !== 'forward') return [piece]
    if (leg === 'request') return stateful(engine, piece.packet)
    return isUnseen ? [unseen(engine, piece.packet, [])] : statefulReply(engine, piece.packet)
  })
  const isForwarded = entering.some(({ action }) => action === null || action.kind === 'forward')
  return { ...together(packet, pieces), isForwarded }
}

/** A stateless rule lets the reply pass: whose request went to the stateful engine is seen by it on one way only. */
function passedBy(engine: Engine, piece: FirewallPiece): readonly FirewallPiece[] {
  return stateless(engine, turned(piece.packet)).map((entry) => {
    const packet = turned(entry.packet)
    if (entry.action?.kind === 'pass' || entry.action?.kind === 'drop') return { ...piece, packet }
    return oneSided(
      packet,
      entry.doubtful,
      `The stateful engine of ${engine.policy.id} sees the request and not its reply.`,
    )
  })
}

interface Engine {
  readonly network: Network
  readonly policy: NetworkFirewallPolicy
}

/** The same action whichever rule it is, or none that is certain. */
function settled({ packet, taker, doubtful }: Share<FirewallAction>, fallback: FirewallAction): FirewallPiece {
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

function stateless({ network, policy }: Engine, packet: Packet): readonly FirewallPiece[] {
  const rules = policy.statelessGroups.flatMap(({ arn }): readonly OrderedRule<FirewallAction>[] => {
    const group = network.inventory.networkFirewallRuleGroups.get(arn)
    if (group?.rules?.kind !== 'stateless') return [unreadGroup(arn, group)]
    return group.rules.rules.map((rule) => {
      const kind = statelessKind(rule.actions)
      return { match: rule, value: ruleAction(group, { kind, pointer: rule.pointer, match: rule }) }
    })
  })
  const kind = statelessKind(policy.statelessDefaultActions)
  const detail = `${policy.id} has the stateless default ${policy.statelessDefaultActions.join(', ')}.`
  const fallback: FirewallAction = { kind, byRule: false, rule: null, detail, doubt: null, caveat: null }
  return shareOut(packet, rules).map((share) => settled(share, fallback))
}

function statelessKind(actions: readonly string[]): FirewallAction['kind'] {
  if (actions.includes('aws:drop')) return 'drop'
  if (actions.includes('aws:pass')) return 'pass'
  return actions.includes('aws:forward_to_sfe') ? 'forward' : 'unread'
}

function stateful({ network, policy }: Engine, packet: Packet): readonly FirewallPiece[] {
  const rules = orderedRules(network, policy, packet)
  const drops =
    policy.ruleOrder === 'strict-order' && policy.statefulDefaultActions.some((each) => each.startsWith('aws:drop'))
  const kind = drops ? 'drop' : 'pass'
  const detail = drops
    ? `${policy.id} has the stateful default ${policy.statefulDefaultActions.join(', ')}.`
    : `No stateful rule of ${policy.id} drops it.`
  const fallback: FirewallAction = { kind, byRule: false, rule: null, detail, doubt: null, caveat: null }
  return shareOut(packet, rules).map((share) => settled(share, fallback))
}

/** The request is judged again: a flow that a rule passed is passed; of one that is only let through, each packet counts. */
function statefulReply(engine: Engine, reply: Packet): readonly FirewallPiece[] {
  const request = {
    ...reply,
    source: reply.destination,
    destination: reply.source,
    sourcePorts: reply.destinationPorts,
    destinationPorts: reply.sourcePorts,
  }
  return stateless(engine, request).flatMap((entry): readonly FirewallPiece[] => {
    const back = turned(entry.packet)
    if (entry.action?.kind === 'forward')
      return stateful(engine, entry.packet).flatMap((piece) => answer(engine, piece))
    return [unseen(engine, back, entry.doubtful)]
  })
}

/** The stateful engine never saw the request. Source: Network Firewall guide, "Considerations for asymmetric routing". */
function unseen({ policy }: Engine, packet: Packet, doubtful: readonly FirewallAction[]): FirewallPiece {
  return oneSided(packet, doubtful, `The stateful engine of ${policy.id} sees the reply and not its request.`)
}

function oneSided(packet: Packet, doubtful: readonly FirewallAction[], detail: string): FirewallPiece {
  const action: FirewallAction = { kind: 'unread', byRule: false, rule: null, detail, doubt: { detail }, caveat: null }
  return { packet, action: null, doubtful: [...doubtful, action], decided: false }
}

/** A drop has been told on the way there; what follows is as if it had passed. */
function answer(engine: Engine, piece: FirewallPiece): readonly FirewallPiece[] {
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
): readonly OrderedRule<FirewallAction>[] {
  const each = statefulGroups.map((reference) => statefulGroup(network, reference, packet))
  const all = each.flat().filter(({ value }) => value.kind !== 'alert')
  if (ruleOrder === 'strict-order') return all
  return ORDER_OF_ACTIONS.flatMap((kind) => all.filter(({ value }) => value.kind === kind))
}

const ORDER_OF_ACTIONS: readonly FirewallAction['kind'][] = ['pass', 'unread', 'drop']

function statefulGroup(
  network: Network,
  { arn }: RuleGroupReference,
  packet: Packet,
): readonly OrderedRule<FirewallAction>[] {
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

const STATEFUL_KINDS: Readonly<Record<StatefulFirewallRule['action'], FirewallAction['kind']>> = {
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
  readonly kind: FirewallAction['kind']
  readonly pointer: string
  readonly match: FirewallMatch
}

function ruleAction({ id, source }: NetworkFirewallRuleGroup, { kind, pointer, match }: NamedRule): FirewallAction {
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

function unreadGroup(arn: string, group: NetworkFirewallRuleGroup | undefined): OrderedRule<FirewallAction> {
  const kind = group?.rules?.kind
  const detail = kind
    ? `${arn} is a rule group of kind ${kind}, which is not evaluated.`
    : `The rules of ${arn} were not collected.`
  const doubt: Doubt = kind ? { component: arn, detail } : { component: arn, detail, key: 'RuleGroups' }
  const caveat: TraceCaveat = { code: 'FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE', component: arn, detail }
  return { match: ANYTHING, value: { kind: 'unread', byRule: false, rule: null, detail, doubt, caveat } }
}
