/**
 * On the public internet: a public address of the inventory is reached through the internet gateway of its VPC, every
 * other one is somebody else's. Source: VPC guide, "Internet gateways".
 */

import { formatAddress } from '../../net/prefix.ts'
import { isIdleElasticIp, isPublic, publicBinding } from '../address-index.ts'
import { gatewayPassage } from '../internet-edge.ts'
import type { Network } from '../network.ts'
import { sameAddress } from '../packet.ts'
import type { TraceCaveat, TraceHop } from '../trace-result.ts'
import { blocks, passes, type Refusal, unknownAt } from './hop.ts'
import type { Place, Step, StepOutcome, WalkContext, WalkState } from './state.ts'

export const crossInternet: Step<'internet'> = (context, state) => {
  const { network, requestOrigin } = context
  const { destination } = state.packet
  const home = requestOrigin?.kind === 'internet' && state.translations.length === 0
  const inside = home ? null : (replyPlace(state) ?? insidePlace(context, state))
  const detail = `to ${formatAddress(destination)}`
  const head = { component: 'internet', kind: 'internet', detail } as const
  if (inside) return { hops: [passes(state, head), ...inside.hops], next: inside.next }
  if (!isPublic(destination)) {
    const expected = `${formatAddress(destination)} is no address a client on the internet can ask for`
    const asked: readonly Refusal[] =
      state.leg === 'request' ? [{ code: 'IGW_EXPECTS_PUBLIC_ADDRESS', detail: expected }] : []
    return { hops: [blocks(state, head, { code: 'NO_POSSIBLE_DESTINATION' }, ...asked)], next: [] }
  }
  const caveats = releasedCaveats(network, state)
  return { hops: [passes(state, { ...head, caveats })], next: [], arrival: { kind: 'internet' } }
}

/** What an egress-only gateway let out comes back by it, not by the internet gateway. */
function replyPlace(state: WalkState): StepOutcome | null {
  const last = state.translations.at(-1)
  if (state.leg === 'request' || last?.kind !== 'egress-only-internet-gateway') return null
  if (!sameAddress(last.after.source, state.packet.destination)) return null
  const detail = 'knows the connection'
  const hop = passes(state, { component: last.component, kind: last.kind, detail })
  const next = { ...state, place: last.place, translations: state.translations.slice(0, -1) }
  return { hops: [hop], next: [next] }
}

interface Owner {
  readonly vpcId: string
  readonly subnetId: string | null
}

/** Whoever owns the address, or is asked for although it has none. */
function ownerOf({ network, destinationId }: WalkContext, { packet }: WalkState): Owner | null {
  const binding = publicBinding(network, packet.destination)
  if (binding) return binding
  const asked = destinationId === null ? undefined : network.inventory.networkInterfaces.get(destinationId)
  return asked && !isPublic(packet.destination) ? asked : null
}

function insidePlace(context: WalkContext, state: WalkState): StepOutcome | null {
  const owner = ownerOf(context, state)
  return owner && throughGateway(context.network, state, owner)
}

/** In by the gateway of the VPC; where it has none, what else would stop the packet is told all the same. */
function throughGateway(network: Network, state: WalkState, { vpcId, subnetId }: Owner): StepOutcome {
  const passage = gatewayPassage(network, { vpcId, subnetId: subnetId ?? '' })
  const into = (id: string): WalkState => {
    const place: Place = { kind: 'internet-gateway', id, vpcId, direction: 'in' }
    return { ...state, place }
  }
  const head = { component: vpcId, kind: 'internet-gateway', vpcId } as const
  switch (passage.kind) {
    case 'attached':
      return {
        hops: passage.believed ? [believed(state, passage.gateway.id, vpcId)] : [],
        next: [into(passage.gateway.id)],
      }
    case 'routed':
      return { hops: [believed(state, passage.id, vpcId)], next: [into(passage.id)] }
    case 'detaching': {
      const detail = `${passage.id} is not attached to ${vpcId} now`
      const refusal = { code: 'BAD_STATE_ATTACHMENT', component: passage.id } as const
      return { hops: [blocks(state, { ...head, component: passage.id, detail }, refusal)], next: [into(passage.id)] }
    }
    case 'none': {
      const detail = `no internet gateway is attached to ${vpcId}`
      return { hops: [blocks(state, { ...head, detail }, { code: 'UNASSOCIATED_COMPONENT' })], next: [into(vpcId)] }
    }
    case 'unknown': {
      const detail = `Whether an internet gateway is attached to ${vpcId} was not collected.`
      const hop = unknownAt(state, { ...head, detail }, { key: 'InternetGateways' })
      return { hops: [hop], next: [into(passage.id ?? vpcId)] }
    }
  }
}

function believed(state: WalkState, id: string, vpcId: string): TraceHop {
  const detail = `Whether ${id} is attached was not told; an active route to it says it is.`
  const caveats = [{ code: 'ASSUMED_STATE', component: id, detail }] as const
  return passes(state, { component: id, kind: 'internet-gateway', vpcId, detail, caveats })
}

function releasedCaveats(network: Network, { packet }: WalkState): readonly TraceCaveat[] {
  if (!isIdleElasticIp(network, packet.destination)) return []
  const detail = `${formatAddress(packet.destination)} is an Elastic IP address that is associated with nothing.`
  return [{ code: 'RELEASED_ADDRESS', component: formatAddress(packet.destination), detail }]
}
