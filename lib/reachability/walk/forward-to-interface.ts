/**
 * A route names an interface: an appliance that takes what is not its own and passes it on, or not.
 * Source: VPC guide, "Middlebox routing", "Gateway route tables"; EC2 guide, source/destination checking.
 */

import type { Network } from '../network.ts'
import { enterSubnet } from './cross-acl.ts'
import { unknownAt } from './hop.ts'
import type { StepOutcome, WalkState } from './state.ts'

export interface Forwarding {
  readonly interfaceId: string
  readonly vpcId: string
  /** Null when it comes from a gateway. */
  readonly fromSubnetId: string | null
}

/** Into the subnet of the appliance and to its interface. */
export function forwardTo(network: Network, state: WalkState, forwarding: Forwarding): StepOutcome {
  const { interfaceId, vpcId, fromSubnetId } = forwarding
  const appliance = network.inventory.networkInterfaces.get(interfaceId)
  if (!appliance) return unseen(state, forwarding)
  const entered = enterSubnet(network, state, { subnetId: appliance.subnetId, fromSubnetId })
  const back = appliance.vpcId === vpcId ? entered.state : { ...entered.state, identity: null }
  return { hops: entered.hops, next: [{ ...back, place: { kind: 'at-interface', interfaceId } }] }
}

function unseen(state: WalkState, { interfaceId, vpcId }: Forwarding): StepOutcome {
  const detail = `${interfaceId} was not collected, so what it does is not known.`
  const caveats = [{ code: 'PATH_THROUGH_APPLIANCE_NOT_CHECKED', component: interfaceId, detail }] as const
  const head = { component: interfaceId, kind: 'network-interface', vpcId, detail, caveats } as const
  return { hops: [unknownAt(state, head, { key: 'NetworkInterfaces' })], next: [] }
}
