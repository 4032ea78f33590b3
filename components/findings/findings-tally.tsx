import type { Finding, FindingSummary } from '../../lib/findings/finding.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

export interface FindingsTallyProps {
  readonly summary: FindingSummary
  /** Only those that were not evaluated are told; the rest stand above. */
  readonly findings: readonly Finding[]
  /** Lists what was not evaluated as findings are listed; absent on paper. */
  readonly onShow?: () => void
}

/** More would push the list out of sight; the rest is listed on demand. */
const REASONS_SHOWN = 30

/** What stands below every list: what passed, and what could not be judged and why. Not judged is not passed. */
export function FindingsTally({ summary, findings, onShow }: FindingsTallyProps) {
  const reasons = new Map<string, number>()
  for (const { status, reasonNotEvaluated, ruleId } of findings) {
    if (status !== 'NOT_EVALUATED') continue
    const reason = `${ruleId}: ${reasonNotEvaluated ?? 'no reason given'}`
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const shown = onShow === undefined ? [...reasons] : [...reasons].slice(0, REASONS_SHOWN)
  return (
    <div className="px-4 py-3 text-ink-2 text-xs">
      <p>
        {counted(summary.failed, 'finding')} · {counted(summary.passed, 'check passed', 'checks passed')} ·{' '}
        {counted(summary.notEvaluated, 'not evaluated', 'not evaluated')}
        {onShow !== undefined && reasons.size > 0 && (
          <button type="button" onClick={onShow} className="ml-2 min-h-6 text-accent hover:underline">
            List them
          </button>
        )}
      </p>
      {reasons.size > 0 && (
        <details className="mt-1.5">
          <summary className="min-h-6 leading-6">What could not be judged</summary>
          <ul className="mt-1 list-disc space-y-1 pl-4 marker:text-ink-3">
            {shown.map(([reason, count]) => (
              <li key={reason}>
                <SafeText text={reason} />
                {count > 1 && ` (×${count})`}
              </li>
            ))}
          </ul>
          {shown.length < reasons.size && <p className="mt-1">{counted(reasons.size - shown.length, 'more reason')}</p>}
        </details>
      )}
    </div>
  )
}
