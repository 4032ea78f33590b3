/**
 * The explanations of an answer, put to the test: each rule a hop names must itself let the header pass, the way must be
 * another one without it, and a blocker must be gone once its component is put right.
 */

import type { DescribeDocument } from '../../describe/document.ts'
import { parseQuery } from '../../reachability/parse-query.ts'
import type { RuleRef } from '../../reachability/path.ts'
import { trace } from '../../reachability/trace.ts'
import type { Trace, TraceBlocker, TraceHop, TraceQuery } from '../../reachability/trace-result.ts'
import { networkFor } from '../compare-engine.ts'
import type { SimulatedQuery } from '../simulate-query.ts'
import { list } from '../simulate-records.ts'
import { valueAt, without } from './edit-document.ts'
import { faultOfRule } from './judge-rule.ts'
import { relaxed } from './relax-blocker.ts'

export interface Replayed {
  readonly faults: readonly string[]
  /** How many rules were judged and taken away, and how many blockers put right, by code. */
  readonly rules: number
  readonly relaxed: readonly string[]
}

/** Nothing of an answer that is unknown is replayed, beyond the rules its hops name. */
export function replay(document: DescribeDocument, asked: SimulatedQuery): Replayed {
  const { query } = parseQuery(asked)
  if (query === null) return { faults: ['no question'], rules: 0, relaxed: [] }
  const answer = trace(networkFor(document), query)
  const judged = legsOf(answer).flatMap((leg) => rulesOf(leg).map((deciding) => faultOfRule(document, deciding)))
  const named = answer.verdict === 'reachable' ? distinctRules(answer) : []
  const idle = named.flatMap((rule) => faultOfRemoval(document, answer, rule))
  const blocked = answer.verdict === 'blocked' ? relaxAll(document, answer, asked.to) : { faults: [], relaxed: [] }
  const words = (fault: string) => `${JSON.stringify(asked)}: ${fault}`
  return {
    faults: [...judged.flatMap((fault) => fault ?? []), ...idle, ...blocked.faults].map(words),
    rules: judged.length + named.length,
    relaxed: blocked.relaxed,
  }
}

const legsOf = ({ forward, return: back }: Trace): readonly (readonly TraceHop[])[] => [forward, back]

/** The rules by which a hop lets pass, and the entry that denies; where something is not known nobody decided. */
function rulesOf(leg: readonly TraceHop[]) {
  return leg.flatMap((hop, index) => {
    if (hop.decision === 'unknown' || hop.unknowns.length > 0) return []
    const deciding =
      hop.decision === 'passes' ? hop.rules : hop.rules.filter(({ kind }) => kind === 'network-acl-entry')
    return deciding.map((rule) => ({ hop, rule, before: leg.slice(0, index) }))
  })
}

function distinctRules(answer: Trace): readonly RuleRef[] {
  const all = legsOf(answer).flatMap((leg) => leg.flatMap(({ rules }) => rules))
  return [...new Map(all.map((rule) => [rule.pointer, rule])).values()]
}

function ask(document: DescribeDocument, query: TraceQuery): Trace {
  return trace(networkFor(document), query)
}

/** The way as a reader sees it, without the places in the documents, which move when something is taken away. */
function wayOf(answer: Trace): string {
  const hops = legsOf(answer).map((leg) =>
    leg.map(({ component, decision, rules }) => [
      component,
      decision,
      rules.map(({ excerpt, ruleId, resourceId }) => [excerpt, ruleId, resourceId]),
    ]),
  )
  return JSON.stringify([answer.verdict, hops])
}

function faultOfRemoval(document: DescribeDocument, answer: Trace, rule: RuleRef): readonly string[] {
  const after = ask(without(document, rule.pointer), answer.query)
  if (wayOf(after) !== wayOf(answer) || hasTwin(document, rule)) return []
  return [`without ${rule.excerpt} of ${rule.resourceId} (${rule.pointer}) the way is the same`]
}

/** Is the same rule printed twice in the group? AWS refuses to make it so; a random world may. */
function hasTwin(document: DescribeDocument, { kind, pointer }: RuleRef): boolean {
  if (kind === 'route') return hasTwinRoute(document, pointer)
  if (kind !== 'security-group-rule') return false
  const [, key = '', group = '', direction = '', index, field = ''] = pointer.split('/')
  const keyOf = (permission: unknown, peer: unknown) => {
    const { IpProtocol, FromPort, ToPort } = Object(permission)
    return JSON.stringify([IpProtocol, FromPort, ToPort, peer])
  }
  const permissions = valueAt(document, `/${key}/${group}/${direction}`)
  if (!Array.isArray(permissions)) return false
  const wanted = keyOf(permissions[Number(index)], valueAt(document, pointer))
  const all = permissions.flatMap((each) => list(Object(each), field).map((peer) => keyOf(each, peer)))
  return all.filter((each) => each === wanted).length > 1
}

/** The same destination by the same way, once written down and once propagated. */
function hasTwinRoute(document: DescribeDocument, pointer: string): boolean {
  const [, key = '', table = ''] = pointer.split('/')
  const keyOf = (route: unknown) => {
    const { Origin: _origin, State: _state, ...way } = Object(route)
    return JSON.stringify(Object.entries(way).toSorted())
  }
  const routes = valueAt(document, `/${key}/${table}/Routes`)
  const wanted = keyOf(valueAt(document, pointer))
  return Array.isArray(routes) && routes.filter((each) => keyOf(each) === wanted).length > 1
}

function relaxAll(document: DescribeDocument, answer: Trace, asked: string) {
  const tried = legsOf(answer).flatMap((leg) =>
    leg.flatMap((hop, index) =>
      hop.blockers.map((blocker) => {
        const better = relaxed(document, { hop, blocker, before: leg.slice(0, index), asked })
        return {
          blocker,
          better,
          fault: better === null ? null : faultOf(blocker, better && ask(better, answer.query)),
        }
      }),
    ),
  )
  return {
    faults: tried.flatMap(({ fault }) => fault ?? []),
    relaxed: tried.flatMap(({ better, blocker }) => (better ? [blocker.code] : [])),
  }
}

function faultOf(blocker: TraceBlocker, after: Trace | undefined): string | null {
  const { code, component, leg, detail } = blocker
  if (!after) return `nobody says how to put ${code} at ${component} right`
  return stillThere(after, blocker) ? `${code} at ${component} (${leg}) stays when it is put right: ${detail}` : null
}

function stillThere({ blockers }: Trace, { code, component, leg }: TraceBlocker): boolean {
  return blockers.some((each) => each.code === code && each.component === component && each.leg === leg)
}
