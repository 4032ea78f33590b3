/** The number of a hop, in the shape it has on the map: a disc, a plate with a bar where it stops, dotted where unknown. */

import type { AnswerHop } from '../../lib/reports/trace-answer.ts'
import { cn } from '../ui/class-names.ts'

export interface HopMarkProps {
  /** Null for what has no place in the list. */
  readonly number: number | null
  readonly outcome: AnswerHop['outcome']
  readonly ground?: 'chrome' | 'card'
}

export function HopMark({ number, outcome, ground = 'chrome' }: HopMarkProps) {
  if (outcome === 'blocks') {
    return (
      <svg
        width="20"
        height="20"
        viewBox="-11 -11 22 22"
        aria-hidden="true"
        className="z-[1] -ml-px flex-none text-ink"
      >
        <path d="M-4.2 -10H4.2L10 -4.2V4.2L4.2 10H-4.2L-10 4.2V-4.2Z" fill="currentColor" />
        <path d="M-6 5.6H6" stroke="var(--card)" strokeWidth="2" />
        <text y="2" textAnchor="middle" fill="var(--card)" fontSize="11" fontWeight="600">
          {number}
        </text>
      </svg>
    )
  }
  return (
    <span
      aria-hidden="true"
      className={cn(
        'z-[1] grid size-[18px] flex-none place-items-center rounded-full font-semibold text-2xs outline-3',
        ground === 'chrome' ? 'outline-chrome' : 'outline-card',
        outcome === 'passes' ? 'bg-accent text-on-accent' : 'border border-ink-3 border-dotted bg-chrome text-ink-2',
      )}
    >
      {number}
    </span>
  )
}
