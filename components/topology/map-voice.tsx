/** What the map says aloud: the box in focus, the selection, the path. */

import { visibleText } from '../../lib/reports/visible-text.ts'
import { nodeWords } from './node-words.ts'
import type { PlacedHop } from './place-hops.ts'
import type { MapDrawing } from './use-map-paint.ts'

export function MapVoice({ drawing, focused }: { readonly drawing: MapDrawing; readonly focused: string | null }) {
  const { emphasis, hopPath } = drawing
  return (
    <div className="pt-said">
      <p aria-live="polite">
        {emphasis.selectedNode === null ? '' : `Selected: ${wordsOf(drawing, emphasis.selectedNode)}`}
      </p>
      <p aria-live="polite">{focused === null ? '' : wordsOf(drawing, focused)}</p>
      <p aria-live="polite">{hopPath ? pathWords(hopPath.hops) : ''}</p>
    </div>
  )
}

function wordsOf({ index, paint }: MapDrawing, id: string): string {
  const place = index.places.get(id)
  if (!place) return ''
  return nodeWords(place.node, {
    badge: paint.badges.get(id) ?? null,
    exposure: paint.lens === null ? (paint.exposure.get(id) ?? null) : null,
    lens: paint.lens?.nodes.get(id) ?? null,
    inside: paint.inside.get(id) ?? 0,
  })
}

function pathWords(hops: readonly PlacedHop[]): string {
  return visibleText(
    `Path of ${hops.length} hops: ${hops.map(({ number, hop }) => `${number}, ${hop.label}`).join('; ')}`,
  )
}
