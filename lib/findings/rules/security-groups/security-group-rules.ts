/** The rules about security groups, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { allPortsOpen } from './sg-001-all-ports-open.ts'
import { portOutsideAllowList } from './sg-002-port-outside-allow-list.ts'
import { remoteAdministrationOpen } from './sg-003-remote-administration-open.ts'
import { highRiskPortOpen } from './sg-004-high-risk-port-open.ts'
import { namedServiceOpen } from './sg-005-named-service-open.ts'
import { directoryServiceOpen } from './sg-006-directory-service-open.ts'
import { egressUnrestricted } from './sg-018-egress-unrestricted.ts'
import { defaultGroupNotEmpty } from './sg-020-default-group-not-empty.ts'

export const SECURITY_GROUP_RULES: readonly FindingRule[] = [
  allPortsOpen,
  portOutsideAllowList,
  remoteAdministrationOpen,
  highRiskPortOpen,
  namedServiceOpen,
  directoryServiceOpen,
  egressUnrestricted,
  defaultGroupNotEmpty,
]
