/** Markdown from text that is not ours: names come from tags, and nothing in them may become markup. */

import { visibleText } from './visible-text.ts'

/** A table of plain texts; null without a row, for the caller to say so in words. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string | null {
  if (rows.length === 0) return null
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeMarkdown))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function escapeMarkdown(text: string): string {
  return visibleText(text).replace(/[\\`*_{}[\]<>()#+!|~&]/g, (character) => `\\${character}`)
}

/** A code span whose fence is longer than any run of backticks inside. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${visibleText(text).replaceAll('|', '\\|')}${pad}${fence}`
}
