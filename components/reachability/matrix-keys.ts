/** Where a key leads in the matrix. */

export interface CellPlace {
  readonly from: number
  readonly to: number
}

const PAGE = 10

/** Null for a key that leads nowhere; the edges hold. */
export function stepCell(key: string, { from, to }: CellPlace, count: number): CellPlace | null {
  const last = Math.max(0, count - 1)
  const held = (index: number) => Math.min(last, Math.max(0, index))
  switch (key) {
    case 'ArrowUp':
      return { from: held(from - 1), to }
    case 'ArrowDown':
      return { from: held(from + 1), to }
    case 'ArrowLeft':
      return { from, to: held(to - 1) }
    case 'ArrowRight':
      return { from, to: held(to + 1) }
    case 'PageUp':
      return { from: held(from - PAGE), to }
    case 'PageDown':
      return { from: held(from + PAGE), to }
    case 'Home':
      return { from, to: 0 }
    case 'End':
      return { from, to: last }
    default:
      return null
  }
}
