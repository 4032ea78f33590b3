/** The exposure of a chip as a mark: solid, dashed or dotted ring, and what thinking rules away does to it. */

import type { ExposureState } from '../../lib/reports/exposure-lens.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { EXPOSURE_STATE_WORDS, type NodeLens } from './lens-paint.ts'

export function LensMark({ lens }: { readonly lens: NodeLens }) {
  return (
    <span className="pt-lens-mark" title={visibleText(lens.words)}>
      {lens.fate && <b className="pt-fate">{lens.fate === 'lost' ? '−' : '+'}</b>}
      <StateMark state={lens.state} size={15} />
    </span>
  )
}

export interface StateMarkProps {
  readonly state: ExposureState
  readonly size?: number
  /** Words stand beside it. */
  readonly silent?: boolean
}

/** Its line says which it is, so that it reads without colour. */
export function StateMark({ state, size = 14, silent = true }: StateMarkProps) {
  return (
    <svg
      className={`pt-exp pt-state-${state}`}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      role="img"
      aria-label={silent ? undefined : EXPOSURE_STATE_WORDS[state]}
      aria-hidden={silent}
    >
      <circle cx="7" cy="7" r="5.4" />
      {state === 'reachable' && <circle className="pt-state-dot" cx="7" cy="7" r="2.1" />}
      {state === 'limited' && <circle cx="7" cy="7" r="2.75" />}
      {state === 'unknown' && <path d="M5.6 5.7a1.4 1.4 0 1 1 2 1.4c-.4.2-.6.5-.6.9M7 9.9v.1" />}
    </svg>
  )
}

/** `2 ○ 1 ◌`: how many interfaces inside are in which state. */
export function LensCounts({ lens }: { readonly lens: NodeLens }) {
  const { counts } = lens
  if (counts === null) return null
  return (
    <span className="pt-lens-counts" title={lens.words}>
      {TOLD.filter((state) => counts[state] > 0).map((state) => (
        <span key={state}>
          <StateMark state={state} size={12} />
          {counts[state].toLocaleString('en')}
        </span>
      ))}
    </span>
  )
}

const TOLD: readonly ExposureState[] = ['reachable', 'limited', 'near', 'unknown']
