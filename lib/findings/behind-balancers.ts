/**
 * Interfaces the internet reaches by way of a load balancer: they need no public address for it, so what is open on
 * them is open. Source: Elastic Load Balancing guides, "Target groups".
 */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { intersect, type NumberSet } from '../net/interval-set.ts'
import { TCP, UDP } from '../net/protocol.ts'
import { formatAddresses } from '../net/traffic.ts'
import { exposure } from '../reachability/exposure.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'
import { type Network, networkOf } from '../reachability/network.ts'
import type { TraceHopKind } from '../reachability/trace-result.ts'
import { carrierName, carrierNames } from './carrier-name.ts'
import { evidenceOf } from './evidence.ts'
import { compareExposure, type Evidence, type FindingHop } from './finding.ts'
import { type ReachLevel, type ReachSettings, reachLevel } from './reach-level.ts'
import { listWords } from './wording.ts'

export interface BehindQuestion {
  readonly interfaces: readonly NetworkInterface[]
  readonly tcp: NumberSet
  readonly udp: NumberSet
  readonly settings: ReachSettings
}

/** The widest way in through a load balancer, and the interfaces it leads to. */
export interface BehindBalancer {
  readonly level: ReachLevel
  readonly row: ExposureRow
  readonly interfaces: readonly NetworkInterface[]
}

/** Null where no load balancer leads to one of the interfaces on one of the ports. */
export function behindBalancers(inventory: Inventory, question: BehindQuestion): BehindBalancer | null {
  const rows = rowsByMember(networkOf(inventory))
  if (rows.size === 0) return null
  const found = new Map<ExposureRow, NetworkInterface[]>()
  for (const one of question.interfaces) {
    for (const row of rows.get(one.id) ?? []) {
      const members = found.get(row)
      if (members) members.push(one)
      else if (isAbout(row, question)) found.set(row, [one])
    }
  }
  const judged = [...found].map(([row, interfaces]) => ({ row, interfaces, level: levelOf(row, question.settings) }))
  return judged.toSorted((a, b) => compareExposure(a.level, b.level)).at(0) ?? null
}

function isAbout({ protocol, ports, memberPorts }: ExposureRow, { tcp, udp }: BehindQuestion): boolean {
  const asked = protocol === TCP ? tcp : protocol === UDP ? udp : []
  return intersect(memberPorts ?? ports, asked).length > 0
}

function levelOf({ certainty, ports, sources }: ExposureRow, settings: ReachSettings): ReachLevel {
  const block = [{ ports, sources, rules: [] }]
  const verdict = certainty === 'reachable' ? ('reachable' as const) : ('unknown' as const)
  return reachLevel({ verdict, certain: certainty === 'reachable' ? block : [], possible: block }, settings)
}

const ROWS = new WeakMap<Network, ReadonlyMap<string, readonly ExposureRow[]>>()

function rowsByMember(network: Network): ReadonlyMap<string, readonly ExposureRow[]> {
  const known = ROWS.get(network)
  if (known) return known
  const rows = new Map<string, ExposureRow[]>()
  for (const row of exposure(network)) {
    if (row.via === null) continue
    for (const id of row.members) {
      const own = rows.get(id)
      if (own) own.push(row)
      else rows.set(id, [row])
    }
  }
  ROWS.set(network, rows)
  return rows
}

/** Why the level is what it is, without a full stop. */
export function balancerReason(inventory: Inventory, { level, row, interfaces }: BehindBalancer): string {
  const who = listWords([...carrierNames(inventory, interfaces)])
  const through = `through the load balancer ${inventory.loadBalancers.get(row.via ?? '')?.name ?? row.via}`
  const from = formatAddresses(row.sources, 3)
  if (level === 'internet') return `the internet reaches ${who} now, ${through}`
  if (level === 'limited') return `of the internet only ${from} can reach ${who} now, ${through}`
  if (level === 'corporate') return `of the internet only corporate ranges (${from}) can reach ${who} now, ${through}`
  return `whether the internet reaches ${who} ${through} could not be told (${row.unknowns.join(' ')})`
}

/** The way as the map numbers it, from the internet to the interface behind the load balancer. */
export function balancerHops(inventory: Inventory, { row, interfaces }: BehindBalancer): readonly FindingHop[] {
  const { certainty, path, rules } = row
  const excerpts = Map.groupBy(rules, ({ resourceId }) => resourceId)
  const outcome = certainty === 'reachable' ? ('passes' as const) : ('unknown' as const)
  const hops = path.map(({ component, kind }): FindingHop => {
    const name = inventory.loadBalancers.get(component)?.name ?? null
    const detail = (excerpts.get(component) ?? []).map(({ excerpt }) => excerpt).join('; ')
    return { component, label: labelOf(kind), ...(name === null ? {} : { name }), detail, outcome }
  })
  const [first] = interfaces
  if (!first) return hops
  return [
    ...hops,
    { component: first.id, label: 'Interface', name: carrierName(inventory, first), detail: '', outcome },
  ]
}

/** `network-acl` is a Network ACL, all others read as they are written. */
function labelOf(kind: TraceHopKind): string {
  if (kind === 'network-acl') return 'Network ACL'
  const words = kind.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function balancerEvidence(inventory: Inventory, { row }: BehindBalancer): readonly Evidence[] {
  return row.rules.map((rule) => evidenceOf(inventory, rule))
}
