/** Findings joined to resources for the map: the worst severity and the widest exposure of each. */

import { compareSeverity, type ExposureLevel, type Finding, type Severity } from './finding.ts'

export interface Badge {
  readonly worst: Severity
  readonly count: number
}

const HOSTS: ReadonlySet<string> = new Set([
  'exposed-interface',
  'exposed',
  'interface',
  'instance',
  'attached',
  'member',
])
const SUBNETS: ReadonlySet<string> = new Set(['subnet'])
const NOTHING_ELSE: ReadonlySet<string> = new Set()

/**
 * Whom a finding is about beside its own resource. A group is not on the map, so its hosts wear the badge;
 * a route table's or ACL's subnets do; a gateway or host that a path merely passes wears none.
 */
const ROLES_BY_TYPE: Readonly<Record<string, ReadonlySet<string>>> = {
  'security-group': HOSTS,
  subnet: HOSTS,
  instance: HOSTS,
  'network-interface': HOSTS,
  'route-table': SUBNETS,
  'network-acl': SUBNETS,
}

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
function badgedIds({ resource, related }: Finding): ReadonlySet<string> {
  const roles = ROLES_BY_TYPE[resource.type] ?? NOTHING_ELSE
  return new Set([resource.id, ...related.filter(({ role }) => roles.has(role)).map(({ id }) => id)])
}
