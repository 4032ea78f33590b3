/**
 * Out of a transit gateway by one of its attachments: into a VPC, to a peer gateway, or out of AWS.
 * Source: Transit Gateway guide, "Transit gateway attachments".
 */

import type { TransitGatewayAttachment } from '../../inventory/connectivity.ts'
import { enterVpcFromTransitGateway } from './enter-vpc-from-transit-gateway.ts'
import { judged, type Objections, passes, unknownAt } from './hop.ts'
import type { Step, StepOutcome, WalkContext, WalkState } from './state.ts'
import { attachmentObjections } from './transit-attachment.ts'
import { directConnectObjections, vpnObjections } from './vpn-objections.ts'

export const leaveTransitGateway: Step<'transit-gateway-attachment'> = (context, state) => {
  const { id, transitGatewayId } = state.place
  const attachment = context.network.inventory.transitGatewayAttachments.get(id)
  const head = { component: id, kind: 'transit-gateway-attachment' as const, attachedTo: transitGatewayId }
  if (!attachment) {
    const detail = `${id} was not collected.`
    return { hops: [unknownAt(state, { ...head, detail }, { key: 'TransitGatewayAttachments' })], next: [] }
  }
  const vpcId = attachment.kind === 'vpc' ? attachment.resourceId : null
  const detail = `The packet leaves ${transitGatewayId} by ${id}.`
  const hop = judged(state, { ...head, vpcId, detail }, attachmentObjections(attachment))
  if (context.destinationId === id) return { hops: [hop], next: [], arrival: { kind: 'gateway', id } }
  const onward = BEYOND[attachment.kind]({ context, state, attachment })
  return { ...onward, hops: [hop, ...onward.hops] }
}

interface Leaving {
  readonly context: WalkContext
  readonly state: Parameters<Step<'transit-gateway-attachment'>>[1]
  readonly attachment: TransitGatewayAttachment
}

const BEYOND: Readonly<Record<TransitGatewayAttachment['kind'], (leaving: Leaving) => StepOutcome>> = {
  vpc: ({ context, state, attachment }) => enterVpcFromTransitGateway(context.network, state, attachment),
  vpn: toVpn,
  'direct-connect-gateway': toDirectConnect,
  peering: toPeer,
  connect: unsupported,
  other: unsupported,
}

function toVpn({ context, state, attachment }: Leaving): StepOutcome {
  const id = attachment.resourceId ?? attachment.id
  const connection = context.network.inventory.vpnConnections.get(id)
  const objections: Objections = connection
    ? vpnObjections(connection, 'TGW_BAD_STATE_VPN')
    : { refusals: [], doubts: [{ detail: `${id} was not collected.`, key: 'VpnConnections' }] }
  const head = { component: id, kind: 'vpn-connection' as const, attachedTo: attachment.id }
  return leaveAws({ state, attachment }, judged(state, { ...head, detail: wordsOf(objections, id) }, objections))
}

function toDirectConnect({ context, state, attachment }: Leaving): StepOutcome {
  const id = attachment.resourceId ?? attachment.id
  const objections = directConnectObjections(context.network, id)
  const head = { component: id, kind: 'direct-connect-gateway' as const, attachedTo: attachment.id }
  return leaveAws({ state, attachment }, judged(state, { ...head, detail: wordsOf(objections, id) }, objections))
}

function wordsOf({ refusals, doubts }: Objections, id: string): string {
  const words = [...refusals, ...doubts].map(({ detail }) => detail ?? '')
  return words.length > 0 ? words.join(' ') : `${id} carries it on.`
}

function leaveAws({ state, attachment }: Pick<Leaving, 'state' | 'attachment'>, hop: StepOutcome['hops'][number]) {
  const detail = 'Beyond AWS nothing is known of the network.'
  const outside = passes(state, { component: 'on-premises', kind: 'on-premises', attachedTo: attachment.id, detail })
  const { transitGatewayId: id } = state.place
  return { hops: [hop, outside], next: [], arrival: { kind: 'on-premises' as const, id, attachmentId: attachment.id } }
}

/**
 * The same attachment stands on both gateways. Security groups are not known on the other side.
 * Source: Transit Gateway guide, "Transit gateway peering attachments".
 */
function toPeer({ state, attachment }: Leaving): StepOutcome {
  const { id, transitGatewayId, peerTransitGatewayId } = attachment
  const peer = transitGatewayId === state.place.transitGatewayId ? peerTransitGatewayId : transitGatewayId
  if (peer === null) {
    const detail = `Which transit gateway is at the other end of ${id} is not known.`
    const head = { component: id, kind: 'transit-gateway-attachment' as const, detail }
    return { hops: [unknownAt(state, head, { key: 'TransitGatewayPeeringAttachments' })], next: [] }
  }
  const next: WalkState = {
    ...state,
    place: { kind: 'transit-gateway', id: peer, attachmentId: id },
    identity: null,
    zone: null,
  }
  return { hops: [], next: [next] }
}

function unsupported({ state, attachment }: Leaving): StepOutcome {
  const detail = `Attachments of kind ${attachment.kindText} are not followed.`
  const head = {
    component: attachment.id,
    kind: 'unsupported' as const,
    attachedTo: state.place.transitGatewayId,
    detail,
  }
  return { hops: [unknownAt(state, head, { code: 'UNSUPPORTED_COMPONENT' })], next: [] }
}
