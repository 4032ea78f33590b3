/** What a VPC holds, in words for its header and for those who hear the map: `9 subnets`, `85 resources`. */

import { isResource, thingOf } from './branch.ts'
import type { TopologyGraph, TopologyNode } from './graph.ts'

export function withCounts(graph: TopologyGraph): TopologyGraph {
  const parents = new Map(graph.nodes.map((node) => [node.id, node]))
  const subnets = new Map<string, number>()
  const things = new Map<string, Set<string>>()
  for (const node of graph.nodes) {
    const counts = node.kind === 'subnet' || isResource(node)
    const vpc = counts ? vpcOf(node, parents) : null
    if (vpc === null) continue
    if (node.kind === 'subnet') subnets.set(vpc, (subnets.get(vpc) ?? 0) + 1)
    else things.set(vpc, (things.get(vpc) ?? new Set()).add(thingOf(node)))
  }
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      if (node.kind !== 'vpc') return node
      const words = [counted(subnets.get(node.id) ?? 0, 'subnet'), counted(things.get(node.id)?.size ?? 0, 'resource')]
      return { ...node, facts: [...node.facts, ...words] }
    }),
  }
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function vpcOf(node: TopologyNode, parents: ReadonlyMap<string, TopologyNode>): string | null {
  let at: TopologyNode | undefined = node
  while (at && at.kind !== 'vpc') at = at.parentId === null ? undefined : parents.get(at.parentId)
  return at?.id ?? null
}
