import { describe, expect, it } from 'vitest'
import { nodeWords } from './node-words.ts'
import { sceneNode } from './scene-fixture.ts'

const NO_PAINT = { badge: null, exposure: null, inside: 0 }

describe('nodeWords', () => {
  it('says a subnet as a person would', () => {
    const subnet = sceneNode({
      id: 'subnet-1',
      kind: 'subnet',
      label: 'web-a',
      detail: '10.0.1.0/24',
      facts: ['Public', '10.0.1.0/24'],
      level: 'full',
    })
    const words = nodeWords(subnet, { badge: { worst: 'critical', count: 2 }, exposure: null, inside: 38 })
    expect(words).toBe('Subnet web-a, 10.0.1.0/24, Public, 38 resources, 2 findings, worst critical')
  })

  it('says how many a folded chip stands for and what reaches it', () => {
    const chip = sceneNode({ id: 'fold:1', kind: 'instance', label: 'web', count: 14 })
    expect(nodeWords(chip, { ...NO_PAINT, exposure: 'internet' })).toBe(
      'Instance web, 14 equal resources, reachable from the internet',
    )
  })

  it('never passes over an exposure that is not known', () => {
    expect(nodeWords(sceneNode({ id: 'i-1', kind: 'instance' }), { ...NO_PAINT, exposure: 'unknown' })).toContain(
      'exposure unknown',
    )
  })

  it('says that a box is closed or was not collected', () => {
    const shut = sceneNode({ id: 'vpc-1', kind: 'vpc', contents: [{ code: 'EC2', count: 1 }], collected: false })
    expect(nodeWords(shut, { ...NO_PAINT, inside: 1 })).toBe('VPC vpc-1, not collected, 1 resource, closed')
  })

  it('does not say the kind twice', () => {
    expect(nodeWords(sceneNode({ id: 'internet', kind: 'internet', label: 'Internet' }), NO_PAINT)).toBe('Internet')
  })
})
