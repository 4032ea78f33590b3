/** What a VPC holds, in words for its header and for those who hear the map: `9 subnets`, `85 resources`. */

import { isResource, thingOf } from './branch.ts'
import type { TopologyGraph, TopologyNode } from './graph.ts'

export function withCounts(graph: TopologyGraph): TopologyGraph {
  const { subnets, resources } = tally(graph)
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      if (node.kind !== 'vpc') return node
      const words = [counted(subnets.get(node.id) ?? 0, 'subnet'), counted(resources.get(node.id) ?? 0, 'resource')]
      return { ...node, facts: [...node.facts, ...words] }
    }),
  }
}

interface Tally {
  readonly subnets: Map<string, number>
  readonly resources: Map<string, number>
}

function tally(graph: TopologyGraph): Tally {
  const parents = new Map(graph.nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  const counts: Tally = { subnets: new Map(), resources: new Map() }
  for (const node of graph.nodes) {
    if (node.kind !== 'subnet' && !isResource(node)) continue
    const vpc = vpcOf(node, parents)
    const thing = `${vpc} ${thingOf(node)}`
    if (vpc === null || (node.sharedIds && seen.has(thing))) continue
    if (node.sharedIds) seen.add(thing)
    const into = node.kind === 'subnet' ? counts.subnets : counts.resources
    into.set(vpc, (into.get(vpc) ?? 0) + 1)
  }
  return counts
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function vpcOf(node: TopologyNode, parents: ReadonlyMap<string, TopologyNode>): string | null {
  let at: TopologyNode | undefined = node
  while (at && at.kind !== 'vpc') at = at.parentId === null ? undefined : parents.get(at.parentId)
  return at?.id ?? null
}
