/** Routes between sheets: out of a shelf by the gutters about it, up to the horizon or right to the rail. */

import type { Stand } from './locate.ts'
import { HORIZON, MARGIN } from './measure.ts'
import type { ScenePoint } from './scene.ts'
import type { Gutter, Tracks } from './tracks.ts'

export interface OutsideRoute {
  readonly tracks: Tracks
  readonly trunk: string
}

/** From a point on the right border of a box to the right edge of the shelves: the last point's height is where it comes out. */
export function exitRight(start: ScenePoint, stand: Stand, route: OutsideRoute): ScenePoint[] {
  const path = [start]
  let y = start.y
  for (let at: Stand | null = stand; at; at = at.container) {
    if (at.last) continue
    const x = route.tracks.of(rightGutter(at), route.trunk)
    const north = route.tracks.of(northGutter(at), route.trunk)
    path.push({ x, y }, { x, y: north })
    y = north
  }
  return path
}

/** From a point on the top border of a box to the height of the horizon. */
export function exitUp(
  start: ScenePoint,
  stand: Stand,
  route: OutsideRoute & { readonly horizon: number },
): ScenePoint[] {
  const path = [start]
  let { x } = start
  for (let at: Stand | null = stand; at; at = at.container) {
    const left = (at.container?.rect.x ?? MARGIN) - HORIZON.overhang
    const crossesCaption = at.container !== null && x > left && x < at.container.captionRight
    if (at.first && !crossesCaption) continue
    const y = route.tracks.of(northGutter(at), route.trunk)
    path.push({ x, y }, { x: left, y })
    x = left
  }
  return [...path, { x, y: route.horizon }]
}

/** Between two boxes of one shelf: along the gutter above them. */
export function alongShelf(
  ends: readonly [
    { readonly point: ScenePoint; readonly stand: Stand },
    { readonly point: ScenePoint; readonly stand: Stand },
  ],
  route: OutsideRoute,
): ScenePoint[] {
  const [from, to] = ends
  const [a, b] = [
    route.tracks.of(rightGutter(from.stand), route.trunk),
    route.tracks.of(rightGutter(to.stand), route.trunk),
  ]
  const y = route.tracks.of(northGutter(from.stand), route.trunk)
  return [from.point, { x: a, y: from.point.y }, { x: a, y }, { x: b, y }, { x: b, y: to.point.y }, to.point]
}

/** Free of the harbours, which stand 14 px out. */
function rightGutter(stand: Stand): Gutter {
  const from = stand.rect.x + stand.rect.width
  const wide = stand.nextLeft - from > 32
  return { id: `${stand.id}>`, from: wide ? from + 16 : from, to: Math.max(stand.nextLeft - (wide ? 12 : 0), from + 4) }
}

function northGutter(stand: Stand): Gutter {
  const wide = stand.shelfTop - stand.above > 40
  const from = stand.above + (wide && !stand.first ? 16 : 0)
  const to = stand.shelfTop - (stand.shelfTop - stand.above > 24 ? 15 : 0)
  return { id: `${stand.shelf}^`, from, to: Math.max(from, to) }
}
