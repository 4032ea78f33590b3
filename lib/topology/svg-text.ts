/** Text from a network in an SVG: escaped, and with nothing in it that the eye cannot see. */

import { textWidth } from './text-width.ts'

/** Controls, bidirectional overrides, zero-width characters and halves of pairs: they can make a name read as another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu

/** The text with unseen characters spelt out, as `⟨U+202E⟩`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `⟨U+${hex(character)}⟩`)
}

/** For element content and attribute values alike. */
export function escapeXml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

export type Face = 'sans' | 'bold' | 'mono'

export interface TextStyle {
  readonly size: number
  readonly face: Face
  readonly fill: string
  readonly anchor?: 'start' | 'middle' | 'end'
}

const FACES: Readonly<Record<Face, string>> = { sans: 'class="s"', bold: 'class="b"', mono: 'class="m"' }

/** A text element with its baseline at `y`. */
export function textAt(x: number, y: number, words: { readonly text: string; readonly style: TextStyle }): string {
  const { text, style } = words
  if (text === '') return ''
  const anchor = style.anchor && style.anchor !== 'start' ? ` text-anchor="${style.anchor}"` : ''
  return `<text x="${round(x)}" y="${round(y)}" ${FACES[style.face]} font-size="${style.size}" fill="${style.fill}"${anchor}>${escapeXml(text)}</text>`
}

/** Runs of different faces on one line; each begins where the one before ends, however wide the reader's font is. */
export function runsAt(
  x: number,
  y: number,
  runs: readonly { readonly text: string; readonly style: TextStyle }[],
): string {
  const spans = runs
    .filter((run) => run.text !== '')
    .map(({ text, style }, index) => {
      const gap = index > 0 ? ' dx="7"' : ''
      return `<tspan ${FACES[style.face]} font-size="${style.size}" fill="${style.fill}"${gap}>${escapeXml(text)}</tspan>`
    })
  return spans.length > 0 ? `<text x="${round(x)}" y="${round(y)}">${spans.join('')}</text>` : ''
}

/** CSS pixels, as the layout reckons them. */
export function widthOf(text: string, style: Pick<TextStyle, 'size' | 'face'>): number {
  return textWidth(visible(text), style.size, style.face)
}

/** Two decimals at most, and no negative zero. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
