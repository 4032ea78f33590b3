/**
 * What the internet meets: classes of alike interfaces, and load balancers with all that is behind them. Several rules
 * ask which of their ports the internet really reaches; one reading of `exposure` answers them all.
 */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { type NumberSet, subtract, union } from '../net/interval-set.ts'
import { parsePrefix } from '../net/prefix.ts'
import { TCP, UDP } from '../net/protocol.ts'
import { type AddressSet, addressSet, coversInternet, regionsWhere, subtractAddresses } from '../net/traffic.ts'
import { exposure } from '../reachability/exposure.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'
import { loadBalancerNode } from '../reachability/load-balancer-nodes.ts'
import type { Network } from '../reachability/network.ts'
import type { PortPair } from './open-ports.ts'
import type { ReachSettings } from './reach-level.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

export interface Front {
  /** The interfaces the internet meets, ascending by id: alike for every filter, or the nodes of a load balancer. */
  readonly interfaces: readonly NetworkInterface[]
  /** The ARN of the load balancer they are nodes of. */
  readonly balancerArn: string | null
  /** Of TCP, UDP and every protocol; those of a load balancer include what it leads to. */
  readonly rows: readonly ExposureRow[]
}

const FRONTS = new WeakMap<Network, readonly Front[]>()

/** Every front something reaches, or may. */
export function internetFronts(network: Network): readonly Front[] {
  const known = FRONTS.get(network)
  if (known) return known
  const direct = new Map<readonly string[], ExposureRow[]>()
  const balanced = new Map<string, ExposureRow[]>()
  for (const row of exposure(network)) {
    if (row.icmp !== null || (row.protocol !== TCP && row.protocol !== UDP && row.protocol !== 'any')) continue
    const arn = row.via ?? loadBalancerNode(network, row.members[0] ?? '')?.arn ?? null
    if (arn === null) append(direct, row.members, row)
    else append(balanced, arn, row)
  }
  const { inventory } = network
  const fronts = [
    ...[...direct].map(([ids, rows]) => ({ interfaces: interfacesOf(inventory, ids), balancerArn: null, rows })),
    ...[...balanced].map(([balancerArn, rows]) => {
      const nodes = rows.flatMap(({ via, members, path }) => (via === null ? members : nodesOn(network, path)))
      return { interfaces: interfacesOf(inventory, [...new Set(nodes)].sort()), balancerArn, rows }
    }),
  ]
  FRONTS.set(network, fronts)
  return fronts
}

function append<K>(all: Map<K, ExposureRow[]>, key: K, row: ExposureRow): void {
  const own = all.get(key)
  if (own) own.push(row)
  else all.set(key, [row])
}

function nodesOn(network: Network, path: ExposureRow['path']): readonly string[] {
  return path.flatMap(({ component }) => (loadBalancerNode(network, component) ? [component] : []))
}

function interfacesOf({ networkInterfaces }: Inventory, ids: readonly string[]): readonly NetworkInterface[] {
  return ids.flatMap((id) => networkInterfaces.get(id) ?? [])
}

export interface FrontReach {
  /** Ports the internet surely reaches, not only a few addresses or the team's own. */
  readonly certain: PortPair
  /** Ports it may reach, for all that is known. */
  readonly doubtful: PortPair
}

/** Sources that are the internet once the team's own ranges are taken away; the same sources are asked of again and again. */
export function internetTest({ corporateRanges, internetThreshold }: ReachSettings): (sources: AddressSet) => boolean {
  const corporate = addressSet(corporateRanges.map(parsePrefix).filter((prefix) => prefix !== null))
  const threshold = {
    ipv4Addresses: internetThreshold.ipv4Addresses ?? DEFAULT_SETTINGS.internetThreshold.ipv4Addresses,
    ipv6Networks: internetThreshold.ipv6Networks ?? DEFAULT_SETTINGS.internetThreshold.ipv6Networks,
  }
  const known = new Map<AddressSet, boolean>()
  return (sources) => {
    const kept = known.get(sources)
    if (kept !== undefined) return kept
    const answer = coversInternet(subtractAddresses(sources, corporate), threshold)
    known.set(sources, answer)
    return answer
  }
}

/** Rows of one port that only together hold the internet count together. */
export function reachOfFront({ rows }: Pick<Front, 'rows'>, isInternet: (sources: AddressSet) => boolean): FrontReach {
  const told = rows.filter(({ certainty }) => certainty === 'reachable')
  const certain = portsFrom(told, isInternet)
  const possible = told.length === rows.length ? certain : portsFrom(rows, isInternet)
  return {
    certain,
    doubtful: { tcp: subtract(possible.tcp, certain.tcp), udp: subtract(possible.udp, certain.udp) },
  }
}

function portsFrom(rows: readonly ExposureRow[], isInternet: (sources: AddressSet) => boolean): PortPair {
  return { tcp: portsOver(rows, TCP, isInternet), udp: portsOver(rows, UDP, isInternet) }
}

function portsOver(
  rows: readonly ExposureRow[],
  protocol: number,
  isInternet: (sources: AddressSet) => boolean,
): NumberSet {
  const relevant = rows.filter(
    (row) => row.protocol === protocol || (row.protocol === 'any' && !row.otherThan.includes(protocol)),
  )
  if (relevant.every(({ sources }) => isInternet(sources))) {
    return relevant.reduce<NumberSet>((all, { ports }) => union(all, ports), [])
  }
  const traffic = relevant.map(({ ports, sources }) => ({ protocol: 'any' as const, ports, sources }))
  return regionsWhere(traffic, protocol, isInternet).reduce<NumberSet>((all, { ports }) => union(all, ports), [])
}

const REACHED = new WeakMap<
  Network,
  { readonly settings: ReachSettings; readonly levels: ReadonlyMap<string, 'internet' | 'unknown'> }
>()

/** The interfaces the internet itself meets on some port, or may; absent where it surely meets none. */
export function reachedInterfaces(
  network: Network,
  settings: ReachSettings,
): ReadonlyMap<string, 'internet' | 'unknown'> {
  const known = REACHED.get(network)
  if (known?.settings === settings) return known.levels
  const isInternet = internetTest(settings)
  const levels = new Map<string, 'internet' | 'unknown'>()
  for (const front of internetFronts(network)) {
    const { certain, doubtful } = reachOfFront(front, isInternet)
    const isSure = certain.tcp.length + certain.udp.length > 0
    if (!isSure && doubtful.tcp.length + doubtful.udp.length === 0) continue
    for (const { id } of front.interfaces) levels.set(id, isSure ? 'internet' : 'unknown')
  }
  REACHED.set(network, { settings, levels })
  return levels
}
