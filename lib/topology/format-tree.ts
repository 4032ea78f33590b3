/** Graphs and scenes as indented text, for golden tests and for reading in a terminal. */

import type { TopologyGraph, TopologyNode } from './graph.ts'
import type { Scene, SceneNode } from './scene.ts'
import { inSiblingText } from './sibling-order.ts'

/** One line a node, children indented; then one line a line. */
export function formatGraph(graph: TopologyGraph): string {
  const lines = graph.lines.map(
    (line) =>
      `${line.from} ${ARROWS[line.kind]} ${line.to}${line.label ? ` [${line.label}]` : ''}${line.blackhole ? ' blackhole' : ''}`,
  )
  return [...treeText(graph.nodes, nodeText), ...lines].join('\n')
}

/** The same for what is drawn, with counts, levels, contents and places. */
export function formatScene(scene: Scene): string {
  const { counts } = scene
  const head = `${scene.width}×${scene.height}: ${counts.resources} resources, ${counts.drawn} drawn, ${counts.folded} folded`
  const lines = scene.lines.map(
    (line) => `${line.from} ${ARROWS[line.kind]} ${line.to}${line.count > 1 ? ` ×${line.count}` : ''}`,
  )
  return [head, ...treeText(scene.nodes, sceneText), ...lines].join('\n')
}

const ARROWS = { association: '──', route: '··>', traffic: '──>' } as const

function treeText<N extends TopologyNode>(nodes: readonly N[], text: (node: N) => string): string[] {
  const ids = new Set(nodes.map((node) => node.id))
  const children = new Map<string | null, N[]>()
  for (const node of nodes) {
    const parent = node.parentId !== null && ids.has(node.parentId) ? node.parentId : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(node)
    else children.set(parent, [node])
  }
  const below = (parent: string | null, indent: string): string[] =>
    inSiblingText(children.get(parent) ?? []).flatMap((node) => [indent + text(node), ...below(node.id, `${indent}  `)])
  return below(null, '')
}

function nodeText(node: TopologyNode): string {
  const others = node.resourceIds.filter((id) => id !== node.id)
  return [
    node.kind,
    node.label,
    node.label === node.id ? '' : `(${node.id})`,
    node.detail,
    node.subnetClass ?? '',
    node.collected ? '' : 'not collected',
    others.length > 0 ? `+ ${others.join(' ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function sceneText(node: SceneNode): string {
  const contents = node.contents.map(({ code, count }) => `${code} ×${count}`).join(', ')
  return [
    node.kind,
    node.label,
    node.count > 1 ? `×${node.count}` : '',
    node.level ?? '',
    contents === '' ? '' : `{${contents}}`,
    `@${node.x},${node.y} ${node.width}×${node.height}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
