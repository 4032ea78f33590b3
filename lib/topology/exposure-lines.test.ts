/** Lines from the internet: out of the horizon, past the gateway, into the card, round what stands between. */
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { estateOfSize } from '../testing/estate-of-size.ts'
import { buildGraph } from './build-graph.ts'
import { buildScene } from './build-scene.ts'
import { drawSvg } from './draw-svg.ts'
import { exposureLines, type NodeAt } from './exposure-lines.ts'
import type { Scene } from './scene.ts'

function placed(scene: Scene): NodeAt[] {
  const found = new Map<string, NodeAt>()
  for (const node of scene.nodes) {
    const parent = node.parentId === null ? undefined : found.get(node.parentId)
    found.set(node.id, { node, x: (parent?.x ?? 0) + node.x, y: (parent?.y ?? 0) + node.y })
  }
  return [...found.values()]
}

const scene = buildScene(buildGraph(readDescribe(sampleDocuments())))
const nodes = placed(scene)
const subnets = nodes.filter(({ node }) => node.kind === 'subnet')
const reached = new Map(subnets.map(({ node }) => [node.id, 'reachable' as const]))

describe('lines from the internet', () => {
  const lines = exposureLines({ placed: nodes, lines: scene.lines }, reached)

  it('lead to every card that is reached and to no other', () => {
    expect(lines.map(({ nodeId }) => nodeId).toSorted()).toEqual([...reached.keys()].toSorted())
    const [one] = [...reached.keys()]
    expect(exposureLines({ placed: nodes, lines: scene.lines }, new Map([[one ?? '', 'unknown']]))).toMatchObject([
      { nodeId: one, certainty: 'unknown' },
    ])
  })

  it('begin on the horizon, end on the edge of the card, and turn only square', () => {
    const horizon = nodes.find(({ node }) => node.kind === 'internet')
    for (const { nodeId, points } of lines) {
      const card = subnets.find(({ node }) => node.id === nodeId)
      expect(points[0]?.y).toBe((horizon?.y ?? 0) + (horizon?.node.height ?? 0) - 3)
      expect(points.at(-1)?.x).toBe((card?.x ?? 0) + (card?.node.width ?? 0))
      for (const [at, point] of points.slice(1).entries()) {
        const before = points[at]
        expect(before?.x === point.x || before?.y === point.y).toBe(true)
      }
    }
  })

  it('cross no card on their way', () => {
    for (const { points } of lines) {
      for (const [at, end] of points.slice(1).entries()) {
        const start = points[at] ?? end
        const crossed = subnets.filter(({ node, x, y }) => {
          const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)]
          const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)]
          return left < x + node.width - 1 && right > x + 1 && top < y + node.height - 1 && bottom > y + 1
        })
        expect(crossed.map(({ node }) => node.id)).toEqual([])
      }
    }
  })

  it('are none where the horizon is not drawn', () => {
    const without = nodes.filter(({ node }) => node.kind !== 'internet')
    expect(exposureLines({ placed: without, lines: [] }, reached)).toEqual([])
  })
})

describe('the picture in the exposure lens', () => {
  const resource = subnets.flatMap(({ node }) => nodes.filter(({ node: each }) => each.parentId === node.id))[0]?.node
  const id = resource?.resourceIds[0] ?? ''
  const draw = (more: Partial<Parameters<typeof drawSvg>[1]> = {}) =>
    drawSvg(scene, { theme: 'light', title: 't', footer: 'f', ...more })

  it('writes ports in place of the address, rings what is near, and says so in the legend', () => {
    const lens = { ports: new Map([[id, 'tcp/31337']]), reached }
    const svg = draw({ exposure: new Map([[id, 'near']]), lens })
    expect(svg).toContain('tcp/31337')
    expect(svg).toContain('One change away')
    expect(svg).toContain('stroke-dasharray="5 3"')
    expect(svg.split('stroke="#b80c36"').length).toBeGreaterThan(draw().split('stroke="#b80c36"').length)
  })

  it('draws the line of a subnet inside a closed VPC to that VPC', () => {
    const estate = estateOfSize({ vpcs: 40, subnetsPerVpc: 12, instancesPerSubnet: 9 })
    const large = buildScene(buildGraph(readDescribe(estate)))
    const closed = placed(large).find(({ node }) => node.kind === 'vpc' && node.contents.length > 0)?.node
    const subnet = closed?.resourceIds.find((each) => each.startsWith('subnet-')) ?? ''
    const reach = (to: string) =>
      drawSvg(large, {
        theme: 'light',
        title: 't',
        footer: 'f',
        lens: { ports: new Map(), reached: new Map([[to, 'reachable' as const]]) },
      })
    expect(subnet).not.toBe('')
    expect(reach(subnet)).toContain('stroke="#b80c36"')
    expect(reach('subnet-of-nobody')).not.toContain('stroke="#b80c36"')
  })
})
