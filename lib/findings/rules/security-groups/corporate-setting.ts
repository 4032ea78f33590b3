/** The corporate ranges as a setting: whether anybody said, and how a finding prints it. */

import type { Settings } from '../../settings.ts'
import { listWords } from '../../wording.ts'

export function hasCorporate({ corporateRanges, corporatePrefixLists }: Settings): boolean {
  return corporateRanges.length + corporatePrefixLists.length > 0
}

export function corporateText({ corporateRanges, corporatePrefixLists }: Settings): string {
  const all = [...corporateRanges, ...corporatePrefixLists]
  return all.length === 0 ? 'not set' : listWords(all, 20)
}
