/** The rules about management traffic, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'

export const MANAGEMENT_RULES: readonly FindingRule[] = []
