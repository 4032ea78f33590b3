import { SETTING_GUIDE } from '../../lib/findings/setting-guide.ts'
import type { Affected, SettingsEffect } from '../../lib/reports/settings-effect.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { wholeNumber } from '../ui/say.ts'

/** Findings before and after, in all, by setting, and one by one. */
export function EffectView({ effect }: { readonly effect: SettingsEffect }) {
  const { before, after, appeared, gone, reweighed, byKey } = effect
  return (
    <div className="space-y-4">
      <table className="w-full text-xs">
        <thead className="text-2xs text-ink-2">
          <tr>
            <th className="text-left font-normal">In this snapshot</th>
            <th className="text-right font-normal">before</th>
            <th className="text-right font-normal">after</th>
          </tr>
        </thead>
        <tbody className="tabular-nums">
          <Line words="Findings" before={before.failed} after={after.failed} />
          <Line words="Not evaluated" before={before.notEvaluated} after={after.notEvaluated} />
          <Line words="Passed" before={before.passed} after={after.passed} />
        </tbody>
      </table>
      {byKey !== null && byKey.length > 1 && (
        <table className="w-full text-xs">
          <thead className="text-2xs text-ink-2">
            <tr>
              <th className="text-left font-normal">Each alone</th>
              <th className="text-right font-normal">findings</th>
              <th className="text-right font-normal">not evaluated</th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {byKey.map(({ key, failed, notEvaluated }) => (
              <tr key={key}>
                <td className="py-0.5">{SETTING_GUIDE[key].title}</td>
                <td className="text-right">{signed(failed.after - failed.before)}</td>
                <td className="text-right">{signed(notEvaluated.after - notEvaluated.before)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <AffectedList title="Gone" affected={gone} />
      <AffectedList title="New" affected={appeared} />
      <AffectedList title="Weighed differently" affected={reweighed} />
      {gone.total + appeared.total + reweighed.total === 0 && (
        <p className="text-ink-2 text-xs">No finding comes, goes or weighs differently.</p>
      )}
    </div>
  )
}

function Line({ words, before, after }: { readonly words: string; readonly before: number; readonly after: number }) {
  return (
    <tr>
      <td className="py-0.5">{words}</td>
      <td className="text-right text-ink-2">{wholeNumber(before)}</td>
      <td className={before === after ? 'text-right text-ink-2' : 'text-right font-semibold'}>{wholeNumber(after)}</td>
    </tr>
  )
}

function signed(change: number): string {
  if (change === 0) return '0'
  return change > 0 ? `+${wholeNumber(change)}` : `−${wholeNumber(-change)}`
}

function AffectedList({ title, affected }: { readonly title: string; readonly affected: Affected }) {
  const { total, shown } = affected
  if (total === 0) return null
  return (
    <section>
      <h3 className="font-semibold text-xs">
        {title} <span className="font-normal text-ink-2">{wholeNumber(total)}</span>
      </h3>
      <ul className="mt-1 space-y-1">
        {shown.slice(0, 12).map(({ id, ruleId, title: words, severity, before }) => (
          <li key={id} className="flex gap-2 text-xs">
            <SeverityMark severity={severity} size={14} />
            <span className="min-w-0">
              <SafeText text={words} /> <span className="mono text-2xs text-ink-2">{ruleId}</span>
              {before !== null && <span className="text-2xs text-ink-2"> was {before}</span>}
            </span>
          </li>
        ))}
      </ul>
      {total > 12 && <p className="mt-1 text-2xs text-ink-2">and {wholeNumber(total - 12)} more</p>}
    </section>
  )
}
