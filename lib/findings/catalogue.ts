/** Every rule there is, in the order of the catalogue. */

import type { FindingRule } from './rule.ts'
import { vpcWithoutFlowLog } from './rules/flow-logs/log-001-vpc-without-flow-log.ts'
import { adminPortAdmitted } from './rules/network-acls/nacl-001-admin-port-admitted.ts'
import { defaultRouteToInternetGateway } from './rules/route-tables/rt-001-default-route-to-internet-gateway.ts'
import { mainTablePublic } from './rules/route-tables/rt-002-main-table-public.ts'
import { noNeedOfPublicSubnet } from './rules/route-tables/rt-004-no-need-of-public-subnet.ts'
import { blackholeRoute } from './rules/route-tables/rt-007-blackhole-route.ts'
import { allPortsOpen } from './rules/security-groups/sg-001-all-ports-open.ts'
import { portOutsideAllowList } from './rules/security-groups/sg-002-port-outside-allow-list.ts'
import { remoteAdministrationOpen } from './rules/security-groups/sg-003-remote-administration-open.ts'
import { highRiskPortOpen } from './rules/security-groups/sg-004-high-risk-port-open.ts'
import { namedServiceOpen } from './rules/security-groups/sg-005-named-service-open.ts'
import { egressUnrestricted } from './rules/security-groups/sg-018-egress-unrestricted.ts'
import { defaultGroupNotEmpty } from './rules/security-groups/sg-020-default-group-not-empty.ts'
import { noPublicPrivateSeparation } from './rules/subnet-tiers/tier-001-no-public-private-separation.ts'
import { autoAssignedPublicAddress } from './rules/subnet-tiers/tier-002-auto-assigned-public-address.ts'

export const CATALOGUE: readonly FindingRule[] = [
  noPublicPrivateSeparation,
  autoAssignedPublicAddress,
  allPortsOpen,
  portOutsideAllowList,
  remoteAdministrationOpen,
  highRiskPortOpen,
  namedServiceOpen,
  egressUnrestricted,
  defaultGroupNotEmpty,
  adminPortAdmitted,
  defaultRouteToInternetGateway,
  mainTablePublic,
  noNeedOfPublicSubnet,
  blackholeRoute,
  vpcWithoutFlowLog,
]
