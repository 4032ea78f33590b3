import { describe, expect, it } from 'vitest'
import type { ExposureGroup, ExposureLens } from '../../lib/reports/exposure-lens.ts'
import type { WhatIfAnswer } from '../../lib/reports/what-if-answer.ts'
import { legendEntries } from './legend-entries.ts'
import { countWords, lensPaint } from './lens-paint.ts'
import { smallScene } from './scene-fixture.ts'
import { indexScene } from './scene-index.ts'

const NO_COUNTS = { reachable: 0, limited: 0, unknown: 0, near: 0, none: 0 }
const group = (part: Partial<ExposureGroup>): ExposureGroup => ({
  state: 'reachable',
  interfaceIds: ['eni-bastion'],
  ports: ['tcp/22'],
  sources: 'the internet',
  via: [],
  change: null,
  unknowns: [],
  ...part,
})
const change = {
  text: 'A rule of sg-1 that admits it would open it.',
  short: '+ security group rule',
  component: { id: 'sg-1', label: 'Security group', name: null },
}
const lens: ExposureLens = {
  groups: [
    group({}),
    group({ state: 'near', interfaceIds: ['eni-bastion', 'i-web-2'], ports: [], change }),
    group({ state: 'unknown', interfaceIds: ['db'], ports: ['tcp/5432'] }),
  ],
  subnets: [
    {
      subnetId: 'subnet-web-a',
      vpcId: 'vpc-1',
      direct: 'reachable',
      counts: { ...NO_COUNTS, reachable: 1, near: 1 },
      ports: [],
    },
    { subnetId: 'subnet-data-a', vpcId: 'vpc-1', direct: null, counts: { ...NO_COUNTS, unknown: 1 }, ports: [] },
  ],
  carriers: [['eni-bastion', 'i-bastion']],
  counts: { ...NO_COUNTS, reachable: 1, near: 1, unknown: 1, none: 4 },
  complete: true,
}
const index = indexScene(smallScene())
const paint = lensPaint(index, lens, null)

describe('the exposure lens on the map', () => {
  it('rings a chip by the worst that is known of it, with its ports', () => {
    expect(paint.nodes.get('i-bastion')).toMatchObject({ state: 'reachable', told: 'tcp/22' })
    expect(paint.nodes.get('i-bastion')?.words).toContain('Reachable from the internet now, tcp/22')
  })

  it('says which change would open a folded chip, and never that it is safe while it is unknown', () => {
    expect(paint.nodes.get('fold:web')).toMatchObject({ state: 'near', told: '+ security group rule' })
    expect(paint.nodes.get('fold:web')?.words).toContain(change.text)
    expect(paint.nodes.get('db')?.words).toContain('Exposure unknown')
  })

  it('counts in a subnet, and in a VPC the sum of its subnets', () => {
    expect(countWords(paint.nodes.get('subnet-web-a')?.counts ?? NO_COUNTS)).toBe('1 reachable now, 1 one change away')
    expect(countWords(paint.nodes.get('vpc-1')?.counts ?? NO_COUNTS)).toBe(
      '1 reachable now, 1 one change away, 1 unknown',
    )
    expect(countWords(NO_COUNTS)).toBe('none reachable')
  })

  it('draws a line only to what is reached without a load balancer in between', () => {
    expect(paint.lines.map(({ nodeId }) => nodeId)).toEqual(['subnet-web-a'])
  })

  it('marks what thinking a rule away takes and brings, and strikes the ports that go', () => {
    const gone = { ...lens, groups: lens.groups.slice(1) }
    const moved = (id: string) => ({
      interface: { id, label: 'Interface', name: null },
      subnetId: null,
      vpcId: null,
      ports: ['tcp/22'],
      sources: 'the internet',
      via: [],
    })
    const whatIf: WhatIfAnswer = {
      rules: [],
      missing: [],
      lens: gone,
      lost: [moved('eni-bastion'), moved('alb')],
      gained: [moved('i-web-1')],
      severed: [],
      severedComplete: true,
      question: null,
    }
    const { nodes } = lensPaint(index, gone, whatIf)
    expect(nodes.get('alb')).toMatchObject({ state: 'none', told: 'tcp/22', fate: 'lost' })
    expect(nodes.get('i-bastion')).toMatchObject({ state: 'near', fate: 'lost' })
    expect(nodes.get('fold:web')).toMatchObject({ fate: 'gained' })
    expect(nodes.get('alb')?.words).toContain('exposure would vanish')
  })

  it('is told in the legend with its counts, in place of severities', () => {
    const query = {
      scene: smallScene(),
      badges: new Map([['alb', { worst: 'low' as const, count: 1 }]]),
      exposure: new Map(),
      litLines: new Set<string>(),
      hasPath: false,
      lens: paint,
    }
    const told = legendEntries(query).map((entry) => Object.values(entry).join(' '))
    expect(told).toEqual(
      expect.arrayContaining(['state reachable 1', 'state near 1', 'state unknown 1', 'reach reachable']),
    )
    expect(told.join()).not.toContain('severity')
    expect(told.join()).not.toContain('line route')
  })
})
