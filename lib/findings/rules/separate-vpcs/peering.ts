/** What the rules about peering connections share. */

import type { PeeringSide, VpcPeeringConnection } from '../../../inventory/connectivity.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatPrefix, type Prefix } from '../../../net/prefix.ts'
import { subjectFor } from '../../outcomes.ts'
import type { Subject } from '../../rule.ts'

export function peeringSubject(peering: VpcPeeringConnection): Subject {
  return subjectFor(peering, 'vpc-peering-connection', peering.requester.vpcId)
}

export function sidesOf({ requester, accepter }: VpcPeeringConnection): readonly [PeeringSide, PeeringSide] {
  return [requester, accepter]
}

/** The side a VPC looks at; null where the VPC is on neither, or on both. */
export function farSide({ requester, accepter }: VpcPeeringConnection, vpcId: string): PeeringSide | null {
  if (requester.vpcId === accepter.vpcId) return null
  if (requester.vpcId === vpcId) return accepter
  return accepter.vpcId === vpcId ? requester : null
}

/** Every block of the VPC on a side, of both families, by the peering and by the VPC itself. */
export function cidrsOf(inventory: Inventory, { vpcId, cidrs }: PeeringSide): readonly Prefix[] {
  const own = vpcId === null ? [] : (inventory.vpcs.get(vpcId)?.cidrs ?? [])
  return [...new Map([...cidrs, ...own].map((prefix) => [formatPrefix(prefix), prefix])).values()]
}

export function askForPeering({ region, id }: VpcPeeringConnection): string {
  return shell`aws ec2 describe-vpc-peering-connections --region ${region} --vpc-peering-connection-ids ${id}`
}
