/** The rules about Security Hub, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'

export const SECURITY_HUB_RULES: readonly FindingRule[] = []
