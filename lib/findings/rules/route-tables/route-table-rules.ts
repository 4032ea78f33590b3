/** The rules about route tables, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { defaultRouteToInternetGateway } from './rt-001-default-route-to-internet-gateway.ts'
import { mainTablePublic } from './rt-002-main-table-public.ts'
import { noNeedOfPublicSubnet } from './rt-004-no-need-of-public-subnet.ts'
import { blackholeRoute } from './rt-007-blackhole-route.ts'

export const ROUTE_TABLE_RULES: readonly FindingRule[] = [
  defaultRouteToInternetGateway,
  mainTablePublic,
  noNeedOfPublicSubnet,
  blackholeRoute,
]
