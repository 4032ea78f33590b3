/** The rules about PrivateLink, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'

export const PRIVATE_LINK_RULES: readonly FindingRule[] = []
