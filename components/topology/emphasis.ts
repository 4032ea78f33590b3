/** What stands out and what steps back. One answer for the whole map, so that no node works it out for itself. */

import type { SceneLine } from '../../lib/topology/scene.ts'
import type { MapHop } from './map-hop.ts'
import { ancestorsOf, descendantsOf, nodesOf, type SceneIndex } from './scene-index.ts'

export interface EmphasisQuery {
  readonly selection: string | null
  readonly path: readonly MapHop[]
  readonly highlighted: ReadonlySet<string>
  readonly matches: ReadonlySet<string> | null
}

export interface Emphasis {
  /** `rest`: nothing steps back. */
  readonly mode: 'rest' | 'selection' | 'path' | 'search'
  /** Nodes drawn in full; the containers around them are among them. */
  readonly lit: ReadonlySet<string>
  readonly litLines: ReadonlySet<string>
  /** The node that stands for the selected resource; of several, the first. */
  readonly selectedNode: string | null
  /** Every place of the selected resource. */
  readonly selectedNodes: ReadonlySet<string>
  /** Nodes the numbered hops stand on. */
  readonly onPath: ReadonlySet<string>
}

/** A search wins over a finding, a finding over a selection; a selected node is always lit. */
export function emphasise(index: SceneIndex, query: EmphasisQuery): Emphasis {
  const chosen = query.selection === null ? [] : nodesOf(index, query.selection)
  const selectedNode = chosen[0] ?? null
  const selectedNodes = new Set(chosen)
  const onPath = new Set(query.path.flatMap((hop) => nodeOfStep(index, hop) ?? []))
  if (query.matches) {
    const found = [...query.matches].flatMap((id) => nodesOf(index, id))
    return {
      mode: 'search',
      lit: withParents(index, [...found, ...chosen]),
      litLines: new Set(),
      selectedNode,
      selectedNodes,
      onPath,
    }
  }
  if (query.path.length > 0 || query.highlighted.size > 0) {
    const nodes = [...query.highlighted].flatMap((id) => nodesOf(index, id))
    const lit = withParents(index, [...nodes, ...onPath, ...chosen])
    return {
      mode: lit.size > 0 ? 'path' : 'rest',
      lit,
      litLines: query.path.length > 0 ? new Set() : linesThrough(index, query.highlighted),
      selectedNode,
      selectedNodes,
      onPath,
    }
  }
  const neighbourhood = around(index, query.selection, chosen)
  const mode = neighbourhood.lit.size > 0 ? 'selection' : 'rest'
  return {
    mode,
    lit: withParents(index, neighbourhood.lit),
    litLines: neighbourhood.lines,
    selectedNode,
    selectedNodes,
    onPath,
  }
}

/** The node a hop's component stands on; null for a table, list or group, which act on another node. */
export function nodeOfHop(index: SceneIndex, component: string): string | null {
  if (component !== 'internet') return index.nodeOfResource.get(component) ?? null
  for (const { node } of index.places.values()) if (node.kind === 'internet') return node.id
  return null
}

/** Of an answer's hop the node it acts on, where it has none of its own. */
function nodeOfStep(index: SceneIndex, { component, attachedTo }: MapHop): string | null {
  return nodeOfHop(index, component) ?? (attachedTo == null ? null : (index.nodeOfResource.get(attachedTo) ?? null))
}

/** A node with the far ends of its lines; a container with all inside; a rule or group with the ends of its lines. */
function around(index: SceneIndex, selection: string | null, chosen: readonly string[]) {
  const lit = new Set<string>()
  const lines = new Set<string>()
  if (selection === null) return { lit, lines }
  const own = chosen.flatMap((id) => [id, ...descendantsOf(index, id)])
  for (const id of own) lit.add(id)
  const touching = chosen.flatMap((id) => linesNear(index, id))
  const naming = index.lines.filter((line) => line.resourceIds.includes(selection))
  for (const line of [...touching, ...naming]) {
    lines.add(line.id)
    lit.add(line.from)
    lit.add(line.to)
  }
  return { lit, lines }
}

/** The lines of a node; a resource without any has those of the subnet it stands in. */
function linesNear(index: SceneIndex, id: string): readonly SceneLine[] {
  for (const { node } of ancestorsOf(index, id)) {
    const lines = index.linesOf.get(node.id) ?? []
    if (lines.length > 0 || node.kind === 'subnet') return lines
    if (node.level !== null) break
  }
  return []
}

/** Lines between two of the resources, or that one of the resources (a rule, a route table) makes. */
function linesThrough(index: SceneIndex, resources: ReadonlySet<string>): ReadonlySet<string> {
  const nodes = new Set([...resources].flatMap((id) => nodesOf(index, id)))
  const through = index.lines.filter((line) => nodes.has(line.from) && nodes.has(line.to))
  return new Set(through.map((line) => line.id))
}

function withParents(index: SceneIndex, ids: Iterable<string>): ReadonlySet<string> {
  const lit = new Set<string>()
  for (const id of ids) for (const place of ancestorsOf(index, id)) lit.add(place.node.id)
  return lit
}
