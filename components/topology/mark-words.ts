/** The words behind every mark: no colour, letter or shape on the map stands without one. */

import type { ExposureLevel, Severity } from '../../lib/findings/finding.ts'
import type { SubnetClass } from '../../lib/inventory/subnet-class.ts'

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
  corporate: 'Reachable from the corporate network',
  'cross-account': 'Reachable from another account',
  internal: 'Reachable inside the network',
  none: 'Not reachable',
  unknown: 'Exposure unknown',
}

export const SUBNET_CLASS_WORDS: Readonly<Record<SubnetClass, string>> = {
  public: 'Public',
  'private-egress': 'Private, egress',
  'private-transit': 'Private, transit',
  isolated: 'Isolated',
  unknown: 'Class unknown',
}
