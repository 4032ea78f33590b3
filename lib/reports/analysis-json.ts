import type { Analysis } from './analysis.ts'

/** Pretty JSON with a closing newline, so that it diffs and concatenates well. */
export function analysisJson(analysis: Analysis): string {
  return `${JSON.stringify(analysis, null, 2)}\n`
}
