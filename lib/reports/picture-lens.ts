/** The exposure lens as the picture wants it: by resource id. */

import type { DrawLens } from '../topology/draw-svg.ts'
import type { RingLevel } from '../topology/svg-theme.ts'
import { type ExposureLens, type ExposureState, exposureByInterface } from './exposure-lens.ts'

const RINGS: Readonly<Record<ExposureState, RingLevel>> = {
  reachable: 'internet',
  limited: 'limited',
  unknown: 'unknown',
  near: 'near',
  none: 'none',
}

export interface PictureLens {
  readonly exposure: ReadonlyMap<string, RingLevel>
  readonly lens: DrawLens
}

export function pictureLens(lens: ExposureLens): PictureLens {
  const known = exposureByInterface(lens)
  return {
    exposure: new Map([...known].map(([id, { state }]) => [id, RINGS[state]])),
    lens: {
      ports: new Map([...known].map(([id, { ports, change }]) => [id, change?.short ?? ports.join(' · ')])),
      reached: new Map(lens.subnets.flatMap(({ subnetId, direct }) => (direct === null ? [] : [[subnetId, direct]]))),
    },
  }
}
