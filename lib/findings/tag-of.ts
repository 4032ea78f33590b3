/** The tag a setting names. */

import type { SubjectResource } from './rule.ts'

/** The first of the keys the resource carries, spelt as it carries it; keys differ in case between teams. */
export function tagOf(
  { tags }: Pick<SubjectResource, 'tags'>,
  keys: readonly string[],
): { readonly key: string; readonly value: string } | null {
  for (const key of keys) {
    const wanted = key.toLowerCase()
    for (const each in tags) {
      if (each.toLowerCase() !== wanted) continue
      const value = tags[each]
      if (value !== undefined) return { key: each, value }
    }
  }
  return null
}
