/** The rules about management traffic, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { groupMixesManagement } from './mgmt-001-group-mixes-management.ts'
import { interfacesOfOneInstance } from './mgmt-002-interfaces-of-one-instance.ts'
import { hostBridgesSubnets } from './mgmt-003-host-bridges-subnets.ts'
import { managementOpenElsewhere } from './mgmt-004-management-open-elsewhere.ts'
import { noIamFence } from './mgmt-005-no-iam-fence.ts'
import { changeAlarms } from './mgmt-006-change-alarms.ts'
import { manualRuleChanges } from './mgmt-007-manual-rule-changes.ts'

export const MANAGEMENT_RULES: readonly FindingRule[] = [
  groupMixesManagement,
  interfacesOfOneInstance,
  hostBridgesSubnets,
  managementOpenElsewhere,
  noIamFence,
  changeAlarms,
  manualRuleChanges,
]
