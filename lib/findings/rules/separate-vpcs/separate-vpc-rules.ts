/** The rules about separate VPCs, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'

export const SEPARATE_VPC_RULES: readonly FindingRule[] = []
