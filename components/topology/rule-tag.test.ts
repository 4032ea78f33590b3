import { describe, expect, it } from 'vitest'
import { SUBNET } from '../../lib/topology/measure.ts'
import { ruleText, TAG_STEP, tagFor, withGapAbove } from './rule-tag.ts'
import { sceneLine, sceneNode, sceneOf } from './scene-fixture.ts'

describe('ruleText', () => {
  it.each([
    ['admits: sgr-04d2: tcp/22 from 0.0.0.0/0; sgr-1: tcp/22 from pl-1', 'tcp/22 0.0.0.0/0'],
    ['sgr-1: udp/53 from ::/0', 'udp/53 ::/0'],
    ['tcp/8080-8090 from sg-0a1', 'tcp/8080-8090 sg-0a1'],
    ['all traffic from 10.0.0.0/8', 'all traffic 10.0.0.0/8'],
    ['no rule of sg-1 admits the internet here', null],
  ])('%s', (sentence, text) => {
    expect(ruleText(sentence)).toBe(text)
  })
})

describe('withGapAbove', () => {
  const chips = [0, 1, 2].map((row) =>
    sceneNode({ id: `i-${row}`, kind: 'instance', parentId: 's', x: 12, y: 44 + 52 * row }),
  )
  const scene = sceneOf(
    [
      sceneNode({ id: 's', kind: 'subnet', level: 'full', width: 356, height: 44 + 3 * 52 - 8 + SUBNET.bottom }),
      ...chips,
      sceneNode({ id: 'beside', kind: 'instance', parentId: 's', x: 184, y: 96 }),
    ],
    [
      sceneLine({
        from: 'i-0',
        to: 'i-1',
        points: [
          { x: 172, y: 66 },
          { x: 200, y: 66 },
          { x: 200, y: 118 },
          { x: 172, y: 118 },
        ],
      }),
    ],
  )

  it('lowers the chip and those below it, and no other', () => {
    const moved = withGapAbove(scene, 'i-1')
    expect(moved.nodes.map(({ id, y }) => [id, y])).toEqual([
      ['s', 0],
      ['i-0', 44],
      ['i-1', 96 + TAG_STEP],
      ['i-2', 148 + TAG_STEP],
      ['beside', 96],
    ])
  })

  it('keeps every chip inside its card, which does not grow', () => {
    const moved = withGapAbove(scene, 'i-0')
    const card = moved.nodes.find(({ id }) => id === 's')
    const lowest = Math.max(
      ...moved.nodes.filter(({ parentId }) => parentId === 's').map(({ y, height }) => y + height),
    )
    expect(card?.height).toBe(scene.nodes[0]?.height)
    expect(lowest).toBeLessThan(card?.height ?? 0)
  })

  it('moves the ends of lines with their chips, at right angles still', () => {
    const [line] = withGapAbove(scene, 'i-1').lines
    expect(line?.points.map(({ y }) => y)).toEqual([66, 66, 118 + TAG_STEP, 118 + TAG_STEP])
  })

  it('leaves a gap in which the tag covers neither chip', () => {
    const [, above, chip] = withGapAbove(scene, 'i-1').nodes
    if (!(above && chip)) throw new Error('The fixture has three chips.')
    const tag = tagFor({ component: 'sg-1', label: '', detail: 'tcp/22 from 0.0.0.0/0', outcome: 'passes' }, chip)
    expect(tag?.box.y).toBeGreaterThanOrEqual(above.y + above.height)
    expect((tag?.box.y ?? 0) + (tag?.box.height ?? 0)).toBeLessThanOrEqual(chip.y)
  })

  it('is the same scene where no chip is tagged', () => {
    expect(withGapAbove(scene, null)).toBe(scene)
    expect(withGapAbove(scene, 'i-elsewhere')).toBe(scene)
  })
})
