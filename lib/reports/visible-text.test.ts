import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { middleEllipsis, visibleText } from './visible-text.ts'

describe('visibleText', () => {
  it.each([
    ['plain text with spaces', 'plain text with spaces'],
    ['right-to-left \u202Eoverride', 'right-to-left ⟨U+202E⟩override'],
    ['a\u0000b', 'a⟨U+0000⟩b'],
    ['line\nbreak', 'line⟨U+000A⟩break'],
    ['\u001b[31mred', '⟨U+001B⟩[31mred'],
    ['zero\u200Bwidth', 'zero⟨U+200B⟩width'],
    ['naïve 東京 🚢', 'naïve 東京 🚢'],
  ])('%j reads %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  it('leaves no control or formatting character in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})

describe('middleEllipsis', () => {
  it.each([
    ['sg-0123456789abcdef0', 12, 'sg-012…cdef0'],
    ['short', 12, 'short'],
    ['exactly-12ch', 12, 'exactly-12ch'],
  ])('%s in %i characters is %s', (text, max, shown) => {
    expect(middleEllipsis(text, max)).toBe(shown)
  })

  it('never exceeds its room, and keeps both ends', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 3, max: 40 }), (text, max) => {
        const shown = middleEllipsis(text, max)
        expect([...shown].length).toBeLessThanOrEqual(max)
        expect(shown[0]).toBe(text[0])
      }),
    )
  })
})
