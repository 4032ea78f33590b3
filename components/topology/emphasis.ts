/** What stands out and what steps back. One answer for the whole map, so that no node works it out for itself. */

import type { FindingHop } from '../../lib/findings/finding.ts'
import type { SceneLine } from '../../lib/topology/scene.ts'
import { ancestorsOf, descendantsOf, type SceneIndex } from './scene-index.ts'

export interface EmphasisQuery {
  readonly selection: string | null
  readonly path: readonly FindingHop[]
  readonly highlighted: ReadonlySet<string>
  readonly matches: ReadonlySet<string> | null
}

export interface Emphasis {
  /** `rest`: nothing steps back. */
  readonly mode: 'rest' | 'selection' | 'path' | 'search'
  /** Nodes drawn in full; the containers around them are among them. */
  readonly lit: ReadonlySet<string>
  readonly litLines: ReadonlySet<string>
  /** The node that stands for the selected resource. */
  readonly selectedNode: string | null
  /** Nodes the numbered hops stand on. */
  readonly onPath: ReadonlySet<string>
}

/** A search wins over a finding, a finding over a selection; a selected node is always lit. */
export function emphasise(index: SceneIndex, query: EmphasisQuery): Emphasis {
  const selectedNode = nodeFor(index, query.selection)
  const onPath = new Set(query.path.flatMap((hop) => nodeOfHop(index, hop.component) ?? []))
  if (query.matches) {
    const found = [...query.matches].flatMap((id) => nodeFor(index, id) ?? [])
    return {
      mode: 'search',
      lit: withParents(index, [...found, ...one(selectedNode)]),
      litLines: new Set(),
      selectedNode,
      onPath,
    }
  }
  if (query.path.length > 0 || query.highlighted.size > 0) {
    const nodes = [...query.highlighted].flatMap((id) => nodeFor(index, id) ?? [])
    const lit = withParents(index, [...nodes, ...onPath, ...one(selectedNode)])
    return {
      mode: lit.size > 0 ? 'path' : 'rest',
      lit,
      litLines: query.path.length > 0 ? new Set() : linesThrough(index, query.highlighted),
      selectedNode,
      onPath,
    }
  }
  const neighbourhood = around(index, query.selection, selectedNode)
  const mode = neighbourhood.lit.size > 0 ? 'selection' : 'rest'
  return { mode, lit: withParents(index, neighbourhood.lit), litLines: neighbourhood.lines, selectedNode, onPath }
}

/** The node a hop's component stands on; null for a table, list or group, which act on another node. */
export function nodeOfHop(index: SceneIndex, component: string): string | null {
  if (component !== 'internet') return nodeFor(index, component)
  for (const { node } of index.places.values()) if (node.kind === 'internet') return node.id
  return null
}

function nodeFor(index: SceneIndex, resourceId: string | null): string | null {
  return resourceId === null ? null : (index.nodeOfResource.get(resourceId) ?? null)
}

/** A node with the far ends of its lines; a container with all inside; a rule or group with the ends of its lines. */
function around(index: SceneIndex, selection: string | null, selectedNode: string | null) {
  const lit = new Set<string>()
  const lines = new Set<string>()
  if (selection === null) return { lit, lines }
  const own = selectedNode === null ? [] : [selectedNode, ...descendantsOf(index, selectedNode)]
  for (const id of own) lit.add(id)
  const touching = selectedNode === null ? [] : linesNear(index, selectedNode)
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
  const nodes = new Set([...resources].flatMap((id) => nodeFor(index, id) ?? []))
  const through = index.lines.filter((line) => nodes.has(line.from) && nodes.has(line.to))
  return new Set(through.map((line) => line.id))
}

function withParents(index: SceneIndex, ids: Iterable<string>): ReadonlySet<string> {
  const lit = new Set<string>()
  for (const id of ids) for (const place of ancestorsOf(index, id)) lit.add(place.node.id)
  return lit
}

function one(id: string | null): readonly string[] {
  return id === null ? [] : [id]
}
