/** The charter against one snapshot: each sentence, the rules that check it, and what they say. */

import { CHARTER, CHARTER_BULLETS, type CharterSentence } from '../findings/charter.ts'
import type { Evaluation } from '../findings/evaluate.ts'
import { compareSeverity, type Finding, type Severity } from '../findings/finding.ts'
import type { FindingRule } from '../findings/rule.ts'

/**
 * `not-evaluated` outranks `passes`: what is not known never reads as safe. `nothing-there`: rules looked and the
 * snapshot holds nothing they apply to. `unchecked`: no rule of ours checks it.
 */
export type CharterVerdict = 'fails' | 'not-evaluated' | 'passes' | 'nothing-there' | 'unchecked'

/** A failure, with the fact it rests on. */
export interface CharterEvidence {
  readonly findingId: string
  readonly title: string
  readonly resourceId: string
  /** The first fact, as in `Evidence.excerpt`, and where it stands; null where the finding names none. */
  readonly excerpt: string | null
  readonly pointer: string | null
}

export interface RuleCoverage {
  readonly id: string
  readonly title: string
  /** Before exposure is weighed. */
  readonly severity: Severity
  readonly verdict: CharterVerdict
  /** The worst effective severity; null where nothing fails. */
  readonly worst: Severity | null
  readonly failed: number
  /** Broken by causes that another rule reports. */
  readonly failedElsewhere: number
  readonly passed: number
  readonly notEvaluated: number
  /** Why not, each reason once, the first few. */
  readonly reasons: readonly string[]
  readonly moreReasons: number
  /** The worst failures, its own before those that another rule tells; the first few. */
  readonly evidence: readonly CharterEvidence[]
  readonly moreEvidence: number
}

export interface SentenceCoverage extends CharterSentence {
  readonly bulletTitle: string
  readonly verdict: CharterVerdict
  readonly worst: Severity | null
  readonly failed: number
  readonly passed: number
  readonly notEvaluated: number
  /** In the order of the catalogue. */
  readonly rules: readonly RuleCoverage[]
}

export interface CharterCoverage {
  /** In the order of the page. */
  readonly sentences: readonly SentenceCoverage[]
  readonly counts: Readonly<Record<CharterVerdict, number>>
}

const REASONS_MAX = 3
const EVIDENCE_MAX = 3

export function charterCoverage(
  rules: readonly FindingRule[],
  { findings, passes }: Pick<Evaluation, 'findings' | 'passes'>,
): CharterCoverage {
  const byRule = Map.groupBy(findings, ({ ruleId }) => ruleId)
  const elsewhere = Map.groupBy(
    findings.flatMap((finding) => (finding.alsoMatches ?? []).map((ruleId) => ({ ruleId, finding }))),
    ({ ruleId }) => ruleId,
  )
  const passed = new Map(passes.map(({ rule, passed: list }) => [rule.id, list.length]))
  const covered = rules.map((rule) => ({
    sentenceId: rule.charter.sentenceId,
    rule: ruleCoverage(rule, {
      own: byRule.get(rule.id) ?? [],
      elsewhere: (elsewhere.get(rule.id) ?? []).map(({ finding }) => finding),
      passed: passed.get(rule.id) ?? 0,
    }),
  }))
  const bySentence = Map.groupBy(covered, ({ sentenceId }) => sentenceId)
  const sentences = CHARTER.map((sentence) =>
    sentenceCoverage(
      sentence,
      (bySentence.get(sentence.sentenceId) ?? []).map(({ rule }) => rule),
    ),
  )
  return { sentences, counts: countVerdicts(sentences) }
}

interface Outcomes {
  readonly own: readonly Finding[]
  readonly elsewhere: readonly Finding[]
  readonly passed: number
}

function ruleCoverage({ id, title, severity }: FindingRule, { own, elsewhere, passed }: Outcomes): RuleCoverage {
  const failures = own.filter(({ status }) => status === 'FAIL')
  const unanswered = own.filter(({ status }) => status === 'NOT_EVALUATED')
  const reasons = [...new Set(unanswered.map(({ reasonNotEvaluated }) => reasonNotEvaluated ?? 'No reason was given.'))]
  const counts = { failed: failures.length + elsewhere.length, passed, notEvaluated: unanswered.length }
  return {
    id,
    title,
    severity,
    verdict: verdictOf(counts) ?? 'nothing-there',
    worst: worstOf([...failures, ...elsewhere].map((finding) => finding.severity.effective)),
    failed: failures.length,
    failedElsewhere: elsewhere.length,
    passed,
    notEvaluated: unanswered.length,
    reasons: reasons.slice(0, REASONS_MAX),
    moreReasons: Math.max(0, reasons.length - REASONS_MAX),
    evidence: [...bySeverity(failures), ...bySeverity(elsewhere)].slice(0, EVIDENCE_MAX).map(evidenceOf),
    moreEvidence: Math.max(0, failures.length + elsewhere.length - EVIDENCE_MAX),
  }
}

function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => compareSeverity(a.severity.effective, b.severity.effective))
}

function evidenceOf({ id, title, resource, evidence }: Finding): CharterEvidence {
  const [fact] = evidence
  return {
    findingId: id,
    title,
    resourceId: resource.id,
    excerpt: fact?.excerpt ?? null,
    pointer: fact?.pointer ?? null,
  }
}

function sentenceCoverage(sentence: CharterSentence, rules: readonly RuleCoverage[]): SentenceCoverage {
  const sum = (count: (rule: RuleCoverage) => number) => rules.reduce((total, rule) => total + count(rule), 0)
  const [failed, passed, notEvaluated] = [sum((r) => r.failed), sum((r) => r.passed), sum((r) => r.notEvaluated)]
  const brokenElsewhere = sum((rule) => rule.failedElsewhere)
  const empty = rules.length === 0 ? 'unchecked' : 'nothing-there'
  return {
    ...sentence,
    bulletTitle: CHARTER_BULLETS[sentence.bullet],
    verdict: verdictOf({ failed: failed + brokenElsewhere, passed, notEvaluated }) ?? empty,
    worst: worstOf(rules.flatMap(({ worst }) => worst ?? [])),
    failed,
    passed,
    notEvaluated,
    rules,
  }
}

/** Null where there is nothing to judge by. */
function verdictOf(counts: { failed: number; passed: number; notEvaluated: number }): CharterVerdict | null {
  if (counts.failed > 0) return 'fails'
  if (counts.notEvaluated > 0) return 'not-evaluated'
  return counts.passed > 0 ? 'passes' : null
}

function worstOf(severities: readonly Severity[]): Severity | null {
  return severities.toSorted(compareSeverity)[0] ?? null
}

function countVerdicts(sentences: readonly SentenceCoverage[]): CharterCoverage['counts'] {
  const counts = { fails: 0, 'not-evaluated': 0, passes: 0, 'nothing-there': 0, unchecked: 0 }
  for (const { verdict } of sentences) counts[verdict] += 1
  return counts
}
