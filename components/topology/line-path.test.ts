import { describe, expect, it } from 'vitest'
import { arrowHead, labelSpot, massPath, roundedPath } from './line-path.ts'
import { sceneLine } from './scene-fixture.ts'

describe('roundedPath', () => {
  it.each([
    ['nothing', [], ''],
    [
      'a straight line',
      [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ],
      'M0 0L10 0',
    ],
    [
      'a corner',
      [
        { x: 0, y: 0 },
        { x: 20, y: 0 },
        { x: 20, y: 20 },
      ],
      'M0 0L14 0Q20 0 20 6L20 20',
    ],
    [
      'a corner with no room',
      [
        { x: 0, y: 0 },
        { x: 4, y: 0 },
        { x: 4, y: 4 },
      ],
      'M0 0L2 0Q4 0 4 2L4 4',
    ],
    [
      'points on one line',
      [
        { x: 0, y: 0 },
        { x: 5, y: 0 },
        { x: 9, y: 0 },
      ],
      'M0 0L5 0L9 0',
    ],
    [
      'a point said twice',
      [
        { x: 0, y: 0 },
        { x: 0, y: 0 },
        { x: 0, y: 9 },
      ],
      'M0 0L0 0L0 9',
    ],
  ])('%s', (_, points, path) => {
    expect(roundedPath(points)).toBe(path)
  })

  it('joins all lines of a style into one path', () => {
    expect(massPath([sceneLine({ from: 'a', to: 'b' }), sceneLine({ from: 'b', to: 'c' })])).toBe('M0 0L10 0M0 0L10 0')
  })
})

describe('arrowHead', () => {
  it('has its tip on the last point and is nothing without a direction', () => {
    expect(
      arrowHead(
        [
          { x: 0, y: 0 },
          { x: 10, y: 0 },
        ],
        6,
      ),
    ).toContain('L10 0L')
    expect(arrowHead([{ x: 3, y: 3 }])).toBe('')
    expect(
      arrowHead([
        { x: 3, y: 3 },
        { x: 3, y: 3 },
      ]),
    ).toBe('')
  })
})

describe('labelSpot', () => {
  it('prefers the longest stretch that runs across', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 50 },
      { x: 40, y: 50 },
      { x: 40, y: 90 },
    ]
    expect(labelSpot(points)).toEqual({ x: 20, y: 50, room: 40, horizontal: true })
    expect(labelSpot([{ x: 1, y: 1 }])).toBeNull()
  })
})
