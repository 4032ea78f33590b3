/** Columns of plain text for a terminal. */

import { visibleText } from './visible-text.ts'

/** A head and rows, each column as wide as its widest cell; two spaces before and between. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [head, ...rows].map((cells) => cells.map(visibleText))
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => [...(cells[column] ?? '')].length)))
  return lines.map((cells) =>
    `  ${cells.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - [...cell].length))
}

/** The first few of a list, and how many more. */
export function someOf(texts: readonly string[], shownMax = 3): string {
  const shown = texts.slice(0, shownMax).join(', ')
  return texts.length > shownMax ? `${shown} and ${texts.length - shownMax} more` : shown
}
