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

/** The same order for nodes that are not folded. */
export function inSiblingText<N extends TopologyNode>(nodes: readonly N[]): N[] {
  return nodes.toSorted(compareNodes)
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
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (isDigit(a.charCodeAt(i)) && isDigit(b.charCodeAt(j))) {
      const [endA, endB] = [digitsEnd(a, i), digitsEnd(b, j)]
      const order = Number(a.slice(i, endA)) - Number(b.slice(j, endB))
      if (order !== 0) return order
      i = endA
      j = endB
    } else {
      const order = a.charCodeAt(i) - b.charCodeAt(j)
      if (order !== 0) return order
      i++
      j++
    }
  }
  return a.length - i - (b.length - j)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function digitsEnd(text: string, from: number): number {
  let end = from
  while (isDigit(text.charCodeAt(end))) end++
  return end
}
