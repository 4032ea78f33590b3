import { ChevronDown, ChevronRight } from 'lucide-react'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { wholeNumber } from '../ui/say.ts'
import type { FindingGroup } from './group-findings.ts'

export interface GroupHeadingProps {
  readonly group: FindingGroup
  readonly folded: boolean
}

/** The worst of the group, what holds it together, and how many there are. The row it stands in takes the keys. */
export function GroupHeading({ group, folded }: GroupHeadingProps) {
  const { severity, code, title, findings } = group
  const Chevron = folded ? ChevronRight : ChevronDown
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
    <div role="gridcell" className="flex size-full items-center gap-2 pr-4 pl-3 text-sm">
      <Chevron size={14} strokeWidth={1.6} aria-hidden="true" className="flex-none text-ink-3" />
      {severity === null ? <NotEvaluatedMark /> : <SeverityMark severity={severity} label="" />}
      {code !== null && (
        <span className="mono flex-none text-ink-2">
          <SafeText text={code} />
        </span>
      )}
      <span className="min-w-0 truncate font-semibold" title={visibleText(title)}>
        <SafeText text={title} />
      </span>
      <span className="text-ink-3">{wholeNumber(findings.length)}</span>
      {folded && <span className="text-2xs text-ink-3">folded</span>}
    </div>
  )
}

/** A dotted ring with a question mark: as what is unknown looks everywhere. */
export function NotEvaluatedMark({ size = 16 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      className="flex-none text-ink-3"
    >
      <circle cx="8" cy="8" r="6.5" strokeWidth="1.3" strokeDasharray="2 1.6" />
      <path d="M6.3 6.4a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.7.6-.7 1.1M8 11v.2" strokeWidth="1.3" strokeLinecap="round" />
    </svg>
  )
}
