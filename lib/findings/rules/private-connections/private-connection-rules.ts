/** The rules about VPN and Direct Connect, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { tunnelDown } from './hyb-001-tunnel-down.ts'
import { tunnelNotLogged } from './hyb-002-tunnel-not-logged.ts'
import { ikev1Accepted } from './hyb-003-ikev1-accepted.ts'
import { weakTunnelCrypto } from './hyb-004-weak-tunnel-crypto.ts'
import { clientVpnOpenToAll } from './hyb-005-client-vpn-open-to-all.ts'
import { clientVpnNotLogged } from './hyb-006-client-vpn-not-logged.ts'
import { directConnectRedundancy } from './hyb-007-direct-connect-redundancy.ts'
import { corporateAccessByInternet } from './hyb-008-corporate-access-by-internet.ts'
import { remoteNetworkTooFree } from './hyb-009-remote-network-too-free.ts'
import { clientVpnTooWide } from './hyb-010-client-vpn-too-wide.ts'

export const PRIVATE_CONNECTION_RULES: readonly FindingRule[] = [
  tunnelDown,
  tunnelNotLogged,
  ikev1Accepted,
  weakTunnelCrypto,
  clientVpnOpenToAll,
  clientVpnNotLogged,
  directConnectRedundancy,
  corporateAccessByInternet,
  remoteNetworkTooFree,
  clientVpnTooWide,
]
