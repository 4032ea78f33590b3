/**
 * Findings as OCSF Compliance Findings (class 2003), a JSON array. What is not known has the compliance status
 * Warning and says what is missing. Source: Open Cybersecurity Schema Framework, class compliance_finding.
 */

import type { Severity } from '../findings/finding.ts'
import type { Analysis } from './analysis.ts'
import { messageOf, remedyText, requirementsOf, standardsOf } from './rule-metadata.ts'
import { visibleText } from './visible-text.ts'

type Row = Analysis['findings'][number]

export const OCSF_VERSION = '1.6.0'

/** @param now milliseconds since 1970: the time of a finding whose network does not say when it was collected */
export function findingsOcsf({ findings, tool }: Analysis, now: number): string {
  const product = { name: 'Portolan', vendor_name: 'Portolan', version: tool.version }
  return `${JSON.stringify(
    findings.map((row) => eventOf(row, product, now)),
    null,
    2,
  )}\n`
}

const SEVERITY: Readonly<Record<Severity, { readonly id: number; readonly caption: string }>> = {
  info: { id: 1, caption: 'Informational' },
  low: { id: 2, caption: 'Low' },
  medium: { id: 3, caption: 'Medium' },
  high: { id: 4, caption: 'High' },
  critical: { id: 5, caption: 'Critical' },
}

const COMPLIANCE = {
  PASS: { id: 1, caption: 'Pass' },
  NOT_EVALUATED: { id: 2, caption: 'Warning' },
  FAIL: { id: 3, caption: 'Fail' },
} as const

function eventOf(row: Row, product: Readonly<Record<string, string>>, now: number) {
  const time = millisecondsOf(row.lastSeen) ?? now
  const severity = SEVERITY[row.status === 'FAIL' ? row.severity.effective : 'info']
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200_301,
    type_name: 'Compliance Finding: Create',
    time,
    severity_id: severity.id,
    severity: severity.caption,
    ...statusOf(row),
    message: visibleText(row.title),
    metadata: { version: OCSF_VERSION, profiles: ['cloud'], product, event_code: row.ruleId },
    finding_info: findingInfo(row, time),
    compliance: complianceOf(row),
    resources: [resourceOf(row)],
    cloud: cloudOf(row),
    ...(row.status === 'FAIL' ? { remediation: { desc: visibleText(remedyText(row) || 'See the finding.') } } : {}),
    ...(row.evidence.length > 0 ? { evidences: [{ data: { evidence: row.evidence, path: row.exposure.path } }] } : {}),
    unmapped: unmappedOf(row),
  }
}

/** A waived finding is suppressed; its compliance status stays Fail. */
function statusOf({ mute, delta }: Row) {
  if (mute) return { status_id: 3, status: 'Suppressed', status_detail: visibleText(mute.reason) }
  return delta === 'unchanged' ? { status_id: 2, status: 'In Progress' } : { status_id: 1, status: 'New' }
}

function findingInfo(row: Row, time: number) {
  return {
    uid: row.id,
    title: visibleText(row.title),
    desc: visibleText(messageOf(row)),
    types: ['Network'],
    first_seen_time: millisecondsOf(row.firstSeen) ?? time,
    last_seen_time: time,
  }
}

function complianceOf(row: Row) {
  const { id, caption } = COMPLIANCE[row.status]
  return {
    control: row.ruleId,
    desc: row.charter.sentence,
    standards: ['AWS Infrastructure security in Amazon VPC', ...standardsOf(row)],
    requirements: [row.charter.sentenceId, ...requirementsOf(row)],
    status_id: id,
    status: caption,
    ...(row.reasonNotEvaluated === null ? {} : { status_detail: visibleText(row.reasonNotEvaluated) }),
  }
}

function resourceOf({ resource }: Row) {
  const { id, arn, name, type, region, account, vpcId, tags } = resource
  return {
    uid: arn ?? id,
    name: visibleText(name ?? id),
    type,
    region,
    labels: Object.entries(tags).map(([key, value]) => visibleText(`${key}:${value}`)),
    owner: { account: { uid: account, type_id: 10, type: 'AWS Account' } },
    data: { id, vpcId },
  }
}

function cloudOf({ resource }: Row) {
  const { account, region } = resource
  return { provider: 'AWS', region, account: { uid: account, type_id: 10, type: 'AWS Account' } }
}

function unmappedOf({ exposure, ports, severity, settingsUsed, rootCauseId, ruleVersion }: Row) {
  return {
    exposure: exposure.level,
    ports,
    base_severity: severity.base,
    severity_why: severity.why,
    settings_used: settingsUsed,
    root_cause_uid: rootCauseId,
    rule_version: ruleVersion,
  }
}

function millisecondsOf(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? null : time
}
