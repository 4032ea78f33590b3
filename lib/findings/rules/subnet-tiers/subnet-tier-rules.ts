/** The rules about subnet tiers, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { noPublicPrivateSeparation } from './tier-001-no-public-private-separation.ts'
import { autoAssignedPublicAddress } from './tier-002-auto-assigned-public-address.ts'
import { autoAssignedIpv6Address } from './tier-003-auto-assigned-ipv6-address.ts'
import { severalTiersInOneSubnet } from './tier-004-several-tiers-in-one-subnet.ts'
import { dataStoreInPublicSubnet } from './tier-005-data-store-in-public-subnet.ts'
import { dataStoreReachable } from './tier-006-data-store-reachable.ts'
import { dataAdmitsOthers } from './tier-007-data-admits-others.ts'
import { edgeReachesData } from './tier-008-edge-reaches-data.ts'
import { singleZone } from './tier-009-single-zone.ts'
import { onlyOneSubnet } from './tier-010-only-one-subnet.ts'
import { serviceOutsideVpc } from './tier-011-service-outside-vpc.ts'
import { templateAsksForPublicAddress } from './tier-012-template-asks-for-public-address.ts'

export const SUBNET_TIER_RULES: readonly FindingRule[] = [
  noPublicPrivateSeparation,
  autoAssignedPublicAddress,
  autoAssignedIpv6Address,
  severalTiersInOneSubnet,
  dataStoreInPublicSubnet,
  dataStoreReachable,
  dataAdmitsOthers,
  edgeReachesData,
  singleZone,
  onlyOneSubnet,
  serviceOutsideVpc,
  templateAsksForPublicAddress,
]
