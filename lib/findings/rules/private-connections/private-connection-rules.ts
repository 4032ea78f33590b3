/** The rules about VPN and Direct Connect, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'

export const PRIVATE_CONNECTION_RULES: readonly FindingRule[] = []
