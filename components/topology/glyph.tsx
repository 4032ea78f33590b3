/** One drawing per kind of resource, on a grid of 20. Always shown with its short code or a word. */

import type { NodeKind } from '../../lib/topology/graph.ts'
import './marks.css'

export interface GlyphProps {
  /** Short code as under the glyph: `EC2`, `NAT`. Wins over `kind`. */
  readonly code?: string
  readonly kind?: NodeKind
  readonly size?: number
}

export function Glyph({ size = 20 }: GlyphProps) {
  return (
    <svg className="pt-glyph" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M5.5 3.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2Z" />
    </svg>
  )
}
