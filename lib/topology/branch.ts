/** The graph as a tree, so that it can be folded from the top down. */

import type { NodeKind, TopologyGraph, TopologyNode } from './graph.ts'

export interface Branch {
  readonly node: TopologyNode
  readonly parent: Branch | null
  readonly children: readonly Branch[]
}

export interface Tree {
  readonly roots: readonly Branch[]
  readonly byId: ReadonlyMap<string, Branch>
  /** Resources are things: one drawn in three subnets counts once. A VPC that is only named by others is not counted. */
  readonly size: { readonly resources: number; readonly vpcs: number; readonly subnets: number }
  /** VPC boxes on the chart, those that are only named among them. */
  readonly sheets: number
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

interface OpenBranch extends Branch {
  parent: Branch | null
  children: Branch[]
}

/** Leaves share one empty list: there are a hundred thousand of them. */
const NO_CHILDREN: Branch[] = []

/** Nodes in the order of their ids; a parent that is missing makes a root. */
export function treeOf(graph: TopologyGraph): Tree {
  const byId = new Map<string, OpenBranch>()
  for (const node of inOrder(graph.nodes)) byId.set(node.id, { node, parent: null, children: NO_CHILDREN })
  const roots: Branch[] = []
  for (const branch of byId.values()) {
    const above = branch.node.parentId === null ? undefined : byId.get(branch.node.parentId)
    branch.parent = above ?? null
    if (!above) roots.push(branch)
    else if (above.children === NO_CHILDREN) above.children = [branch]
    else above.children.push(branch)
  }
  return { roots, byId, size: sizeOf(byId.values()), sheets: sheetsOf(byId.values()) }
}

function sizeOf(branches: Iterable<Branch>): Tree['size'] {
  const shared = new Set<string>()
  const size = { resources: 0, vpcs: 0, subnets: 0 }
  for (const { node } of branches) {
    if (node.kind === 'subnet') size.subnets++
    else if (node.kind === 'vpc' && node.collected) size.vpcs++
    else if (!isResource(node)) continue
    else if (node.sharedIds) shared.add(thingOf(node))
    else size.resources++
  }
  return { ...size, resources: size.resources + shared.size }
}

function sheetsOf(branches: Iterable<Branch>): number {
  let sheets = 0
  for (const { node } of branches) if (node.kind === 'vpc' || node.kind === 'external-vpc') sheets++
  return sheets
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
