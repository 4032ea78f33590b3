/**
 * Out by an egress-only internet gateway: IPv6, and only for connections that start inside. Nothing is rewritten, and
 * it knows its replies. Source: VPC guide, "Egress-only internet gateways".
 */

import { formatAddress } from '../../net/prefix.ts'
import { addressesTold, interfaceAt, isPublic } from '../address-index.ts'
import type { Network } from '../network.ts'
import type { TraceCaveat } from '../trace-result.ts'
import { crossBlockPublicAccess } from './cross-block-public-access.ts'
import { judged, type Refusal } from './hop.ts'
import { isSentFrom } from './is-sent-from.ts'
import { notRouted } from './private-addresses.ts'
import type { Place, Step, Translation, WalkState } from './state.ts'

type AtGateway = WalkState & { readonly place: Extract<Place, { readonly kind: 'egress-only-internet-gateway' }> }

export const passEgressOnlyGateway: Step<'egress-only-internet-gateway'> = ({ network, destinationId }, state) => {
  const { id, vpcId } = state.place
  const { packet } = state
  const refusals = refusalsOf(network, state)
  const detail = refusals.map((each) => each.detail).join('; ') || `sends as ${formatAddress(packet.source)}`
  const caveats = network.inventory.egressOnlyInternetGateways.has(id) ? [] : [believed(id)]
  const head = { component: id, kind: 'egress-only-internet-gateway', vpcId, detail, caveats } as const
  const subnetId = interfaceAt(network, vpcId, packet.source)?.subnetId ?? null
  const block = crossBlockPublicAccess(network, state, { subnetId, use: 'out-translated' })
  const hops = [...block, judged(state, head, { refusals, doubts: [] })]
  if (destinationId === id && state.leg === 'request') return { hops, next: [], arrival: { kind: 'gateway', id } }
  if (state.leg === 'reply' || !isPublic(packet.destination)) return { hops, next: [] }
  const place: Place = { kind: 'in-vpc', vpcId, fromSubnetId: null }
  const kept: Translation = {
    kind: 'egress-only-internet-gateway',
    component: id,
    interfaceId: null,
    before: packet,
    after: packet,
    place,
  }
  const translations = [...state.translations, kept]
  return { hops, next: [{ ...state, identity: null, translations, place: { kind: 'internet' } }] }
}

/** AWS turns the routes of a gateway that goes into blackholes, so one that was not collected is believed. */
function believed(id: string): TraceCaveat {
  const detail = `Whether ${id} is attached was not told; an active route to it says it is.`
  return { code: 'ASSUMED_STATE', component: id, detail }
}

/** An interface of its VPC has the address; where not all were collected, one may. */
function hasSender(network: Network, state: AtGateway): boolean {
  const { vpcId } = state.place
  if (!isSentFrom(state, vpcId)) return false
  return interfaceAt(network, vpcId, state.packet.source) !== null || !addressesTold(network, vpcId)
}

function refusalsOf(network: Network, state: AtGateway): readonly Refusal[] {
  const {
    place: { id, vpcId },
    packet,
    leg,
  } = state
  // A reply it did not see the request of. Source: VPC guide: inbound IPv6 by the internet gateway, replies by this one.
  if (leg === 'reply') {
    return [{ code: 'EIGW_NO_INBOUND', detail: `replies leave by ${id}, which opens nothing inward` }]
  }
  const gateway = network.inventory.egressOnlyInternetGateways.get(id)
  const attachment = gateway?.attachments.find((each) => each.vpcId === vpcId)
  const refusals: Refusal[] = [...notRouted(packet.destination, 'destination')]
  if (packet.family === 4) refusals.push({ code: 'PROTOCOL_RESTRICTION', detail: `${id} carries IPv6 only` })
  else if (!isPublic(packet.source) || !hasSender(network, state)) {
    const detail = `${formatAddress(packet.source)} is no global address of ${vpcId}`
    refusals.push({ code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', detail })
  }
  if (gateway && gateway.attachments.length > 0 && !WORKING.has(attachment?.state ?? '')) {
    refusals.push({ code: 'BAD_STATE_ATTACHMENT', detail: `${id} is not attached to ${vpcId} now` })
  }
  return refusals
}

const WORKING: ReadonlySet<string> = new Set(['attached', 'available', 'unknown'])
