/** The rules that a control of Security Hub may ask the same as: all but those about Security Hub itself. */

import type { FindingRule } from '../../rule.ts'
import { RULES_BEFORE_SECURITY_HUB } from '../../rules-before-security-hub.ts'
import { INSPECTION_RULES } from '../in-line-inspection/inspection-rules.ts'

export const RULES_WITH_CONTROLS: readonly FindingRule[] = [...RULES_BEFORE_SECURITY_HUB, ...INSPECTION_RULES]
