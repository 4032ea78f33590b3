import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { type Box, boxOf } from './box.ts'
import { buildGraph } from './build-graph.ts'
import { buildScene } from './build-scene.ts'
import { drawSvg } from './draw-svg.ts'
import { placeLabel } from './line-labels.ts'
import type { Stand } from './locate.ts'
import { exitUp } from './route-outside.ts'
import type { SceneLine, ScenePoint } from './scene.ts'
import { subnetRows } from './subnet-rows.ts'
import { Tracks } from './tracks.ts'
import { trunkLines } from './trunk-lines.ts'

function line(id: string, kind: SceneLine['kind'], points: readonly ScenePoint[]): SceneLine {
  return { id, kind, from: id, to: 'x', label: '', blackhole: false, count: 1, resourceIds: [], points, atRest: true }
}

const level = (from: number, to: number, y = 0) => [
  { x: from, y },
  { x: to, y },
]

describe('trunkLines', () => {
  it('cuts a line that meets only the end of its trunk', () => {
    const upright = [
      { x: 100, y: 80 },
      { x: 100, y: -50 },
    ]
    const [, second] = trunkLines([line('a', 'route', level(0, 100)), line('b', 'route', upright)])
    expect(second).toMatchObject({ points: [upright[0], { x: 100, y: 0 }], whole: false })
  })
})

describe('drawSvg', () => {
  it('draws one arrow head where two lines of traffic arrive as one', () => {
    const joined = line('b', 'traffic', [
      { x: 50, y: 60 },
      { x: 50, y: 0 },
      { x: 100, y: 0 },
    ])
    const heads = (lines: readonly SceneLine[]) => {
      const counts = { resources: 0, drawn: 0, folded: 0, vpcs: 0, subnets: 0 }
      const scene = { width: 200, height: 100, nodes: [], lines, counts }
      return drawSvg(scene, { theme: 'light', title: 'Lines', footer: '' }).match(/marker-end/g)?.length
    }
    const trunk = line('a', 'traffic', level(0, 100))
    expect(heads([trunk, joined])).toBe(heads([trunk]))
    expect(heads([trunk, { ...joined, to: 'elsewhere' }])).toBe((heads([trunk]) ?? 0) + 1)
  })
})

describe('placeLabel', () => {
  it.each([
    [109, true],
    [107, false],
  ])('words of 100 px on a run of %d px: %s', (length, isPlaced) => {
    expect(placeLabel(level(0, length), 100, { taken: [], lines: [] }) !== null).toBe(isPlaced)
  })
})

describe('exitUp', () => {
  const account: Stand = {
    id: 'account',
    rect: { x: 20, y: 120, width: 800, height: 600 },
    container: null,
    first: true,
    last: true,
    shelf: '/0',
    above: 56,
    shelfTop: 120,
    nextLeft: 860,
    captionRight: 300,
  }
  const vpc: Stand = { ...account, id: 'vpc', container: account, shelf: 'account/0', above: 152, shelfTop: 190 }
  const exit = (x: number) => exitUp({ x, y: 190 }, vpc, { tracks: new Tracks(), trunk: 'internet', horizon: 56 })

  it('goes straight up where no caption is in the way', () => {
    expect(exit(500).map((point) => point.x)).toEqual([500, 500])
  })

  it('goes round the words of a caption', () => {
    const path = exit(200)
    expect(path.at(-1)?.x).toBeLessThan(account.rect.x)
    expect(path.every((point) => point.x === 200 || point.x < account.rect.x)).toBe(true)
  })
})

describe('subnetRows', () => {
  const card = (label: string): Box =>
    boxOf(
      {
        node: {
          id: label,
          kind: 'subnet',
          parentId: null,
          code: 'SUB',
          label,
          detail: '',
          subnetClass: 'isolated',
          fill: null,
          resourceIds: [label],
          foldKey: null,
          collected: true,
          facts: [],
        },
        members: [],
        children: [],
        level: 'full',
      },
      { width: 184, height: 100 },
    )
  const rows = (...columns: readonly string[][]) =>
    subnetRows(columns.map((labels) => labels.map(card))).map((row) => row.map((box) => box?.folded.node.label ?? '-'))

  it('puts names that differ only in the zone side by side', () => {
    expect(rows(['web-a', 'app-a'], ['app-b', 'web-b'])).toEqual([
      ['app-a', 'app-b'],
      ['web-a', 'web-b'],
    ])
  })

  it('leaves a hole where a zone lacks one', () => {
    expect(rows(['app-a', 'web-a'], ['web-b'])).toEqual([
      ['app-a', '-'],
      ['web-a', 'web-b'],
    ])
  })

  it('keeps to as many rows as the fullest zone has, whatever the names', () => {
    expect(rows(['app-a', 'web-a'], ['web-b', 'zeta-b'])).toEqual([
      ['app-a', 'web-b'],
      ['web-a', 'zeta-b'],
    ])
  })
})

describe('tracks of lines at rest', () => {
  const lanes = (...routes: string[]) => {
    const tables = { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], main: true } }
    const { lines } = buildScene(buildGraph(sketchNetwork({ tables })))
    return new Map(lines.filter((item) => item.kind === 'route').map((item) => [item.to, item.points[1]?.x]))
  }

  it('are in the middle of their gutter, whatever else will run there', () => {
    const crowded = lanes('10.9.0.0/16 eigw-9', '0.0.0.0/0 igw-1')
    expect(crowded.get('igw-1')).toBe(lanes('0.0.0.0/0 igw-1').get('igw-1'))
    expect(crowded.get('eigw-9')).not.toBe(crowded.get('igw-1'))
  })
})
