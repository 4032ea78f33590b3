/** The rules about network ACLs, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { adminPortAdmitted } from './nacl-001-admin-port-admitted.ts'
import { everythingAdmitted } from './nacl-002-everything-admitted.ts'
import { everythingAllowedOut } from './nacl-003-everything-allowed-out.ts'
import { unusedAcl } from './nacl-004-unused-acl.ts'
import { subnetOnDefaultRules } from './nacl-005-default-rules.ts'
import { deadEntry } from './nacl-006-dead-entry.ts'
import { repliesDenied } from './nacl-007-replies-denied.ts'
import { doesTheWorkOfGroups } from './nacl-008-does-the-work-of-groups.ts'
import { noGuardRail } from './nacl-009-no-guard-rail.ts'
import { familiesDiffer } from './nacl-010-families-differ.ts'

export const NETWORK_ACL_RULES: readonly FindingRule[] = [
  adminPortAdmitted,
  everythingAdmitted,
  everythingAllowedOut,
  unusedAcl,
  subnetOnDefaultRules,
  deadEntry,
  repliesDenied,
  doesTheWorkOfGroups,
  noGuardRail,
  familiesDiffer,
]
