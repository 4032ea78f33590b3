/** The folded graph with a place for everything. Same graph and options, same bytes. */

import type { Box } from './box.ts'
import { type Branch, isResource, type Tree, thingOf, treeOf, walk } from './branch.ts'
import { type Folded, type FoldedNode, folds } from './fold.ts'
import { type FoldedLine, foldLines, type Stage } from './fold-lines.ts'
import { LINE_BUDGET } from './fold-plan.ts'
import type { TopologyGraph, TopologyNode } from './graph.ts'
import { layout } from './layout.ts'
import { routeLines } from './route-paths.ts'
import type { Scene, SceneNode, SceneOptions } from './scene.ts'
import { inScope } from './scope.ts'

export const DEFAULT_SCENE_OPTIONS: SceneOptions = { levels: new Map(), reveal: new Set(), scope: null }

export function buildScene(graph: TopologyGraph, options: SceneOptions = DEFAULT_SCENE_OPTIONS): Scene {
  const scoped = inScope(graph, options)
  const tree = treeOf(scoped.graph)
  const picture = firstThatFits(tree, scoped.graph, { ...options, levels: scoped.levels })
  const placed = layout(picture.folded.roots, picture.lines)
  const nodes: SceneNode[] = []
  for (const box of placed.boxes) addNodes(box, nodes)
  return {
    width: placed.width,
    height: placed.height,
    nodes,
    lines: routeLines(picture.lines, placed),
    counts: countsOf(tree, nodes),
  }
}

interface Picture {
  readonly folded: Folded
  readonly lines: readonly FoldedLine[]
}

/** The richest plan whose nodes and lines both keep to the budget; the poorest, should lines still be too many. */
function firstThatFits(tree: Tree, graph: TopologyGraph, options: SceneOptions): Picture {
  let last: Picture | null = null
  for (const folded of folds(tree, options)) {
    last = { folded, lines: foldLines(graph, stageOf(folded)) }
    if (last.lines.length <= LINE_BUDGET) return last
  }
  if (!last) throw new Error('The poorest plan must keep to the budget of nodes.')
  return last
}

function stageOf(folded: Folded): Stage {
  const shownBy = new Map<string, string>()
  const parentOf = new Map<string, string | null>()
  const closed = new Set<string>()
  const visit = (shown: FoldedNode) => {
    if (shown.level !== null && shown.children.length === 0) closed.add(shown.node.id)
    parentOf.set(shown.node.id, shown.node.parentId)
    for (const member of standsFor(shown)) shownBy.set(member.node.id, shown.node.id)
    for (const child of shown.children) visit(child)
  }
  for (const root of folded.roots) visit(root)
  return { shownBy, parentOf, closed }
}

/** The branches a drawn node stands for: itself when open, all below it when closed or folded. */
function standsFor(shown: FoldedNode): readonly Branch[] {
  const own = shown.members
  if (own.length === 1 && shown.children.length > 0) return own
  const all: Branch[] = []
  for (const member of own) walk(member, (branch) => all.push(branch))
  return all
}

function addNodes(box: Box, into: SceneNode[]): void {
  into.push(sceneNode(box))
  for (const child of box.children) addNodes(child, into)
}

function sceneNode(box: Box): SceneNode {
  const { folded } = box
  const stands = standsFor(folded)
  const closed = stands.length > folded.members.length
  const { node } = folded
  return {
    ...node,
    resourceIds: stands.length === 1 ? node.resourceIds : stands.flatMap((branch) => branch.node.resourceIds),
    ...sharedBy(stands),
    x: box.x,
    y: box.y,
    width: box.width,
    height: box.height,
    count: folded.members.length,
    contents: closed ? contentsOf(stands) : [],
    level: folded.level,
  }
}

function sharedBy(stands: readonly Branch[]): { sharedIds?: readonly string[] } {
  const shared = new Set(stands.flatMap((branch) => branch.node.sharedIds ?? []))
  return shared.size > 0 ? { sharedIds: [...shared] } : {}
}

/** What a closed container holds, by code, each thing once; the most numerous first. */
function contentsOf(stands: readonly Branch[]): { code: string; count: number }[] {
  const things = new Map<string, Set<string>>()
  for (const { node } of stands) {
    if (!isResource(node)) continue
    const known = things.get(node.code)
    if (known) known.add(thingOf(node))
    else things.set(node.code, new Set([thingOf(node)]))
  }
  return [...things]
    .map(([code, ids]) => ({ code, count: ids.size }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}

/** Every thing once: it is drawn when some node on the chart stands for it alone, and folded when none does. */
function countsOf(tree: Tree, nodes: readonly SceneNode[]): Scene['counts'] {
  const resources = new Set<string>()
  let vpcs = 0
  let subnets = 0
  for (const { node } of tree.byId.values()) {
    if (isResource(node)) resources.add(thingOf(node))
    if (node.kind === 'vpc' || node.kind === 'external-vpc') vpcs++
    if (node.kind === 'subnet') subnets++
  }
  const drawn = new Set(
    nodes.filter((node: TopologyNode & { count: number }) => node.count === 1 && isResource(node)).map(thingOf),
  )
  return { resources: resources.size, drawn: drawn.size, folded: resources.size - drawn.size, vpcs, subnets }
}
