/**
 * Which interfaces are the nodes of a load balancer. AWS says so only in their description: `ELB app/…`, `ELB net/…`
 * and `ELB gwy/…` end as the ARN does, and `ELB name` is a Classic Load Balancer.
 * Source: Application, Network, Gateway and Classic Load Balancers guides.
 */

import { arnOf } from '../inventory/arn.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { LoadBalancer } from '../inventory/services.ts'
import type { Network } from './network.ts'
import { onlyOne } from './only-one.ts'

/** An interface that is a node, and of what. */
export interface LoadBalancerNode {
  /** As AWS would print it; for a load balancer that was not collected, as its description lets it be told. */
  readonly arn: string
  /** Null when the load balancer was not collected. */
  readonly balancer: LoadBalancer | null
}

interface NodeIndex {
  /** What it was made from, beside the interfaces. */
  readonly balancers: Inventory['loadBalancers']
  /** By interface id. */
  readonly nodes: ReadonlyMap<string, LoadBalancerNode>
  /** By ARN, ascending by interface id. */
  readonly interfaces: ReadonlyMap<string, readonly NetworkInterface[]>
}

/** Null for an interface that is no load balancer's node. */
export function loadBalancerNode(network: Network, interfaceId: string): LoadBalancerNode | null {
  return nodeIndex(network.inventory).nodes.get(interfaceId) ?? null
}

/** The nodes of a load balancer, ascending by id; empty when none was collected. */
export function nodesOfLoadBalancer(network: Network, arn: string): readonly NetworkInterface[] {
  return nodeIndex(network.inventory).interfaces.get(arn) ?? []
}

/**
 * The ARN of the only Classic Load Balancer of this name; null where there is none, or several in other accounts or
 * regions. AWS prints no ARN for one. Source: Elastic Load Balancing API 2012-06-01, LoadBalancerDescription.
 */
export function classicArnOf({ inventory }: Network, name: string): string | null {
  if (!/^[A-Za-z0-9-]+$/.test(name)) return null
  const alike = [...inventory.loadBalancers.values()].filter((each) => each.kind === 'classic' && each.name === name)
  return onlyOne(alike)?.id ?? null
}

/** The ids of all nodes, ascending. */
export function loadBalancerNodeIds(network: Network): Iterable<string> {
  return nodeIndex(network.inventory).nodes.keys()
}

/** Kept with the interfaces, which a network that differs only in its rules shares. */
const INDEXES = new WeakMap<Inventory['networkInterfaces'], NodeIndex>()

function nodeIndex(inventory: Inventory): NodeIndex {
  const known = INDEXES.get(inventory.networkInterfaces)
  if (known?.balancers === inventory.loadBalancers) return known
  const index = buildNodeIndex(inventory)
  INDEXES.set(inventory.networkInterfaces, index)
  return index
}

function buildNodeIndex(inventory: Inventory): NodeIndex {
  const balancers = balancersByName(inventory)
  const nodes = new Map<string, LoadBalancerNode>()
  const interfaces = new Map<string, NetworkInterface[]>()
  for (const each of inventory.networkInterfaces.values()) {
    const resource = resourceOf(each)
    if (resource === null) continue
    const balancer = balancerOf(balancers, each, resource)
    const arn = balancer?.id ?? arnOf({ ...each, service: 'elasticloadbalancing', resource })
    nodes.set(each.id, { arn, balancer })
    const siblings = interfaces.get(arn)
    if (siblings) siblings.push(each)
    else interfaces.set(arn, [each])
  }
  return { balancers: inventory.loadBalancers, nodes, interfaces }
}

const DESCRIPTION = /^ELB ((?:app|net|gwy)\/[^/\s]+\/[^/\s]+|[^/\s]+)$/

/** The last part of the load balancer's ARN: `loadbalancer/app/shop/50dc6c495c0c9188`, `loadbalancer/old-shop`. */
function resourceOf({ description }: NetworkInterface): string | null {
  const name = DESCRIPTION.exec(description)?.[1]
  return name === undefined ? null : `loadbalancer/${name}`
}

/** Names are unique in one account and region; a shared VPC may hold several of one name. */
function balancersByName({ loadBalancers }: Inventory): ReadonlyMap<string, readonly LoadBalancer[]> {
  const found = new Map<string, LoadBalancer[]>()
  for (const balancer of loadBalancers.values()) {
    const resource = balancer.id.split(':').slice(5).join(':')
    const alike = found.get(resource)
    if (alike) alike.push(balancer)
    else found.set(resource, [balancer])
  }
  return found
}

/** The one of the interface's own account and region; else the only one of that name in its VPC. */
function balancerOf(
  balancers: ReadonlyMap<string, readonly LoadBalancer[]>,
  { account, region, vpcId }: NetworkInterface,
  resource: string,
): LoadBalancer | null {
  const here = (balancers.get(resource) ?? []).filter((each) => each.vpcId === null || each.vpcId === vpcId)
  const own = here.find((each) => each.account === account && each.region === region)
  return own ?? onlyOne(here)
}
