import { describe, expect, it } from 'vitest'
import { type InterfaceSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { buildGraph } from './build-graph.ts'

/** Members of each group stand in the named subnets; all in one zone, each subnet a /24. */
function trafficOf(
  groups: Readonly<Record<string, readonly string[]>>,
  members: Readonly<Record<string, readonly string[]>>,
) {
  const ids = [...new Set(Object.values(members).flat())].sort()
  const interfaces: Record<string, InterfaceSketch> = {}
  for (const [group, subnets] of Object.entries(members)) {
    for (const subnet of subnets) interfaces[`eni-${group}-${subnet}`] = { subnet, groups: [group], instance: null }
  }
  const graph = buildGraph(
    sketchNetwork({
      groups,
      interfaces,
      instances: {},
      subnets: Object.fromEntries(ids.map((id, index) => [id, { cidr: `10.0.${index}.0/24` }])),
    }),
  )
  return graph.lines.filter((line) => line.kind === 'traffic')
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `subnet-${prefix}${index}`)

describe('drawTrafficLines', () => {
  it.each([
    ['in tcp 5432 sg-web', 'tcp/5432'],
    ['in tcp 8000-8100 sg-web', 'tcp/8000-8100'],
    ['in udp 53 sg-web', 'udp/53'],
    ['in all sg-web', 'all'],
  ])('%s is an arrow labelled %s', (rule, label) => {
    const lines = trafficOf({ 'sg-web': [], 'sg-db': [rule] }, { 'sg-web': ['subnet-a'], 'sg-db': ['subnet-b'] })
    expect(lines.map((line) => [line.from, line.to, line.label])).toEqual([['subnet-a', 'subnet-b', label]])
    expect(lines[0]?.resourceIds).toEqual(['sg-db', 'sg-web'])
  })

  it.each([
    ['a rule that lets out', 'out tcp 5432 sg-web'],
    ['a rule for addresses', 'in tcp 5432 10.0.0.0/8'],
    ['a group without members', 'in tcp 5432 sg-none'],
  ])('draws nothing for %s', (_, rule) => {
    const groups = { 'sg-web': [], 'sg-none': [], 'sg-db': [rule] }
    expect(trafficOf(groups, { 'sg-web': ['subnet-a'], 'sg-db': ['subnet-b'] })).toEqual([])
  })

  it('draws nothing from a subnet to itself', () => {
    expect(trafficOf({ 'sg-1': ['in tcp 80 sg-1'] }, { 'sg-1': ['subnet-a'] })).toEqual([])
  })

  it('pairs every subnet while there are few, and only neighbours in a zone above that', () => {
    const groups = { 'sg-a': [], 'sg-b': ['in tcp 80 sg-a'] }
    expect(trafficOf(groups, { 'sg-a': numbered('a', 4), 'sg-b': numbered('b', 6) })).toHaveLength(24)
    expect(trafficOf(groups, { 'sg-a': numbered('a', 5), 'sg-b': numbered('b', 5) })).toHaveLength(25)
    expect(trafficOf(groups, { 'sg-a': numbered('a', 2), 'sg-b': numbered('b', 25) })).toEqual([])
  })
})
