/** The settings that say what tier something is of, as findings print them. */

import type { Settings } from '../../settings.ts'
import { listWords } from '../../wording.ts'

export function tierSettings({ tierOf, tagKeys }: Settings): Readonly<Record<string, string>> {
  const corrected = Object.entries(tierOf).map(([id, tier]) => `${id}: ${tier}`)
  return { tierOf: listWords(corrected, 20), 'tagKeys.tier': listWords(tagKeys.tier, 10) }
}

export const SAY_WHICH_TIER = 'set tierOf (by resource id) or tagKeys.tier in portolan.yaml'
