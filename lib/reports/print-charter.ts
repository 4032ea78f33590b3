/** `portolan charter`: coverage as a table for a terminal and as Markdown for a page. */

import type { CharterCoverage, RuleCoverage, SentenceCoverage } from './charter-coverage.ts'
import { countsText, TALLY_WORDS, VERDICT_WORDS } from './charter-words.ts'
import { escapeMarkdown, table } from './markdown.ts'
import { textTable } from './text-table.ts'

const TITLE = 'Infrastructure security in Amazon VPC, sentence by sentence'

export function charterTable({ sentences, counts }: CharterCoverage): string {
  const rows = sentences.map((each) => [
    each.sentenceId,
    VERDICT_WORDS[each.verdict],
    each.worst ?? '',
    String(each.rules.length),
    countsText(each),
  ])
  const lines = textTable(['Sentence', 'Verdict', 'Worst', 'Rules', 'What was found'], rows)
  return `${[TITLE, '', ...lines, '', summaryText(counts)].join('\n')}\n`
}

export function charterMarkdown({ sentences, counts }: CharterCoverage): string {
  return `${[`# ${TITLE}`, '', summaryText(counts), ...sentences.flatMap(section)].join('\n')}\n`
}

/** `7 fail, 5 not evaluated, 2 pass, 1 with nothing to check, 1 that nothing checks`. */
export function summaryText(counts: CharterCoverage['counts']): string {
  const verdicts = ['fails', 'not-evaluated', 'passes', 'nothing-there', 'unchecked'] as const
  return verdicts.map((verdict) => `${counts[verdict]} ${TALLY_WORDS[verdict]}`).join(', ')
}

function section(of: SentenceCoverage): readonly string[] {
  const worst = of.worst === null ? '' : `, worst ${of.worst}`
  const rules = table(['Rule', 'Title', 'Verdict', 'Worst', 'What was found'], of.rules.map(ruleCells))
  const evidence = of.rules.flatMap(evidenceLines)
  const why = of.rules.flatMap(whyNot)
  return [
    '',
    `## ${of.bullet} ${of.bulletTitle}: ${of.sentenceId}`,
    '',
    `> ${escapeMarkdown(of.sentence)}`,
    '',
    `**${VERDICT_WORDS[of.verdict]}**${worst}: ${countsText(of)}.`,
    '',
    rules ?? 'No rule checks this sentence.',
    ...(evidence.length > 0 ? ['', 'Evidence:', '', ...evidence] : []),
    ...(why.length > 0 ? ['', 'Not evaluated because:', '', ...why] : []),
  ]
}

function ruleCells(rule: RuleCoverage): readonly string[] {
  return [rule.id, rule.title, VERDICT_WORDS[rule.verdict], rule.worst ?? '', countsText(rule)]
}

function whyNot({ id, reasons, moreReasons }: RuleCoverage): readonly string[] {
  const more = moreReasons > 0 ? [`- ${id}: and ${moreReasons} more reasons`] : []
  return [...reasons.map((reason) => `- ${id}: ${escapeMarkdown(reason)}`), ...more]
}

function evidenceLines({ id, evidence, moreEvidence }: RuleCoverage): readonly string[] {
  const lines = evidence.map((fact) => {
    const parts = [fact.title, fact.resourceId, fact.excerpt, fact.pointer].filter((part) => part !== null)
    return `- ${id}: ${parts.map(escapeMarkdown).join(' · ')}`
  })
  return moreEvidence > 0 ? [...lines, `- ${id}: and ${moreEvidence} more`] : lines
}
