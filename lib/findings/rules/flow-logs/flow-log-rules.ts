/** The rules about logs, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { vpcWithoutFlowLog } from './log-001-vpc-without-flow-log.ts'
import { rejectsNotRecorded } from './log-002-rejects-not-recorded.ts'
import { deliveryFails } from './log-003-delivery-fails.ts'
import { formatTooThin } from './log-004-format-too-thin.ts'
import { transitGatewayNotLogged } from './log-005-transit-gateway-not-logged.ts'
import { dnsQueriesNotLogged } from './log-006-dns-queries-not-logged.ts'
import { accessLogsOff } from './log-007-access-logs-off.ts'
import { ruleUnused } from './log-008-rule-unused.ts'
import { unknownTrafficMirror } from './log-009-unknown-traffic-mirror.ts'

export const FLOW_LOG_RULES: readonly FindingRule[] = [
  vpcWithoutFlowLog,
  rejectsNotRecorded,
  deliveryFails,
  formatTooThin,
  transitGatewayNotLogged,
  dnsQueriesNotLogged,
  accessLogsOff,
  ruleUnused,
  unknownTrafficMirror,
]
