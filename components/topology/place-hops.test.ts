import { describe, expect, it } from 'vitest'
import type { FindingHop } from '../../lib/findings/finding.ts'
import { HOP_RADIUS, placeHops } from './place-hops.ts'
import { sceneNode, sceneOf, smallScene } from './scene-fixture.ts'
import { indexScene } from './scene-index.ts'

const hop = (component: string, detail = '', outcome: FindingHop['outcome'] = 'passes'): FindingHop => ({
  component,
  label: component,
  detail,
  outcome,
})

const PATH = [
  hop('internet'),
  hop('igw-1'),
  hop('rtb-1'),
  hop('acl-1', 'lets the request in'),
  hop('acl-1', 'lets the reply out'),
  hop('sg-1', 'admits: sgr-1: tcp/22 from 0.0.0.0/0'),
  hop('eni-bastion'),
]

describe('placeHops', () => {
  const index = indexScene(smallScene())
  const placed = placeHops(index, PATH)

  it('numbers every hop as the panel does', () => {
    expect(placed?.hops.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('stands tables and lists on the subnet, groups on the chip they admit to', () => {
    expect(placed?.hops.map(({ nodeId }) => nodeId)).toEqual([
      'internet',
      'igw-1',
      'subnet-web-a',
      'subnet-web-a',
      'subnet-web-a',
      'i-bastion',
      'i-bastion',
    ])
  })

  it('puts the list on the edge of the subnet and the table in the gutter beside it', () => {
    const subnet = index.places.get('subnet-web-a')?.box
    const edge = (subnet?.x ?? 0) + (subnet?.width ?? 0)
    expect(placed?.hops[3]?.at.x).toBe(edge)
    expect(placed?.hops[2]?.at.x).toBeGreaterThan(edge)
  })

  it('lets no marker cover another', () => {
    const spots = placed?.hops.map(({ at }) => at) ?? []
    for (const [place, a] of spots.entries()) {
      for (const b of spots.slice(place + 1)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y), `${place}`).toBeGreaterThanOrEqual(HOP_RADIUS * 1.8)
      }
    }
  })

  it('runs only straight across and straight down, from the horizon to the chip', () => {
    const line = placed?.line ?? []
    for (let at = 1; at < line.length; at++) {
      const [a, b] = [line[at - 1], line[at]]
      expect(a?.x === b?.x || a?.y === b?.y).toBe(true)
    }
    const chip = index.places.get('i-bastion')?.box
    expect(line[0]?.y).toBeLessThan(60)
    expect(line.at(-1)?.x).toBeLessThanOrEqual((chip?.x ?? 0) + (chip?.width ?? 0))
  })

  it('writes the admitting rule on the chip it opens', () => {
    expect(placed?.tag?.text).toBe('tcp/22 0.0.0.0/0')
  })

  it('stacks the inner hops on a container that is closed', () => {
    const scene = sceneOf([
      sceneNode({ id: 'internet', kind: 'internet', resourceIds: [], width: 760, height: 36 }),
      sceneNode({
        id: 'vpc-1',
        kind: 'vpc',
        y: 120,
        resourceIds: ['vpc-1', 'igw-1', 'eni-bastion'],
        contents: [{ code: 'EC2', count: 9 }],
      }),
    ])
    const closed = placeHops(indexScene(scene), PATH)
    expect(closed?.hops.map(({ nodeId }) => nodeId)).toEqual(['internet', ...Array(6).fill('vpc-1')])
    expect(new Set(closed?.hops.map(({ at }) => `${at.x} ${at.y}`)).size).toBe(7)
  })

  it('is null where no hop is on the map', () => {
    expect(placeHops(index, [hop('eni-elsewhere')])).toBeNull()
    expect(placeHops(index, [])).toBeNull()
  })

  it.each(['blocks', 'unknown'] as const)('ends as its last hop does: %s', (outcome) => {
    expect(placeHops(index, [hop('internet'), hop('igw-1'), hop('eni-bastion', '', outcome)])?.outcome).toBe(outcome)
  })
})
