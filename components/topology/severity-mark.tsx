/** The severity mark: a shape and a letter, so that it reads without colour. */

import type { Severity } from '../../lib/findings/finding.ts'
import { SEVERITY_WORDS } from './mark-words.ts'
import './marks.css'

export interface SeverityMarkProps {
  readonly severity: Severity
  /** Said instead of the severity's own word; the empty string hides the mark from readers (a word stands beside it). */
  readonly label?: string
  /** Edge in CSS pixels; 16 unless told. */
  readonly size?: number
}

interface Shape {
  readonly letter: string
  /** Drawn in a box of 16 by 16. */
  readonly path: string
  readonly baseline: number
}

const SHAPES: Readonly<Record<Severity, Shape>> = {
  critical: { letter: 'C', path: 'M8 .2 15.8 8 8 15.8.2 8Z', baseline: 11.2 },
  high: { letter: 'H', path: 'M8 .9 15.8 15H.2Z', baseline: 13.2 },
  medium: { letter: 'M', path: 'M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Z', baseline: 11.2 },
  low: {
    letter: 'L',
    path: 'M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5Z',
    baseline: 11.2,
  },
  info: { letter: 'i', path: 'M8 1.5 14.2 5v6L8 14.5 1.8 11V5Z', baseline: 11.2 },
}

/** ◆C ▲H ●M ■L ⬡i in the severity's colour. */
export function SeverityMark({ severity, label, size = 16 }: SeverityMarkProps) {
  const { letter, path, baseline } = SHAPES[severity]
  const word = label ?? SEVERITY_WORDS[severity]
  return (
    <svg
      className={`pt-sev pt-sev-${severity}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role="img"
      aria-label={word}
      aria-hidden={word === ''}
    >
      <path d={path} />
      <text x="8" y={baseline} textAnchor="middle">
        {letter}
      </text>
    </svg>
  )
}
