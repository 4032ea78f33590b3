/** The rules about private subnets and what the internet reaches, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { portReachableFromInternet } from './exp-001-port-reachable-from-internet.ts'
import { publicAddressOffTheEdge } from './exp-002-public-address-off-the-edge.ts'
import { globalIpv6Address } from './exp-003-global-ipv6-address.ts'
import { lateralPath } from './exp-004-lateral-path.ts'
import { internetFacingLoadBalancer } from './exp-005-internet-facing-load-balancer.ts'
import { loadBalancerInWrongSubnet } from './exp-006-load-balancer-in-wrong-subnet.ts'
import { targetKeepsPublicAddress } from './exp-007-target-keeps-public-address.ts'

export const PRIVATE_SUBNET_RULES: readonly FindingRule[] = [
  portReachableFromInternet,
  publicAddressOffTheEdge,
  globalIpv6Address,
  lateralPath,
  internetFacingLoadBalancer,
  loadBalancerInWrongSubnet,
  targetKeepsPublicAddress,
]
