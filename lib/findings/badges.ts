/** Findings joined to resources for the map: the worst severity and the widest exposure of each. */

import { compareExposure, compareSeverity, type ExposureLevel, type Finding, type Severity } from './finding.ts'

export interface Badge {
  readonly worst: Severity
  readonly count: number
  /** Which findings: a container that holds several hosts of one finding counts it once. */
  readonly findingIds: ReadonlySet<string>
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

/** By resource id: failed findings only. */
export function worstByResource(findings: readonly Finding[]): ReadonlyMap<string, Badge> {
  const open = new Map<string, { worst: Severity; findingIds: Set<string> }>()
  for (const { id, finding } of failedOn(findings)) {
    const severity = finding.severity.effective
    const badge = open.get(id) ?? { worst: severity, findingIds: new Set<string>() }
    if (compareSeverity(severity, badge.worst) < 0) badge.worst = severity
    badge.findingIds.add(finding.id)
    open.set(id, badge)
  }
  return new Map([...open].map(([id, { worst, findingIds }]) => [id, { worst, findingIds, count: findingIds.size }]))
}

/** By resource id: what can reach it at the widest, over failed findings. */
export function exposureByResource(findings: readonly Finding[]): ReadonlyMap<string, ExposureLevel> {
  const levels = new Map<string, ExposureLevel>()
  for (const { id, finding } of failedOn(findings)) {
    const known = levels.get(id)
    const next = finding.exposure.level
    if (known === undefined || compareExposure(next, known) < 0) levels.set(id, next)
  }
  return levels
}

/** Each failed finding with each resource it is about. */
function failedOn(findings: readonly Finding[]): { readonly id: string; readonly finding: Finding }[] {
  return findings
    .filter(({ status }) => status === 'FAIL')
    .flatMap((finding) => [...badgedIds(finding)].map((id) => ({ id, finding })))
}

/** The resource of the finding and those it is about, each once. */
export function badgedIds({ resource, related }: Finding): ReadonlySet<string> {
  const roles = ROLES_BY_TYPE[resource.type] ?? NOTHING_ELSE
  return new Set([resource.id, ...related.filter(({ role }) => roles.has(role)).map(({ id }) => id)])
}
