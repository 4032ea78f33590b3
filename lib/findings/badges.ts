/** Findings joined to resources for the map: the worst severity and the widest exposure of each. */

import { compareSeverity, type ExposureLevel, type Finding, type Severity } from './finding.ts'

export interface Badge {
  readonly worst: Severity
  readonly count: number
}

/** Roles whose resources the finding is about; a gateway it merely passes wears no badge. */
const BADGED_ROLES: ReadonlySet<string> = new Set(['exposed', 'instance', 'attached', 'member', 'subnet'])

const EXPOSURE_RANK: Readonly<Record<ExposureLevel, number>> = {
  internet: 0,
  unknown: 1,
  corporate: 2,
  'cross-account': 3,
  internal: 4,
  none: 5,
}

/** By resource id: failed findings only. */
export function worstByResource(findings: readonly Finding[]): ReadonlyMap<string, Badge> {
  const badges = new Map<string, Badge>()
  for (const finding of findings) {
    if (finding.status !== 'FAIL') continue
    const severity = finding.severity.effective
    for (const id of badgedIds(finding)) {
      const badge = badges.get(id)
      const worst = badge && compareSeverity(badge.worst, severity) <= 0 ? badge.worst : severity
      badges.set(id, { worst, count: (badge?.count ?? 0) + 1 })
    }
  }
  return badges
}

/** By resource id: what can reach it at the widest, over failed findings. */
export function exposureByResource(findings: readonly Finding[]): ReadonlyMap<string, ExposureLevel> {
  const levels = new Map<string, ExposureLevel>()
  for (const finding of findings) {
    if (finding.status !== 'FAIL') continue
    for (const id of badgedIds(finding)) {
      const known = levels.get(id)
      const next = finding.exposure.level
      if (known === undefined || EXPOSURE_RANK[next] < EXPOSURE_RANK[known]) levels.set(id, next)
    }
  }
  return levels
}

/** The resource of the finding and those it is about, each once. */
export function badgedIds(finding: Finding): ReadonlySet<string> {
  const related = finding.related.filter(({ role }) => BADGED_ROLES.has(role)).map(({ id }) => id)
  return new Set([finding.resource.id, ...related])
}
