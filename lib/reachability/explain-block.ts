/** Why a block of traffic reaches the members of a class: the rules that let it pass, the way, and what is not known. */

import { pointerOf } from '../inventory/resource.ts'
import { intersect, intervalSet, type NumberSet } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { ICMP, ICMPV6 } from '../net/protocol.ts'
import type { CompiledClass, CompiledNetwork } from './compiled/compiled-network.ts'
import { UNFILTERED, UNREAD_ADDRESSES, UNREAD_GROUPS } from './compiled/interface-columns.ts'
import { numberAt } from './compiled/number-at.ts'
import type { Passage } from './compiled/passage.ts'
import type { Block } from './compiled/passage-blocks.ts'
import { type ExposureHop, icmpMessages } from './exposure-row.ts'
import { admittedByAcl, admittedByGroups } from './filter-admissions.ts'
import { gatewayPassage, mayBeSteered } from './internet-edge.ts'
import { judgeReplies } from './judge-replies.ts'
import { answersOf, EPHEMERAL_PORTS } from './packet.ts'
import type { Admission, Rectangle, RuleRef } from './path.ts'
import { isEmpty, meet } from './rectangles.ts'
import { routeRef } from './reply-routes.ts'

export interface BlockQuestion {
  readonly compiled: CompiledNetwork
  readonly one: CompiledClass
  readonly family: Family
  readonly passage: Passage
  readonly block: Block
}

export interface BlockExplanation {
  readonly rules: readonly RuleRef[]
  /** Empty where the block is certain. */
  readonly unknowns: readonly string[]
  readonly path: readonly ExposureHop[]
}

/** What one component has to say of the block. */
interface Part {
  readonly hop?: ExposureHop
  readonly rules?: readonly RuleRef[]
  readonly unknowns?: readonly string[]
}

export function explainBlock(question: BlockQuestion): BlockExplanation {
  const parts = [
    doorPart(question),
    gatewayPart(question),
    edgePart(question),
    routePart(question),
    aclPart(question),
    groupsPart(question),
    interfacePart(question),
  ]
  const rules = new Map(parts.flatMap((part) => part.rules ?? []).map((rule) => [rule.document + rule.pointer, rule]))
  const certain = question.block.certainty === 'reachable'
  return {
    rules: [...rules.values()],
    unknowns: certain ? [] : [...new Set(parts.flatMap((part) => part.unknowns ?? []))],
    path: [{ component: 'internet', kind: 'internet' }, ...parts.flatMap(({ hop }) => (hop ? [hop] : []))],
  }
}

function doorPart({ one: { place } }: BlockQuestion): Part {
  if (place.blockPublicAccess !== 'unknown') return {}
  return { unknowns: [`Block Public Access is on for ${place.vpcId} and its exclusions were not collected.`] }
}

function gatewayPart({ compiled: { network }, one: { place } }: BlockQuestion): Part {
  const passage = gatewayPassage(network, place)
  if (passage.kind === 'attached') {
    const { id, source } = passage.gateway
    const excerpt = `${id} is attached`
    const rule = {
      kind: 'resource',
      resourceId: id,
      pointer: pointerOf(source),
      document: source.document,
      excerpt,
    } as const
    return { hop: { component: id, kind: 'internet-gateway' }, rules: [rule] }
  }
  if (passage.kind === 'routed') return { hop: { component: passage.id, kind: 'internet-gateway' } }
  return { unknowns: [`Whether an internet gateway is attached to ${place.vpcId} was not collected.`] }
}

function edgePart({ compiled, one: { place }, family }: BlockQuestion): Part {
  if (mayBeSteered(compiled.network, place.vpcId)) {
    return { unknowns: [`Whether the internet gateway of ${place.vpcId} has a route table of its own was not told.`] }
  }
  const edge = place.edge[family]
  if (!edge) return {}
  const rule = routeRef(edge.table, edge.route)
  return {
    hop: { component: edge.table.id, kind: 'route-table' },
    rules: [rule],
    unknowns: [`What comes in passes ${rule.excerpt}; what happens there is not looked at.`],
  }
}

function routePart(question: BlockQuestion): Part {
  const { compiled, one, family, block } = question
  const { table, subnetId } = one.place
  if (!table) return { unknowns: [`The route table of ${subnetId} was not collected.`] }
  const hop = { component: table.id, kind: 'route-table' } as const
  const { sets } = compiled.network.passages[family].admitted
  const shares = judgeReplies(compiled.network, table, family).shares.filter(
    ({ clients, certainty }) => certainty !== 'blocked' && sets.meet(clients, block.clients) !== 0,
  )
  return {
    hop,
    rules: shares.flatMap(({ rule }) => (rule ? [rule] : [])),
    unknowns: shares.flatMap(({ unknowns }) => unknowns),
  }
}

function aclPart(question: BlockQuestion): Part {
  const { compiled, one, family, block } = question
  const { acl, subnetId } = one.place
  if (!acl) return { unknowns: [`The network ACL of ${subnetId} was not collected.`] }
  const { protocol } = block
  const requests = admittedByAcl(compiled.network, acl, { direction: 'ingress', family, protocol })
  const replies = admittedByAcl(compiled.network, acl, { direction: 'egress', family, protocol })
  const wanted = wantedBy(question, block.numbers)
  return {
    hop: { component: acl.id, kind: 'network-acl' },
    rules: [...rulesFor(requests, wanted), ...rulesFor(replies, wantedBy(question, replyNumbers(block)))],
    unknowns: requests.unknowns,
  }
}

function groupsPart(question: BlockQuestion): Part {
  const { compiled, one, family, block } = question
  const groupIds = compiled.columns.groupSets.ids[one.groupSet] ?? []
  const [component] = groupIds
  if (component === undefined) {
    const unfiltered = (one.flags & UNFILTERED) !== 0
    return unfiltered ? {} : { unknowns: [`The security groups of ${memberOf(question)} were not collected.`] }
  }
  const admission = admittedByGroups(compiled.network, { groupIds, family, protocol: block.protocol })
  const rules = rulesFor(admission, wantedBy(question, block.numbers))
  return {
    hop: { component: rules[0]?.resourceId ?? component, kind: 'security-group' },
    rules,
    unknowns: admission.unknowns,
  }
}

function interfacePart(question: BlockQuestion): Part {
  const { flags } = question.one
  const member = memberOf(question)
  return {
    unknowns: [
      ...((flags & UNREAD_GROUPS) === 0 ? [] : [`${member} carries a security group that could not be read.`]),
      ...((flags & UNREAD_ADDRESSES) === 0 ? [] : [`${member} has addresses that could not be read.`]),
    ],
  }
}

/** One of them speaks for all. */
function memberOf({ compiled: { columns, order, starts }, one }: BlockQuestion): string {
  return columns.ids[numberAt(order, numberAt(starts, one.id))] ?? ''
}

function wantedBy({ compiled, family, block }: BlockQuestion, ports: NumberSet): Rectangle {
  return { ports, sources: compiled.network.passages[family].admitted.sets.get(block.clients), rules: [] }
}

/** What the replies look like: the client's ports, or the messages that answer; none where nothing answers. */
function replyNumbers({ protocol, numbers }: Block): NumberSet {
  if (protocol !== ICMP && protocol !== ICMPV6) return EPHEMERAL_PORTS
  const answered = [...answersOf(protocol)].filter(([type]) => intersect(numbers, icmpMessages(type, null)).length > 0)
  return intervalSet(answered.flatMap(([, answer]) => icmpMessages(answer, 0)))
}

function rulesFor({ known, maybe }: Admission, wanted: Rectangle): readonly RuleRef[] {
  return [...known, ...maybe].filter((each) => !isEmpty(meet(each, wanted))).flatMap(({ rules }) => rules)
}
