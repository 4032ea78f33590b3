/** Subnet class: an icon in the class's colour and the word in ink. */

import type { SubnetClass } from '../../lib/inventory/subnet-class.ts'
import { SUBNET_CLASS_MARKS } from '../../lib/topology/glyphs.ts'
import { Glyph } from './glyph.tsx'

export interface SubnetClassMarkProps {
  readonly subnetClass: SubnetClass
  /** Whether the word is seen; it is always said. */
  readonly words?: boolean
  readonly size?: number
}

export function SubnetClassMark({ subnetClass, words = true, size = 13 }: SubnetClassMarkProps) {
  const { glyph, word } = SUBNET_CLASS_MARKS[subnetClass]
  return (
    <span className={`pt-class pt-class-${subnetClass}`}>
      <Glyph name={glyph} size={size} />
      <span className={words ? 'pt-class-word' : 'pt-said'}>{word}</span>
    </span>
  )
}
