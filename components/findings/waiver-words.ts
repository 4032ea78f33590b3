/** What is said of a finding people decided to live with. */

import type { Mute } from '../../lib/findings/finding.ts'

/** `Waived until 2027-01-31 by Ada`; without an end it says so, as such a waiver is easily forgotten. */
export function waiverWords({ until, by }: Mute): string {
  return `Waived ${until === null ? 'without end' : `until ${until}`}${by === null ? '' : ` by ${by}`}`
}
