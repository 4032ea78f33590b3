/** The rules about subnet tiers, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { noPublicPrivateSeparation } from './tier-001-no-public-private-separation.ts'
import { autoAssignedPublicAddress } from './tier-002-auto-assigned-public-address.ts'

export const SUBNET_TIER_RULES: readonly FindingRule[] = [noPublicPrivateSeparation, autoAssignedPublicAddress]
