/** What really reaches the interfaces that carry something: one answer for all, with the path that shows it. */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { NumberSet } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { TCP, UDP } from '../net/protocol.ts'
import { type AddressSet, formatAddresses, unionAddresses } from '../net/traffic.ts'
import { EXPLANATIONS } from '../reachability/codes.ts'
import { type CompiledClass, type CompiledNetwork, passageOfClass } from '../reachability/compiled/compiled-network.ts'
import { compiledOf } from '../reachability/exposure.ts'
import { type InterfaceClass, interfaceClasses } from '../reachability/interface-classes.ts'
import { internetPath } from '../reachability/internet-path.ts'
import { reachOfClass } from '../reachability/internet-reach.ts'
import { networkOf } from '../reachability/network.ts'
import type { InternetPath, InternetPathQuery } from '../reachability/path.ts'
import { sourcesOf } from '../reachability/rectangles.ts'
import { balancerEvidence, balancerHops, balancerReason, behindBalancers } from './behind-balancers.ts'
import { carrierNames } from './carrier-name.ts'
import { findingHops, pathEvidence } from './evidence.ts'
import { compareExposure, type Evidence, type ExposureLevel, type FindingHop } from './finding.ts'
import { type HiddenCarrier, hiddenLevel, hiddenRelated, hiddenText } from './hidden-carriers.ts'
import { type ReachLevel, type ReachSettings, reachLevel } from './reach-level.ts'
import { listWords } from './wording.ts'

export interface ExposureQuestion {
  readonly interfaces: readonly NetworkInterface[]
  /** Were all interfaces collected? If not, none and blocked mean nothing. */
  readonly complete: boolean
  /** What carries it by interfaces that are in no document. */
  readonly hidden?: readonly HiddenCarrier[]
  readonly tcp: NumberSet
  readonly udp: NumberSet
  readonly families: readonly Family[]
  /** What counts as the internet, and which of its addresses are the team's own. */
  readonly settings: ReachSettings
}

export interface ExposureAnswer {
  readonly level: ExposureLevel
  readonly path: readonly FindingHop[]
  readonly evidence: readonly Evidence[]
  /** Why the level is what it is, without a full stop. */
  readonly because: string
  /** The interfaces of the worst verdict there is. */
  readonly worst: readonly NetworkInterface[]
  readonly related: readonly Related[]
}

interface Related {
  readonly role: string
  readonly id: string
}

/** Asks the path of every class of interfaces, directly and through load balancers, and answers with the worst. */
export function exposureOf(inventory: Inventory, question: ExposureQuestion): ExposureAnswer {
  const direct = directAnswer(inventory, question)
  if (direct.level === 'internet') return direct
  const behind = behindBalancers(inventory, question)
  if (!behind || compareExposure(behind.level, direct.level) >= 0) return direct
  const { row, interfaces } = behind
  const exposed = interfaces.slice(0, RELATED_MAX).map(({ id }) => ({ role: 'exposed-interface', id }))
  return {
    level: behind.level,
    path: balancerHops(inventory, behind),
    evidence: balancerEvidence(inventory, behind),
    because: balancerReason(inventory, behind),
    worst: interfaces,
    related: [...exposed, { role: 'load-balancer', id: row.via ?? '' }, ...direct.related],
  }
}

function directAnswer(inventory: Inventory, question: ExposureQuestion): ExposureAnswer {
  const judged = judgedClasses(inventory, question)
  const worst = worstOf(judged)
  if (!worst) return withoutInterfaces(question)
  const path = internetPath(inventory, { ...worst.query, interfaceId: worst.representative.id })
  const alike = judged.filter(({ level }) => level === worst.level)
  const equal = alike.flatMap(({ members }) => members)
  const sources = alike.map((each) => each.sources).reduce(unionAddresses)
  const { hidden = [] } = question
  const doubt = worst.level === 'internet' || worst.level === 'unknown' ? null : doubtOf(question)
  return {
    level: doubt === null ? worst.level : 'unknown',
    path: findingHops(inventory, path.hops),
    evidence: pathEvidence(inventory, path.hops),
    because: doubt ?? reason(inventory, { path, level: worst.level, sources, interfaces: equal }),
    worst: equal,
    related: [...relatedOf(inventory, path, equal), ...hiddenRelated(hidden)],
  }
}

interface JudgedClass extends Judged, InterfaceClass {}

/** Most classes let the same traffic through, and the same question about it has one answer. */
function judgedClasses(inventory: Inventory, question: ExposureQuestion): readonly JudgedClass[] {
  const compiled = compiledOf(networkOf(inventory))
  const answers = new Map<string, Judged>()
  return interfaceClasses(compiled.network, question.interfaces).map((one) => {
    const key = one.compiled ? passageIds(compiled, one.compiled) : ''
    const answer = answers.get(key) ?? worstQuery(compiled, one.compiled, question)
    answers.set(key, answer)
    return { ...answer, ...one }
  })
}

function passageIds(compiled: CompiledNetwork, one: CompiledClass): string {
  return `${passageOfClass(compiled, one, 4).id} ${passageOfClass(compiled, one, 6).id}`
}

type ClassQuery = Omit<InternetPathQuery, 'interfaceId'>

interface Judged {
  readonly query: ClassQuery
  readonly level: ReachLevel
  /** Who surely reaches it; the whole of it is told only where it is not the internet. */
  readonly sources: AddressSet
}

/** What is asked of one class, family by family and protocol by protocol, and answered worst. */
function worstQuery(compiled: CompiledNetwork, one: CompiledClass | null, question: ExposureQuestion): Judged {
  const judged: Judged[] = []
  for (const family of question.families) {
    for (const [side, protocol] of SIDES) {
      if (question[side].length === 0) continue
      const query = { family, protocol, ports: question[side] }
      const reach = reachOfClass(compiled, one, query)
      const each = { query, level: reachLevel(reach, question.settings), sources: sourcesOf(reach.certain) }
      if (each.level === 'internet') return each
      judged.push(each)
    }
  }
  const nothing: ClassQuery = { family: 4, protocol: TCP, ports: [] }
  const worst = worstOf(judged)
  if (worst) return { ...worst, sources: judged.map(({ sources }) => sources).reduce(unionAddresses) }
  const reach = reachOfClass(compiled, one, nothing)
  return { query: nothing, level: reachLevel(reach, question.settings), sources: sourcesOf(reach.certain) }
}

const SIDES = [
  ['tcp', TCP],
  ['udp', UDP],
] as const

/** The first of the worst. */
function worstOf<J extends Judged>(judged: readonly J[]): J | undefined {
  let worst: J | undefined
  for (const each of judged) if (!worst || RANK[each.level] < RANK[worst.level]) worst = each
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

interface Reason {
  readonly path: InternetPath
  readonly level: ReachLevel
  readonly sources: AddressSet
  readonly interfaces: readonly NetworkInterface[]
}

function reason(inventory: Inventory, { path, level, sources, interfaces }: Reason): string {
  if (level === 'internal') return shutWords(inventory, path, interfaces)
  const who = listWords([...carrierNames(inventory, interfaces)])
  const from = formatAddresses(sources, 3)
  if (level === 'internet') return `the internet reaches ${who} now`
  if (level === 'limited') return `of the internet only ${from} can reach ${who} now`
  if (level === 'corporate') return `of the internet only corporate ranges (${from}) can reach ${who} now`
  const why = path.unknowns.length > 0 ? path.unknowns.join(' ') : `Only ${from} is certain to.`
  return `whether the internet reaches ${who} could not be told (${why})`
}

/** Of many that are shut only the number is told: nobody looks for one of them. */
function shutWords(inventory: Inventory, path: InternetPath, interfaces: readonly NetworkInterface[]): string {
  const reasons = [...new Set(path.blockers.map(({ code, component }) => `${component}: ${plainly(code)}`))]
  const [first] = interfaces.length === 1 ? carrierNames(inventory, interfaces) : []
  return first === undefined
    ? `the internet reaches none of ${interfaces.length} interfaces there (for one, ${reasons.join('; ')})`
    : `the internet does not reach ${first} (${reasons.join('; ')})`
}

/** The sentence of a code, for a list: a finding is read aloud. */
function plainly(code: keyof typeof EXPLANATIONS): string {
  const sentence: string = EXPLANATIONS[code]
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '')
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
  const ends = path.hops.filter(({ kind }) => kind === 'internet-gateway' || kind === 'network-acl')
  return [
    ...eachOnce(role, shown, ({ id }) => id),
    ...eachOnce('instance', shown, ({ instanceId }) => instanceId),
    ...eachOnce('subnet', shown, ({ subnetId }) => subnetId),
    ...eachOnce('route-table', shown, ({ subnetId }) => network.index.routeTableBySubnet.get(subnetId)?.id),
    ...eachOnce('internet-gateway', ends, ({ kind, component }) => (kind === 'internet-gateway' ? component : null)),
    ...eachOnce('network-acl', ends, ({ kind, component }) => (kind === 'network-acl' ? component : null)),
  ]
}

function eachOnce<T>(role: string, all: readonly T[], idOf: (one: T) => string | null | undefined): Related[] {
  const ids = new Set<string>()
  for (const one of all) {
    const id = idOf(one)
    if (id) ids.add(id)
  }
  return Array.from(ids, (id) => ({ role, id }))
}

const RANK: Readonly<Record<ReachLevel, number>> = { internet: 0, unknown: 1, limited: 2, corporate: 3, internal: 4 }
