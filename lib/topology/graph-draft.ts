/** A graph while it is drawn up: nodes by id, lines by id, and who already stands for which resource. */

import type { LineKind, NodeKind, TopologyGraph, TopologyLine, TopologyNode } from './graph.ts'
import { bounded } from './text-width.ts'

export interface NodeDraft extends Partial<Omit<TopologyNode, 'id' | 'kind' | 'parentId' | 'label'>> {
  readonly id: string
  readonly kind: NodeKind
  readonly parentId: string | null
  readonly label: string
}

export interface LineDraft {
  readonly kind: LineKind
  readonly from: string
  readonly to: string
  readonly label?: string
  readonly blackhole?: boolean
  readonly isDefault?: boolean
  readonly resourceIds?: readonly string[]
}

interface OpenLine {
  readonly draft: LineDraft
  readonly labels: Set<string>
  readonly resourceIds: Set<string>
  isDefault: boolean
}

/** At most this many labels are written on a line; more become a number. */
const LABELS_SPELT_OUT = 2

export class GraphDraft {
  readonly #nodes = new Map<string, TopologyNode>()
  readonly #lines = new Map<string, OpenLine>()
  /** For each resource, the node that stands for it. */
  readonly #claimed = new Map<string, string>()

  /** Adds a node; ids another node already stands for are taken out of it. Adding an id twice keeps the first. */
  add(draft: NodeDraft): void {
    if (this.#nodes.has(draft.id)) return
    const { resourceIds = [draft.id], ...rest } = draft
    this.#nodes.set(draft.id, {
      code: '',
      detail: '',
      subnetClass: null,
      fill: null,
      foldKey: null,
      collected: true,
      facts: [],
      ...rest,
      label: bounded(draft.label),
      resourceIds: resourceIds.filter((id) => this.#claim(id, draft.id)),
    })
  }

  /** Lets a node stand for more resources; those already stood for stay where they are. */
  adopt(nodeId: string, resourceIds: readonly string[]): void {
    const node = this.#nodes.get(nodeId)
    if (!node) return
    const more = resourceIds.filter((id) => this.#claim(id, nodeId))
    if (more.length > 0) this.#nodes.set(nodeId, { ...node, resourceIds: [...node.resourceIds, ...more] })
  }

  has(id: string): boolean {
    return this.#nodes.has(id)
  }

  node(id: string): TopologyNode | undefined {
    return this.#nodes.get(id)
  }

  /** The node that stands for a resource. */
  standsFor(resourceId: string): string | undefined {
    return this.#claimed.get(resourceId)
  }

  isClaimed(resourceId: string): boolean {
    return this.#claimed.has(resourceId)
  }

  /** Lines of one kind between the same ends become one; their labels and resources add up. */
  line(draft: LineDraft): void {
    const id = `${draft.kind}${draft.blackhole ? '!' : ''}:${draft.from}>${draft.to}`
    let open = this.#lines.get(id)
    if (!open) {
      open = { draft, labels: new Set(), resourceIds: new Set(), isDefault: false }
      this.#lines.set(id, open)
    }
    if (draft.label) open.labels.add(draft.label)
    if (draft.isDefault) open.isDefault = true
    for (const resourceId of draft.resourceIds ?? []) open.resourceIds.add(resourceId)
  }

  /** Sorted by id, so that the order of the input never shows. Lines to nodes that do not exist are an error of ours. */
  finish(): TopologyGraph {
    const lines: TopologyLine[] = [...this.#lines].map(([id, open]) => ({
      id,
      kind: open.draft.kind,
      from: open.draft.from,
      to: open.draft.to,
      label: joinLabels([...open.labels]),
      blackhole: open.draft.blackhole ?? false,
      ...(open.isDefault ? { isDefault: true } : {}),
      resourceIds: [...open.resourceIds].sort(),
    }))
    return { nodes: [...this.#nodes.values()].sort(byId), lines: lines.sort(byId) }
  }

  #claim(id: string, nodeId: string): boolean {
    if (this.#claimed.has(id)) return false
    this.#claimed.set(id, nodeId)
    return true
  }
}

function joinLabels(labels: readonly string[]): string {
  const sorted = labels.toSorted()
  return sorted.length <= LABELS_SPELT_OUT ? sorted.join(', ') : `${sorted[0]} and ${sorted.length - 1} more`
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
