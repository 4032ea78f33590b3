/** The rules about logs, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { vpcWithoutFlowLog } from './log-001-vpc-without-flow-log.ts'

export const FLOW_LOG_RULES: readonly FindingRule[] = [vpcWithoutFlowLog]
