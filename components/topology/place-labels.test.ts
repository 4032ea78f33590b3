import { describe, expect, it } from 'vitest'
import { placeLabels } from './place-labels.ts'
import { sceneLine } from './scene-fixture.ts'

const across = (y: number, length = 200) => [
  { x: 0, y },
  { x: length, y },
]
const texts = (lines: Parameters<typeof placeLabels>[0]) => placeLabels(lines).map(({ text }) => text)

describe('placeLabels', () => {
  it('lets no label cover another', () => {
    const lines = [
      sceneLine({ from: 'a', to: 'b', label: 'tcp/22', points: across(10) }),
      sceneLine({ from: 'a', to: 'c', label: 'tcp/443', points: across(16) }),
      sceneLine({ from: 'a', to: 'd', label: 'tcp/80', points: across(40) }),
    ]
    const labels = placeLabels(lines)
    expect(labels.map(({ text }) => text)).toEqual(['tcp/22', 'tcp/443', 'tcp/80'])
    const [a, b] = labels.map(({ box }) => box)
    expect((a?.x ?? 0) + (a?.width ?? 0) <= (b?.x ?? 0) || (b?.x ?? 0) + (b?.width ?? 0) <= (a?.x ?? 0)).toBe(true)
  })

  it('covers nothing with words on it, and is left out where there is no room beside', () => {
    const line = sceneLine({ from: 'a', to: 'b', label: 'tcp/22', points: across(10) })
    const caption = { x: 60, y: 0, width: 90, height: 18 }
    const [label] = placeLabels([line], [caption])
    expect((label?.box.x ?? 0) + (label?.box.width ?? 999) <= 60 || (label?.box.x ?? 0) >= 150).toBe(true)
    expect(placeLabels([line], [{ ...caption, x: 0, width: 200 }])).toEqual([])
  })

  it('leaves out what is longer than its line, and what has no words', () => {
    const lines = [
      sceneLine({ from: 'a', to: 'b', label: '10.30.0.0/16', points: across(10, 40) }),
      sceneLine({ from: 'a', to: 'c', points: across(60) }),
    ]
    expect(texts(lines)).toEqual([])
  })

  it('says how many lines run as one', () => {
    expect(texts([sceneLine({ from: 'a', to: 'b', label: 'tcp/22', count: 3, points: across(10) })])).toEqual([
      'tcp/22 (3)',
    ])
  })

  it('writes nothing across an upright line', () => {
    const upright = sceneLine({
      from: 'a',
      to: 'b',
      label: 'att',
      points: [
        { x: 0, y: 0 },
        { x: 0, y: 90 },
      ],
    })
    expect(texts([upright])).toEqual([])
  })
})
