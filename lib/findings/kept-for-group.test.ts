import { expect, it } from 'vitest'
import { networkOf } from '../reachability/network.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { findHiddenCarriers } from './hidden-carriers.ts'
import { type KeptForGroup, keptFor } from './kept-for-group.ts'
import { findOpenings } from './openings.ts'
import type { RuleContext } from './rule.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

it('asks once for each group of an evaluation, and again in the next', () => {
  const inventory = sketchNetwork({ groups: { 'sg-1': [], 'sg-2': [] } })
  const network = networkOf(inventory)
  const context: RuleContext = {
    inventory,
    network,
    settings: DEFAULT_SETTINGS,
    openings: findOpenings(inventory, DEFAULT_SETTINGS),
    hidden: findHiddenCarriers(network),
  }
  const kept: KeptForGroup<string> = new WeakMap()
  const asked: string[] = []
  const answer = (of: RuleContext, id: string) => {
    const group = inventory.securityGroups.get(id)
    if (!group) throw new Error(`There is no ${id}.`)
    return keptFor(of, kept, { group, make: () => `answer ${asked.push(id)}` })
  }
  expect(answer(context, 'sg-1')).toBe('answer 1')
  expect(answer(context, 'sg-2')).toBe('answer 2')
  expect(answer(context, 'sg-1')).toBe('answer 1')
  expect(answer({ ...context }, 'sg-1')).toBe('answer 3')
  expect(asked).toEqual(['sg-1', 'sg-2', 'sg-1'])
})
