/** The rules about VPN and Direct Connect, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { tunnelDown } from './hyb-001-tunnel-down.ts'
import { tunnelNotLogged } from './hyb-002-tunnel-not-logged.ts'
import { ikev1Accepted } from './hyb-003-ikev1-accepted.ts'
import { weakTunnelCrypto } from './hyb-004-weak-tunnel-crypto.ts'

export const PRIVATE_CONNECTION_RULES: readonly FindingRule[] = [
  tunnelDown,
  tunnelNotLogged,
  ikev1Accepted,
  weakTunnelCrypto,
]
