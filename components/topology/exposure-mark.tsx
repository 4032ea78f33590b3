/** The exposure ring: how it is drawn says how sure and how far, never the colour alone. */

import type { ExposureLevel } from '../../lib/findings/finding.ts'
import { EXPOSURE_WORDS } from './mark-words.ts'
import './marks.css'

export interface ExposureMarkProps {
  readonly level: ExposureLevel
  /** Said instead of the level's own words; the empty string hides the mark from readers (words stand beside it). */
  readonly label?: string
  readonly size?: number
}

/** Solid crimson: the internet; double: another account; plain: the corporate network; dotted with ?: unknown. */
export function ExposureMark({ level, label, size = 14 }: ExposureMarkProps) {
  const word = label ?? EXPOSURE_WORDS[level]
  return (
    <svg
      className={`pt-exp pt-exp-${level}`}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      role="img"
      aria-label={word}
      aria-hidden={word === ''}
    >
      <circle cx="7" cy="7" r={level === 'internet' ? 5 : 5.5} />
      {level === 'cross-account' && <circle cx="7" cy="7" r="2.75" />}
      {level === 'corporate' && <circle className="pt-exp-dot" cx="7" cy="7" r="1.5" />}
      {level === 'unknown' && <path d="M5.6 5.7a1.4 1.4 0 1 1 2 1.4c-.4.2-.6.5-.6.9M7 9.9v.1" />}
    </svg>
  )
}
