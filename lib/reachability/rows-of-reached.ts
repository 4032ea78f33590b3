/** Everything that was reached through load balancers, as rows: disjoint, joined where they are alike. */

import { covers, intervalSet, type NumberSet } from '../net/interval-set.ts'
import type { BalancerLeg } from './balancer-leg.ts'
import { type AddressSetId, NOBODY } from './compiled/address-sets.ts'
import type { ExposureHop, ExposureRow } from './exposure-row.ts'
import type { Network } from './network.ts'
import type { RuleRef } from './path.ts'
import type { Reached } from './reach-through-node.ts'

/** One interface on one port: everyone who gets there by any of the ways. */
interface AtPort {
  readonly port: number
  known: AddressSetId
  possible: AddressSetId
  readonly ways: Reached[]
}

export function rowsOfReached(network: Network, reached: readonly Reached[]): readonly ExposureRow[] {
  const rows = new Map<string, RowParts>()
  for (const ports of byInterface(network, reached)) {
    for (const certainty of ['reachable', 'unknown'] as const) {
      for (const parts of rowsOfInterface(network, ports, certainty)) addMember(rows, parts)
    }
  }
  return [...rows.values()].map((parts) => rowOf(network, parts))
}

/** By interface, `via`, family and protocol, and then by port. */
function byInterface(network: Network, reached: readonly Reached[]): Iterable<readonly AtPort[]> {
  const groups = new Map<string, Map<number, AtPort>>()
  for (const each of reached) {
    const { origin, interfaceId, via, known, possible } = each
    const key = `${interfaceId} ${via} ${origin.family} ${origin.protocol}`
    const ports = groups.get(key) ?? new Map<number, AtPort>()
    groups.set(key, ports)
    const { sets } = network.passages[origin.family].admitted
    const at = ports.get(origin.port)
    if (at) {
      at.known = sets.join(at.known, known)
      at.possible = sets.join(at.possible, possible)
      at.ways.push(each)
    } else ports.set(origin.port, { port: origin.port, known, possible, ways: [each] })
  }
  return [...groups.values()].map((ports) => [...ports.values()])
}

interface RowParts {
  readonly members: string[]
  readonly sample: Reached
  readonly certainty: ExposureRow['certainty']
  readonly ports: NumberSet
  readonly clients: AddressSetId
  readonly ways: Reached[]
}

function rowsOfInterface(
  network: Network,
  ports: readonly AtPort[],
  certainty: ExposureRow['certainty'],
): readonly RowParts[] {
  const found = new Map<AddressSetId, AtPort[]>()
  for (const at of ports) {
    const clients = certainty === 'reachable' ? at.known : doubtful(network, at)
    if (clients === NOBODY) continue
    const alike = found.get(clients)
    if (alike) alike.push(at)
    else found.set(clients, [at])
  }
  return [...found].flatMap(([clients, alike]) => {
    const ways = alike.flatMap((at) => at.ways).filter((way) => certainty === 'unknown' || way.known !== NOBODY)
    const [sample] = ways
    if (!sample) return []
    const numbers = intervalSet(alike.map(({ port }) => [port, port] as const))
    return [{ members: [sample.interfaceId], sample, certainty, ports: numbers, clients, ways }]
  })
}

function doubtful(network: Network, { known, possible, ways: [first] }: AtPort): AddressSetId {
  return first ? network.passages[first.origin.family].admitted.sets.minus(possible, known) : NOBODY
}

/** Interfaces that the same clients reach in the same way are members of one row. */
function addMember(rows: Map<string, RowParts>, parts: RowParts): void {
  const { sample, certainty, ports, clients } = parts
  const { origin, via } = sample
  const key = [
    via,
    origin.nodeId,
    origin.family,
    origin.protocol,
    certainty,
    ports.join(';'),
    clients,
    wayOf(sample),
  ].join(' ')
  const known = rows.get(key)
  if (!known) {
    rows.set(key, parts)
    return
  }
  known.members.push(...parts.members)
  known.ways.push(...parts.ways)
}

/** The same for ways that pass the same: told without walking them where that can be. */
function wayOf(way: Reached): string {
  const { legs } = way
  if (legs.some(({ likeness }) => likeness === null))
    return componentsOf(way)
      .map(({ component }) => component)
      .join(' ')
  return legs.map(({ likeness, through }) => `${through} ${likeness}`).join(' ')
}

/** From the first node to before the member: what each leg passes, once. */
function componentsOf({ legs, origin, interfaceId, via }: Reached): readonly ExposureHop[] {
  if (via === null) return []
  const hops: ExposureHop[] = [
    { component: origin.nodeId, kind: 'network-interface' },
    { component: origin.balancerArn, kind: 'load-balancer' },
    ...legs.flatMap(({ forward }) => forward.map(({ component, kind }) => ({ component, kind }))),
  ]
  const first = new Map(hops.map((hop) => [hop.component, hop] as const).toReversed())
  const order = [...new Set(hops.map(({ component }) => component))].filter((component) => component !== interfaceId)
  return order.flatMap((component) => first.get(component) ?? [])
}

/** Rules, path and reasons are worked out when somebody asks, as those of the rows they build on are. */
function rowOf(network: Network, { members, sample, certainty, ports, clients, ways }: RowParts): ExposureRow {
  const { origin, via } = sample
  const before = origin.rows.filter((row) => certainty === 'unknown' || row.certainty === 'reachable')
  const legs = ways.flatMap((way) => way.legs)
  return {
    members: [...new Set(members)].sort(),
    family: origin.family,
    protocol: origin.protocol,
    otherThan: [],
    ports,
    ...portsOfMember(ways, ports),
    icmp: null,
    sources: network.passages[origin.family].admitted.sets.get(clients),
    certainty,
    via,
    get rules() {
      return distinct([...before.flatMap(({ rules }) => rules), ...legs.flatMap(rulesOfLeg)])
    },
    get unknowns() {
      if (certainty === 'reachable') return []
      const own = [...ways.flatMap(({ doubts }) => doubts), ...legs.flatMap(doubtsOfLeg)]
      return [...new Set([...before.flatMap(({ unknowns }) => unknowns), ...own])]
    },
    get path() {
      return [...(before[0]?.path ?? []), ...componentsOf(sample)]
    },
  }
}

/** The last leg says on which ports it arrives. */
function portsOfMember(ways: readonly Reached[], ports: NumberSet): { readonly memberPorts?: NumberSet } {
  const arriving = intervalSet(ways.flatMap(({ legs }) => legs.at(-1)?.packet.destinationPorts ?? []))
  return arriving.length === 0 || (covers(arriving, ports) && covers(ports, arriving)) ? {} : { memberPorts: arriving }
}

function rulesOfLeg({ forward, reply }: BalancerLeg): readonly RuleRef[] {
  return [...forward, ...reply].flatMap(({ rules }) => rules)
}

function doubtsOfLeg({ forward, reply }: BalancerLeg): readonly string[] {
  return [...forward, ...reply].flatMap(({ unknowns }) => unknowns.map(({ detail }) => detail))
}

function distinct(rules: readonly RuleRef[]): readonly RuleRef[] {
  return [...new Map(rules.map((rule) => [`${rule.document}${rule.pointer}`, rule])).values()]
}
