import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './class-names.ts'
import { SafeProse } from './safe-prose.tsx'
import { SafeText } from './safe-text.tsx'

/** The parts of an error that a person can act on. */
export interface ProblemShown {
  readonly code: string
  readonly message: string
  readonly remedy: string | null
  readonly file?: string | null
  readonly pointer?: string | null
  readonly reference?: string | null
}

export interface ProblemNoticeProps {
  readonly problem: ProblemShown
  readonly children?: ReactNode
  readonly className?: string
}

/** What happened, where, what to do, and the page that says more. */
export function ProblemNotice({ problem, children, className }: ProblemNoticeProps) {
  return (
    <div role="alert" className={cn('flex gap-2.5 rounded-md border border-crit bg-crit-wash px-3 py-2.5', className)}>
      <TriangleAlert size={16} strokeWidth={1.6} aria-hidden="true" className="mt-px shrink-0 text-crit" />
      <div className="min-w-0 space-y-1 text-xs">
        <p className="font-semibold text-sm">
          <SafeProse text={problem.message} />
        </p>
        {problem.remedy !== null && (
          <p className="text-ink-2">
            <SafeProse text={problem.remedy} />
          </p>
        )}
        {problem.file != null && (
          <p className="mono text-ink-2">
            <SafeText text={`${problem.file}${problem.pointer == null ? '' : ` ${problem.pointer}`}`} />
          </p>
        )}
        <p className="text-2xs text-ink-2">
          More in <code>docs/errors/{problem.code}.md</code>
          {problem.reference != null && ` · log reference ${problem.reference}`}
        </p>
        {children}
      </div>
    </div>
  )
}
