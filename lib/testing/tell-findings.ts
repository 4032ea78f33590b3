/** Findings as lines of text, so that a test reads as a table. */

import type { DescribeKey } from '../describe/document.ts'
import { CATALOGUE } from '../findings/catalogue.ts'
import { evaluateEach, passedFindings } from '../findings/evaluate.ts'
import type { Finding } from '../findings/finding.ts'
import type { FindingRule } from '../findings/rule.ts'
import { DEFAULT_SETTINGS, type Settings } from '../findings/settings.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { recordAnswers } from './record-answers.ts'
import { type NetworkSketch, sketchDocument, sketchNetwork } from './sketch-network.ts'

/** All findings of a sketched network, worst first, what passed last. */
export function findingsIn(sketch: NetworkSketch, settings: Partial<Settings> = {}): readonly Finding[] {
  return findingsFor(CATALOGUE, sketchNetwork(sketch), settings)
}

/** The findings of one rule, which alone is run. */
export function findingsOf(
  ruleId: string,
  sketch: NetworkSketch | Inventory,
  settings: Partial<Settings> = {},
): readonly Finding[] {
  const inventory = 'documents' in sketch ? sketch : sketchNetwork(sketch)
  return findingsFor([ruleNamed(ruleId)], inventory, settings)
}

/** What fails, what could not be told and what passes. */
export function everyFinding(inventory: Inventory, rules: readonly FindingRule[] = CATALOGUE): readonly Finding[] {
  return findingsFor(rules, inventory, {})
}

function findingsFor(rules: readonly FindingRule[], inventory: Inventory, settings: Partial<Settings>) {
  const evaluation = evaluateEach(inventory, { ...DEFAULT_SETTINGS, ...settings }, rules)
  const findings = [...evaluation.findings, ...passedFindings(evaluation)]
  if (rules.length === 1) recordAnswers(findings)
  return findings
}

function ruleNamed(ruleId: string): FindingRule {
  const rule = CATALOGUE.find(({ id }) => id === ruleId)
  if (!rule) throw new Error(`There is no rule ${ruleId}.`)
  return rule
}

/** `FAIL sg-1 critical internet tcp/22`; PASS and NOT_EVALUATED name the resource only. */
export function told(finding: Finding): string {
  const { status, resource, severity, exposure, ports } = finding
  if (status !== 'FAIL') return `${status} ${resource.id}`
  return [status, resource.id, severity.effective, exposure.level, ...ports].join(' ')
}

/** What one rule says of a network, one line a resource, by resource. */
export function tell(
  ruleId: string,
  sketch: NetworkSketch | Inventory,
  settings: Partial<Settings> = {},
): readonly string[] {
  return findingsOf(ruleId, sketch, settings).map(told).toSorted()
}

/** The one finding of a rule that fails; throws when there is another number of them. */
export function theFailure(
  ruleId: string,
  sketch: NetworkSketch | Inventory,
  settings: Partial<Settings> = {},
): Finding {
  const [first, ...others] = findingsOf(ruleId, sketch, settings).filter(({ status }) => status === 'FAIL')
  if (!first || others.length > 0)
    throw new Error(`${ruleId} fails ${others.length + (first ? 1 : 0)} times, not once.`)
  return first
}

/** What a rule says of the resources when calls were cut off after what is there. */
export function tellCut(ruleId: string, sketch: NetworkSketch, cut: readonly DescribeKey[]): readonly string[] {
  const partial = new Map(cut.map((key) => [key, { reason: 'next-token' as const, detail: '' }]))
  return findingsOf(ruleId, readDescribe([{ ...sketchDocument(sketch), partial }]))
    .filter(({ resource }) => resource.type !== 'region')
    .map(told)
}
