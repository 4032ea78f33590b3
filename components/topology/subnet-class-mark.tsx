/** Subnet class: an icon in the class's colour and the word in ink. */

import type { SubnetClass } from '../../lib/inventory/subnet-class.ts'
import { SUBNET_CLASS_WORDS } from './mark-words.ts'
import './marks.css'

/** Drawn in a box of 20 by 20: globe, arrow out, bridge, lock, question. */
const ICONS: Readonly<Record<SubnetClass, string>> = {
  public: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM3 10h14M10 3c2.6 2.2 2.6 11.8 0 14M10 3c-2.6 2.2-2.6 11.8 0 14',
  'private-egress': 'M4 10h11M11 5.5l4.5 4.5-4.5 4.5',
  'private-transit': 'M2.5 14h15M5.5 6v8M14.5 6v8M2.5 10.5c2 0 3-2 3-4.5 0 3.5 9 3.5 9 0 0 2.5 1 4.5 3 4.5',
  isolated:
    'M6 9h8a1.5 1.5 0 0 1 1.5 1.5v4.5a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 15v-4.5A1.5 1.5 0 0 1 6 9ZM7 9V6.8a3 3 0 0 1 6 0V9',
  unknown: 'M6.8 7.5a3.2 3.2 0 1 1 4.6 2.9c-.9.4-1.4 1.1-1.4 2.1M10 16v.1',
}

export interface SubnetClassMarkProps {
  readonly subnetClass: SubnetClass
  /** Without words the icon carries the name itself. */
  readonly words?: boolean
  readonly size?: number
}

export function SubnetClassMark({ subnetClass, words = true, size = 13 }: SubnetClassMarkProps) {
  const word = SUBNET_CLASS_WORDS[subnetClass]
  return (
    <span className={`pt-class pt-class-${subnetClass}`}>
      <svg
        className="pt-glyph"
        width={size}
        height={size}
        viewBox="0 0 20 20"
        role="img"
        aria-label={word}
        aria-hidden={words}
      >
        <path d={ICONS[subnetClass]} />
      </svg>
      {words && <span className="pt-class-word">{word}</span>}
    </span>
  )
}
