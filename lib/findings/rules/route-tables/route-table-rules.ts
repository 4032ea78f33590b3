/** The rules about route tables, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { defaultRouteToInternetGateway } from './rt-001-default-route-to-internet-gateway.ts'
import { mainTablePublic } from './rt-002-main-table-public.ts'
import { implicitMainTable } from './rt-003-implicit-main-table.ts'
import { noNeedOfPublicSubnet } from './rt-004-no-need-of-public-subnet.ts'
import { internalRouteWithoutUse } from './rt-005-internal-route-without-use.ts'
import { publicAndInternal } from './rt-006-public-and-internal.ts'
import { blackholeRoute } from './rt-007-blackhole-route.ts'
import { gatewayNotAllowed } from './rt-008-gateway-not-allowed.ts'
import { unusedGateway } from './rt-009-unused-gateway.ts'
import { dualStackLeak } from './rt-010-dual-stack-leak.ts'
import { needlessPropagation } from './rt-011-needless-propagation.ts'
import { applianceCannotForward } from './rt-012-appliance-cannot-forward.ts'
import { oneWayRoute } from './rt-013-one-way-route.ts'
import { moreSpecificThanLocal } from './rt-014-more-specific-than-local.ts'

export const ROUTE_TABLE_RULES: readonly FindingRule[] = [
  defaultRouteToInternetGateway,
  mainTablePublic,
  implicitMainTable,
  noNeedOfPublicSubnet,
  internalRouteWithoutUse,
  publicAndInternal,
  blackholeRoute,
  gatewayNotAllowed,
  unusedGateway,
  dualStackLeak,
  needlessPropagation,
  applianceCannotForward,
  oneWayRoute,
  moreSpecificThanLocal,
]
