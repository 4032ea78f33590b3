/** The rules about private subnets and what the internet reaches, in the order of the catalogue. */

import type { FindingRule } from '../../rule.ts'
import { portReachableFromInternet } from './exp-001-port-reachable-from-internet.ts'
import { publicAddressOffTheEdge } from './exp-002-public-address-off-the-edge.ts'
import { globalIpv6Address } from './exp-003-global-ipv6-address.ts'
import { lateralPath } from './exp-004-lateral-path.ts'
import { internetFacingLoadBalancer } from './exp-005-internet-facing-load-balancer.ts'
import { loadBalancerInWrongSubnet } from './exp-006-load-balancer-in-wrong-subnet.ts'
import { targetKeepsPublicAddress } from './exp-007-target-keeps-public-address.ts'
import { bastionOpenBeyondCorporate } from './priv-001-bastion-open-beyond-corporate.ts'
import { administeredFromElsewhere } from './priv-002-administered-from-elsewhere.ts'
import { natInstance } from './priv-003-nat-instance.ts'
import { natGatewayMisplaced } from './priv-004-nat-gateway-misplaced.ts'
import { natInAnotherZone } from './priv-005-nat-in-another-zone.ts'
import { sourceDestCheckOff } from './priv-006-source-dest-check-off.ts'
import { idleElasticIp } from './priv-007-idle-elastic-ip.ts'
import { publicHostWithProfile } from './priv-008-public-host-with-profile.ts'
import { imdsV1 } from './priv-009-imds-v1.ts'
import { noWayInWithoutBastion } from './priv-010-no-way-in-without-bastion.ts'
import { connectEndpointTooBroad } from './priv-011-connect-endpoint-too-broad.ts'

export const PRIVATE_SUBNET_RULES: readonly FindingRule[] = [
  portReachableFromInternet,
  publicAddressOffTheEdge,
  globalIpv6Address,
  lateralPath,
  internetFacingLoadBalancer,
  loadBalancerInWrongSubnet,
  targetKeepsPublicAddress,
  bastionOpenBeyondCorporate,
  administeredFromElsewhere,
  natInstance,
  natGatewayMisplaced,
  natInAnotherZone,
  sourceDestCheckOff,
  idleElasticIp,
  publicHostWithProfile,
  imdsV1,
  noWayInWithoutBastion,
  connectEndpointTooBroad,
]
