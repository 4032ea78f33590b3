import { describe, expect, it } from 'vitest'
import { countInside, nodeExposure, rollUpBadges } from './node-paint.ts'
import type { Badge } from './node-words.ts'
import { ringOf } from './ring.ts'
import { sceneNode, sceneOf, smallScene } from './scene-fixture.ts'
import { indexScene } from './scene-index.ts'

const index = indexScene(smallScene())

describe('rollUpBadges', () => {
  const badges = rollUpBadges(
    index,
    new Map<string, Badge>([
      ['i-web-2', { worst: 'low', count: 1 }],
      ['i-web-3', { worst: 'critical', count: 2 }],
      ['db', { worst: 'high', count: 1 }],
    ]),
  )

  it.each([
    ['fold:web', 'critical', 3],
    ['subnet-web-a', 'critical', 3],
    ['subnet-data-a', 'high', 1],
    ['vpc-1', 'critical', 4],
  ])('%s is as bad as its worst: %s of %i', (id, worst, count) => {
    expect(badges.get(id)).toEqual({ worst, count })
  })

  it('gives none to what has no finding', () => {
    expect(badges.has('alb')).toBe(false)
  })

  it('counts a resource once that both a container and a chip in it name', () => {
    const scene = sceneOf([
      sceneNode({ id: 'subnet-1', kind: 'subnet', resourceIds: ['subnet-1', 'eni-1'] }),
      sceneNode({ id: 'i-1', kind: 'instance', parentId: 'subnet-1', resourceIds: ['i-1', 'eni-1'] }),
    ])
    const once = rollUpBadges(indexScene(scene), new Map([['eni-1', { worst: 'high' as const, count: 2 }]]))
    expect(once.get('subnet-1')?.count).toBe(2)
  })

  it('counts one finding on several hosts of a container once', () => {
    const scene = sceneOf([
      sceneNode({ id: 'subnet-1', kind: 'subnet' }),
      sceneNode({ id: 'i-1', kind: 'instance', parentId: 'subnet-1' }),
      sceneNode({ id: 'i-2', kind: 'instance', parentId: 'subnet-1' }),
    ])
    const shared: Badge = { worst: 'high', count: 1, findingIds: new Set(['f-1']) }
    const both: Badge = { worst: 'critical', count: 2, findingIds: new Set(['f-1', 'f-2']) }
    const badges = rollUpBadges(
      indexScene(scene),
      new Map([
        ['i-1', shared],
        ['i-2', both],
      ]),
    )
    expect(badges.get('subnet-1')).toEqual({ worst: 'critical', count: 2 })
  })
})

describe('nodeExposure', () => {
  it('takes the worst over what a node stands for, and unknown before any private reach', () => {
    const levels = nodeExposure(
      index,
      new Map([
        ['i-web-1', 'corporate' as const],
        ['i-web-2', 'unknown' as const],
        ['eni-bastion', 'internet' as const],
      ]),
    )
    expect([levels.get('fold:web'), levels.get('i-bastion'), levels.get('db')]).toEqual([
      'unknown',
      'internet',
      undefined,
    ])
  })
})

describe('countInside', () => {
  it('counts folded resources as many, areas not at all, and believes a closed box', () => {
    const inside = countInside(index)
    expect([inside.get('subnet-web-a'), inside.get('az:a'), inside.get('vpc-1')]).toEqual([4, 5, 7])
    const shut = sceneNode({
      id: 'vpc-2',
      kind: 'vpc',
      contents: [
        { code: 'EC2', count: 30 },
        { code: 'RDS', count: 2 },
      ],
    })
    expect(countInside(indexScene(sceneOf([shut]))).get('vpc-2')).toBe(32)
  })
})

describe('ringOf', () => {
  const badge = (worst: Badge['worst']) => ({ worst, count: 1 })
  it.each([
    ['internet', badge('critical'), 'exposed'],
    ['internet', badge('low'), 'open'],
    ['internet', null, 'open'],
    ['unknown', null, 'unknown'],
    ['corporate', badge('critical'), 'corporate'],
    ['none', badge('critical'), 'none'],
    [null, null, 'none'],
  ] as const)('%s with %j wears %s', (level, worst, ring) => {
    expect(ringOf(level, worst)).toBe(ring)
  })
})
