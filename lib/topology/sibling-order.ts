/** The order things stand in: by what they do, then by name, so that the same network is always the same picture. */

import type { FoldedNode } from './fold.ts'
import type { NodeKind, TopologyNode } from './graph.ts'

const KINDS: readonly NodeKind[] = [
  'internet',
  'internet-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
  'vpn-gateway',
  'transit-gateway-attachment',
  'vpc-peering',
  'nat-gateway',
  'load-balancer',
  'firewall-endpoint',
  'instance',
  'container',
  'function',
  'database',
  'gateway-endpoint',
  'vpc-endpoint',
  'network-interface',
  'transit-gateway',
  'external-vpc',
  'vpn-connection',
  'direct-connect-gateway',
  'customer-gateway',
  'account',
  'region',
  'vpc',
  'availability-zone',
  'subnet',
  'unplaced',
  'on-premises',
]

const RANKS: ReadonlyMap<NodeKind, number> = new Map(KINDS.map((kind, index) => [kind, index]))

export function inSiblingOrder(nodes: readonly FoldedNode[]): FoldedNode[] {
  return nodes.toSorted((a, b) => compareNodes(a.node, b.node))
}

function compareNodes(a: TopologyNode, b: TopologyNode): number {
  return rank(a) - rank(b) || compareNatural(a.label, b.label) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function rank(node: TopologyNode): number {
  const idle = node.kind === 'network-interface' && node.facts[0] === 'idle' ? 0.5 : 0
  return (RANKS.get(node.kind) ?? KINDS.length) + idle
}

/** `web-2` before `web-10`: runs of digits count as numbers. No locale, so it is the same everywhere. */
export function compareNatural(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = comparePart(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length
}

function comparePart(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)]
  if (!Number.isNaN(left) && !Number.isNaN(right) && left !== right) return left - right
  return a < b ? -1 : a > b ? 1 : 0
}
