/** Semantic zoom in four steps, so that the map changes its drawing rarely and never node by node. */

export type ZoomBucket = 'far' | 'low' | 'mid' | 'near'

/** far: shape and colour; low: glyph and badge too; mid: names too; near: everything. */
export function zoomBucket(zoom: number): ZoomBucket {
  if (zoom < 0.3) return 'far'
  if (zoom < 0.5) return 'low'
  if (zoom < 0.8) return 'mid'
  return 'near'
}
