import type { Finding, FindingSummary } from '../../lib/findings/finding.ts'
import { type MissingAnswer, missingAnswers } from '../../lib/findings/missing-answers.ts'
import { listWords } from '../../lib/findings/wording.ts'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

export interface FindingsTallyProps {
  readonly summary: FindingSummary
  /** All: those that were not evaluated are told, those that are waived are counted; the rest stand above. */
  readonly findings: readonly Finding[]
  /** Lists what was not evaluated as findings are listed; absent on paper. */
  readonly onShow?: () => void
}

/** More would push the list out of sight; the rest is listed on demand. */
const ANSWERS_SHOWN = 30

/** One thing to collect or to set, and who waits for it. */
function MissingRow({ missing: { answer, isCommand, checks, regions, ruleIds } }: { readonly missing: MissingAnswer }) {
  return (
    <>
      <span className={cn(isCommand && 'mono text-ink')}>
        <SafeText text={answer} />
      </span>
      {isCommand && <SafeText text={` in ${listWords(regions)}`} />}
      <SafeText text={` (${counted(checks, 'check')}: ${listWords(ruleIds, RULES_SHOWN)})`} />
    </>
  )
}

const RULES_SHOWN = 12

/** What stands below every list: what passed, and what could not be judged and why. Not judged is not passed. */
export function FindingsTally({ summary, findings, onShow }: FindingsTallyProps) {
  const missing = missingAnswers(findings)
  const lapsed = findings.filter(({ waiverLapsed }) => waiverLapsed !== undefined).length
  const waived = findings.filter(({ mute }) => mute != null).length
  const shown = onShow === undefined ? missing : missing.slice(0, ANSWERS_SHOWN)
  return (
    <div className="px-4 py-3 text-ink-2 text-xs">
      <p>
        {counted(summary.failed, 'finding')}
        {waived > 0 && `, ${counted(waived, 'of them', 'of them')} waived`}
        {lapsed > 0 && `, ${counted(lapsed, 'waiver', 'waivers')} lapsed`} ·{' '}
        {counted(summary.passed, 'check passed', 'checks passed')} ·{' '}
        {counted(summary.notEvaluated, 'not evaluated', 'not evaluated')}
        {onShow !== undefined && missing.length > 0 && (
          <button type="button" onClick={onShow} className="ml-2 min-h-6 text-accent hover:underline">
            List them
          </button>
        )}
      </p>
      {missing.length > 0 && (
        <details className="mt-1.5" open={summary.failed === 0}>
          <summary className="min-h-6 leading-6">What could not be judged, and what would answer</summary>
          <ul className="mt-1 list-disc space-y-1 pl-4 marker:text-ink-3">
            {shown.map((each) => (
              <li key={each.answer}>
                <MissingRow missing={each} />
              </li>
            ))}
          </ul>
          {shown.length < missing.length && <p className="mt-1">{counted(missing.length - shown.length, 'more')}</p>}
        </details>
      )}
    </div>
  )
}
