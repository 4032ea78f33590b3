/** One container and what it reaches: everything else is left off the picture, and off its counts. */

import { type Branch, treeOf, walk } from './branch.ts'
import type { TopologyGraph } from './graph.ts'
import type { Level, SceneOptions } from './scene.ts'

export interface Scoped {
  readonly graph: TopologyGraph
  readonly levels: ReadonlyMap<string, Level>
}

/** An unknown scope shows everything. Other VPCs that are reached stand closed beside it. */
export function inScope(graph: TopologyGraph, options: SceneOptions): Scoped {
  if (options.scope === null) return { graph, levels: options.levels }
  const tree = treeOf(graph)
  const scope = tree.byId.get(options.scope)
  if (!scope) return { graph, levels: options.levels }
  const kept = new Set<Branch>()
  walk(scope, (branch) => kept.add(branch))
  for (let above = scope.parent; above; above = above.parent) kept.add(above)
  const levels = new Map(options.levels)
  if (scope.node.kind !== 'availability-zone') levels.set(scope.node.id, levels.get(scope.node.id) ?? 'full')
  let frontier = new Set([...kept].map((branch) => branch.node.id))
  while (frontier.size > 0) {
    const next = new Set<string>()
    for (const id of reachedFrom(graph, frontier)) {
      const branch = tree.byId.get(id)
      if (!branch || kept.has(branch)) continue
      keepReached(branch, { kept, levels, next })
    }
    frontier = next
  }
  return {
    graph: {
      nodes: graph.nodes.filter((node) => kept.has(tree.byId.get(node.id) as Branch)),
      lines: graph.lines.filter((line) => [line.from, line.to].every((id) => kept.has(tree.byId.get(id) as Branch))),
    },
    levels,
  }
}

function reachedFrom(graph: TopologyGraph, ids: ReadonlySet<string>): string[] {
  return graph.lines.flatMap((line) => (ids.has(line.from) ? [line.to] : ids.has(line.to) ? [line.from] : []))
}

interface Reach {
  readonly kept: Set<Branch>
  readonly levels: Map<string, Level>
  /** Followed further: only what stands between VPCs. */
  readonly next: Set<string>
}

function keepReached(branch: Branch, { kept, levels, next }: Reach): void {
  let vpc: Branch | null = branch
  while (vpc && vpc.node.kind !== 'vpc') vpc = vpc.parent
  if (vpc && !kept.has(vpc)) {
    walk(vpc, (at) => kept.add(at))
    levels.set(vpc.node.id, 'chip')
  } else if (!vpc && branch.node.kind !== 'internet') next.add(branch.node.id)
  for (let at: Branch | null = branch; at; at = at.parent) kept.add(at)
}
