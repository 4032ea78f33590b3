/** Replies to who rewrote the request on its way: a NAT gateway, or a node of a load balancer. */

import type { NetworkInterface } from '../../inventory/network.ts'
import { ownsAddress } from '../address-index.ts'
import type { Network } from '../network.ts'
import { sameAddress } from '../packet.ts'
import { passes } from './hop.ts'
import type { StepOutcome, WalkState } from './state.ts'
import { undoTranslation } from './undo-translation.ts'

/**
 * The node a reply goes back to although it bears the address of the client: a load balancer that keeps it takes its
 * replies all the same. Source: Network Load Balancers guide, "Client IP preservation".
 */
export function balancerOfReply(network: Network, { leg, translations, packet }: WalkState): NetworkInterface | null {
  const last = translations.at(-1)
  if (leg === 'request' || last?.kind !== 'load-balancer' || last.interfaceId === null) return null
  const kept = sameAddress(last.after.source, last.before.source) && sameAddress(packet.destination, last.after.source)
  return kept ? (network.inventory.networkInterfaces.get(last.interfaceId) ?? null) : null
}

/** The reply, rewritten back, when this is where its request was rewritten; null anywhere else. */
export function rewriteBack(state: WalkState, at: NetworkInterface | null): StepOutcome | null {
  const last = state.translations.at(-1)
  if (state.leg === 'request' || !last || last.kind === 'egress-only-internet-gateway') return null
  // Where nobody is known to own the address, the translator does, though its interface was not collected.
  const isIts = sameAddress(last.after.source, state.packet.destination)
  const isOwn = at !== null && ownsAddress(at, state.packet.destination)
  const here = at && last.interfaceId !== null ? at.id === last.interfaceId : isIts && (at === null || isOwn)
  const undone = here ? undoTranslation(state) : null
  if (!undone) return null
  const detail = 'rewrites the reply back'
  const head = { component: last.component, kind: last.kind, attachedTo: last.interfaceId, detail }
  return { hops: [passes(state, { ...head, outbound: undone.packet })], next: [undone] }
}
