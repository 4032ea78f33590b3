/** Where the answer to one packet could be another: the edges of every rule that was asked on its way. */

import type { Inventory } from '../inventory/inventory.ts'
import { indexOf } from '../inventory/lookups.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { type Family, lastIpv4, lastIpv6, type Prefix } from '../net/prefix.ts'
import type { Protocol } from '../net/protocol.ts'
import type { Cuts } from './partition.ts'
import { destinationPrefixes } from './reply-routes.ts'
import { peerPrefixes } from './security-group-filter.ts'
import type { Trace, TraceHop } from './trace-result.ts'

/**
 * The edges of the components a trace passed. Up to the first that blocks they decide it: every packet that none of
 * these edges parts from the one that was asked takes the same way and is stopped at the same place.
 */
export function cutsOf(inventory: Inventory, trace: Trace, ends: readonly NetworkInterface[]): Cuts<number | bigint> {
  const family: Family = trace.forward[0]?.inbound.family ?? trace.query.family ?? 4
  const seen = new Set<string>()
  const edges = new EdgeList(family, trace.query.protocol)
  for (const hop of decidingHops(trace)) {
    for (const id of componentsOf(inventory, hop)) {
      if (seen.has(id)) continue
      seen.add(id)
      addEdges(inventory, id, edges)
    }
  }
  for (const id of elsewhere(inventory, trace, ends)) addEdges(inventory, id, edges)
  // A gateway table asks how replies would leave, so the tables of the subnets count before a reply is walked.
  for (const { attachedTo } of trace.forward) {
    const table = attachedTo === null ? undefined : indexOf(inventory).routeTableBySubnet.get(attachedTo)
    if (table) addRouteEdges(inventory, table.id, edges)
  }
  return { addresses: [...edges.addresses], ports: [...edges.ports] }
}

/**
 * Where nobody knows which way is taken a trace tells of one of them: what stands in the others is whatever guards the
 * ends and their VPCs.
 */
function elsewhere(inventory: Inventory, trace: Trace, ends: readonly NetworkInterface[]): readonly string[] {
  if (![...trace.forward, ...trace.return].some(isUndecided)) return []
  const vpcs = new Set<string>(ends.map(({ vpcId }) => vpcId))
  const near = [...inventory.networkAcls.values(), ...inventory.routeTables.values()]
  return [
    ...ends.flatMap(({ securityGroupIds }) => securityGroupIds),
    ...near.filter(({ vpcId }) => vpcs.has(vpcId)).map(({ id }) => id),
  ]
}

/** Does the walk go on from here in more ways than one, and nobody knows by which? */
export function isUndecided({ decision, unknowns }: TraceHop): boolean {
  return decision === 'passes' && unknowns.length > 0
}

function decidingHops({ forward, return: reply }: Trace): readonly TraceHop[] {
  const all = [...forward, ...reply]
  const first = all.findIndex(({ decision }) => decision === 'blocks')
  return first < 0 ? all : all.slice(0, first + 1)
}

/** A hop of security groups names one of them; every group of the interface was asked. */
function componentsOf({ networkInterfaces }: Inventory, { kind, component, attachedTo }: TraceHop): readonly string[] {
  if (kind !== 'security-group') return [component]
  return [component, ...(networkInterfaces.get(attachedTo ?? component)?.securityGroupIds ?? [])]
}

/** The edges in ports alone, for packets between two addresses. */
export function portCutsOf(inventory: Inventory, trace: Trace, ends: readonly NetworkInterface[]): readonly number[] {
  const edges = new EdgeList(4, trace.query.protocol)
  const passed = decidingHops(trace).flatMap((hop) => componentsOf(inventory, hop))
  for (const id of new Set([...passed, ...elsewhere(inventory, trace, ends)])) {
    const rules = inventory.securityGroups.get(id)?.rules ?? inventory.networkAcls.get(id)?.entries ?? []
    for (const { protocol, ports } of rules) if (edges.concerns(protocol)) edges.addPorts(ports)
    addListenerEdges(inventory, id, edges)
  }
  return [...edges.ports]
}

class EdgeList {
  readonly addresses = new Set<number | bigint>()
  readonly ports = new Set<number>()
  readonly #family: Family
  readonly #protocol: number

  constructor(family: Family, protocol: number) {
    this.#family = family
    this.#protocol = protocol
  }

  concerns(protocol: Protocol): boolean {
    return protocol === 'any' || protocol === this.#protocol
  }

  addPorts(ports: NumberSet): void {
    for (const [lo, hi] of ports) {
      this.ports.add(lo)
      this.ports.add(hi + 1)
    }
  }

  addPrefixes(prefixes: readonly Prefix[]): void {
    for (const prefix of prefixes) {
      if (prefix.family !== this.#family) continue
      this.addresses.add(prefix.base)
      this.addresses.add(prefix.family === 4 ? lastIpv4(prefix) + 1 : lastIpv6(prefix) + 1n)
    }
  }
}

function addEdges(inventory: Inventory, id: string, edges: EdgeList): void {
  addFilterEdges(inventory, id, edges)
  addRouteEdges(inventory, id, edges)
  addListenerEdges(inventory, id, edges)
}

function addListenerEdges(inventory: Inventory, id: string, edges: EdgeList): void {
  for (const { port } of inventory.loadBalancers.get(id)?.listeners ?? []) {
    if (port !== null) edges.addPorts([[port, port]])
  }
}

function addFilterEdges(inventory: Inventory, id: string, edges: EdgeList): void {
  for (const rule of inventory.securityGroups.get(id)?.rules ?? []) {
    if (!edges.concerns(rule.protocol)) continue
    edges.addPorts(rule.ports)
    edges.addPrefixes(peerPrefixes(inventory, rule) ?? [])
  }
  for (const entry of inventory.networkAcls.get(id)?.entries ?? []) {
    if (!edges.concerns(entry.protocol)) continue
    edges.addPorts(entry.ports)
    edges.addPrefixes([entry.cidr])
  }
}

function addRouteEdges(inventory: Inventory, id: string, edges: EdgeList): void {
  for (const route of inventory.routeTables.get(id)?.routes ?? []) {
    edges.addPrefixes(destinationPrefixes(inventory, route) ?? [])
  }
  for (const { destination } of inventory.transitGatewayRouteTables.get(id)?.routes ?? []) {
    if (destination.kind === 'prefix') edges.addPrefixes([destination.prefix])
    else edges.addPrefixes(inventory.prefixLists.get(destination.id)?.entries ?? [])
  }
}
