import { describe, expect, it } from 'vitest'
import { foldPlans } from './fold-plan.ts'

describe('foldPlans', () => {
  it.each([
    [{ resources: 24, vpcs: 1 }, 'full', Number.POSITIVE_INFINITY],
    [{ resources: 25, vpcs: 1 }, 'full', 3],
    [{ resources: 900, vpcs: 8 }, 'full', 3],
    [{ resources: 900, vpcs: 9 }, 'cards', 2],
    [{ resources: 9000, vpcs: 24 }, 'cards', 2],
    [{ resources: 9000, vpcs: 25 }, 'chip', 2],
  ] as const)('%j begins with VPCs drawn as %s, folding from %d', (size, vpc, foldFrom) => {
    expect(foldPlans(size)[0]).toMatchObject({ vpc, foldFrom })
  })

  it('never grows richer from one plan to the next, and ends with a handful of siblings', () => {
    const rank = { chip: 0, cards: 1, full: 2 }
    const plans = foldPlans({ resources: 1, vpcs: 1 })
    for (const [index, plan] of plans.entries()) {
      const next = plans[index + 1]
      if (!next) continue
      expect(rank[next.vpc]).toBeLessThanOrEqual(rank[plan.vpc])
      expect(rank[next.areas]).toBeLessThanOrEqual(rank[plan.areas])
      expect(next.foldFrom).toBeLessThanOrEqual(plan.foldFrom)
      expect(next.siblings).toBeLessThanOrEqual(plan.siblings)
      expect(next.reveal).toBeLessThanOrEqual(plan.reveal)
    }
    expect(plans.at(-1)).toMatchObject({ siblings: 3, byHand: null, reveal: 0, areas: 'chip' })
  })
})
