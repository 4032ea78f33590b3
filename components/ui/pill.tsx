import type { ReactNode } from 'react'
import { cn } from './class-names.ts'

export interface PillProps {
  readonly children: ReactNode
  readonly title?: string
  readonly className?: string
}

/** A short fact beside others: a control, a count, a format. */
export function Pill({ children, title, className }: PillProps) {
  return (
    <span
      title={title}
      className={cn(
        'inline-flex h-[18px] items-center gap-1 whitespace-nowrap rounded-full border border-hair-2 px-[7px] text-2xs text-ink-2',
        className,
      )}
    >
      {children}
    </span>
  )
}
