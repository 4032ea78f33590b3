/**
 * What is drawn of a graph: equal resources fold into one chip with a count, containers close, nothing is dropped.
 * At most `NODE_BUDGET` nodes come out, whatever goes in.
 */

import { type Branch, isContainer, isResource, type Tree, walk } from './branch.ts'
import { type FoldPlan, foldPlans, NODE_BUDGET } from './fold-plan.ts'
import { nameOfFold } from './fold-words.ts'
import type { TopologyNode } from './graph.ts'
import type { Level, SceneOptions } from './scene.ts'

/** A node as it will be drawn, with what it holds; `members` are the branches it stands for. */
export interface FoldedNode {
  readonly node: TopologyNode
  readonly members: readonly Branch[]
  readonly children: readonly FoldedNode[]
  /** Null for what cannot be opened. */
  readonly level: Level | null
}

export interface Folded {
  readonly roots: readonly FoldedNode[]
  readonly plan: FoldPlan
}

export type FoldOptions = Pick<SceneOptions, 'levels' | 'reveal'>

/** Folds by each plan in turn, richest first, and yields those that fit the budget of nodes. */
export function* folds(tree: Tree, options: FoldOptions): Generator<Folded> {
  const revealed = revealedBranches(tree, options.reveal)
  for (const plan of foldPlans({ resources: tree.size.resources, vpcs: tree.sheets })) {
    const run = new FoldRun({ plan, levels: options.levels, revealed: revealed.slice(0, plan.reveal) })
    const roots = run.arrange(tree.roots, null)
    if (run.count <= NODE_BUDGET) yield { roots, plan }
  }
}

interface FoldSetting {
  readonly plan: FoldPlan
  readonly levels: ReadonlyMap<string, Level>
  readonly revealed: readonly Branch[]
}

const RANK: Readonly<Record<Level, number>> = { chip: 0, cards: 1, full: 2 }

/** One attempt with one plan; stops adding detail once the budget is passed, as the attempt is then lost. */
class FoldRun {
  count = 0
  readonly #plan: FoldPlan
  readonly #levels: ReadonlyMap<string, Level>
  /** Revealed branches and everything above them. */
  readonly #kept = new Set<Branch>()

  constructor(setting: FoldSetting) {
    this.#plan = setting.plan
    this.#levels = setting.levels
    for (const branch of setting.revealed) {
      for (let at: Branch | null = branch; at; at = at.parent) this.#kept.add(at)
    }
  }

  /** Siblings, folded where they are equal or too many. `parentLevel` is null where nothing was chosen above. */
  arrange(siblings: readonly Branch[], parentLevel: Level | null): FoldedNode[] {
    const { single, groups } = this.#split(siblings, parentLevel)
    const arranged: FoldedNode[] = []
    for (const [key, members] of groups) {
      if (members.length >= this.#plan.foldFrom) arranged.push(this.#foldTogether(key, members))
      else single.push(...members)
    }
    for (const branch of this.#overflow(single, arranged)) {
      if (this.count > NODE_BUDGET) break
      arranged.push(this.#draw(branch, parentLevel))
    }
    return arranged
  }

  #split(siblings: readonly Branch[], parentLevel: Level | null): { single: Branch[]; groups: Map<string, Branch[]> } {
    const single: Branch[] = []
    const groups = new Map<string, Branch[]>()
    for (const branch of siblings) {
      const key = this.#kept.has(branch) ? null : this.#keyOf(branch, parentLevel)
      const group = key === null ? single : groups.get(key)
      if (group) group.push(branch)
      else if (key !== null) groups.set(key, [branch])
    }
    return { single, groups }
  }

  #draw(branch: Branch, parentLevel: Level | null): FoldedNode {
    this.count++
    const level = isContainer(branch.node.kind) ? this.#levelOf(branch, parentLevel) : null
    const open = level === null || this.#isOpen(branch, level)
    const children = open ? this.arrange(branch.children, level ?? parentLevel) : []
    return { node: branch.node, members: [branch], children, level }
  }

  #isOpen(branch: Branch, level: Level): boolean {
    return branch.node.kind === 'subnet' || branch.node.kind === 'unplaced' ? level === 'full' : level !== 'chip'
  }

  /** By hand, else as its parent was opened, else as the plan has it; what holds a revealed resource is open in any case. */
  #levelOf(branch: Branch, parentLevel: Level | null): Level {
    const chosen = this.#chosen(branch) ?? this.#usual(branch, parentLevel)
    if (!this.#kept.has(branch)) return chosen
    const needed: Level = branch.node.kind === 'vpc' ? 'cards' : 'full'
    return RANK[chosen] >= RANK[needed] ? chosen : needed
  }

  #chosen(branch: Branch): Level | null {
    const chosen = this.#levels.get(branch.node.id)
    const most = this.#plan.byHand
    if (chosen === undefined || most === null) return null
    return RANK[chosen] <= RANK[most] ? chosen : most
  }

  #usual(branch: Branch, parentLevel: Level | null): Level {
    const { kind } = branch.node
    if (kind === 'subnet' || kind === 'unplaced') return this.#inside(branch, parentLevel)
    if (kind !== 'vpc') return this.#plan.areas
    if (branch.node.facts.includes('Default VPC') && isEmpty(branch)) return 'chip'
    if (parentLevel === 'cards') return 'chip'
    return this.#plan.vpc
  }

  /** As open as their VPC; cards that stand outside every VPC follow the plan for VPCs. */
  #inside(branch: Branch, parentLevel: Level | null): Level {
    const above = branch.parent?.node.kind
    const level = above === 'vpc' || above === 'availability-zone' ? parentLevel : this.#plan.vpc
    return level === 'full' ? 'full' : 'cards'
  }

  /** Null for what never folds: revealed, set by hand, an open container, or without equals. */
  #keyOf(branch: Branch, parentLevel: Level | null): string | null {
    const { node } = branch
    if (node.foldKey === null && !isContainer(node.kind)) return null
    if (isContainer(node.kind)) {
      if (!this.#plan.foldContainers || this.#levels.has(node.id)) return null
      if (node.kind !== 'subnet' || this.#isOpen(branch, this.#levelOf(branch, parentLevel))) return null
      return `${node.kind}|${node.foldKey}`
    }
    return this.#plan.foldBy === 'code' ? `${node.kind}|${node.code}` : node.foldKey
  }

  /** Keeps each kind to the plan's number of siblings: the rest of a kind becomes one node. */
  #overflow(single: readonly Branch[], arranged: FoldedNode[]): readonly Branch[] {
    if (single.length <= this.#plan.siblings) return single
    const kept: Branch[] = []
    const more = new Map<string, Branch[]>()
    const seen = new Map<string, number>()
    for (const branch of single) {
      const { kind } = branch.node
      const count = seen.get(kind) ?? 0
      const byHand = this.#plan.byHand !== null && this.#levels.has(branch.node.id)
      if (count < this.#plan.siblings - 1 || this.#kept.has(branch) || byHand || kind === 'availability-zone') {
        seen.set(kind, count + 1)
        kept.push(branch)
      } else more.set(kind, [...(more.get(kind) ?? []), branch])
    }
    for (const [kind, members] of more) arranged.push(this.#foldTogether(`more|${kind}`, members))
    return kept
  }

  #foldTogether(key: string, members: readonly Branch[]): FoldedNode {
    this.count++
    const parentId = members[0]?.parent?.node.id ?? null
    return {
      node: { ...nameOfFold(members.map((branch) => branch.node)), id: `fold:${parentId ?? ''}:${key}`, parentId },
      members,
      children: [],
      level: members[0] && isContainer(members[0].node.kind) ? 'chip' : null,
    }
  }
}

function isEmpty(branch: Branch): boolean {
  let resources = 0
  walk(branch, (at) => {
    const inside = at.parent?.node.kind === 'subnet' || at.parent?.node.kind === 'unplaced'
    if (inside && isResource(at.node)) resources++
  })
  return resources === 0
}

/** In the order of their ids, so that a cut is the same cut every time. */
function revealedBranches(tree: Tree, reveal: ReadonlySet<string>): Branch[] {
  if (reveal.size === 0) return []
  const found: Branch[] = []
  for (const branch of tree.byId.values()) {
    const { node } = branch
    if (node.resourceIds.some((id) => reveal.has(id)) || node.sharedIds?.some((id) => reveal.has(id)))
      found.push(branch)
  }
  return found.sort((a, b) => (a.node.id < b.node.id ? -1 : 1))
}
