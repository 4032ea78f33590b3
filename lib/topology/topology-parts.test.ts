import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fittedParts } from './draw-words.ts'
import { GLYPHS, glyphName } from './glyphs.ts'
import type { SceneLine, ScenePoint } from './scene.ts'
import { compareNatural } from './sibling-order.ts'
import { cropped, middleEllipsis, textWidth } from './text-width.ts'
import { Tracks } from './tracks.ts'
import { trunkLines } from './trunk-lines.ts'

describe('glyphs', () => {
  it.each(Object.entries(GLYPHS))('%s stays on its 20 px grid', (_, glyph) => {
    expect(glyph.viewBox).toBe('0 0 20 20')
    for (const path of glyph.paths) {
      expect(path).toMatch(/^M[-0-9.MmLlHhVvCcSsQqAaZz, ]+$/)
      const starts = [...path.matchAll(/M(-?[\d.]+)[ ,]?(-?[\d.]+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
      for (const value of starts) expect(value >= 2 && value <= 18).toBe(true)
    }
  })

  it('are drawn differently, each from every other', () => {
    const drawings = Object.values(GLYPHS).map((glyph) => glyph.paths.join(' '))
    expect(new Set(drawings).size).toBe(drawings.length)
  })

  it('follow the code where it is more precise than the kind', () => {
    expect(glyphName({ kind: 'load-balancer', code: 'NLB' })).toBe('network-load-balancer')
    expect(glyphName({ kind: 'database', code: 'RED' })).toBe('cache')
    expect(glyphName({ kind: 'database', code: 'RDS' })).toBe('database')
  })
})

describe('compareNatural', () => {
  it.each([
    [
      ['web-10', 'web-2', 'web-1'],
      ['web-1', 'web-2', 'web-10'],
    ],
    [
      ['b', 'a10', 'a9', 'a'],
      ['a', 'a9', 'a10', 'b'],
    ],
    [
      ['eu-west-1b', 'eu-west-1a'],
      ['eu-west-1a', 'eu-west-1b'],
    ],
  ])('%j becomes %j', (given, sorted) => {
    expect(given.toSorted(compareNatural)).toEqual(sorted)
  })

  it('is an order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '0', '1', '9', '-') })
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0)
        if (compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0) expect(compareNatural(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})

describe('cropping', () => {
  const type = { size: 12, face: 'bold' } as const

  it('keeps both ends of a name, and never takes more than the width', () => {
    const text = cropped('shop-prod-public-eu-west-1a', 100, type)
    expect(text).toMatch(/^shop.*….*1a$/)
    expect(textWidth(text, 12, 'bold')).toBeLessThanOrEqual(100)
  })

  it('leaves what fits', () => {
    expect(middleEllipsis('app-a', () => true)).toBe('app-a')
    expect(middleEllipsis('app-a', () => false)).toBe('…')
  })

  it('never cuts an address in two while whole parts fit', () => {
    const style = { size: 11, face: 'mono' } as const
    expect(fittedParts('10.0.0.0/16 · 2001:db8::/56', 300, style)).toBe('10.0.0.0/16 · 2001:db8::/56')
    expect(fittedParts('10.0.0.0/16 · 2001:db8::/56', 120, style)).toBe('10.0.0.0/16 +1')
  })
})

describe('Tracks', () => {
  const gutter = { id: 'g', from: 100, to: 128 }

  it('gives a trunk one track, and different trunks different ones, inside the gutter', () => {
    const tracks = new Tracks()
    const first = tracks.of(gutter, 'igw')
    expect(first).toBe(114)
    expect(tracks.of(gutter, 'igw')).toBe(first)
    const others = ['nat', 'tgw', 'pcx', 'vgw'].map((trunk) => tracks.of(gutter, trunk))
    expect(new Set([first, ...others]).size).toBe(5)
    for (const at of others) expect(at > 100 && at < 128).toBe(true)
  })

  it('shares tracks once a gutter is full, rather than leave it', () => {
    const tracks = new Tracks()
    for (let trunk = 0; trunk < 40; trunk++) {
      const at = tracks.of(gutter, String(trunk))
      expect(at > 100 && at < 128).toBe(true)
    }
  })
})

describe('trunkLines', () => {
  const line = (id: string, points: ScenePoint[], to = 'igw'): SceneLine => ({
    id,
    kind: 'route',
    from: id,
    to,
    label: '',
    blackhole: false,
    count: 1,
    resourceIds: [],
    points,
    atRest: true,
  })
  const trunk = line('a', [
    { x: 0, y: 100 },
    { x: 50, y: 100 },
    { x: 50, y: 0 },
  ])

  it('cuts a line where it meets one to the same end', () => {
    const joining = line('b', [
      { x: 100, y: 40 },
      { x: 50, y: 40 },
      { x: 50, y: 0 },
    ])
    expect(trunkLines([trunk, joining])[1]).toMatchObject({
      points: [
        { x: 100, y: 40 },
        { x: 50, y: 40 },
      ],
      whole: false,
    })
  })

  it('leaves lines to other ends whole, though they cross', () => {
    const crossing = line(
      'c',
      [
        { x: 100, y: 40 },
        { x: 0, y: 40 },
      ],
      'nat',
    )
    const [first, second] = trunkLines([trunk, crossing])
    expect([first?.whole, second?.whole]).toEqual([true, true])
    expect(second?.points).toEqual(crossing.points)
  })

  it('a line that runs along the trunk from its start adds nothing', () => {
    const again = line('d', [
      { x: 50, y: 60 },
      { x: 50, y: 0 },
    ])
    expect(trunkLines([trunk, again])[1]?.points).toEqual([
      { x: 50, y: 60 },
      { x: 50, y: 60 },
    ])
  })
})
