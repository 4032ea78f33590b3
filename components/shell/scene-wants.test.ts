import { describe, expect, it } from 'vitest'
import { findingOf } from '../../lib/testing/finding-of.ts'
import type { Scene, SceneNode } from '../../lib/topology/scene.ts'
import { findingIds } from '../findings/rank-findings.ts'
import { revealed, sceneKey } from './scene-wants.ts'

const fold: SceneNode = {
  id: 'fold:web',
  kind: 'instance',
  parentId: null,
  code: 'EC2',
  label: 'web',
  detail: '',
  subnetClass: null,
  fill: null,
  resourceIds: ['i-1', 'i-2'],
  foldKey: 'web',
  collected: true,
  facts: [],
  x: 0,
  y: 0,
  width: 160,
  height: 44,
  count: 2,
  contents: [],
  level: null,
}
const counts = { resources: 2, drawn: 1, folded: 2, vpcs: 0, subnets: 0 }
const scene: Scene = { width: 0, height: 0, nodes: [fold], lines: [], counts }

describe('the scene a view asks for', () => {
  it('draws the selection and what the finding or the answer touches out of their fold', () => {
    const touched = findingIds(findingOf({ related: [{ role: 'exposed', id: 'i-2' }] }))
    expect(revealed({ scene }, [], null)).toEqual([])
    expect(revealed({ scene }, [], 'i-1')).toEqual(['i-1'])
    expect(revealed({ scene }, touched, 'i-1')).toEqual(['i-1', 'i-2'])
  })

  it('is the snapshot’s own until something is opened, scoped or revealed', () => {
    expect(sceneKey('s-1', { levels: {}, reveal: [], scope: null })).toBeNull()
    expect(sceneKey('s-1', { levels: { 'vpc-1': 'chip' }, reveal: [], scope: null })).not.toBeNull()
    expect(sceneKey('s-1', { levels: {}, reveal: ['i-1'], scope: null })).not.toBeNull()
    expect(sceneKey('s-1', { levels: {}, reveal: [], scope: 'vpc-1' })).not.toBeNull()
  })

  it('is asked for once, whatever order it was come to in, and anew for another snapshot', () => {
    const one = sceneKey('s-1', { levels: { a: 'chip', b: 'full' }, reveal: ['i-1', 'i-2'], scope: null })
    expect(sceneKey('s-1', { levels: { b: 'full', a: 'chip' }, reveal: ['i-2', 'i-1'], scope: null })).toBe(one)
    expect(sceneKey('s-2', { levels: { a: 'chip', b: 'full' }, reveal: ['i-1', 'i-2'], scope: null })).not.toBe(one)
  })
})
