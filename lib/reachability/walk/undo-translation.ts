/**
 * What was rewritten on the way there is rewritten back on the way home, last first. NAT gateways and load balancers
 * keep the state alike. Source: VPC guide, "NAT gateways"; ELB guides.
 */

import { intersect } from '../../net/interval-set.ts'
import { replyTo, sameAddress } from '../packet.ts'
import type { WalkState } from './state.ts'

/**
 * The reply as it leaves whoever translated its request last, at the place the translation names; null when nothing
 * was translated, or nothing answers what was. Whoever keeps the address of the
 * client keeps its port too: then what an ACL narrowed stays narrow.
 */
export function undoTranslation(state: WalkState): WalkState | null {
  const last = state.translations.at(-1)
  const reply = last ? replyTo(last.before) : null
  if (!last || !reply) return null
  const destinationPorts = sameAddress(last.after.source, last.before.source)
    ? intersect(reply.destinationPorts, state.packet.destinationPorts)
    : reply.destinationPorts
  return {
    ...state,
    place: last.place,
    packet: { ...reply, destinationPorts },
    identity: null,
    sourceVpcId: null,
    translations: state.translations.slice(0, -1),
  }
}
