/** What is said of a sentence of the charter, the same on screen and on paper. */

import type { CharterVerdict, RuleCoverage, SentenceCoverage } from './charter-coverage.ts'

export const VERDICT_WORDS: Readonly<Record<CharterVerdict, string>> = {
  fails: 'Fails',
  'not-evaluated': 'Not evaluated',
  passes: 'Passes',
  'nothing-there': 'Nothing to check',
  unchecked: 'Nothing checks it',
}

/** Behind a number: 14 fail, 1 pass. */
export const TALLY_WORDS: Readonly<Record<CharterVerdict, string>> = {
  fails: 'fail',
  'not-evaluated': 'not evaluated',
  passes: 'pass',
  'nothing-there': 'with nothing to check',
  unchecked: 'that nothing checks',
}

/** `12 findings, 3 not evaluated, 40 passed`; a short reason where there is none of them. */
export function countsText(of: RuleCoverage | SentenceCoverage): string {
  const { failed, passed, notEvaluated } = of
  const elsewhere = 'failedElsewhere' in of ? of.failedElsewhere : 0
  const parts = [
    failed > 0 ? `${failed} ${failed === 1 ? 'finding' : 'findings'}` : '',
    elsewhere > 0 ? `${elsewhere} told under another rule` : '',
    notEvaluated > 0 ? `${notEvaluated} not evaluated` : '',
    passed > 0 ? `${passed} passed` : '',
  ].filter(Boolean)
  if (parts.length > 0) return parts.join(', ')
  return of.verdict === 'unchecked' ? 'no rule of ours' : 'nothing of the kind in this snapshot'
}
