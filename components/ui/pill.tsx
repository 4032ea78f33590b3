import type { ReactNode } from 'react'
import { cn } from './class-names.ts'

export interface PillProps {
  readonly children: ReactNode
  readonly title?: string
  readonly tone?: keyof typeof TONES
  readonly className?: string
}

const TONES = {
  plain: 'border-hair-2 text-ink-2',
  accent: 'border-accent text-accent',
  dashed: 'border-hair-2 border-dashed text-ink-2',
  dotted: 'border-ink-3 border-dotted text-ink-2',
} as const

/** A short fact beside others: a control, a count, a format. */
export function Pill({ children, title, tone = 'plain', className }: PillProps) {
  return (
    <span
      title={title}
      className={cn(
        'inline-flex h-[18px] items-center gap-1 whitespace-nowrap rounded-full border px-[7px] text-2xs',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}
