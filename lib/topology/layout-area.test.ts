import { describe, expect, it } from 'vitest'
import { type Box, boxOf } from './box.ts'
import type { FoldedNode } from './fold.ts'
import type { NodeKind } from './graph.ts'
import { aspectAmong, shelve } from './layout-area.ts'
import type { Level } from './scene.ts'

function folded(kind: NodeKind, level: Level | null = 'full'): FoldedNode {
  const node = {
    id: kind,
    kind,
    parentId: null,
    code: '',
    label: kind,
    detail: '',
    subnetClass: null,
    fill: null,
    resourceIds: [],
    foldKey: null,
    collected: true,
    facts: [],
  }
  return { node, members: [], children: [], level }
}

function box(kind: NodeKind, width: number, height: number): Box {
  const made = boxOf(folded(kind), { width, height })
  made.children.push(boxOf(folded('instance', null), { width: 1, height: 1 }))
  return made
}

const GAP = { x: 40, y: 60 }

describe('shelve', () => {
  it('puts what stands outside every VPC below the sheets, not beside them', () => {
    const [vpc, loose] = [box('vpc', 600, 400), box('unplaced', 184, 108)]
    expect(shelve([vpc, loose], GAP)).toEqual({ width: 600, height: 400 + 60 + 108 })
    expect([loose.x, loose.y]).toEqual([0, 460])
  })

  it.each([
    [1.6, 1],
    [0.8, 2],
  ])('an aspect of %d makes %d shelves of two sheets', (aspect, shelves) => {
    const sheets = [box('vpc', 440, 600), box('vpc', 430, 370)]
    shelve(sheets, GAP, aspect)
    expect(new Set(sheets.map(({ y }) => y)).size).toBe(shelves)
  })

  it('keeps closed boxes on shelves of their own', () => {
    const closed = boxOf(folded('vpc', 'chip'), { width: 232, height: 76 })
    const open = box('vpc', 600, 400)
    shelve([closed, open], GAP)
    expect([open.y, closed.y]).toEqual([0, 460])
  })
})

describe('aspectAmong', () => {
  it.each([
    [[], 1.6],
    [['account'], 1.6],
    [['account', 'account'], 0.8],
    [['account', 'account', 'account', 'account'], 0.7],
    [['vpc', 'vpc', 'vpc'], 1.6],
  ] as const)('%j: %d', (kinds, aspect) => {
    expect(aspectAmong(kinds.map((kind) => folded(kind)))).toBe(aspect)
  })

  it('closed accounts take no room beside the others', () => {
    expect(aspectAmong([folded('account'), folded('account', 'chip')])).toBe(1.6)
  })
})
