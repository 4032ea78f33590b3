import { ChevronDown, ChevronRight } from 'lucide-react'
import type { Severity } from '../../lib/findings/finding.ts'
import { SEVERITY_WORDS } from '../topology/mark-words.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { wholeNumber } from '../ui/say.ts'

export interface GroupHeadingProps {
  readonly severity: Severity
  readonly count: number
  readonly folded: boolean
  readonly onFold: () => void
}

export function GroupHeading({ severity, count, folded, onFold }: GroupHeadingProps) {
  const Chevron = folded ? ChevronRight : ChevronDown
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
    <div role="gridcell" className="h-full">
      <button
        type="button"
        aria-expanded={!folded}
        onClick={onFold}
        className="flex size-full items-center gap-2 border-hair border-b bg-chrome pl-3 text-left text-sm -outline-offset-2"
      >
        <Chevron size={14} strokeWidth={1.6} aria-hidden="true" className="text-ink-3" />
        <SeverityMark severity={severity} label="" />
        <span className="font-semibold">{SEVERITY_WORDS[severity]}</span>
        <span className="text-ink-3">{wholeNumber(count)}</span>
        {folded && <span className="text-2xs text-ink-3">folded</span>}
      </button>
    </div>
  )
}
