/**
 * Does the source belong to an interface of this VPC? Its block alone does not tell, as VPCs may share blocks.
 * Source: VPC guide, "VPC CIDR blocks"; Reachability Analyzer guide, VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS.
 */

import type { WalkState } from './state.ts'

/** True also where nobody knows whose the source is: then its block has to do. */
export function isSentFrom({ sourceVpcId }: WalkState, vpcId: string | null): boolean {
  return sourceVpcId === undefined || sourceVpcId === vpcId
}
