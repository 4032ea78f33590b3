/** Splits text into what can be shown as it is and what must be shown as a code. */

import { visibleText } from '../../lib/reports/visible-text.ts'

export interface TextPart {
  readonly text: string
  /** True for a character that would hide, or would turn the text around it: `text` is then its code, `U+202E`. */
  readonly hidden: boolean
}

/** The same set as `visibleText`, so that screen and exports agree on what is hidden. */
const HIDDEN = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/u

/** Never empty parts; joined they read as `visibleText` does, without its brackets. */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(HIDDEN)
    .filter((part) => part !== '')
    .map((part) =>
      HIDDEN.test(part) ? { text: visibleText(part).slice(1, -1), hidden: true } : { text: part, hidden: false },
    )
}
