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
    last = { folded, lines: foldLines(graph, stageOf(folded, tree)) }
    if (last.lines.length <= LINE_BUDGET) return last
  }
  if (!last) throw new Error('The poorest plan must keep to the budget of nodes.')
  return last
}

function stageOf(folded: Folded, tree: Tree): Stage {
  const shown = new Map<Branch, string>()
  const parentOf = new Map<string, string | null>()
  const closed = new Set<string>()
  const visit = (at: FoldedNode) => {
    if (at.level !== null && at.children.length === 0) closed.add(at.node.id)
    parentOf.set(at.node.id, at.node.parentId)
    for (const member of at.members) shown.set(member, at.node.id)
    for (const child of at.children) visit(child)
  }
  for (const root of folded.roots) visit(root)
  const shownBy = (id: string): string | undefined => {
    let at = tree.byId.get(id) ?? null
    while (at && !shown.has(at)) at = at.parent
    return at ? shown.get(at) : undefined
  }
  return { shownBy, parentOf, closed }
}

function addNodes(box: Box, into: SceneNode[]): void {
  into.push(sceneNode(box))
  for (const child of box.children) addNodes(child, into)
}

function sceneNode(box: Box): SceneNode {
  const { folded } = box
  const { node, members } = folded
  const open = members.length === 1 && folded.children.length > 0
  const load = open ? null : loadOf(members)
  return {
    ...node,
    resourceIds: load ? load.resourceIds : node.resourceIds,
    ...(load && load.sharedIds.size > 0 ? { sharedIds: [...load.sharedIds] } : {}),
    x: box.x,
    y: box.y,
    width: box.width,
    height: box.height,
    count: members.length,
    contents: load && load.branches > members.length ? contentsOf(load) : [],
    level: folded.level,
  }
}

/** Everything the branches stand for, told in one walk. */
interface Load {
  branches: number
  readonly resourceIds: string[]
  readonly sharedIds: Set<string>
  readonly counts: Map<string, number>
}

function loadOf(members: readonly Branch[]): Load {
  const load: Load = { branches: 0, resourceIds: [], sharedIds: new Set(), counts: new Map() }
  for (const member of members) walk(member, (branch) => addLoad(load, branch.node))
  return load
}

function addLoad(load: Load, node: TopologyNode): void {
  load.branches++
  for (const id of node.resourceIds) load.resourceIds.push(id)
  const again = node.sharedIds?.some((id) => load.sharedIds.has(id)) ?? false
  for (const id of node.sharedIds ?? []) load.sharedIds.add(id)
  if (isResource(node) && !again) load.counts.set(node.code, (load.counts.get(node.code) ?? 0) + 1)
}

/** What a closed container holds, by code, each thing once; the most numerous first. */
function contentsOf(load: Load): { code: string; count: number }[] {
  return [...load.counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}

/** Every thing once: it is drawn when some node on the chart stands for it alone, and folded when none does. */
function countsOf(tree: Tree, nodes: readonly SceneNode[]): Scene['counts'] {
  const drawn = new Set(nodes.filter((node) => node.count === 1 && isResource(node)).map(thingOf)).size
  return { ...tree.size, drawn, folded: tree.size.resources - drawn }
}
