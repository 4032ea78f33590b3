/** Every rule there is, in the order of the charter's bullets. */

import type { FindingRule } from './rule.ts'
import { INSPECTION_RULES } from './rules/in-line-inspection/inspection-rules.ts'
import { SECURITY_HUB_RULES } from './rules/security-hub/security-hub-rules.ts'
import { RULES_BEFORE_SECURITY_HUB } from './rules-before-security-hub.ts'

export const CATALOGUE: readonly FindingRule[] = [
  ...RULES_BEFORE_SECURITY_HUB,
  ...SECURITY_HUB_RULES,
  ...INSPECTION_RULES,
]
