/** The rules about separate VPCs, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { defaultVpc } from './iso-001-default-vpc.ts'
import { mixedVpc } from './iso-002-mixed-vpc.ts'
import { linkJoinsEnvironments } from './iso-003-link-joins-environments.ts'
import { peeringRouteTooWide } from './iso-004-peering-route-too-wide.ts'
import { peeringWithUnknownAccount } from './iso-005-peering-with-unknown-account.ts'
import { autoAcceptedAttachments } from './iso-006-auto-accepted-attachments.ts'
import { flatTransitGateway } from './iso-007-flat-transit-gateway.ts'
import { transitGatewayWithUnknownAccount } from './iso-008-transit-gateway-with-unknown-account.ts'
import { overlappingBlocks } from './iso-009-overlapping-blocks.ts'
import { peeringDns } from './iso-010-peering-dns.ts'
import { publicTierToPrivateTier } from './iso-011-public-tier-to-private-tier.ts'
import { groupSharedIntoAnotherVpc } from './iso-012-group-shared-into-another-vpc.ts'
import { unknownSubnetParticipant } from './iso-013-unknown-subnet-participant.ts'
import { publicAccessNotBlocked } from './iso-014-public-access-not-blocked.ts'
import { unusedVpc } from './iso-015-unused-vpc.ts'
import { oneRegion } from './iso-016-one-region.ts'

export const SEPARATE_VPC_RULES: readonly FindingRule[] = [
  defaultVpc,
  mixedVpc,
  linkJoinsEnvironments,
  peeringRouteTooWide,
  peeringWithUnknownAccount,
  autoAcceptedAttachments,
  flatTransitGateway,
  transitGatewayWithUnknownAccount,
  overlappingBlocks,
  peeringDns,
  publicTierToPrivateTier,
  groupSharedIntoAnotherVpc,
  unknownSubnetParticipant,
  publicAccessNotBlocked,
  unusedVpc,
  oneRegion,
]
