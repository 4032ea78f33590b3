import { describe, expect, it } from 'vitest'
import type { MapHop } from './map-hop.ts'
import { placePath } from './place-path.ts'
import { sceneNode, smallScene } from './scene-fixture.ts'
import { indexScene } from './scene-index.ts'

const index = indexScene(smallScene())
const hop = (component: string, part: Partial<MapHop> = {}): MapHop => ({
  component,
  label: component,
  detail: '',
  outcome: 'passes',
  attachedTo: null,
  ...part,
})
const place = (path: readonly MapHop[]) => placePath(index, path)
const box = (id: string) => index.places.get(id)?.box ?? { x: 0, y: 0, width: 0, height: 0 }

/** Chip to chip in one VPC, filters of both ends in between. */
const INSIDE = [
  hop('i-bastion'),
  hop('sg-1', { attachedTo: 'eni-bastion' }),
  hop('acl-1', { attachedTo: 'subnet-web-a' }),
  hop('rtb-1', { attachedTo: 'subnet-web-a' }),
  hop('acl-2', { attachedTo: 'subnet-data-a' }),
  hop('sg-2', { attachedTo: 'db' }),
  hop('db'),
]

describe('a load balancer that is drawn in several subnets', () => {
  const shared = { kind: 'load-balancer' as const, sharedIds: ['arn:lb'], x: 12 }
  const scene = smallScene()
  const twice = indexScene({
    ...scene,
    nodes: [
      ...scene.nodes,
      sceneNode({ ...shared, id: 'lb-b', parentId: 'subnet-web-b', resourceIds: ['eni-lb-b'], y: 100 }),
      sceneNode({ ...shared, id: 'lb-a', parentId: 'subnet-web-a', resourceIds: ['eni-lb-a'], y: 140 }),
    ],
  })
  const nodeAt = (attachedTo: string) => {
    const path = [hop('internet'), hop('igw-1'), hop('sg-lb', { attachedTo }), hop('arn:lb'), hop('i-bastion')]
    return placePath(twice, path)?.hops[3]?.nodeId
  }

  it('stands where the packet passes its interface, not where it happens to be drawn first', () => {
    expect(nodeAt('eni-lb-a')).toBe('lb-a')
    expect(nodeAt('eni-lb-b')).toBe('lb-b')
  })
})

describe('the way of an answer on the map', () => {
  it('numbers every hop as the list does, each where it acts', () => {
    const path = place(INSIDE)
    expect(path?.hops.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const [, group, acl, table, far] = path?.hops ?? []
    expect(group?.nodeId).toBe('i-bastion')
    expect(acl?.at.x).toBe(box('subnet-web-a').x + box('subnet-web-a').width)
    expect(table?.at.x).toBeGreaterThan(acl?.at.x ?? 0)
    expect(far?.at.y).toBeGreaterThan(box('subnet-data-a').y)
  })

  it('covers no number by another', () => {
    const spots = (place(INSIDE)?.hops ?? []).map(({ at }) => at)
    for (const [one, a] of spots.entries())
      for (const b of spots.slice(one + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(12)
  })

  it('turns only square, and leads from the first place to the last', () => {
    const line = place(INSIDE)?.line ?? []
    for (const [at, point] of line.slice(1).entries())
      expect(line[at]?.x === point.x || line[at]?.y === point.y).toBe(true)
    expect(line[0]?.y).toBe(box('i-bastion').y + box('i-bastion').height / 2)
    expect(line.at(-1)?.y).toBe(box('db').y + box('db').height / 2)
  })

  it('is whole up to the first that blocks and broken beyond, however many block', () => {
    const path = place([
      hop('i-bastion'),
      hop('tgw-1', { outcome: 'blocks' }),
      hop('sg-2', { attachedTo: 'db', outcome: 'blocks' }),
      hop('db'),
    ])
    expect(path?.outcome).toBe('blocks')
    expect(path?.line.at(-1)).toEqual(path?.beyond[0])
    expect(path?.beyond.length).toBeGreaterThan(1)
    expect(path?.hops.filter(({ hop: each }) => each.outcome === 'blocks')).toHaveLength(2)
  })

  it('leads out by the gateway, straight up to the horizon', () => {
    const path = place([hop('i-bastion'), hop('igw-1'), hop('internet')])
    const [last, before] = [path?.line.at(-1), path?.line.at(-2)]
    expect(last?.x).toBe(box('igw-1').x + box('igw-1').width / 2)
    expect(before?.x).toBe(last?.x)
    expect(path?.hops.at(-1)?.at).toEqual(last)
  })

  it('leads to what lies outside of the VPC past its border', () => {
    const line = place([hop('i-bastion'), hop('tgw-1')])?.line ?? []
    expect(line.at(-1)?.x).toBe(box('tgw-1').x)
    expect(line.some(({ x }) => x > box('vpc-1').x + box('vpc-1').width)).toBe(true)
  })

  it('leaves out what is nowhere on the map, and is none when nothing is', () => {
    expect(place([hop('i-bastion'), hop('i-elsewhere'), hop('db')])?.hops.map(({ number }) => number)).toEqual([1, 3])
    expect(place([hop('i-elsewhere')])).toBeNull()
  })

  it('puts what holds the rest on its border, and runs no line to it', () => {
    const path = place([
      hop('internet'),
      hop('vpc-1', { outcome: 'unknown' }),
      hop('igw-1'),
      hop('subnet-web-a'),
      hop('i-bastion'),
    ])
    const plain = place([hop('internet'), hop('igw-1'), hop('i-bastion')])
    expect([...(path?.line ?? []), ...(path?.beyond ?? [])].at(-1)).toEqual(plain?.line.at(-1))
    expect(path?.hops[1]?.at.y).toBe(box('vpc-1').y)
    expect(path?.hops).toHaveLength(5)
  })

  it('goes in by several places of one subnet without leaving its gutter', () => {
    const xs = new Set((place([hop('i-bastion'), hop('fold:web')])?.line ?? []).map(({ x }) => x))
    expect(xs.size).toBe(2)
  })
})
