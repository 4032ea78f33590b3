/** What a VPC is for and whose it is, as its tags say. */

import { undecided } from '../../outcomes.ts'
import { regionScopes } from '../../region-scopes.ts'
import type { NotEvaluated, RuleContext, SubjectResource } from '../../rule.ts'
import type { TagKeys } from '../../settings.ts'
import { tagOf } from '../../tag-of.ts'
import { listWords } from '../../wording.ts'

export type LabelKind = Exclude<keyof TagKeys, 'tier'>

/** The kinds somebody named a tag for, of those asked. */
export function configured({ settings }: RuleContext, kinds: readonly LabelKind[]): readonly LabelKind[] {
  return kinds.filter((kind) => settings.tagKeys[kind].length > 0)
}

/** In lower case; null where the resource does not say. */
export function labelOf(
  { settings }: RuleContext,
  resource: Pick<SubjectResource, 'tags'> | undefined,
  kind: LabelKind,
): string | null {
  const value = resource ? tagOf(resource, settings.tagKeys[kind])?.value.trim().toLowerCase() : undefined
  return value ? value : null
}

/** Where no tag is named, one answer for each account and region: whatever stands there, nobody said what it is for. */
export function unnamedTags(context: RuleContext, kinds: readonly LabelKind[]): readonly NotEvaluated[] {
  const keys = listWords(kinds.map((kind) => `tagKeys.${kind}`)).replace(' and ', ' or ')
  return regionScopes(context.inventory).map((scope) =>
    undecided(scope, {
      reason: `Nobody said which tag tells the ${listWords(kinds).replace(' and ', ' or ')}: ${keys} is not set.`,
      remedy: `set ${keys} in portolan.yaml`,
    }),
  )
}

/** The settings as a finding prints them. */
export function tagsUsed({ settings }: RuleContext, kinds: readonly LabelKind[]): Readonly<Record<string, string>> {
  return Object.fromEntries(kinds.map((kind) => [`tagKeys.${kind}`, listWords(settings.tagKeys[kind], 20)]))
}
