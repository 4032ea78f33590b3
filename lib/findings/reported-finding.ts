/** A finding with what people and time add to it. */

import type { Comparison, Delta } from './baseline.ts'
import type { Finding, Mute } from './finding.ts'
import type { WaivedFindings } from './waivers.ts'

export interface ReportedFinding extends Finding {
  /** Why it does not count; null when it does. Its status stays as it is. */
  readonly mute: Mute | null
  /** Against the baseline; null without one, and for what does not fail. */
  readonly delta: Delta | null
  /** When the network it stands in was collected, the first time and now; null when the files did not tell. */
  readonly firstSeen: string | null
  readonly lastSeen: string | null
}

export interface ReportContext {
  readonly waived: WaivedFindings | null
  readonly comparison: Comparison | null
  /** When each account and region was collected, by `account/region`. */
  readonly collectedAt: ReadonlyMap<string, string | null>
}

export function reportFindings(findings: readonly Finding[], context: ReportContext): readonly ReportedFinding[] {
  const { waived, comparison, collectedAt } = context
  return findings.map((finding) => {
    const lastSeen = collectedAt.get(`${finding.resource.account}/${finding.resource.region}`) ?? null
    return {
      ...finding,
      mute: waived?.mutes.get(finding.id) ?? null,
      delta: comparison?.deltas.get(finding.id) ?? null,
      firstSeen: comparison?.firstSeen.get(finding.id) ?? lastSeen,
      lastSeen,
    }
  })
}
