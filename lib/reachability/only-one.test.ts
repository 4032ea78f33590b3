import { expect, it } from 'vitest'
import { onlyOne } from './only-one.ts'

it.each([
  [[], null],
  [['a'], 'a'],
  [['a', 'b'], null],
  [[''], ''],
])('the only one of %j is %j', (list: readonly string[], only) => {
  expect(onlyOne(list)).toBe(only)
})
