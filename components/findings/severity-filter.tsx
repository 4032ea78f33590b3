import { SEVERITIES, type Severity } from '../../lib/findings/finding.ts'
import { SEVERITY_WORDS } from '../topology/mark-words.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { cn } from '../ui/class-names.ts'
import { wholeNumber } from '../ui/say.ts'

export interface SeverityFilterProps {
  readonly counts: Readonly<Record<Severity, number>>
  readonly chosen: readonly Severity[]
  readonly onChange: (chosen: readonly Severity[]) => void
  /** Beside a list of 380 px the words give way to the marks. */
  readonly narrow?: boolean
}

/** One chip a severity, each on or off; none on means all are shown. */
export function SeverityFilter({ counts, chosen, onChange, narrow = false }: SeverityFilterProps) {
  const toggle = (severity: Severity) =>
    onChange(SEVERITIES.filter((candidate) => chosen.includes(candidate) !== (candidate === severity)))
  return (
    <fieldset className="flex min-w-0 items-center gap-1.5">
      <legend className="sr-only">Severity</legend>
      {SEVERITIES.map((severity) => (
        <button
          key={severity}
          type="button"
          aria-pressed={chosen.includes(severity)}
          onClick={() => toggle(severity)}
          title={SEVERITY_WORDS[severity]}
          className={cn(
            'inline-flex h-[26px] items-center gap-1.5 rounded-full border border-hair-2 bg-card px-2 text-xs hover:border-ink-3',
            'aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:font-medium',
          )}
        >
          <SeverityMark severity={severity} size={14} label="" />
          <span className={narrow ? 'sr-only' : undefined}>{SEVERITY_WORDS[severity]}</span>
          <span className="text-ink-2">{wholeNumber(counts[severity])}</span>
        </button>
      ))}
    </fieldset>
  )
}
