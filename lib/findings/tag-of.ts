/** The tag a setting names. */

import type { SubjectResource } from './rule.ts'

/** The first of the keys the resource carries, spelt as it carries it; keys differ in case between teams. */
export function tagOf(
  { tags }: Pick<SubjectResource, 'tags'>,
  keys: readonly string[],
): { readonly key: string; readonly value: string } | null {
  if (keys.length === 0) return null
  for (const key of keys) {
    const found = Object.keys(tags).find((each) => each.toLowerCase() === key.toLowerCase())
    const value = found === undefined ? undefined : tags[found]
    if (found !== undefined && value !== undefined) return { key: found, value }
  }
  return null
}
