import { describe, expect, it } from 'vitest'
import { foldLines, type Stage } from './fold-lines.ts'
import { LINE_BUDGET } from './fold-plan.ts'
import { nameOfFold } from './fold-words.ts'
import type { LineKind, TopologyGraph, TopologyLine, TopologyNode } from './graph.ts'

function line(from: string, to: string, more: Partial<TopologyLine> = {}): TopologyLine {
  return { id: `${from}${to}`, kind: 'traffic', from, to, label: '', blackhole: false, resourceIds: [], ...more }
}

function graphOf(lines: readonly TopologyLine[]): TopologyGraph {
  return { nodes: [], lines }
}

/** `parents` by drawn node; `shown` for nodes that are drawn as another. */
function stage(parents: Readonly<Record<string, string | null>>, shown: Readonly<Record<string, string>> = {}): Stage {
  return {
    parentOf: new Map(Object.entries(parents)),
    shownBy: (id) => shown[id] ?? (id in parents ? id : undefined),
    closed: new Set(),
  }
}

describe('foldLines', () => {
  it.each([
    [8, true],
    [9, false],
  ])('draws the internet to %d closed VPCs at rest: %s', (count, atRest) => {
    const vpcs = Array.from({ length: count }, (_, index) => `vpc-${index}`)
    const parents = Object.fromEntries(['internet', ...vpcs].map((id) => [id, null]))
    const lines = vpcs.map((id) => line('internet', id, { kind: 'association' }))
    const folded = foldLines(graphOf(lines), { ...stage(parents), closed: new Set(vpcs) })
    expect(folded.map((item) => item.atRest)).toEqual(vpcs.map(() => atRest))
  })

  it.each([
    [{}, false],
    [{ isDefault: true }, true],
    [{ blackhole: true }, true],
  ])('a route that is %j is drawn at rest: %s', (more, atRest) => {
    const [only] = foldLines(graphOf([line('a', 'b', { kind: 'route', ...more })]), stage({ a: null, b: null }))
    expect(only?.atRest).toBe(atRest)
  })

  it('lifts ends to what is drawn for them, and counts what runs together', () => {
    const lines = [line('a1', 'b', { label: 'tcp/1' }), line('a2', 'b', { label: 'tcp/2' })]
    const [only, ...rest] = foldLines(graphOf(lines), stage({ a: null, b: null }, { a1: 'a', a2: 'a' }))
    expect(rest).toEqual([])
    expect(only).toMatchObject({ from: 'a', to: 'b', count: 2, label: '2 rules' })
  })

  it('keeps the words while they are one', () => {
    const lines = [line('a1', 'b', { label: 'tcp/1' }), line('a2', 'b', { label: 'tcp/1' })]
    const [only] = foldLines(graphOf(lines), stage({ a: null, b: null }, { a1: 'a', a2: 'a' }))
    expect(only?.label).toBe('tcp/1')
  })

  it('draws nothing between a box and what stands in it, or from a thing to itself', () => {
    const within = stage({ vpc: null, subnet: 'vpc', igw: 'vpc' }, { x: 'subnet' })
    expect(foldLines(graphOf([line('subnet', 'vpc'), line('x', 'subnet'), line('vpc', 'igw')]), within)).toEqual([])
    expect(foldLines(graphOf([line('subnet', 'igw')]), within)).toHaveLength(1)
  })

  it('never joins a blackhole with a route that works', () => {
    const lines = [line('a', 'b', { kind: 'route' }), line('a', 'b', { kind: 'route', blackhole: true })]
    expect(foldLines(graphOf(lines), stage({ a: null, b: null })).map((item) => item.blackhole)).toEqual([true, false])
  })

  it('keeps to the budget by lifting to boxes, traffic first, and loses no count between boxes', () => {
    const parents: Record<string, string | null> = { left: null, right: null }
    const lines: TopologyLine[] = []
    for (let index = 0; index < 30; index++) {
      parents[`l${index}`] = 'left'
      parents[`r${index}`] = 'right'
      lines.push(line(`l${index}`, `r${index}`, { kind: 'association' }))
      for (let other = 0; other < 30; other++) lines.push(line(`l${index}`, `r${other}`))
    }
    const folded = foldLines(graphOf(lines), stage(parents))
    expect(folded.length).toBeLessThanOrEqual(LINE_BUDGET)
    const count = (kind: LineKind) =>
      folded.filter((item) => item.kind === kind).reduce((sum, item) => sum + item.count, 0)
    expect([count('traffic'), count('association')]).toEqual([900, 30])
    expect(folded.filter((item) => item.kind === 'association')).toHaveLength(30)
    expect(folded.find((item) => item.kind === 'traffic')).toMatchObject({ from: 'left', to: 'right', count: 900 })
  })

  it('leaves much traffic for when an end is selected', () => {
    const parents: Record<string, string | null> = {}
    const lines: TopologyLine[] = []
    for (let index = 0; index < 20; index++) {
      parents[`a${index}`] = null
      parents[`b${index}`] = null
      lines.push(line(`a${index}`, `b${index}`), line(`a${index}`, `b${index}`, { kind: 'association' }))
    }
    const folded = foldLines(graphOf(lines), stage(parents))
    expect(folded.every((item) => item.atRest === (item.kind === 'association'))).toBe(true)
  })
})

describe('nameOfFold', () => {
  const node = (label: string, detail = '', id = `i-${label}`): TopologyNode => ({
    id,
    kind: 'instance',
    parentId: 's',
    code: 'EC2',
    label,
    detail,
    subnetClass: null,
    fill: null,
    resourceIds: [id],
    foldKey: 'k',
    collected: true,
    facts: [],
  })

  it.each([
    [['web-1', 'web-2', 'web-10'], 'web'],
    [['orders-api-a', 'orders-api-b'], 'orders-api'],
    [['web', 'web'], 'web'],
    [['alpha', 'beta'], 'More EC2'],
    [['ab-1', 'ab-2'], 'More EC2'],
  ])('%j are called %s', (labels, name) => {
    expect(nameOfFold(labels.map((label, index) => node(label, '', `i-${index}`))).label).toBe(name)
  })

  it('ids that begin alike are no name', () => {
    expect(nameOfFold([node('i-0abc1', '', 'i-0abc1'), node('i-0abc2', '', 'i-0abc2')]).label).toBe('More EC2')
  })

  it('tells one address and how many more', () => {
    expect(nameOfFold([node('a', '10.0.0.2'), node('a', '10.0.0.1')]).detail).toBe('10.0.0.1 +1')
    expect(nameOfFold([node('a', 'tcp/80'), node('b', 'tcp/80')]).detail).toBe('tcp/80')
  })
})
