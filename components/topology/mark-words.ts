/** The words behind every mark: no colour, letter or shape on the map stands without one. */

import type { ExposureLevel, Severity } from '../../lib/findings/finding.ts'

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
}

/** What can reach it, as said beside a ring. */
export const EXPOSURE_WORDS: Readonly<Record<ExposureLevel, string>> = {
  internet: 'Reachable from the internet',
  limited: 'Reachable from some public addresses',
  corporate: 'Reachable from the corporate network',
  'cross-account': 'Reachable from another account',
  internal: 'Reachable inside the network',
  none: 'Not reachable',
  unknown: 'Exposure unknown',
}
