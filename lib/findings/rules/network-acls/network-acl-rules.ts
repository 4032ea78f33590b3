/** The rules about network ACLs, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { adminPortAdmitted } from './nacl-001-admin-port-admitted.ts'
import { everythingAdmitted } from './nacl-002-everything-admitted.ts'

export const NETWORK_ACL_RULES: readonly FindingRule[] = [adminPortAdmitted, everythingAdmitted]
