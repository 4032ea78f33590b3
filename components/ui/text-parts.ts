/** Splits text into what can be shown as it is and what must be shown as a code. */

import { visibleText } from '../../lib/reports/visible-text.ts'

export interface TextPart {
  readonly text: string
  /** True for a character that would hide, or would turn the text around it: `text` is then its code, `⟨U+202E⟩`. */
  readonly hidden: boolean
}

/** The same set as `visibleText`, so that screen and exports agree on what is hidden. */
const HIDDEN = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/u

/** Never empty parts; joined they read as `visibleText` does. */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(HIDDEN)
    .filter((part) => part !== '')
    .map((part) => (HIDDEN.test(part) ? { text: visibleText(part), hidden: true } : { text: part, hidden: false }))
}

/**
 * Code to be read and pasted: its line breaks and tabs are its own, every other hidden character is shown as its
 * code. What is copied is the same, so that nothing can be pasted into a terminal that was not seen.
 */
export function visibleCode(code: string): string {
  return code.replace(/[^\n\t]+/g, visibleText)
}

/** JSON as it stands, with hidden characters in JSON's own escapes: `\\u202e` means the same and can be seen. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\n]/gu, (character) =>
    HIDDEN.test(character) ? escaped(character) : character,
  )
}

function escaped(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'))
  return units.map((unit) => `\\u${unit}`).join('')
}
