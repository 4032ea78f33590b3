/** Rule by rule, the tests that saw its answers. */

import type { FindingStatus } from '../lib/findings/finding.ts'
import type { FindingRule } from '../lib/findings/rule.ts'

export type Answers = ReadonlyMap<string, ReadonlyMap<FindingStatus, string>>

const STATUSES: readonly FindingStatus[] = ['FAIL', 'PASS', 'NOT_EVALUATED']

export function ruleAnswersDocument(rules: readonly FindingRule[], answers: Answers): string {
  const rows = rules.map(({ id }) => {
    const cells = STATUSES.map(
      (status) => answers.get(id)?.get(status) ?? (applies(rules, id, status) ? '**none**' : '-'),
    )
    return `| ${[id, ...cells.map((cell) => cell.replaceAll('|', '\\|'))].join(' | ')} |`
  })
  return [
    '# Which test saw which answer',
    '',
    '<!-- Written by scripts/rule-answers.ts: `npm run rule-answers -- --write`. -->',
    '',
    'For every rule a test that saw it fail, one that saw it pass, and one that saw it give no verdict. A dash: the rule cannot give this answer, because no describe call holds what it asks for.',
    '',
    '| Rule | FAIL | PASS | NOT_EVALUATED |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** `SG-001: no test saw PASS`. */
export function unseenAnswers(rules: readonly FindingRule[], answers: Answers): readonly string[] {
  return rules.flatMap(({ id }) =>
    STATUSES.filter((status) => applies(rules, id, status) && !answers.get(id)?.has(status)).map(
      (status) => `${id}: no test saw ${status}`,
    ),
  )
}

/** A rule that needs nothing of a snapshot answers NOT_EVALUATED alone. */
function applies(rules: readonly FindingRule[], id: string, status: FindingStatus): boolean {
  const rule = rules.find((each) => each.id === id)
  return status === 'NOT_EVALUATED' || (rule?.needs.length ?? 0) + (rule?.sharpenedBy.length ?? 0) > 0
}
