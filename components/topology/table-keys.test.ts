import { describe, expect, it } from 'vitest'
import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'
import { moveInRows, typeAhead } from './table-keys.ts'

const DEPTHS = [1, 2, 3, 3, 2, 1]
const place = (active: number, total = DEPTHS.length) => ({
  active,
  total,
  pageRows: 3,
  depthAt: (index: number) => DEPTHS[index] ?? null,
})

describe('moveInRows', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 5, 5],
    ['ArrowUp', 0, 0],
    ['PageDown', 1, 4],
    ['PageDown', 4, 5],
    ['PageUp', 4, 1],
    ['Home', 4, 0],
    ['End', 0, 5],
    ['ArrowLeft', 3, 1],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 1, 2],
    ['ArrowRight', 2, 2],
    ['x', 2, null],
  ])('%s from %i leads to %s', (key, from, to) => {
    expect(moveInRows(key, place(from))).toBe(to)
  })

  it('goes nowhere in an empty table', () => {
    expect(moveInRows('End', place(0, 0))).toBeNull()
  })
})

describe('typeAhead', () => {
  const row = (id: string, name: string | null): ResourceRow => ({
    id,
    name,
    type: 'instance',
    account: '111122223333',
    region: 'eu-west-1',
    vpcId: null,
    subnetId: null,
    detail: '',
    depth: 1,
    parentId: null,
  })
  const rows = [row('i-1', 'web-a'), row('i-2', 'Web-b'), row('sg-9', null)].map((each, index) => ({
    index,
    row: each,
  }))

  it.each([
    ['w', 0, 1],
    ['w', 1, 0],
    ['web-b', 0, 1],
    ['web', 0, 0],
    ['sg-', 0, 2],
    ['x', 0, null],
    [' ', 0, null],
  ])('"%s" from %i finds %s', (text, from, to) => {
    expect(typeAhead(rows, text, from)).toBe(to)
  })
})
