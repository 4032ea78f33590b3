/** What can reach it, in the few words a table cell has room for. */

import type { ExposureLevel } from '../../lib/findings/finding.ts'

export const EXPOSURE_SHORT: Readonly<Record<ExposureLevel, string>> = {
  internet: 'Internet now',
  unknown: 'Unknown',
  limited: 'Some public addresses',
  'cross-account': 'Other account',
  corporate: 'Corporate',
  internal: 'Internal',
  none: 'Not reachable',
}

/** Widest first. Unknown stands beside the internet: what cannot be told must not sink to the bottom. */
export const EXPOSURE_LEVELS: readonly ExposureLevel[] = [
  'internet',
  'unknown',
  'limited',
  'cross-account',
  'corporate',
  'internal',
  'none',
]
