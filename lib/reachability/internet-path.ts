/**
 * Can the internet open a connection to this interface? Every component must let the request in, and the reply out.
 * Source: VPC guide, "Internet gateways", "Security groups", "Network ACLs", "Route tables".
 */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { size } from '../net/interval-set.ts'
import { formatAddress } from '../net/prefix.ts'
import {
  type AddressSet,
  coversInternet,
  formatAddresses,
  formatPorts,
  INTERNET,
  NO_ADDRESSES,
} from '../net/traffic.ts'
import { blockPublicAccessStage, edgeRouteStage, interfaceStage, internetGatewayStage } from './edge-stages.ts'
import { networkAclStages, replyRouteStage, securityGroupStage } from './filter-stages.ts'
import { type Network, networkOf } from './network.ts'
import type { Blocker, InternetPath, InternetPathQuery, PathHop, Rectangle, RuleRef } from './path.ts'
import { publicAddresses } from './public-addresses.ts'
import { isEmpty, meetAll, portsOf, sourcesOf } from './rectangles.ts'
import { type Journey, type Stage, wantedBy } from './stage.ts'

/**
 * The path from the internet to one interface, for one family, protocol and set of ports. `reachable` when some
 * client reaches some of the ports; `unknown` when unread data could make it so. Never throws: an interface that
 * is not in the inventory is `unknown`.
 */
export function internetPath(inventory: Inventory, query: InternetPathQuery): InternetPath {
  const network = networkOf(inventory)
  const networkInterface = inventory.networkInterfaces.get(query.interfaceId)
  if (!networkInterface) return notCollected(query)
  const journey = journeyOf(network, networkInterface, query)
  return judge(journey, [...stagesOf(journey)])
}

function journeyOf(network: Network, networkInterface: NetworkInterface, query: InternetPathQuery): Journey {
  return {
    network,
    query,
    networkInterface,
    subnet: network.inventory.subnets.get(networkInterface.subnetId) ?? null,
    addresses: publicAddresses(network, networkInterface, query.family),
    wanted: wantedBy(query),
  }
}

function* stagesOf(journey: Journey): Generator<Stage> {
  const block = blockPublicAccessStage(journey)
  if (block) yield block
  yield internetGatewayStage(journey)
  const replies = replyRouteStage(journey)
  const edge = edgeRouteStage(journey, replies)
  if (edge) yield edge
  yield replies
  yield* networkAclStages(journey)
  yield securityGroupStage(journey)
  yield interfaceStage(journey)
}

interface Passage {
  readonly left: readonly Rectangle[]
  /** The stage after which nothing was left. */
  readonly stopped: Stage | null
}

function judge(journey: Journey, stages: readonly Stage[]): InternetPath {
  const certain = walk(journey, stages, ({ admission }) => admission.known)
  const possible = certain.stopped ? walk(journey, stages, possibleOf) : certain
  const verdict = !certain.stopped ? 'reachable' : possible.stopped ? 'blocked' : 'unknown'
  const blockers = verdict === 'blocked' ? blockersOf(journey, stages, possible.stopped) : []
  const unknowns = verdict === 'unknown' ? stages.flatMap(({ admission }) => admission.unknowns) : []
  return {
    verdict,
    query: journey.query,
    addresses: journey.addresses.map(({ publicIp }) => publicIp),
    ports: portsOf(possible.left),
    sources: sourcesOf(possible.left),
    hops: [outside(journey, possible.left), ...stages.map((each) => hopOf(journey, each, possible))],
    blockers,
    unknowns: [...new Set(unknowns)],
    caveats: stages.flatMap(({ caveats }) => caveats),
  }
}

function walk(journey: Journey, stages: readonly Stage[], of: (stage: Stage) => readonly Rectangle[]): Passage {
  let left: readonly Rectangle[] = [journey.wanted]
  for (const each of stages) {
    left = meetAll(left, of(each))
    if (left.length === 0) return { left, stopped: each }
  }
  return { left, stopped: null }
}

function possibleOf({ admission }: Stage): readonly Rectangle[] {
  return [...admission.known, ...admission.maybe]
}

/** A stage that admits nothing of what is asked blocks on its own; else the one at which nothing was left does. */
function blockersOf(journey: Journey, stages: readonly Stage[], stopped: Stage | null): readonly Blocker[] {
  const alone = stages.filter((each) => stopsAlone(journey, each))
  const guilty = alone.length > 0 || !stopped ? alone : [stopped]
  return guilty.flatMap((each) => each.blockers)
}

function stopsAlone(journey: Journey, each: Stage): boolean {
  return meetAll([journey.wanted], possibleOf(each)).length === 0
}

function hopOf(journey: Journey, each: Stage, passage: Passage): PathHop {
  const { component, kind } = each
  if (stopsAlone(journey, each) || passage.stopped === each) {
    const rules = each.blockers.flatMap(({ rule }) => (rule ? [rule] : []))
    return { component, kind, decision: 'blocks', detail: each.blockers.map(({ detail }) => detail).join('; '), rules }
  }
  const known = meetAll([journey.wanted], each.admission.known)
  if (known.length === 0) {
    return {
      component,
      kind,
      decision: 'unknown',
      detail: each.admission.unknowns.join(' ') || each.detail,
      rules: each.rules,
    }
  }
  const rules = [...each.rules, ...decidingRules(each, known, passage)]
  const shown =
    each.kind === 'internet-gateway' || rules.length === 0 ? '' : `: ${rules.map(({ excerpt }) => excerpt).join('; ')}`
  const owner = kind === 'security-group' ? (rules.at(0)?.resourceId ?? component) : component
  return { component: owner, kind, decision: 'passes', detail: `${each.detail}${shown}`, rules }
}

/** The rules of a stage that admit some of what came through in the end; all it admits when nothing did. */
function decidingRules(each: Stage, known: readonly Rectangle[], passage: Passage): readonly RuleRef[] {
  const relevant =
    passage.left.length === 0
      ? known
      : known.filter((own) => meetAll([own], passage.left).some((both) => !isEmpty(both)))
  const byPlace = new Map(
    relevant.flatMap(({ rules }) => rules).map((rule) => [`${rule.document}${rule.pointer}`, rule]),
  )
  return each.rules.length > 0 ? [] : [...byPlace.values()]
}

function outside(journey: Journey, left: readonly Rectangle[]): PathHop {
  const some = left.length > 0
  const sources = sourcesOf(left)
  const from = some ? sourceWords(sources) : 'any address'
  const ports = formatPorts(some ? portsOf(left) : journey.wanted.ports)
  const to = journey.addresses.map(({ publicIp }) => formatAddress(publicIp)).join(', ') || 'no public address'
  return {
    component: 'internet',
    kind: 'internet',
    decision: 'passes',
    detail: `${from} to ${to}, ${/[-,]/.test(ports) ? 'ports' : 'port'} ${ports}`,
    rules: [],
  }
}

/** The whole internet in two words, a part of it by its blocks. */
function sourceWords(sources: AddressSet): string {
  if (coversInternet(sources, { ipv4Addresses: null, ipv6Networks: null })) return 'any address'
  const share = (part: bigint, whole: bigint) => part * 100n >= whole * 99n
  const nearly = share(size(sources.v4), size(INTERNET.v4)) || share(size(sources.v6), size(INTERNET.v6))
  return nearly ? 'nearly any address' : formatAddresses(sources, 3)
}

function notCollected(query: InternetPathQuery): InternetPath {
  const why = `${query.interfaceId} was not collected.`
  return {
    verdict: 'unknown',
    query,
    addresses: [],
    ports: query.ports,
    sources: NO_ADDRESSES,
    hops: [{ component: query.interfaceId, kind: 'network-interface', decision: 'unknown', detail: why, rules: [] }],
    blockers: [],
    unknowns: [why],
    caveats: [],
  }
}
