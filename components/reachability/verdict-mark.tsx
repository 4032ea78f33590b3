/** The three verdicts as marks: a way through, a bar, a question. Shape and word carry them; colour only helps. */

import type { Verdict } from '../../lib/reachability/path.ts'
import { cn } from '../ui/class-names.ts'

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  reachable: 'Reachable',
  blocked: 'Blocked',
  unknown: 'Unknown',
}

const INK: Readonly<Record<Verdict, string>> = {
  reachable: 'text-accent',
  blocked: 'text-ink',
  unknown: 'text-ink-2',
}

export function VerdictMark({ verdict, size = 18 }: { readonly verdict: Verdict; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden="true" className={cn('flex-none', INK[verdict])}>
      {verdict === 'reachable' && (
        <>
          <circle cx="9" cy="9" r="8" fill="currentColor" />
          <path d="M4.5 9H13M9.8 5.6L13.2 9L9.8 12.4" fill="none" stroke="var(--on-accent)" strokeWidth="1.7" />
        </>
      )}
      {verdict === 'blocked' && (
        <>
          <path d="M5.7 1H12.3L17 5.7V12.3L12.3 17H5.7L1 12.3V5.7Z" fill="currentColor" />
          <path d="M4.8 9H13.2" fill="none" stroke="var(--card)" strokeWidth="2.4" />
        </>
      )}
      {verdict === 'unknown' && (
        <>
          <circle
            cx="9"
            cy="9"
            r="7.6"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeDasharray="0.1 3"
            strokeLinecap="round"
          />
          <path
            d="M7 7.1a2 2 0 1 1 2.9 1.9c-.6.3-.9.7-.9 1.3M9 12.6v.2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinecap="round"
          />
        </>
      )}
    </svg>
  )
}
