import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { textParts, visibleCode, visibleJson } from './text-parts.ts'

const shown = (text: string) =>
  textParts(text)
    .map((part) => part.text)
    .join('')

describe('textParts', () => {
  it.each([
    ['a right-to-left override', 'safe\u202Etxt.exe', ['safe', '⟨U+202E⟩', 'txt.exe']],
    ['an isolate at the start', '\u2066web', ['⟨U+2066⟩', 'web']],
    ['a zero-width space', 'pro\u200Bd', ['pro', '⟨U+200B⟩', 'd']],
    ['a terminal escape', '\u001B[31mred', ['⟨U+001B⟩', '[31mred']],
    ['a null and a line break', 'a\u0000\nb', ['a', '⟨U+0000⟩', '⟨U+000A⟩', 'b']],
    ['a byte order mark', '\uFEFFvpc', ['⟨U+FEFF⟩', 'vpc']],
  ])('shows %s as its code', (_name, text, parts) => {
    expect(textParts(text).map((part) => part.text)).toEqual(parts)
  })

  it('leaves plain text in one piece, in any script', () => {
    expect(textParts('réseau-東京-🌊')).toEqual([{ text: 'réseau-東京-🌊', hidden: false }])
    expect(textParts('')).toEqual([])
  })

  it('agrees with the exports on what is hidden, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shown(text)).toBe(visibleText(text))
      }),
    )
  })
})

describe('visibleCode', () => {
  it('keeps lines and tabs, and lets nothing unseen into a terminal', () => {
    expect(visibleCode('aws x \\\n\t--id a')).toBe('aws x \\\n\t--id a')
    expect(visibleCode('aws x\u001B[2J\r\n# \u202Edone')).toBe('aws x⟨U+001B⟩[2J⟨U+000D⟩\n# ⟨U+202E⟩done')
  })
})

describe('visibleJson', () => {
  it('means the same as the value, whatever its texts hold, and hides nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = visibleJson({ Tags: [{ Key: 'Name', Value: text }] })
        expect(JSON.parse(json)).toEqual({ Tags: [{ Key: 'Name', Value: text }] })
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})
