/** From the engine's trace to the answer on the screen. */

import type { Inventory } from '../inventory/inventory.ts'
import { formatAddress } from '../net/prefix.ts'
import { formatProtocol, hasPorts } from '../net/protocol.ts'
import { CAVEATS, EXPLANATIONS } from '../reachability/codes.ts'
import { type Packet, sameAddress } from '../reachability/packet.ts'
import type { RuleRef, Verdict } from '../reachability/path.ts'
import { ruleIdOf } from '../reachability/rule-id.ts'
import type {
  Trace,
  TraceBlocker,
  TraceCaveat,
  TraceHop,
  TraceQuery,
  TraceUnknown,
} from '../reachability/trace-result.ts'
import { namedComponent } from './component-name.ts'
import type {
  AnswerBlocker,
  AnswerCaveat,
  AnswerComponent,
  AnswerHop,
  AnswerRule,
  AnswerUnknown,
  TraceAnswer,
} from './trace-answer.ts'
import { traceText } from './trace-text.ts'
import { remedyFor } from './unknown-remedy.ts'

export function answerTrace(inventory: Inventory, trace: Trace): TraceAnswer {
  const { query } = trace
  const request = answerHops(inventory, trace.forward)
  const reply = answerHops(inventory, trace.return)
  const blockers = trace.blockers.map((blocker) => answerBlocker(inventory, blocker))
  const unknowns = trace.unknowns.map((unknown) => answerUnknown(inventory, unknown))
  const answer = {
    verdict: trace.verdict,
    delivered: trace.delivered,
    from: namedComponent(inventory, query.from),
    to: namedComponent(inventory, query.to),
    traffic: trafficOf(query),
    request,
    reply,
    blockers,
    unknowns,
    caveats: trace.caveats.map((caveat) => answerCaveat(inventory, caveat)),
  }
  return { ...answer, note: noteOf(answer), text: traceText(inventory, trace, { color: false }) }
}

/** A Block Public Access that lets everything pass is left out: it decided nothing. */
function answerHops(inventory: Inventory, hops: readonly TraceHop[]): readonly AnswerHop[] {
  return hops
    .filter(({ kind, decision }) => kind !== 'block-public-access' || decision !== 'passes')
    .map((hop, place) => answerHop(inventory, hop, place + 1))
}

function answerHop(inventory: Inventory, hop: TraceHop, number: number): AnswerHop {
  const { component, kind, attachedTo, vpcId, decision, detail, inbound, outbound } = hop
  return {
    number,
    component: namedComponent(inventory, component, kind),
    kind,
    attachedTo,
    vpcId,
    outcome: decision,
    detail,
    rules: hop.rules.map((rule) => answerRule(rule, opensWithout(hop, rule))),
    rewrites: rewritesOf(inbound, outbound),
    blockers: hop.blockers.map((blocker) => answerBlocker(inventory, blocker)),
    unknowns: hop.unknowns.map((unknown) => answerUnknown(inventory, unknown)),
    caveats: hop.caveats.map((caveat) => answerCaveat(inventory, caveat)),
  }
}

/** `removable` is false where the network without the rule would answer no better. */
export function answerRule(rule: RuleRef, removable = true): AnswerRule {
  const { excerpt, resourceId, pointer } = rule
  return { text: excerpt, resourceId, pointer, ruleId: removable ? ruleIdOf(rule) : null }
}

/** What denies, steers or leads nowhere: without it the packet may pass. A route that leads elsewhere is no such rule. */
const IN_THE_WAY: ReadonlySet<TraceBlocker['code']> = new Set([
  'SUBNET_ACL_RESTRICTION',
  'BAD_STATE_ROUTE',
  'INGRESS_RTB_TRAFFIC_REDIRECTION',
])

function opensWithout({ blockers }: TraceHop, { resourceId, pointer }: RuleRef): boolean {
  const own = blockers.filter(({ rule }) => rule?.resourceId === resourceId && rule.pointer === pointer)
  return own.every(({ code }) => IN_THE_WAY.has(code))
}

function answerBlocker(inventory: Inventory, blocker: TraceBlocker): AnswerBlocker {
  const { code, component, leg, detail, rule } = blocker
  return {
    code,
    means: code === 'NO_ROUTE_TO_DESTINATION' && rule ? LEADS_ELSEWHERE : EXPLANATIONS[code],
    component: namedComponent(inventory, component),
    leg,
    detail,
    rule: rule && answerRule(rule, IN_THE_WAY.has(code)),
  }
}

/** There is a route, and it is the wrong one. */
const LEADS_ELSEWHERE = 'The route that takes the packet leads elsewhere, not to its destination.'

function answerUnknown(inventory: Inventory, unknown: TraceUnknown): AnswerUnknown {
  const { code, component, detail, gapIds } = unknown
  return {
    code,
    component: namedComponent(inventory, component),
    detail,
    gaps: inventory.gaps.filter(({ id }) => gapIds.includes(id)).map(({ message }) => message),
    remedy: remedyFor(inventory, unknown),
  }
}

function answerCaveat(inventory: Inventory, { code, component, detail }: TraceCaveat): AnswerCaveat {
  return { code, means: CAVEATS[code], component: namedComponent(inventory, component), detail }
}

/** What NAT, gateways and load balancers change of a header. */
export function rewritesOf(inbound: Packet, outbound: Packet): readonly string[] {
  if (inbound === outbound) return []
  return [
    ...(sameAddress(inbound.source, outbound.source)
      ? []
      : [`source ${formatAddress(inbound.source)} becomes ${formatAddress(outbound.source)}`]),
    ...(sameAddress(inbound.destination, outbound.destination)
      ? []
      : [`destination ${formatAddress(inbound.destination)} becomes ${formatAddress(outbound.destination)}`]),
    ...portRewrite('port', inbound.destinationPorts, outbound.destinationPorts),
  ]
}

function portRewrite(what: string, before: Packet['sourcePorts'], after: Packet['sourcePorts']): readonly string[] {
  const [from, to] = [portWords(before), portWords(after)]
  return from === to ? [] : [`${what} ${from} becomes ${to}`]
}

function portWords(ports: Packet['sourcePorts']): string {
  const first = ports[0]
  if (first?.[0] === 0 && first[1] === 65_535) return 'any'
  return ports.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join(', ')
}

/** `tcp/22`, `icmp type 8`, `protocol 132`. */
export function trafficOf({ protocol, port, icmp }: Pick<TraceQuery, 'protocol' | 'port' | 'icmp'>): string {
  const name = formatProtocol(protocol)
  if (icmp) return `${name} type ${icmp.type}${icmp.code === null ? '' : ` code ${icmp.code}`}`
  return hasPorts(protocol) && port !== null ? `${name}/${port}` : name
}

type Noted = Omit<TraceAnswer, 'note' | 'text'>

const NOTES: Readonly<Record<Verdict, (noted: Noted) => string>> = {
  reachable: (noted) => `Reachable from ${called(noted.from)} on ${noted.traffic}: ${wayOf(noted.request)}.`,
  blocked: (noted) => `Blocked from ${called(noted.from)} on ${noted.traffic} ${blockersOf(noted)}.`,
  unknown: (noted) =>
    `Unknown from ${called(noted.from)} on ${noted.traffic}: ${listed(noted.unknowns.map(({ component }) => called(component)))} could decide and ${noted.unknowns.length === 1 ? 'is' : 'are'} not known.`,
}

function noteOf(noted: Noted): string {
  if (noted.verdict === 'unknown' && noted.unknowns.length === 0) {
    return `Unknown from ${called(noted.from)} on ${noted.traffic}: not enough is known to say.`
  }
  return NOTES[noted.verdict](noted)
}

function blockersOf({ blockers, to, delivered }: Noted): string {
  const names = listed(blockers.map(({ component, code }) => `${called(component)} (${code})`))
  const reply = delivered === 'reachable' ? `; the request arrives at ${called(to)}, its reply does not come back` : ''
  return names === '' ? `before ${called(to)}${reply}` : `by ${names}${reply}`
}

/** Each component with the first rule that let it pass. */
function wayOf(hops: readonly AnswerHop[]): string {
  return hops
    .filter(({ kind }) => kind !== 'internet')
    .map(({ component, rules }) => {
      const rule = rules[0]?.text
      return rule === undefined ? called(component) : `${called(component)} (${ruleName(rule)})`
    })
    .join(' → ')
}

/** `sgr-04d2` of `sgr-04d2: tcp/22 from 0.0.0.0/0`, `entry 100` of an ACL, the destination of a route. */
function ruleName(text: string): string {
  return /^(?:sgr-\w+|entry \S+|\S+(?= → ))/.exec(text)?.[0] ?? text
}

export function called({ id, name }: Pick<AnswerComponent, 'id' | 'name'>): string {
  if (id === 'internet') return 'the internet'
  return name ?? id
}

function listed(names: readonly string[]): string {
  const each = [...new Set(names)]
  return each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`
}
