/** Peering connections of production: one to the developers, one to a courier company whose side was not collected. */

import { COURIER, DEV, type Part, PROD, REGION, tags } from './place.ts'
import { sampleId } from './sample-id.ts'

export const PEERING_TO_DEV = sampleId('pcx', 'shop-prod-to-dev')
export const PEERING_TO_COURIER = sampleId('pcx', 'shop-prod-to-courier')
export const COURIER_NETWORK = '10.90.0.0/16'
export const COURIER_VPC = sampleId('vpc', 'courier')

/** As production sees them; the far account sees the first one too. */
export function peeringParts(): readonly Part[] {
  const prod = { VpcId: PROD.id, OwnerId: PROD.account, CidrBlock: PROD.cidr }
  return [
    peering(PEERING_TO_DEV, 'shop-prod-to-dev', prod, { VpcId: DEV.id, OwnerId: DEV.account, CidrBlock: DEV.cidr }),
    peering(PEERING_TO_COURIER, 'shop-prod-to-courier', prod, {
      VpcId: COURIER_VPC,
      OwnerId: COURIER,
      CidrBlock: COURIER_NETWORK,
    }),
  ]
}

interface PeeringSidePlan {
  readonly VpcId: string
  readonly OwnerId: string
  readonly CidrBlock: string
}

function peering(id: string, ...[name, requester, accepter]: [string, PeeringSidePlan, PeeringSidePlan]): Part {
  const side = (plan: PeeringSidePlan) => ({
    ...plan,
    Region: REGION,
    CidrBlockSet: [{ CidrBlock: plan.CidrBlock }],
    PeeringOptions: { AllowDnsResolutionFromRemoteVpc: false },
  })
  return [
    'VpcPeeringConnections',
    {
      VpcPeeringConnectionId: id,
      Status: { Code: 'active', Message: 'Active' },
      RequesterVpcInfo: side(requester),
      AccepterVpcInfo: side(accepter),
      Tags: tags({ Name: name }),
    },
  ]
}
