/** The rules about in-line inspection, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'

export const INSPECTION_RULES: readonly FindingRule[] = []
