/** How richly a network is drawn. Plans are tried from the richest; the first that fits the budget is taken. */

import type { Level } from './scene.ts'

export interface FoldPlan {
  /** Level of a VPC nobody set by hand. */
  readonly vpc: Level
  /** Are accounts and regions open? */
  readonly areas: Level
  /** Equal resources fold from this number on. */
  readonly foldFrom: number
  /** `equal`: type, security groups, state and public address; `code`: type alone. */
  readonly foldBy: 'equal' | 'code'
  /** Do closed subnets and VPCs that are equal fold, too? */
  readonly foldContainers: boolean
  /** At most this many siblings of one kind; the rest become one. */
  readonly siblings: number
  /** The richest level a choice by hand may have; null ignores those choices. */
  readonly byHand: Level | null
  /** How many revealed resources are honoured, in the order of their ids. */
  readonly reveal: number
}

/** Mounted nodes and lines, always. Source: interface.md, budget of the map. */
export const NODE_BUDGET = 300
export const LINE_BUDGET = 300

const NEVER = Number.POSITIVE_INFINITY

const RICHEST: FoldPlan = {
  vpc: 'full',
  areas: 'full',
  foldFrom: NEVER,
  foldBy: 'equal',
  foldContainers: false,
  siblings: NEVER,
  byHand: 'full',
  reveal: 120,
}

/** Few enough to read one by one. */
const UNFOLDED_RESOURCES = 24
/** More sheets than this are not read at once. */
const OPEN_VPCS = 8
const CARD_VPCS = 24

/** The plans that suit the size, richest first. The last one fits any network: it has at most a few siblings of each kind. */
export function foldPlans(size: { readonly resources: number; readonly vpcs: number }): FoldPlan[] {
  const plans: FoldPlan[] = []
  if (size.resources <= UNFOLDED_RESOURCES) plans.push(RICHEST)
  if (size.vpcs <= OPEN_VPCS) plans.push({ ...RICHEST, foldFrom: 3 }, { ...RICHEST, foldFrom: 2 })
  const cards: FoldPlan = { ...RICHEST, vpc: 'cards', foldFrom: 2 }
  if (size.vpcs <= CARD_VPCS) plans.push(cards, { ...cards, foldContainers: true })
  const chips: FoldPlan = { ...cards, vpc: 'chip', foldFrom: 2 }
  const closed: FoldPlan = { ...chips, areas: 'chip', foldContainers: true }
  const coarse: FoldPlan = { ...closed, foldBy: 'code', siblings: 40 }
  plans.push(
    chips,
    { ...chips, foldContainers: true },
    closed,
    coarse,
    { ...coarse, siblings: 12 },
    { ...coarse, siblings: 12, byHand: 'cards', reveal: 40 },
    { ...coarse, siblings: 12, byHand: null, reveal: 20 },
    { ...coarse, siblings: 8, byHand: null, reveal: 0 },
    { ...coarse, siblings: 3, byHand: null, reveal: 0 },
  )
  return plans
}
