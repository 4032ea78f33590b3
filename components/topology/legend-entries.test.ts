import { describe, expect, it } from 'vitest'
import { type LegendQuery, legendEntries } from './legend-entries.ts'
import { sceneLine, sceneNode, sceneOf, smallScene } from './scene-fixture.ts'

const NOTHING: LegendQuery = {
  scene: smallScene(),
  badges: new Map(),
  exposure: new Map(),
  litLines: new Set(),
  hasPath: false,
}
const words = (query: Partial<LegendQuery>) =>
  legendEntries({ ...NOTHING, ...query }).map((entry) => Object.values(entry).join(' '))

describe('legendEntries', () => {
  it('names what the scene shows and nothing else', () => {
    expect(words({})).toEqual(['class public', 'class isolated', 'line route', 'line traffic', 'folded'])
  })

  it('names a kind of line only while one is drawn', () => {
    const scene = sceneOf([], [sceneLine({ id: 'hidden', from: 'a', to: 'b', kind: 'traffic', atRest: false })])
    expect(words({ scene })).toEqual([])
    expect(words({ scene, litLines: new Set(['hidden']) })).toEqual(['line traffic'])
  })

  it('puts severities first, worst before milder, then rings', () => {
    const query = {
      badges: new Map([
        ['alb', { worst: 'low' as const, count: 1 }],
        ['i-bastion', { worst: 'critical' as const, count: 1 }],
      ]),
      exposure: new Map([
        ['i-bastion', 'internet' as const],
        ['alb', 'internet' as const],
        ['db', 'unknown' as const],
      ]),
    }
    expect(words(query).slice(0, 5)).toEqual([
      'severity critical',
      'severity low',
      'ring exposed',
      'ring open',
      'ring unknown',
    ])
  })

  it('names blackholes, the path and what was not collected', () => {
    const scene = sceneOf(
      [sceneNode({ id: 'vpc-9', kind: 'external-vpc', collected: false })],
      [sceneLine({ from: 'a', to: 'vpc-9', kind: 'route', blackhole: true })],
    )
    expect(words({ scene, hasPath: true })).toEqual(['line route', 'line blackhole', 'line path', 'not-collected'])
  })
})
