/**
 * Text from AWS is hostile until shown: tags and descriptions may hold control and bidirectional
 * characters that reorder or hide what stands beside them. Each is shown as its code point.
 */

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) => `⟨U+${codePoint(character)}⟩`)
}

/** Cuts in the middle, where ids and names differ least. `max` counts characters; one stays at each end. */
export function middleEllipsis(text: string, max: number): string {
  const characters = [...text]
  if (characters.length <= max) return text
  const tail = Math.max(1, Math.floor((max - 1) / 2))
  const head = Math.max(1, max - 1 - tail)
  return `${characters.slice(0, head).join('')}…${characters.slice(-tail).join('')}`
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
