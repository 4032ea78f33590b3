import { describe, expect, it } from 'vitest'
import { emphasise } from './emphasis.ts'
import { nodeExposure, rollUpBadges } from './node-paint.ts'
import { sceneNode, sceneOf } from './scene-fixture.ts'
import { indexScene, nodesOf } from './scene-index.ts'

const NOTHING = { selection: null, path: [], highlighted: new Set<string>(), matches: null }

/** One load balancer with a chip in each of two subnets, its interface there with it. */
const index = indexScene(
  sceneOf([
    sceneNode({ id: 's-a', kind: 'subnet', level: 'full' }),
    sceneNode({ id: 'alb', kind: 'load-balancer', parentId: 's-a', resourceIds: ['alb', 'eni-a'], sharedIds: ['alb'] }),
    sceneNode({ id: 's-b', kind: 'subnet', level: 'full' }),
    sceneNode({ id: 'alb@s-b', kind: 'load-balancer', parentId: 's-b', resourceIds: ['eni-b'], sharedIds: ['alb'] }),
  ]),
)
const BOTH = ['alb', 'alb@s-b']

describe('a resource drawn in several places', () => {
  it('has all of them, the one that counts it first', () => {
    expect(nodesOf(index, 'alb')).toEqual(BOTH)
    expect(nodesOf(index, 'eni-b')).toEqual(['alb@s-b'])
    expect(nodesOf(index, 'elsewhere')).toEqual([])
  })

  it('wears its badge and its ring in each', () => {
    const badges = rollUpBadges(index, new Map([['alb', { worst: 'high' as const, count: 2 }]]))
    expect(BOTH.map((id) => badges.get(id)?.count)).toEqual([2, 2])
    const rings = nodeExposure(index, new Map([['alb', 'internet' as const]]))
    expect(BOTH.map((id) => rings.get(id))).toEqual(['internet', 'internet'])
  })

  it.each([
    ['selected', { selection: 'alb' }],
    ['highlighted', { highlighted: new Set(['alb']) }],
    ['found', { matches: new Set(['alb']) }],
  ])('is lit in each when it is %s', (_, query) => {
    const { lit } = emphasise(index, { ...NOTHING, ...query })
    expect([...lit].sort()).toEqual([...BOTH, 's-a', 's-b'].sort())
  })

  it('is selected in each', () => {
    const emphasis = emphasise(index, { ...NOTHING, selection: 'alb' })
    expect([...emphasis.selectedNodes]).toEqual(BOTH)
    expect(emphasis.selectedNode).toBe('alb')
  })
})
