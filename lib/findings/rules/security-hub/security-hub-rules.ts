/** The rules about Security Hub, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { securityHubOff } from './hub-001-security-hub-off.ts'
import { networkControlOff } from './hub-002-network-control-off.ts'
import { reconcile } from './hub-003-reconcile.ts'
import { guardDutyAndConfig } from './hub-004-guardduty-and-config.ts'

export const SECURITY_HUB_RULES: readonly FindingRule[] = [
  securityHubOff,
  networkControlOff,
  reconcile,
  guardDutyAndConfig,
]
