/** The rules about security groups, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { allPortsOpen } from './sg-001-all-ports-open.ts'
import { portOutsideAllowList } from './sg-002-port-outside-allow-list.ts'
import { remoteAdministrationOpen } from './sg-003-remote-administration-open.ts'
import { highRiskPortOpen } from './sg-004-high-risk-port-open.ts'
import { namedServiceOpen } from './sg-005-named-service-open.ts'
import { directoryServiceOpen } from './sg-006-directory-service-open.ts'
import { icmpOpen } from './sg-007-icmp-open.ts'
import { portlessProtocolOpen } from './sg-008-portless-protocol-open.ts'
import { wideSource } from './sg-009-wide-source.ts'
import { outsideCorporateRanges } from './sg-010-outside-corporate-ranges.ts'
import { awsOwnedSource } from './sg-011-aws-owned-source.ts'
import { prefixListTooBroad } from './sg-012-prefix-list-too-broad.ts'
import { wholePrivateBlock } from './sg-013-whole-private-block.ts'
import { rangeInPlaceOfGroup } from './sg-014-range-in-place-of-group.ts'
import { selfReferenceOnAllPorts } from './sg-015-self-reference-on-all-ports.ts'
import { staleReference } from './sg-016-stale-reference.ts'
import { foreignSourceGroup } from './sg-017-foreign-source-group.ts'
import { egressUnrestricted } from './sg-018-egress-unrestricted.ts'
import { egressToRiskyPorts } from './sg-019-egress-to-risky-ports.ts'
import { defaultGroupNotEmpty } from './sg-020-default-group-not-empty.ts'
import { defaultGroupAttached } from './sg-021-default-group-attached.ts'
import { unusedGroup } from './sg-022-unused-group.ts'
import { wizardMadeGroup } from './sg-023-wizard-made-group.ts'
import { tooManyRules } from './sg-024-too-many-rules.ts'
import { ruleWithoutDescription } from './sg-025-rule-without-description.ts'
import { redundantRule } from './sg-026-redundant-rule.ts'
import { widePortRange } from './sg-027-wide-port-range.ts'
import { cleartextAdmitted } from './sg-028-cleartext-admitted.ts'
import { oneFamilyOpen } from './sg-029-one-family-open.ts'
import { malformedRange } from './sg-030-malformed-range.ts'
import { groupAcrossTiers } from './sg-031-group-across-tiers.ts'
import { targetBypassesBalancer } from './sg-032-target-bypasses-balancer.ts'
import { securityGroupChangeAlarm } from './sg-033-change-alarm.ts'

export const SECURITY_GROUP_RULES: readonly FindingRule[] = [
  allPortsOpen,
  portOutsideAllowList,
  remoteAdministrationOpen,
  highRiskPortOpen,
  namedServiceOpen,
  directoryServiceOpen,
  icmpOpen,
  portlessProtocolOpen,
  wideSource,
  outsideCorporateRanges,
  awsOwnedSource,
  prefixListTooBroad,
  wholePrivateBlock,
  rangeInPlaceOfGroup,
  selfReferenceOnAllPorts,
  staleReference,
  foreignSourceGroup,
  egressUnrestricted,
  egressToRiskyPorts,
  defaultGroupNotEmpty,
  defaultGroupAttached,
  unusedGroup,
  wizardMadeGroup,
  tooManyRules,
  ruleWithoutDescription,
  redundantRule,
  widePortRange,
  cleartextAdmitted,
  oneFamilyOpen,
  malformedRange,
  groupAcrossTiers,
  targetBypassesBalancer,
  securityGroupChangeAlarm,
]
