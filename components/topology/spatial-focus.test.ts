import { describe, expect, it } from 'vitest'
import { smallScene } from './scene-fixture.ts'
import { indexScene } from './scene-index.ts'
import { type Direction, firstChild, followLine, nextInDirection } from './spatial-focus.ts'

const index = indexScene(smallScene())

describe('nextInDirection', () => {
  it.each<[string, Direction, string | null]>([
    ['i-bastion', 'down', 'fold:web'],
    ['fold:web', 'up', 'i-bastion'],
    ['fold:web', 'down', 'db'],
    ['i-bastion', 'right', 'alb'],
    ['alb', 'left', 'i-bastion'],
    ['subnet-web-a', 'down', 'subnet-data-a'],
    ['subnet-web-a', 'right', 'subnet-web-b'],
    ['vpc-1', 'up', 'internet'],
    ['vpc-1', 'right', 'tgw-1'],
    ['internet', 'up', null],
    ['alb', 'up', null],
    ['gone', 'up', null],
  ])('from %s %s leads to %s', (from, direction, to) => {
    expect(nextInDirection(index, from, direction)).toBe(to)
  })

  it('never leads to the node itself', () => {
    for (const id of index.places.keys()) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        expect(nextInDirection(index, id, direction)).not.toBe(id)
      }
    }
  })
})

describe('firstChild', () => {
  it.each([
    ['vpc-1', 'igw-1'],
    ['subnet-web-a', 'i-bastion'],
    ['db', null],
  ])('of %s is %s', (id, child) => {
    expect(firstChild(index, id)).toBe(child)
  })
})

describe('followLine', () => {
  it('goes out along a line and in against it', () => {
    expect(followLine(index, 'fold:web', 'out')).toEqual(['db'])
    expect(followLine(index, 'fold:web', 'in')).toEqual(['alb'])
    expect(followLine(index, 'tgw-1', 'out')).toEqual([])
  })
})
