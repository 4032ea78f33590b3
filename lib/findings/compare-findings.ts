import { compareExposure, compareSeverity, type Finding, type FindingStatus } from './finding.ts'

/** What fails first, then what is not known, then what passes; each by severity, exposure, rule and resource. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    STATUS[a.status] - STATUS[b.status] ||
    compareSeverity(a.severity.effective, b.severity.effective) ||
    compareExposure(a.exposure.level, b.exposure.level) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.resource.id, b.resource.id) ||
    compareText(a.id, b.id)
  )
}

/** By code unit: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const STATUS: Readonly<Record<FindingStatus, number>> = { FAIL: 0, NOT_EVALUATED: 1, PASS: 2 }
