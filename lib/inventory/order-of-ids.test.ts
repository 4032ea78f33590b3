import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InOrderOfIds } from './order-of-ids.ts'

interface Item {
  readonly id: string
  readonly turn: number
}

function ordered(ids: readonly string[]): readonly (readonly Item[])[] {
  const list = new InOrderOfIds<Item>()
  for (const [turn, id] of ids.entries()) list.add({ id, turn })
  const groups: (readonly Item[])[] = []
  list.forEachId((first, others) => groups.push([first, ...others]))
  return groups
}

/** As sorting texts would do it. */
function plainly(ids: readonly string[]): readonly (readonly Item[])[] {
  const items = ids.map((id, turn) => ({ id, turn }))
  return [...Map.groupBy(items, ({ id }) => id)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

const hexId = fc.stringMatching(/^eni-[0-9a-f]{0,9}$/)
/** Characters on both sides of what a number of seven bits can tell, and texts that end early. */
const anyId = fc.string({
  unit: fc.constantFrom('a', 'b', '-', '~', '\u007f', '\u0080', '\u0101', '😀', ' '),
  maxLength: 12,
})

test.each([
  ['of one kind', hexId],
  ['of any text', anyId],
  ['of one kind and of none', fc.oneof(hexId, anyId)],
])('ids %s come in the order of texts, each once, with those that share it in the order they came', (_, id) => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 60 }), (ids) => {
      expect(ordered(ids)).toEqual(plainly(ids))
    }),
  )
})

test('ids that differ only after the characters a number holds are told apart', () => {
  const ids = ['i-0123456789b', 'i-0123456789a', 'i-0123456', 'i-0123456789a']
  expect(ordered(ids).map(([first]) => first?.id)).toEqual(['i-0123456', 'i-0123456789a', 'i-0123456789b'])
})
