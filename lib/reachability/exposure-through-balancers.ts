/**
 * What the internet reaches behind load balancers: who gets to a node on the port of a listener, and from there to a
 * target. A node itself is reached on such a port by whom a target answers.
 * Source: ELB guides, "Listeners", "Target groups"; Reachability Analyzer guide, load balancers as intermediate components.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import type { LoadBalancer } from '../inventory/services.ts'
import type { Family } from '../net/prefix.ts'
import { ICMP, ICMPV6 } from '../net/protocol.ts'
import { firstAddress } from './address-index.ts'
import { exampleOf } from './client-parts.ts'
import { type AddressSetId, NOBODY } from './compiled/address-sets.ts'
import type { CompiledNetwork } from './compiled/compiled-network.ts'
import type { InterfaceColumns } from './compiled/interface-columns.ts'
import type { ExposureRow } from './exposure-row.ts'
import { transportsOf } from './load-balancer-listeners.ts'
import { type LoadBalancerNode, loadBalancerNode, loadBalancerNodeIds } from './load-balancer-nodes.ts'
import type { Network } from './network.ts'
import { reachesOfNode, rowsMadeOf, type Watch } from './node-reaches.ts'
import { EPHEMERAL_PORTS } from './packet.ts'
import { type Reached, reachThroughNode } from './reach-through-node.ts'
import { rowsOfReached } from './rows-of-reached.ts'

/**
 * The rows of `direct`, with those of nodes narrowed to what a listener takes and a target answers, and the rows of all
 * that is behind them: `via` is the ARN the internet meets, `ports` are that load balancer's.
 */
export function exposureWithBalancers(
  compiled: CompiledNetwork,
  direct: readonly ExposureRow[],
): readonly ExposureRow[] {
  const { network } = compiled
  const nodes = rowsByNode(compiled)
  if (nodes.size === 0) return direct
  return [
    ...withoutNodes(direct, nodes),
    ...[...nodes].flatMap(([nodeId, rows]) =>
      rowsMadeOf(network, { name: nodeId, parts: [rows] }, () => keptRows(network, nodeId, rows)),
    ),
    ...rowsBehind(network, nodes),
  ]
}

/** Balancer by balancer: no row is of two. */
function rowsBehind(network: Network, nodes: RowsByNode): readonly ExposureRow[] {
  const byBalancer = new Map<string, (readonly Reached[])[]>()
  for (const [nodeId, rows] of nodes) {
    const reached = reachedFrom(network, nodeId, rows)
    const arn = reached[0]?.origin.balancerArn
    if (arn === undefined) continue
    const known = byBalancer.get(arn)
    if (known) known.push(reached)
    else byBalancer.set(arn, [reached])
  }
  return [...byBalancer].flatMap(([name, parts]) =>
    rowsMadeOf(network, { name, parts }, () => rowsOfReached(network, parts.flat())),
  )
}

type RowsByNode = ReadonlyMap<string, readonly ExposureRow[]>

/** The rows of each node that has some: those of its class, which must have been asked for. */
function rowsByNode({ network, columns, classOf, rows }: CompiledNetwork): RowsByNode {
  const found = new Map<string, readonly ExposureRow[]>()
  for (const index of nodeNumbers(network, columns)) {
    const id = columns.ids[index]
    const own = rows[classOf[index] ?? -1]
    if (id !== undefined && own && own.length > 0) found.set(id, own)
  }
  return found
}

const NODES = new WeakMap<InterfaceColumns, readonly number[]>()

/** Of a million interfaces a few are nodes: they are looked for once. */
function nodeNumbers(network: Network, columns: InterfaceColumns): readonly number[] {
  const known = NODES.get(columns)
  if (known) return known
  const ids = new Set(loadBalancerNodeIds(network))
  const numbers = [...columns.ids.entries()].flatMap(([number, id]) => (ids.has(id) ? [number] : []))
  NODES.set(columns, numbers)
  return numbers
}

const WITHOUT_NODES = new WeakMap<ExposureRow, readonly ExposureRow[]>()

/** The rows of one class share their list of members, so each list is looked through once. */
function withoutNodes(direct: readonly ExposureRow[], nodes: RowsByNode): readonly ExposureRow[] {
  const lists = new Set([...nodes.values()].flatMap(([row]) => (row ? [row.members] : [])))
  return direct.flatMap((row) => {
    if (!lists.has(row.members)) return [row]
    const known = WITHOUT_NODES.get(row)
    if (known) return known
    const rest = row.members.filter((id) => !nodes.has(id))
    const left = rest.length === 0 ? [] : [withMembers(row, rest)]
    WITHOUT_NODES.set(row, left)
    return left
  })
}

/** The same row of other members; what is worked out on demand stays so. */
function withMembers(row: ExposureRow, members: readonly string[], doubts: readonly string[] = []): ExposureRow {
  return {
    members,
    family: row.family,
    protocol: row.protocol,
    otherThan: row.otherThan,
    ports: row.ports,
    icmp: row.icmp,
    sources: row.sources,
    certainty: doubts.length > 0 ? 'unknown' : row.certainty,
    via: row.via,
    get rules() {
      return row.rules
    },
    get unknowns() {
      return [...row.unknowns, ...doubts]
    },
    get path() {
      return row.path
    },
  }
}

/** What of a node's own rows listeners do not decide, or cannot because they are not known. */
function keptRows(network: Network, nodeId: string, rows: readonly ExposureRow[]): readonly ExposureRow[] {
  const node = loadBalancerNode(network, nodeId)
  if (!node || isBroken(node)) return []
  const untold = untoldListeners(node)
  return rows.flatMap((row) => {
    if (untold !== null) return [withMembers(row, [nodeId], [untold])]
    const kind = node.balancer?.kind
    const isPing = row.protocol === ICMP || row.protocol === ICMPV6
    return kind === 'gateway' || (isPing && kind !== 'network') ? [withMembers(row, [nodeId])] : []
  })
}

function untoldListeners({ arn, balancer }: LoadBalancerNode): string | null {
  if (!balancer) return `${arn} was not collected.`
  if (balancer.kind === 'gateway') return null
  if (balancer.listeners === null) return `The listeners of ${arn} were not collected.`
  const strange = balancer.listeners.some(({ protocol, port }) => port === null || transportsOf(protocol) === null)
  return strange ? `${arn} has a listener that is not understood.` : null
}

function isBroken({ balancer }: LoadBalancerNode): boolean {
  return balancer?.state === 'provisioning' || balancer?.state === 'failed'
}

function reachedFrom(network: Network, nodeId: string, rows: readonly ExposureRow[]): readonly Reached[] {
  const at = loadBalancerNode(network, nodeId)
  const node = network.inventory.networkInterfaces.get(nodeId)
  // A Gateway Load Balancer is met through its endpoints only.
  if (!at?.balancer || !node || at.balancer.kind === 'gateway' || isBroken(at)) return []
  const { balancer } = at
  const untold = untoldListeners(at) !== null
  return reachesOfNode(network, { node, rows }, (watch) =>
    listenedOn(balancer).flatMap((asked) => {
      const reached = reachedOn(network, { node, balancer, rows, watch }, asked)
      return untold ? reached.filter(({ via }) => via !== null) : reached
    }),
  )
}

interface Asked {
  readonly protocol: number
  readonly port: number
}

function listenedOn({ listeners }: LoadBalancer): readonly Asked[] {
  const asked = new Map<string, Asked>()
  for (const { protocol, port } of listeners ?? []) {
    for (const transport of transportsOf(protocol) ?? []) {
      if (port !== null) asked.set(`${transport} ${port}`, { protocol: transport, port })
    }
  }
  return [...asked.values()]
}

interface NodeRows {
  readonly node: NetworkInterface
  readonly balancer: LoadBalancer
  readonly rows: readonly ExposureRow[]
  readonly watch: Watch
}

function reachedOn(network: Network, at: NodeRows, asked: Asked): readonly Reached[] {
  return FAMILIES.flatMap((family) => {
    const rows = at.rows.filter((row) => isAbout(row, asked) && row.family === family)
    const { sets } = network.passages[family].admitted
    const clients = (some: readonly ExposureRow[]) =>
      some.reduce<AddressSetId>((all, { sources }) => sets.join(all, sets.of(sources)), NOBODY)
    const possible = clients(rows)
    const source = exampleOf(sets, possible)
    const destination = firstAddress(at.node, family)
    if (!source || !destination) return []
    const known = clients(rows.filter(({ certainty }) => certainty === 'reachable'))
    const { protocol, port } = asked
    const destinationPorts = [[port, port]] as const
    const packet = { family, protocol, source, destination, sourcePorts: EPHEMERAL_PORTS, destinationPorts, icmp: null }
    const origin = { balancerArn: at.balancer.id, nodeId: at.node.id, family, protocol, port, rows }
    return reachThroughNode(network, { ...at, packet, known, possible, origin, passed: [] })
  })
}

const FAMILIES: readonly Family[] = [4, 6]

function isAbout({ protocol, otherThan, ports }: ExposureRow, asked: Asked): boolean {
  if (protocol === 'any' ? otherThan.includes(asked.protocol) : protocol !== asked.protocol) return false
  return ports.some(([lo, hi]) => lo <= asked.port && asked.port <= hi)
}
