/** The bullets of AWS's "Infrastructure security in Amazon VPC", in a word or two, for columns and pills. */

import type { CharterBullet } from '../../lib/findings/charter.ts'

export const CHARTER_WORDS: Readonly<Record<CharterBullet, string>> = {
  A: 'Signed API calls',
  B: 'Separate VPCs',
  C: 'Tiers',
  D: 'PrivateLink',
  E: 'Security groups',
  F: 'Network ACLs',
  G: 'Private subnets',
  H: 'Route tables',
  I: 'Management',
  J: 'VPN, DX',
  K: 'Flow logs',
  L: 'Security Hub',
  M: 'Inspection',
}
