import { describe, expect, it } from 'vitest'
import { sceneNode, sceneOf, smallScene } from './scene-fixture.ts'
import { ancestorsOf, descendantsOf, indexScene, unionOf } from './scene-index.ts'

describe('indexScene', () => {
  const index = indexScene(smallScene())

  it('adds up the places of all parents', () => {
    expect(index.places.get('i-bastion')?.box).toEqual({
      x: 20 + 16 + 0 + 12,
      y: 120 + 58 + 26 + 44,
      width: 160,
      height: 44,
    })
  })

  it.each([
    ['i-bastion', 'i-bastion'],
    ['eni-bastion', 'i-bastion'],
    ['i-web-2', 'fold:web'],
    ['vpc-1', 'vpc-1'],
  ])('finds the node that stands for %s', (resource, node) => {
    expect(index.nodeOfResource.get(resource)).toBe(node)
  })

  it('prefers the innermost node where an open container names the resource too', () => {
    const scene = sceneOf([
      sceneNode({ id: 'subnet-1', kind: 'subnet', resourceIds: ['subnet-1', 'eni-1'] }),
      sceneNode({ id: 'i-1', kind: 'instance', parentId: 'subnet-1', resourceIds: ['i-1', 'eni-1'] }),
    ])
    expect(indexScene(scene).nodeOfResource.get('eni-1')).toBe('i-1')
  })

  it('names the parents outward and the whole inside', () => {
    expect(ancestorsOf(index, 'i-bastion').map(({ node }) => node.id)).toEqual([
      'i-bastion',
      'subnet-web-a',
      'az:a',
      'vpc-1',
    ])
    expect(descendantsOf(index, 'az:a').toSorted()).toEqual([
      'db',
      'fold:web',
      'i-bastion',
      'subnet-data-a',
      'subnet-web-a',
    ])
    expect(index.places.get('i-bastion')?.depth).toBe(4)
  })

  it('counts a line at both its ends, once each', () => {
    expect(index.linesOf.get('fold:web')?.map((line) => line.id)).toEqual(['alb>fold:web', 'fold:web>db'])
  })
})

describe('unionOf', () => {
  it('is null for nothing and spans what it is given', () => {
    expect(unionOf([])).toBeNull()
    const boxes = [
      { x: 10, y: 10, width: 5, height: 5 },
      { x: -5, y: 12, width: 5, height: 30 },
    ]
    expect(unionOf(boxes)).toEqual({ x: -5, y: 10, width: 20, height: 32 })
  })
})
