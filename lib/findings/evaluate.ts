/** Runs every rule of the catalogue over an inventory. */

import type { DescribeKey } from '../describe/document.ts'
import { commandFor } from '../inventory/collection-calls.ts'
import type { Coverage, DocumentInfo, Inventory } from '../inventory/inventory.ts'
import { networkOf } from '../reachability/network.ts'
import { CATALOGUE } from './catalogue.ts'
import { compareFindings } from './compare-findings.ts'
import { type Finding, type FindingResource, type FindingSummary, SEVERITIES, type Severity } from './finding.ts'
import { findingId } from './finding-id.ts'
import { findHiddenCarriers } from './hidden-carriers.ts'
import { findOpenings } from './openings.ts'
import type { Failure, FindingRule, NotEvaluated, Pass, RuleContext, RuleOutcome, Subject } from './rule.ts'
import type { Settings } from './settings.ts'

export interface Evaluation {
  readonly findings: readonly Finding[]
  readonly summary: FindingSummary
}

/**
 * All findings, worst first, the same list every time. Never throws: a rule that does is reported as
 * NOT_EVALUATED, and so is every rule where something it needs was not collected.
 */
export function evaluate(
  inventory: Inventory,
  settings: Settings,
  rules: readonly FindingRule[] = CATALOGUE,
): Evaluation {
  const network = networkOf(inventory)
  const context: RuleContext = {
    inventory,
    settings,
    network,
    hidden: findHiddenCarriers(network),
    openings: findOpenings(inventory, settings),
  }
  const findings = rules
    .flatMap((rule) => [...uncovered(inventory, rule, rules), ...run(rule, context)])
    .toSorted(compareFindings)
  return { findings, summary: summarize(findings) }
}

function run(rule: FindingRule, context: RuleContext): readonly Finding[] {
  try {
    return rule.check(context).map((outcome) => findingOf(rule, outcome))
  } catch (cause) {
    const reason = `The rule failed and gave no answer: ${cause instanceof Error ? cause.message : String(cause)}.`
    const scope = context.inventory.documents.at(0)
    return [
      unanswered(rule, scopeResource(scope?.account ?? 'unknown', scope?.region ?? 'unknown'), {
        reason,
        discriminator: 'failure',
      }),
    ]
  }
}

/** One NOT_EVALUATED for each rule and each account and region where a needed key is not complete. */
function uncovered(inventory: Inventory, rule: FindingRule, rules: readonly FindingRule[]): readonly Finding[] {
  const networkKeys = new Set(rules.flatMap(({ needs }) => needs))
  return inventory.documents
    .filter(({ coverage }) => [...coverage].some(([key, state]) => networkKeys.has(key) && state !== 'absent'))
    .flatMap((document) => {
      const missing = rule.needs.filter((key) => coverageIn(document, key) !== 'complete')
      if (missing.length === 0) return []
      const reason = missing.map((key) => MISSING[coverageIn(document, key)](key)).join(' ')
      const remedy = missing.map((key) => commandFor(key, document.region)).join('; ')
      const resource = scopeResource(document.account, document.region)
      return [unanswered(rule, resource, { reason: `${reason} To answer: ${remedy}`, discriminator: 'coverage' })]
    })
}

function coverageIn(document: DocumentInfo, key: DescribeKey): Coverage {
  return document.coverage.get(key) ?? 'absent'
}

const MISSING: Readonly<Record<Coverage, (key: DescribeKey) => string>> = {
  complete: () => '',
  absent: (key) => `${key} was not collected.`,
  denied: (key) => `${key} was refused by AWS.`,
  partial: (key) => `${key} was collected only in part; what is there was checked.`,
}

function scopeResource(account: string, region: string): FindingResource {
  return { id: `${account}/${region}`, type: 'region', arn: null, name: null, account, region, vpcId: null }
}

function findingOf(rule: FindingRule, outcome: RuleOutcome): Finding {
  switch (outcome.status) {
    case 'FAIL':
      return failed(rule, outcome)
    case 'PASS':
      return passed(rule, outcome)
    case 'NOT_EVALUATED':
      return undecided(rule, outcome)
  }
}

function failed(rule: FindingRule, outcome: Failure): Finding {
  const resource = resourceOf(outcome)
  const { title, description, severity, exposure, related, ports, evidence, settingsUsed, remediation } = outcome
  return {
    ...frame(rule, resource, outcome.discriminator),
    ...{ title, description, severity, exposure, related, ports, evidence, settingsUsed, remediation },
    status: 'FAIL',
    ...(outcome.alsoMatches.length > 0 ? { alsoMatches: outcome.alsoMatches } : {}),
  }
}

function passed(rule: FindingRule, outcome: Pass): Finding {
  return { ...frame(rule, resourceOf(outcome), ''), description: outcome.description, status: 'PASS' }
}

function undecided(rule: FindingRule, outcome: NotEvaluated): Finding {
  const reason = `${outcome.reason} To answer: ${outcome.remedy}`
  return unanswered(rule, resourceOf(outcome), { reason, discriminator: '' })
}

function unanswered(
  rule: FindingRule,
  resource: FindingResource,
  why: { reason: string; discriminator: string },
): Finding {
  return {
    ...frame(rule, resource, why.discriminator),
    description: why.reason,
    status: 'NOT_EVALUATED',
    reasonNotEvaluated: why.reason,
    exposure: { level: 'unknown', path: [] },
  }
}

/** What every finding of a rule on a resource starts from. */
function frame(rule: FindingRule, resource: FindingResource, discriminator: string): Finding {
  const { account, region } = resource
  return {
    id: findingId({ ruleId: rule.id, account, region, resource: resource.id, discriminator }),
    ruleId: rule.id,
    title: rule.title,
    description: '',
    status: 'PASS',
    reasonNotEvaluated: null,
    severity: { base: rule.severity, effective: rule.severity, why: NONE },
    exposure: { level: 'none', path: NONE },
    resource,
    related: NONE,
    ports: NONE,
    evidence: NONE,
    settingsUsed: {},
    charter: rule.charter,
    compliance: rule.compliance,
    remediation: NOTHING_TO_DO,
  }
}

const NONE: readonly never[] = []
const NOTHING_TO_DO = { summary: '', cli: NONE, terraform: null, console: NONE }

function resourceOf({ resource, type, vpcId }: Subject): FindingResource {
  const { id, arn, name, account, region } = resource
  return { id, type, arn, name, account, region, vpcId }
}

function summarize(findings: readonly Finding[]): FindingSummary {
  const failures = findings.filter(({ status }) => status === 'FAIL')
  const count = (severity: Severity) => failures.filter((finding) => finding.severity.effective === severity).length
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  for (const severity of SEVERITIES) bySeverity[severity] = count(severity)
  return {
    bySeverity,
    failed: failures.length,
    passed: findings.filter(({ status }) => status === 'PASS').length,
    notEvaluated: findings.filter(({ status }) => status === 'NOT_EVALUATED').length,
  }
}
