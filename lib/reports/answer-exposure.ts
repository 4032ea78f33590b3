/** From the engine's rows to the exposure lens: classes of interfaces as groups, subnets with their counts. */

import { type ReachSettings, reachLevel } from '../findings/reach-level.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { type NumberSet, union } from '../net/interval-set.ts'
import { formatProtocol, hasPorts } from '../net/protocol.ts'
import { coversInternet, formatAddresses, formatPorts, NO_ADDRESSES, unionAddresses } from '../net/traffic.ts'
import { exposure } from '../reachability/exposure.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'
import { loadBalancerNode } from '../reachability/load-balancer-nodes.ts'
import { type Network, networkOf } from '../reachability/network.ts'
import { type ChangeCode, oneChangeAway } from '../reachability/one-change-away.ts'
import { namedComponent } from './component-name.ts'
import {
  type ExposureGroup,
  type ExposureLens,
  type ExposureState,
  exposureByInterface,
  type InterfaceExposure,
  type SubnetExposure,
} from './exposure-lens.ts'

export interface ExposureFacts {
  /** What the internet reaches, or may. */
  readonly rows: readonly ExposureRow[]
  /** What one change would open. */
  readonly near: readonly ExposureGroup[]
  readonly settings: ReachSettings
}

const SOURCES_TOLD = 3

/** Everything at once: what is reached, what one change would open. */
export function exposureOf(inventory: Inventory, settings: ReachSettings): ExposureLens {
  const network = networkOf(inventory)
  return answerExposure(inventory, { rows: exposure(network), near: nearOf(network), settings })
}

export function answerExposure(inventory: Inventory, facts: ExposureFacts): ExposureLens {
  const classes = Map.groupBy(facts.rows, ({ members }) => members)
  const reached = [...classes].flatMap(([members, rows]) => groupsOfClass(inventory, { members, rows }, facts.settings))
  const groups = [...reached, ...facts.near]
  const known = exposureByInterface({ groups })
  const direct = directBySubnet(inventory, reached)
  return {
    groups,
    ...countedBySubnet(inventory, known, direct),
    carriers: [...known.keys()].flatMap((id) => carrierOf(inventory, id)),
    complete: inventory.documents.every(({ coverage }) => coverage.get('NetworkInterfaces') === 'complete'),
  }
}

/** Each change that alone would let the internet in; a class may have several. */
function nearOf(network: Network): readonly ExposureGroup[] {
  const { inventory } = network
  return oneChangeAway(network).map(({ members, change: { code, component, words } }) => ({
    state: 'near',
    interfaceIds: members,
    ports: [],
    sources: '',
    via: [],
    change: { text: words, short: SHORT_CHANGES[code], component: namedComponent(inventory, component) },
    unknowns: [],
  }))
}

const SHORT_CHANGES: Readonly<Record<ChangeCode, string>> = {
  ASSOCIATE_PUBLIC_ADDRESS: '+ public address',
  ASSIGN_IPV6_ADDRESS: '+ IPv6 address',
  ATTACH_INTERFACE: '+ attachment',
  ALLOW_INTERNET_GATEWAY_TRAFFIC: '− gateway refusal',
  START_INSTANCE: '+ started',
  EXEMPT_FROM_BLOCK_PUBLIC_ACCESS: '− Block Public Access',
  ATTACH_INTERNET_GATEWAY: '+ internet gateway',
  CHANGE_GATEWAY_ROUTE: '± gateway route',
  ADD_DEFAULT_ROUTE: '+ default route',
  ALLOW_IN_NETWORK_ACL: '+ network ACL entry',
  ALLOW_IN_SECURITY_GROUP: '+ security group rule',
}

interface Alike {
  readonly members: readonly string[]
  readonly rows: readonly ExposureRow[]
}

/** One group for each state of a class; protocols are judged one by one, as the internet may reach one and few another. */
function groupsOfClass(
  inventory: Inventory,
  { members, rows }: Alike,
  settings: ReachSettings,
): readonly ExposureGroup[] {
  const byState = Map.groupBy(
    [...Map.groupBy(rows, ({ family, protocol, certainty }) => `${family} ${protocol} ${certainty}`).values()],
    (equal) => stateOf(equal, settings),
  )
  return [...byState].map(([state, parts]) => groupOf(inventory, { members, rows: parts.flat() }, state))
}

function stateOf(rows: readonly ExposureRow[], settings: ReachSettings): ExposureGroup['state'] {
  if (rows.some(({ certainty }) => certainty === 'unknown')) return 'unknown'
  const certain = rows.map(({ ports, sources, icmp }) => ({ ports: icmp === null ? ports : ONE, sources, rules: [] }))
  const level = reachLevel({ verdict: 'reachable', certain, possible: certain }, settings)
  return level === 'internet' ? 'reachable' : 'limited'
}

/** ICMP messages are no ports; each counts as one. */
const ONE: NumberSet = [[0, 0]]

function groupOf(inventory: Inventory, { members, rows }: Alike, state: ExposureGroup['state']): ExposureGroup {
  const vias = rows.some(({ via }) => via === null) ? [] : [...new Set(rows.flatMap(({ via }) => via ?? []))]
  return {
    state,
    interfaceIds: members,
    ports: portWordsOf(rows),
    sources: sourceWordsOf(rows),
    via: vias.map((via) => namedComponent(inventory, via, 'load-balancer')),
    change: null,
    // Working out why takes a while, and the rows of one class lack the same.
    unknowns: rows.find(({ certainty }) => certainty === 'unknown')?.unknowns ?? [],
  }
}

/** `tcp/22, 443`, `udp/53`, `icmp`, `all traffic`; each protocol once, both families together. */
export function portWordsOf(rows: readonly Pick<ExposureRow, 'protocol' | 'ports'>[]): readonly string[] {
  const byProtocol = new Map<ExposureRow['protocol'], NumberSet>()
  for (const { protocol, ports } of rows) byProtocol.set(protocol, union(byProtocol.get(protocol) ?? [], ports))
  const order = (protocol: ExposureRow['protocol']) => (protocol === 'any' ? -1 : protocol)
  return [...byProtocol]
    .toSorted(([a], [b]) => order(a) - order(b))
    .map(([protocol, ports]) => trafficWords(protocol, ports))
}

/** `tcp/443`, `tcp/all`, `icmp`; the rest of the protocols is told as `other protocols`. */
export function trafficWords(protocol: number | 'any', ports: NumberSet): string {
  if (protocol === 'any') return 'other protocols'
  const name = formatProtocol(protocol)
  return hasPorts(protocol) ? `${name}/${formatPorts(ports)}` : name
}

/** `the internet` where nearly all of it gets through, else the first few ranges and how many more. */
export function sourceWordsOf(rows: readonly Pick<ExposureRow, 'sources'>[]): string {
  const sources = rows.reduce((all, row) => unionAddresses(all, row.sources), NO_ADDRESSES)
  const { internetThreshold } = DEFAULT_SETTINGS
  return coversInternet(sources, internetThreshold) ? 'the internet' : formatAddresses(sources, SOURCES_TOLD)
}

function carrierOf(inventory: Inventory, id: string): readonly (readonly [string, string])[] {
  const carrier =
    inventory.networkInterfaces.get(id)?.instanceId ?? loadBalancerNode(networkOf(inventory), id)?.balancer?.id
  return carrier === undefined ? [] : [[id, carrier]]
}

/** Where it is reached without a load balancer in between. */
function directBySubnet(inventory: Inventory, groups: readonly ExposureGroup[]) {
  const direct = new Map<string, NonNullable<SubnetExposure['direct']>>()
  for (const { state, via, interfaceIds } of groups) {
    if (via.length > 0) continue
    const certainty = state === 'unknown' ? 'unknown' : 'reachable'
    for (const id of interfaceIds) {
      const subnetId = inventory.networkInterfaces.get(id)?.subnetId
      if (subnetId !== undefined && direct.get(subnetId) !== 'reachable') direct.set(subnetId, certainty)
    }
  }
  return direct
}

type Counts = Record<ExposureState, number>

const noCounts = (): Counts => ({ reachable: 0, limited: 0, unknown: 0, near: 0, none: 0 })

/** Every interface once, in its subnet and in all; subnets where nothing is reached or near are left out. */
function countedBySubnet(
  { networkInterfaces }: Inventory,
  known: ReadonlyMap<string, InterfaceExposure>,
  direct: ReadonlyMap<string, NonNullable<SubnetExposure['direct']>>,
): Pick<ExposureLens, 'subnets' | 'counts'> {
  const all = noCounts()
  const subnets = new Map<string, { vpcId: string; counts: Counts; ports: Set<string> }>()
  for (const { id, subnetId, vpcId } of networkInterfaces.values()) {
    const exposure = known.get(id)
    const state = exposure?.state ?? 'none'
    all[state] += 1
    const subnet = subnets.get(subnetId) ?? { vpcId, counts: noCounts(), ports: new Set() }
    subnet.counts[state] += 1
    if (state === 'reachable' || state === 'limited') for (const port of exposure?.ports ?? []) subnet.ports.add(port)
    subnets.set(subnetId, subnet)
  }
  const told = [...subnets].filter(([, { counts }]) => TOLD.some((state) => counts[state] > 0))
  return {
    counts: all,
    subnets: told.map(([subnetId, { vpcId, counts, ports }]) => ({
      subnetId,
      vpcId,
      direct: direct.get(subnetId) ?? null,
      counts,
      ports: [...ports],
    })),
  }
}

const TOLD: readonly ExposureState[] = ['reachable', 'limited', 'unknown', 'near']
