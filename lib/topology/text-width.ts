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

/** No box on the map or in a picture holds more, and no AWS tag is longer than 256. */
const LETTERS_MAX = 240

/** A name no longer than anything that could show it whole; the table and the inspector keep the full text. */
export function bounded(text: string): string {
  if (text.length <= LETTERS_MAX) return text
  const characters = [...text]
  return characters.length <= LETTERS_MAX ? text : cutTo(characters, LETTERS_MAX - 1)
}

/** Cut in the middle, so that both the beginning and the number at the end stay readable. */
export function middleEllipsis(text: string, fits: (text: string) => boolean): string {
  const characters = [...text]
  if (characters.length <= LETTERS_MAX && fits(text)) return text
  // What is kept of fewer letters is part of what is kept of more, so fitting is monotone and can be halved.
  let fitting = 1
  let tooMany = Math.min(characters.length, LETTERS_MAX + 1)
  while (tooMany - fitting > 1) {
    const kept = Math.floor((fitting + tooMany) / 2)
    if (fits(cutTo(characters, kept))) fitting = kept
    else tooMany = kept
  }
  return fitting > 1 ? cutTo(characters, fitting) : '…'
}

function cutTo(characters: readonly string[], kept: number): string {
  const head = Math.ceil(kept / 2)
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`
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
