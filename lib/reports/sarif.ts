/**
 * Findings as SARIF 2.1.0. What is not known has the kind `open` (too little information to decide), a waiver is a
 * suppression, a path is a thread flow. Source: OASIS, "Static Analysis Results Interchange Format 2.1.0".
 */

import { CATALOGUE } from '../findings/catalogue.ts'
import type { Evidence, FindingHop, Severity } from '../findings/finding.ts'
import type { FindingRule } from '../findings/rule.ts'
import type { Analysis } from './analysis.ts'
import { messageOf, remedyText, requirementText } from './rule-metadata.ts'
import { visibleText } from './visible-text.ts'

type Row = Analysis['findings'][number]

export function findingsSarif(analysis: Analysis): string {
  const { findings, tool, gaps, inventory } = analysis
  const run = {
    tool: {
      driver: {
        name: 'Portolan',
        version: tool.version,
        semanticVersion: tool.version,
        rules: CATALOGUE.map(ruleDescriptor),
      },
    },
    automationDetails: { id: 'portolan/network/' },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: gaps.map(({ message, remedy }) => ({
          level: 'warning',
          message: textOf(remedy === null ? message : `${message} ${remedy}`),
        })),
      },
    ],
    results: findings.map(resultOf),
    properties: { documents: inventory.documents, summary: analysis.summary },
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, null, 2)}\n`
}

/** What code scanning takes for severity, 0 to 10. Source: GitHub Docs, "SARIF support for code scanning". */
const SCORE: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.5',
}
const LEVEL: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

function ruleDescriptor(rule: FindingRule) {
  return {
    id: rule.id,
    name: rule.id.replace('-', ''),
    shortDescription: textOf(`${rule.title}.`),
    fullDescription: textOf(rule.logic),
    help: textOf(`${rule.logic} ${rule.severityNote} Charter: ${rule.charter.sentence}`),
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: {
      'security-severity': SCORE[rule.severity],
      precision: 'very-high',
      tags: ['security', 'network', rule.charter.sentenceId, ...new Set(rule.compliance.map(requirementText))],
    },
  }
}

const INDEX: ReadonlyMap<string, number> = new Map(CATALOGUE.map(({ id }, index) => [id, index]))

function resultOf(row: Row) {
  const { status, severity, exposure, mute } = row
  const index = INDEX.get(row.ruleId)
  return {
    ruleId: row.ruleId,
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: KIND[status],
    level: status === 'FAIL' ? LEVEL[severity.effective] : 'none',
    message: textOf(messageOf(row)),
    locations: [locationOf(row)],
    relatedLocations: row.evidence.slice(0, EVIDENCE_MAX).map(evidenceLocation),
    partialFingerprints: { 'portolanFinding/v1': row.id },
    ...(exposure.path.length > 0
      ? { codeFlows: [{ threadFlows: [{ locations: exposure.path.map(flowLocation) }] }] }
      : {}),
    ...(mute
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: visibleText(mute.reason) }] }
      : {}),
    ...(row.delta ? { baselineState: BASELINE_STATE[row.delta] } : {}),
    properties: propertiesOf(row),
  }
}

/** Evidence past this stays in `--format json`: a result must stay readable in a pull request. */
const EVIDENCE_MAX = 50

const KIND = { FAIL: 'fail', PASS: 'pass', NOT_EVALUATED: 'open' } as const
const BASELINE_STATE = { new: 'new', changed: 'updated', unchanged: 'unchanged' } as const

function propertiesOf(row: Row) {
  const { severity, resource } = row
  return {
    severity: severity.effective,
    severityWhy: severity.why,
    exposure: row.exposure.level,
    ports: row.ports,
    resource,
    charter: row.charter.sentenceId,
    settingsUsed: row.settingsUsed,
    rootCauseId: row.rootCauseId,
    ...(row.status === 'FAIL' ? { remediation: remedyText(row) } : {}),
  }
}

/** A resource has no line of code: its place is the describe document of its account and region. */
function locationOf({ resource, title }: Row) {
  const { id, arn, type, account, region } = resource
  return {
    physicalLocation: { artifactLocation: { uri: documentUri(account, region) } },
    logicalLocations: [
      { name: visibleText(resource.name ?? id), fullyQualifiedName: arn ?? `${account}/${region}/${id}`, kind: type },
    ],
    message: textOf(title),
  }
}

function documentUri(account: string, region: string): string {
  return `snapshot/${encodeURIComponent(account)}/${encodeURIComponent(region)}.json`
}

function evidenceLocation({ resourceId, pointer, account, region, excerpt, kind }: Evidence, id: number) {
  const place = account === null || region === null ? {} : { uri: documentUri(account, region) }
  return {
    id,
    ...(Object.keys(place).length > 0 ? { physicalLocation: { artifactLocation: place } } : {}),
    logicalLocations: [{ name: resourceId, fullyQualifiedName: `${resourceId}${pointer ?? ''}`, kind }],
    message: textOf(excerpt),
  }
}

function flowLocation({ component, label, detail, outcome }: FindingHop) {
  return {
    importance: outcome === 'passes' ? 'important' : 'essential',
    location: {
      logicalLocations: [{ name: component, kind: label }],
      message: textOf(`${label} ${component}: ${detail}`),
    },
  }
}

function textOf(text: string) {
  return { text: visibleText(text) }
}
