/** Which step is taken from which kind of place. */

import { arriveAtInterface } from './arrive-at-interface.ts'
import { crossInternet } from './cross-internet.ts'
import { crossPeering } from './cross-peering.ts'
import { crossTransitGateway } from './cross-transit-gateway.ts'
import { crossVpnGateway } from './cross-vpn-gateway.ts'
import { deliverInVpc } from './deliver-in-vpc.ts'
import { unknownAt } from './hop.ts'
import { leaveInterface } from './leave-interface.ts'
import { leaveSubnet } from './leave-subnet.ts'
import { leaveTransitGateway } from './leave-transit-gateway.ts'
import { passEgressOnlyGateway } from './pass-egress-only-gateway.ts'
import { passInternetGateway } from './pass-internet-gateway.ts'
import { passLoadBalancer } from './pass-load-balancer.ts'
import { passNatGateway } from './pass-nat-gateway.ts'
import { passVpcEndpoint } from './pass-vpc-endpoint.ts'
import { sendToTarget } from './send-to-target.ts'
import type { Place, Step, StepOutcome, WalkContext, WalkState } from './state.ts'
import { takeRoute } from './take-route.ts'

const STEPS: { readonly [K in Place['kind']]: Step<K> } = {
  'leaving-interface': leaveInterface,
  'leaving-subnet': leaveSubnet,
  'on-route': takeRoute,
  'in-vpc': deliverInVpc,
  'at-interface': arriveAtInterface,
  'internet-gateway': passInternetGateway,
  'egress-only-internet-gateway': passEgressOnlyGateway,
  'nat-gateway': passNatGateway,
  internet: crossInternet,
  peering: crossPeering,
  'transit-gateway': crossTransitGateway,
  'transit-gateway-attachment': leaveTransitGateway,
  'vpn-gateway': crossVpnGateway,
  'vpc-endpoint': passVpcEndpoint,
  'load-balancer': passLoadBalancer,
  'load-balancer-target': sendToTarget,
  unfollowed: (_context, state) => {
    const { id, unknown } = state.place
    return {
      hops: [unknownAt(state, { component: id, kind: 'unsupported', detail: unknown.detail }, unknown)],
      next: [],
    }
  },
}

export function stepFrom(context: WalkContext, state: WalkState): StepOutcome {
  // The table has, for each kind of place, the step that takes it.
  const step = STEPS[state.place.kind] as (context: WalkContext, state: WalkState) => StepOutcome
  return step(context, state)
}
