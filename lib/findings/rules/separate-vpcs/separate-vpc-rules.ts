/** The rules about separate VPCs, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { defaultVpc } from './iso-001-default-vpc.ts'
import { peeringWithUnknownAccount } from './iso-005-peering-with-unknown-account.ts'
import { autoAcceptedAttachments } from './iso-006-auto-accepted-attachments.ts'
import { transitGatewayWithUnknownAccount } from './iso-008-transit-gateway-with-unknown-account.ts'
import { peeringDns } from './iso-010-peering-dns.ts'
import { unknownSubnetParticipant } from './iso-013-unknown-subnet-participant.ts'
import { unusedVpc } from './iso-015-unused-vpc.ts'
import { oneRegion } from './iso-016-one-region.ts'

export const SEPARATE_VPC_RULES: readonly FindingRule[] = [
  defaultVpc,
  peeringWithUnknownAccount,
  autoAcceptedAttachments,
  transitGatewayWithUnknownAccount,
  peeringDns,
  unknownSubnetParticipant,
  unusedVpc,
  oneRegion,
]
