/** Keeps both ends of a long id, where it differs from its neighbours. */

/** At most `max` characters; the middle gives way to one ellipsis. Counted in code points. */
export function middleEllipsis(text: string, max: number): string {
  const letters = [...text]
  if (letters.length <= max) return text
  const tail = Math.max(1, Math.floor((max - 1) / 2))
  const head = Math.max(1, max - 1 - tail)
  return `${letters.slice(0, head).join('')}…${letters.slice(-tail).join('')}`
}
