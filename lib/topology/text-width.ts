/** How wide a text is, near enough to crop it. Exact widths are the browser's business; the layout must not ask it. */

const NARROW = new Set("iljtfrI.,:;!|'`-·()[] /")
const WIDE = new Set('mwMW@%—…')

/** CSS pixels at the given size. `mono` is 0.6 em a character. */
export function textWidth(text: string, size: number, face: 'sans' | 'bold' | 'mono' = 'sans'): number {
  if (face === 'mono') return [...text].length * size * 0.6
  let em = 0
  for (const character of text) em += characterWidth(character)
  return em * size * (face === 'bold' ? 1.08 : 1)
}

/** Cut in the middle, so that both the beginning and the number at the end stay readable. */
export function middleEllipsis(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text
  const characters = [...text]
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2)
    const cut = `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`
    if (fits(cut)) return cut
  }
  return '…'
}

/** The text cropped to a width in CSS pixels. */
export function cropped(
  text: string,
  width: number,
  type: { readonly size: number; readonly face: 'sans' | 'bold' | 'mono' },
): string {
  return middleEllipsis(text, (candidate) => textWidth(candidate, type.size, type.face) <= width)
}

/** The beginning and the end of an id: `vpc-0b7…41e`. Short ids stay whole. */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`
}

function characterWidth(character: string): number {
  if (NARROW.has(character)) return 0.34
  if (WIDE.has(character)) return 0.92
  if (character > '\u2e80') return 1
  return character >= 'A' && character <= 'Z' ? 0.7 : 0.6
}
