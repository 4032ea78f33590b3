/** The ring around a chip: its style says what can reach it, its colour whether that is a fault. */

import type { ExposureLevel } from '../../lib/findings/finding.ts'
import type { ExposureState } from '../../lib/reports/exposure-lens.ts'
import type { Badge } from './node-words.ts'

export type Ring = 'exposed' | 'open' | 'corporate' | 'near' | 'unknown' | 'none'

/** In the exposure lens the ring says what can reach it and nothing else. */
export const LENS_RINGS: Readonly<Record<ExposureState, Ring>> = {
  reachable: 'exposed',
  limited: 'corporate',
  near: 'near',
  unknown: 'unknown',
  none: 'none',
}

/**
 * `exposed` (solid crimson) only where the internet reaches it and a finding of medium or worse says it should not;
 * a listener that is meant to be public is `open` (solid ink), so that crimson keeps its meaning.
 */
export function ringOf(exposure: ExposureLevel | null, badge: Badge | null): Ring {
  if (exposure === 'internet') return badge !== null && GRAVE.has(badge.worst) ? 'exposed' : 'open'
  if (exposure === 'limited' || exposure === 'corporate' || exposure === 'cross-account') return 'corporate'
  return exposure === 'unknown' ? 'unknown' : 'none'
}

const GRAVE: ReadonlySet<Badge['worst']> = new Set(['critical', 'high', 'medium'])
