/** The graph as a tree, so that it can be folded from the top down. */

import type { NodeKind, TopologyGraph, TopologyNode } from './graph.ts'

export interface Branch {
  readonly node: TopologyNode
  readonly parent: Branch | null
  readonly children: Branch[]
}

export interface Tree {
  readonly roots: readonly Branch[]
  readonly byId: ReadonlyMap<string, Branch>
}

const CONTAINERS: ReadonlySet<NodeKind> = new Set<NodeKind>(['account', 'region', 'vpc', 'subnet', 'unplaced'])

/** Can it be opened and closed? Availability zones and the shore only group. */
export function isContainer(kind: NodeKind): boolean {
  return CONTAINERS.has(kind)
}

/** Boxes are counted apart from resources: VPCs and subnets have their own numbers, zones and accounts none. */
const BOXES: ReadonlySet<NodeKind> = new Set<NodeKind>([
  ...CONTAINERS,
  'internet',
  'on-premises',
  'availability-zone',
  'external-vpc',
])

export function isResource(node: TopologyNode): boolean {
  return node.collected && !BOXES.has(node.kind)
}

/** One thing, however many places it has on the chart. */
export function thingOf(node: TopologyNode): string {
  return node.sharedIds?.[0] ?? node.id
}

/** Nodes in the order of their ids; a parent that is missing makes a root. */
export function treeOf(graph: TopologyGraph): Tree {
  const byId = new Map<string, Branch>()
  const nodes = inOrder(graph.nodes)
  const roots: Branch[] = []
  const place = (node: TopologyNode, parents: ReadonlyMap<string, TopologyNode>): Branch => {
    const known = byId.get(node.id)
    if (known) return known
    const above = node.parentId === null ? undefined : parents.get(node.parentId)
    const parent = above ? place(above, parents) : null
    const branch: Branch = { node, parent, children: [] }
    byId.set(node.id, branch)
    return branch
  }
  const parents = new Map(nodes.map((node) => [node.id, node]))
  for (const node of nodes) place(node, parents)
  for (const node of nodes) {
    const branch = byId.get(node.id)
    if (branch) (branch.parent?.children ?? roots).push(branch)
  }
  return { roots, byId }
}

/** Every branch below and the branch itself, parents first. */
export function* below(branch: Branch): Generator<Branch> {
  yield branch
  for (const child of branch.children) yield* below(child)
}

/** Calls back for the branch and all below it; a plain loop, as a hundred thousand resources pass here. */
export function walk(branch: Branch, visit: (branch: Branch) => void): void {
  visit(branch)
  for (const child of branch.children) walk(child, visit)
}

function inOrder(nodes: readonly TopologyNode[]): readonly TopologyNode[] {
  let previous = ''
  for (const node of nodes) {
    if (node.id < previous) return nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    previous = node.id
  }
  return nodes
}
