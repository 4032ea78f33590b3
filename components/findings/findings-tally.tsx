import type { Finding, FindingSummary } from '../../lib/findings/finding.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

export interface FindingsTallyProps {
  readonly summary: FindingSummary
  readonly findings: readonly Finding[]
}

/** What stands below every list: what passed, and what could not be judged and why. Not judged is not passed. */
export function FindingsTally({ summary, findings }: FindingsTallyProps) {
  const reasons = new Map<string, number>()
  for (const { status, reasonNotEvaluated, ruleId } of findings) {
    if (status !== 'NOT_EVALUATED') continue
    const reason = `${ruleId}: ${reasonNotEvaluated ?? 'no reason given'}`
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  return (
    <div className="px-4 py-3 text-ink-2 text-xs">
      <p>
        {counted(summary.failed, 'finding')} · {counted(summary.passed, 'check passed', 'checks passed')} ·{' '}
        {counted(summary.notEvaluated, 'not evaluated', 'not evaluated')}
      </p>
      {reasons.size > 0 && (
        <details className="mt-1.5">
          <summary className="min-h-6 leading-6">What could not be judged</summary>
          <ul className="mt-1 list-disc space-y-1 pl-4 marker:text-ink-3">
            {[...reasons].map(([reason, count]) => (
              <li key={reason}>
                <SafeText text={reason} />
                {count > 1 && ` (×${count})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
