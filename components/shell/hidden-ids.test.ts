import { describe, expect, it } from 'vitest'
import type { Scene, SceneNode } from '../../lib/topology/scene.ts'
import { hiddenIds } from './hidden-ids.ts'

function nodeOf(parts: Partial<SceneNode> & { readonly id: string }): SceneNode {
  return {
    kind: 'instance',
    parentId: null,
    code: 'EC2',
    label: parts.id,
    detail: '',
    subnetClass: null,
    fill: null,
    resourceIds: [parts.id],
    foldKey: null,
    collected: true,
    facts: [],
    x: 0,
    y: 0,
    width: 160,
    height: 44,
    count: 1,
    contents: [],
    level: null,
    ...parts,
  }
}

function sceneOf(nodes: readonly SceneNode[]): Scene {
  return { width: 0, height: 0, nodes, lines: [], counts: { resources: 0, drawn: 0, folded: 0, vpcs: 0, subnets: 0 } }
}

describe('hiddenIds', () => {
  const scene = sceneOf([
    nodeOf({ id: 'vpc-1', kind: 'vpc', level: 'full', resourceIds: ['vpc-1', 'i-1', 'i-2', 'i-3'] }),
    nodeOf({ id: 'i-1' }),
    nodeOf({ id: 'fold:web', count: 2, resourceIds: ['i-2', 'i-3'] }),
    nodeOf({ id: 'vpc-2', kind: 'vpc', level: 'chip', resourceIds: ['vpc-2', 'subnet-2', 'i-4'] }),
  ])

  it.each([
    ['drawn on its own', ['i-1'], []],
    ['folded with equal ones', ['i-2'], ['i-2']],
    ['inside a closed container', ['i-4'], ['i-4']],
    ['the closed container itself', ['vpc-2'], []],
    ['known to no node, as a security group is', ['sg-1', 'internet'], []],
  ])('asks for one that is %s only when that helps', (_name, wanted, hidden) => {
    expect(hiddenIds(scene, wanted)).toEqual(hidden)
  })

  it('keeps the request short when a finding touches hundreds', () => {
    const many = Array.from({ length: 300 }, (_, at) => `i-${at}`)
    const folded = sceneOf([nodeOf({ id: 'fold', count: 300, resourceIds: many })])
    expect(hiddenIds(folded, many)).toHaveLength(24)
  })
})
