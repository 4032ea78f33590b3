/** Runs every rule of the catalogue over an inventory. */

import type { DescribeKey } from '../describe/document.ts'
import { commandFor } from '../inventory/collection-calls.ts'
import type { Coverage, DocumentInfo, Inventory } from '../inventory/inventory.ts'
import { networkOf } from '../reachability/network.ts'
import { CATALOGUE } from './catalogue.ts'
import { compareFindings } from './compare-findings.ts'
import type { Finding, FindingResource, FindingSummary } from './finding.ts'
import { findingId, rootCauseId } from './finding-id.ts'
import { COVERAGE, foldUndecided } from './fold-undecided.ts'
import { findHiddenCarriers } from './hidden-carriers.ts'
import { findOpenings } from './openings.ts'
import { regionScopes } from './region-scopes.ts'
import type { Failure, FindingRule, NotEvaluated, Pass, RuleContext, RuleOutcome, Subject } from './rule.ts'
import type { Settings } from './settings.ts'
import { reasonWithRemedy } from './undecided-reason.ts'
import { withoutUnknownRegion, withPlaceWords } from './unknown-region.ts'
import { withoutUnnamedPlaces } from './unnamed-places.ts'

export interface Evaluation {
  /** What fails and what could not be told, worst first. */
  readonly findings: readonly Finding[]
  /** Written out by `passedFindings`: a large network passes millions of checks that nobody reads. */
  readonly passes: readonly RulePasses[]
  readonly summary: FindingSummary
}

export interface RulePasses {
  readonly rule: FindingRule
  readonly passed: readonly Pass[]
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
  const { findings, passes } = answersOf(inventory, settings, rules)
  const folded = foldUndecided(withoutUnnamedPlaces(findings, inventory)).toSorted(compareFindings)
  return { findings: folded, passes, summary: summarize(folded, passes) }
}

/** The same with one answer for each resource, also where one missing call leaves many without: for proofs. */
export function evaluateEach(
  inventory: Inventory,
  settings: Settings,
  rules: readonly FindingRule[] = CATALOGUE,
): Evaluation {
  const { findings, passes } = answersOf(inventory, settings, rules)
  return { findings, passes, summary: summarize(findings, passes) }
}

function answersOf(
  inventory: Inventory,
  settings: Settings,
  rules: readonly FindingRule[],
): Pick<Evaluation, 'findings' | 'passes'> {
  const network = networkOf(inventory)
  const context: RuleContext = {
    inventory,
    settings,
    network,
    hidden: findHiddenCarriers(network),
    openings: findOpenings(inventory, settings),
  }
  const findings: Finding[] = []
  const passes: RulePasses[] = []
  for (const rule of rules) {
    for (const each of uncovered(inventory, rule)) findings.push(each)
    const passed: Pass[] = []
    for (const each of run(rule, context)) {
      if (each.status === 'PASS') passed.push(each)
      else findings.push(each.status === 'FAIL' ? failed(rule, each) : undecided(rule, each))
    }
    if (passed.length > 0) passes.push({ rule, passed })
  }
  findings.sort(compareFindings)
  return { findings, passes }
}

/** What passed, rule by rule, as findings. */
export function passedFindings({ passes }: Evaluation): readonly Finding[] {
  return passes.flatMap(({ rule, passed }) => passed.map((pass) => passedFinding(rule, pass))).toSorted(compareFindings)
}

function run(rule: FindingRule, context: RuleContext): readonly RuleOutcome[] {
  try {
    return rule.check(context)
  } catch (cause) {
    const [scope] = regionScopes(context.inventory)
    if (!scope) return []
    return [
      {
        ...scope,
        status: 'NOT_EVALUATED',
        reason: `The rule failed and gave no answer: ${cause instanceof Error ? cause.message : String(cause)}.`,
        remedy: 'report it with the file, if you may share it',
      },
    ]
  }
}

/** One NOT_EVALUATED for each rule and each account and region where a needed key is not complete. */
function uncovered(inventory: Inventory, rule: FindingRule): readonly Finding[] {
  if (rule.needs.length === 0) return NONE
  return regionScopes(inventory).flatMap((scope): readonly Finding[] => {
    const { document } = scope
    const missing = rule.needs.filter((key) => coverageIn(document, key) !== 'complete')
    if (missing.length === 0) return NONE
    const reason = missing.map((key) => MISSING[coverageIn(document, key)](key)).join(' ')
    const remedy = missing.map((key) => commandFor(key, document.region)).join('; ')
    return [
      unanswered(rule, resourceOf(scope), { reason: reasonWithRemedy({ reason, remedy }), discriminator: COVERAGE }),
    ]
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

function failed(rule: FindingRule, outcome: Failure): Finding {
  const resource = resourceOf(outcome)
  const { title, description, severity, exposure, related, ports, evidence, settingsUsed, remediation } = outcome
  return {
    ...frame(rule, resource, outcome),
    ...{ severity, exposure, related, ports, evidence, settingsUsed },
    title: withPlaceWords(title, resource),
    description: withPlaceWords(description, resource),
    remediation: withoutUnknownRegion(remediation, resource.region),
    status: 'FAIL',
    ...(outcome.cause === undefined ? {} : { rootCauseId: rootCauseId(resource, outcome.cause) }),
    ...(outcome.alsoMatches.length > 0 ? { alsoMatches: outcome.alsoMatches } : {}),
  }
}

function passedFinding(rule: FindingRule, pass: Pass): Finding {
  const description = typeof pass.description === 'string' ? pass.description : pass.description()
  return { ...frame(rule, resourceOf(pass), { discriminator: '' }), description, status: 'PASS' }
}

function undecided(rule: FindingRule, outcome: NotEvaluated): Finding {
  const { identity, discriminator = '' } = outcome
  const resource = resourceOf(outcome)
  const reason = withPlaceWords(reasonWithRemedy(outcome), resource)
  return unanswered(rule, resource, { reason, discriminator, ...(identity && { identity }) })
}

function unanswered(
  rule: FindingRule,
  resource: FindingResource,
  why: { reason: string; discriminator: string; identity?: string },
): Finding {
  return {
    ...frame(rule, resource, why),
    description: why.reason,
    status: 'NOT_EVALUATED',
    reasonNotEvaluated: why.reason,
    exposure: { level: 'unknown', path: [] },
  }
}

/** What every finding of a rule on a resource starts from. */
function frame(
  rule: FindingRule,
  resource: FindingResource,
  { discriminator, identity = resource.id }: Pick<Failure, 'discriminator' | 'identity'>,
): Finding {
  const { account, region } = resource
  const id = findingId({ ruleId: rule.id, account, region, resource: identity, discriminator })
  return {
    id,
    rootCauseId: id,
    ruleId: rule.id,
    ruleVersion: rule.version,
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
  const { id, arn, name, account, region, tags } = resource
  return { id, type, arn, name, account, region, vpcId, tags }
}

function summarize(findings: readonly Finding[], passes: readonly RulePasses[]): FindingSummary {
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  let failed = 0
  let notEvaluated = 0
  for (const { status, severity } of findings) {
    if (status === 'NOT_EVALUATED') notEvaluated += 1
    if (status !== 'FAIL') continue
    failed += 1
    bySeverity[severity.effective] += 1
  }
  return { bySeverity, failed, passed: passes.reduce((sum, { passed }) => sum + passed.length, 0), notEvaluated }
}
