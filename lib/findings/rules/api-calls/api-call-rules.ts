/** The rules about API calls, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'

export const API_CALL_RULES: readonly FindingRule[] = []
