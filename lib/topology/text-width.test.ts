import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bounded, cropped, middleEllipsis, textWidth } from './text-width.ts'

const TYPE = { size: 12, face: 'sans' } as const

describe('middleEllipsis', () => {
  it.each([
    ['shop-prod-public-a', 10, 'shop-…ic-a'],
    ['short', 10, 'short'],
    ['', 10, ''],
    ['ab', 1, '…'],
  ])('%s in %i letters is %s', (text, letters, shown) => {
    expect(middleEllipsis(text, (candidate) => [...candidate].length <= letters)).toBe(shown)
  })

  it('keeps as many letters as fit: one more would not', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 200 }), fc.integer({ min: 3, max: 60 }), (text, letters) => {
        const shown = middleEllipsis(text, (candidate) => [...candidate].length <= letters)
        expect([...shown]).toHaveLength(Math.min(letters, [...text].length))
      }),
    )
  })

  it('measures a hostile name a few times, not once a letter', () => {
    let measured = 0
    middleEllipsis('m'.repeat(65_536), (candidate) => {
      measured += 1
      return textWidth(candidate, 12) <= 120
    })
    expect(measured).toBeLessThan(20)
  })
})

describe('cropped', () => {
  it('is never wider than its room', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 20, max: 300 }), (text, width) => {
        expect(textWidth(cropped(text, width, TYPE), TYPE.size)).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('bounded', () => {
  it('leaves what AWS can print alone and cuts the rest, both ends kept', () => {
    expect(bounded('a'.repeat(240))).toHaveLength(240)
    const cut = bounded(`start${'x'.repeat(65_536)}end`)
    expect([...cut].length).toBeLessThanOrEqual(240)
    expect(cut).toMatch(/^start.*…?.*end$/)
  })
})
