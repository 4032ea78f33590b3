/** What really reaches the interfaces that carry something: one answer for all, with the path that shows it. */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { NumberSet } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { TCP, UDP } from '../net/protocol.ts'
import { interfaceClasses } from '../reachability/interface-classes.ts'
import { internetPath, internetVerdict } from '../reachability/internet-path.ts'
import { networkOf } from '../reachability/network.ts'
import type { InternetPath, InternetPathQuery, Verdict } from '../reachability/path.ts'
import { carrierName } from './carrier-name.ts'
import { findingHops, pathEvidence } from './evidence.ts'
import type { Evidence, ExposureLevel, FindingHop } from './finding.ts'
import { type HiddenCarrier, hiddenLevel, hiddenRelated, hiddenText } from './hidden-carriers.ts'
import { counted, listWords } from './wording.ts'

export interface ExposureQuestion {
  readonly interfaces: readonly NetworkInterface[]
  /** Were all interfaces collected? If not, none and blocked mean nothing. */
  readonly complete: boolean
  /** What carries it by interfaces that are in no document. */
  readonly hidden?: readonly HiddenCarrier[]
  readonly tcp: NumberSet
  readonly udp: NumberSet
  readonly families: readonly Family[]
}

export interface ExposureAnswer {
  readonly level: ExposureLevel
  readonly path: readonly FindingHop[]
  readonly evidence: readonly Evidence[]
  /** Why the level is what it is, without a full stop. */
  readonly because: string
  /** The interfaces of the worst verdict there is. */
  readonly worst: readonly NetworkInterface[]
  readonly related: readonly { readonly role: string; readonly id: string }[]
}

/** Asks the path of every class of interfaces, and answers with the worst. */
export function exposureOf(inventory: Inventory, question: ExposureQuestion): ExposureAnswer {
  const judged = interfaceClasses(networkOf(inventory), question.interfaces).map(({ representative, members }) => ({
    ...worstQuery(inventory, representative, question),
    members,
  }))
  const worst = worstOf(judged)
  if (!worst) return withoutInterfaces(question)
  const path = internetPath(inventory, worst.query)
  const equal = judged.filter(({ verdict }) => verdict === worst.verdict).flatMap(({ members }) => members)
  const { hidden = [] } = question
  const doubt = path.verdict === 'blocked' ? doubtOf(question) : null
  return {
    level: doubt === null ? LEVELS[path.verdict] : 'unknown',
    path: findingHops(inventory, path.hops),
    evidence: pathEvidence(inventory, path.hops),
    because: doubt ?? reason(inventory, path, equal),
    worst: equal,
    related: [...relatedOf(inventory, path, equal), ...hiddenRelated(hidden)],
  }
}

interface Judged {
  readonly query: InternetPathQuery
  readonly verdict: Verdict
}

/** What is asked of one interface, family by family and protocol by protocol, and answered worst. */
function worstQuery(inventory: Inventory, { id }: NetworkInterface, question: ExposureQuestion): Judged {
  const judged: Judged[] = []
  for (const family of question.families) {
    for (const [side, protocol] of SIDES) {
      if (question[side].length === 0) continue
      const query = { interfaceId: id, family, protocol, ports: question[side] }
      const verdict = internetVerdict(inventory, query)
      if (verdict === 'reachable') return { query, verdict }
      judged.push({ query, verdict })
    }
  }
  const nothing: InternetPathQuery = { interfaceId: id, family: 4, protocol: TCP, ports: [] }
  return worstOf(judged) ?? { query: nothing, verdict: internetVerdict(inventory, nothing) }
}

const SIDES = [
  ['tcp', TCP],
  ['udp', UDP],
] as const

/** The first of the worst. */
function worstOf<J extends Judged>(judged: readonly J[]): J | undefined {
  let worst: J | undefined
  for (const each of judged) if (!worst || RANK[each.verdict] < RANK[worst.verdict]) worst = each
  return worst
}

/** Why `blocked` is not the last word; null when it is. */
function doubtOf({ complete, hidden = [] }: ExposureQuestion): string | null {
  if (hiddenLevel(hidden) === 'unknown') return hiddenText(hidden)
  return complete ? null : 'not all network interfaces were collected'
}

function withoutInterfaces({ complete, hidden = [] }: ExposureQuestion): ExposureAnswer {
  const attached = hidden.length > 0
  const missing = 'network interfaces were not all collected'
  const because = attached ? hiddenText(hidden) : 'no network interface carries it'
  return {
    level: complete ? (attached ? hiddenLevel(hidden) : 'none') : 'unknown',
    path: [],
    evidence: [],
    because: complete || attached ? because : missing,
    worst: [],
    related: hiddenRelated(hidden),
  }
}

function reason(inventory: Inventory, path: InternetPath, interfaces: readonly NetworkInterface[]): string {
  const who = listWords([...new Set(interfaces.map((each) => carrierName(inventory, each)))])
  if (path.verdict === 'reachable') return `the internet reaches ${who} now`
  if (path.verdict === 'unknown')
    return `whether the internet reaches ${who} could not be told (${path.unknowns.join(' ')})`
  const codes = [...new Set(path.blockers.map(({ code, component }) => `${code} at ${component}`))]
  return `the internet does not reach ${counted(interfaces.length, 'interface')} that could carry it (${codes.join(', ')})`
}

const RELATED_MAX = 100

function relatedOf(
  inventory: Inventory,
  path: InternetPath,
  interfaces: readonly NetworkInterface[],
): ExposureAnswer['related'] {
  const role = path.verdict === 'reachable' ? 'exposed-interface' : 'interface'
  const shown = interfaces.slice(0, RELATED_MAX)
  const network = networkOf(inventory)
  const related = [
    ...shown.map(({ id }) => ({ role, id })),
    ...shown.flatMap(({ instanceId }) => (instanceId ? [{ role: 'instance', id: instanceId }] : [])),
    ...shown.map(({ subnetId }) => ({ role: 'subnet', id: subnetId })),
    ...shown.flatMap(({ subnetId }) => idOf('route-table', network.index.routeTableBySubnet.get(subnetId)?.id)),
    ...path.hops.flatMap(({ kind, component }) =>
      kind === 'internet-gateway' || kind === 'network-acl' ? [{ role: kind, id: component }] : [],
    ),
  ]
  return [...new Map(related.map((each) => [`${each.role} ${each.id}`, each])).values()]
}

function idOf(role: string, id: string | undefined): { role: string; id: string }[] {
  return id === undefined ? [] : [{ role, id }]
}

const RANK: Readonly<Record<Verdict, number>> = { reachable: 0, unknown: 1, blocked: 2 }

const LEVELS: Readonly<Record<Verdict, ExposureLevel>> = {
  reachable: 'internet',
  unknown: 'unknown',
  blocked: 'internal',
}
