/** One drawing per kind of resource, on a grid of 20. Always shown with its short code or a word. */

import { GLYPHS, type GlyphName, glyphName } from '../../lib/topology/glyphs.ts'
import type { NodeKind } from '../../lib/topology/graph.ts'
import './marks.css'

export interface GlyphProps {
  /** Short code as under the glyph (`EC2`, `NAT`), where it is more precise than the kind. */
  readonly code?: string
  readonly kind?: NodeKind
  /** A drawing by its own name; wins over code and kind. */
  readonly name?: GlyphName
  readonly size?: number
}

/** One path a drawing: a subpath costs nothing, an element does. */
const DRAWINGS: ReadonlyMap<GlyphName, string> = new Map(
  Object.entries(GLYPHS).flatMap(([name, glyph]) => (isGlyphName(name) ? [[name, glyph.paths.join('')]] : [])),
)

export function Glyph({ code = '', kind = 'unplaced', name, size = 20 }: GlyphProps) {
  return (
    <svg className="pt-glyph" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={DRAWINGS.get(name ?? glyphName({ kind, code }))} />
    </svg>
  )
}

function isGlyphName(name: string): name is GlyphName {
  return name in GLYPHS
}
