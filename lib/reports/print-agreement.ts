/** `portolan agree` as a table and as Markdown. */

import type { Agreement, AgreementKind, AgreementRow } from './agreement.ts'
import { table } from './markdown.ts'
import { textTable } from './text-table.ts'

const KIND_WORDS: Readonly<Record<AgreementKind, string>> = {
  agree: 'Agree',
  differ: 'Differ',
  'only-ours': 'Only ours',
  'only-theirs': 'Only theirs',
  'no-rule': 'No rule of ours',
}

const HEAD = ['', 'Rule', 'Their check', 'Resource', 'Ours', 'Theirs', 'Why ours']

export function agreementTable(report: Agreement): string {
  if (report.rows.length === 0) return `${summary(report)}\n`
  return `${[...textTable(HEAD, report.rows.map(cells)), '', summary(report)].join('\n')}\n`
}

export function agreementMarkdown(report: Agreement): string {
  const rows = table(['Kind', ...HEAD.slice(1)], report.rows.map(cells)) ?? 'Nothing to compare.'
  const missing = table(
    ['Check without a rule of ours', 'Fails'],
    report.checksWithoutRule.map(({ checkId, failed }) => [checkId, String(failed)]),
  )
  return `${['# Agreement', '', summary(report), '', rows, ...(missing === null ? [] : ['', missing])].join('\n')}\n`
}

function cells({ kind, rules, tool, checkId, resource, ours, theirs, muted, why }: AgreementRow): readonly string[] {
  const theirWords = theirs === null ? '' : `${theirs}${muted ? ' (muted)' : ''}`
  const check = checkId === null ? '' : `${tool} ${checkId}`
  return [KIND_WORDS[kind], rules.join(', '), check, resource, ours ?? '', theirWords, why]
}

/** `12 agree, 3 differ, 4 only ours, 2 only theirs, 7 of checks without a rule of ours; 5 passes not compared`. */
function summary({ counts, unjudged }: Agreement): string {
  const parts = [
    `${counts.agree} agree`,
    `${counts.differ} differ`,
    `${counts['only-ours']} only ours`,
    `${counts['only-theirs']} only theirs`,
    `${counts['no-rule']} of checks without a rule of ours`,
  ]
  return `${parts.join(', ')}; ${unjudged} of theirs that do not fail are not compared`
}
