/** The rules about in-line inspection, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { noNetworkFirewall } from './inl-001-no-network-firewall.ts'
import { statelessDefaults } from './inl-002-stateless-defaults.ts'
import { emptyPolicy } from './inl-003-empty-policy.ts'
import { firewallNotResilient } from './inl-004-firewall-not-resilient.ts'
import { firewallNotInPath } from './inl-005-firewall-not-in-path.ts'
import { asymmetricInspection } from './inl-006-asymmetric-inspection.ts'
import { unfilteredEgress } from './inl-007-unfiltered-egress.ts'
import { dnsFirewallAbsent } from './inl-008-dns-firewall-absent.ts'
import { noWebAcl } from './inl-009-no-web-acl.ts'
import { noShieldProtection } from './inl-010-no-shield-protection.ts'
import { inspectionEndpointIdle } from './inl-011-inspection-endpoint-idle.ts'

export const INSPECTION_RULES: readonly FindingRule[] = [
  noNetworkFirewall,
  statelessDefaults,
  emptyPolicy,
  firewallNotResilient,
  firewallNotInPath,
  asymmetricInspection,
  unfilteredEgress,
  dnsFirewallAbsent,
  noWebAcl,
  noShieldProtection,
  inspectionEndpointIdle,
]
