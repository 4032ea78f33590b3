/** The rules about in-line inspection, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { statelessDefaults } from './inl-002-stateless-defaults.ts'
import { emptyPolicy } from './inl-003-empty-policy.ts'
import { dnsFirewallAbsent } from './inl-008-dns-firewall-absent.ts'
import { noWebAcl } from './inl-009-no-web-acl.ts'

export const INSPECTION_RULES: readonly FindingRule[] = [statelessDefaults, emptyPolicy, dnsFirewallAbsent, noWebAcl]
