/**
 * Through an internet gateway, outward or inward. Outward the private source becomes the public address that is mapped
 * to it. Source: VPC guide, "Internet gateways"; Reachability Analyzer guide, explanation codes IGW_….
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import { formatAddress } from '../../net/prefix.ts'
import { interfaceAt, isPublic, type PublicBinding, publicAddressOf } from '../address-index.ts'
import { edgeRouteFor } from '../internet-edge.ts'
import { attachedGateways, type Network, unreadAddresses } from '../network.ts'
import { sameAddress } from '../packet.ts'
import { routeRef } from '../reply-routes.ts'
import type { TraceCaveat } from '../trace-result.ts'
import { comeIn, repliesPast } from './come-in-by-internet-gateway.ts'
import { crossBlockOfVpc, crossBlockPublicAccess } from './cross-block-public-access.ts'
import { type Doubt, judged, type Objections, type Refusal } from './hop.ts'
import { isSentFrom } from './is-sent-from.ts'
import { notRouted } from './private-addresses.ts'
import type { Place, Step, StepOutcome, WalkState } from './state.ts'

type AtGateway = WalkState & { readonly place: Extract<Place, { readonly kind: 'internet-gateway' }> }

export const passInternetGateway: Step<'internet-gateway'> = (context, state) =>
  state.place.direction === 'in' ? comeIn(context, state) : goOut(context.network, state)

function goOut(network: Network, state: AtGateway): StepOutcome {
  const { id, vpcId } = state.place
  const { packet } = state
  const binding = isSentFrom(state, vpcId) ? publicAddressOf(network, vpcId, packet.source) : null
  const owner = binding?.networkInterface ?? interfaceAt(network, vpcId, packet.source)
  const standing = standingOf(network, id, vpcId)
  const mapping = mappingObjections(network, state, binding)
  const refusals = [
    ...standing.refusals,
    ...mapping.refusals,
    ...notRouted(packet.destination, 'destination'),
    ...redirected(network, state, owner),
  ]
  const outbound = binding ? { ...packet, source: binding.publicIp } : packet
  const detail = [...refusals, ...mapping.doubts].map((each) => each.detail).join('; ') || words(state, binding)
  const head = { component: id, kind: 'internet-gateway', vpcId, detail, outbound, caveats: standing.caveats } as const
  const hop = judged(state, head, { refusals, doubts: [...standing.doubts, ...mapping.doubts] })
  const subnetId = binding?.subnetId ?? owner?.subnetId ?? null
  const use = isTranslated(state) ? 'out-translated' : 'out-direct'
  const block = isRegional(network, state)
    ? crossBlockOfVpc(network, state, { vpcId, use })
    : crossBlockPublicAccess(network, state, { subnetId, use })
  // Without a public source, or to a private address, nothing further can be told.
  const onward = binding !== null && isPublic(packet.destination)
  const entries = state.leg === 'reply' ? state.entries?.slice(0, -1) : state.entries
  const next: WalkState = {
    ...state,
    packet: outbound,
    identity: null,
    place: { kind: 'internet' },
    ...(entries ? { entries } : {}),
  }
  return { hops: [...block, hop], next: onward ? [next] : [] }
}

interface Standing extends Objections {
  readonly caveats: readonly TraceCaveat[]
}

const WORKING: ReadonlySet<string> = new Set(['available', 'attached'])

/** An active route leads here, and AWS turns the routes of a detached gateway into blackholes: so it is believed. */
function standingOf(network: Network, id: string, vpcId: string): Standing {
  const attached = attachedGateways(network, vpcId)
  const here = attached.find(({ gateway }) => gateway.id === id)
  if (here && WORKING.has(here.state)) return { refusals: [], doubts: [], caveats: [] }
  if (here ? here.state !== 'unknown' : attached.length > 0 || isElsewhere(network, id)) {
    const detail = `${id} is not attached to ${vpcId} now`
    return { refusals: [{ code: 'BAD_STATE_ATTACHMENT', detail }], doubts: [], caveats: [] }
  }
  const detail = `Whether ${id} is attached was not told; an active route to it says it is.`
  return { refusals: [], doubts: [], caveats: [{ code: 'ASSUMED_STATE', component: id, detail }] }
}

function isElsewhere({ inventory }: Network, id: string): boolean {
  return inventory.internetGateways.get(id)?.attachmentsTold ?? false
}

/** Source: Reachability Analyzer guide, IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS; EC2 API, DenyAllIgwTraffic. */
function mappingObjections(network: Network, state: AtGateway, binding: PublicBinding | null): Objections {
  const { vpcId } = state.place
  const { source } = state.packet
  const owner = binding?.networkInterface ?? (isSentFrom(state, vpcId) ? interfaceAt(network, vpcId, source) : null)
  const refusals: Refusal[] = []
  const doubts: Doubt[] = []
  if (owner?.denyAllIgwTraffic) {
    const detail = `${owner.id} refuses all internet gateway traffic`
    refusals.push({ code: 'ENI_DENY_ALL_IGW_TRAFFIC', component: owner.id, detail })
  }
  if (!binding && owner && unreadAddresses(owner).length > 0) {
    doubts.push({
      component: owner.id,
      detail: `${owner.id} has addresses that were not told.`,
      key: 'NetworkInterfaces',
    })
  } else if (!binding) {
    const detail = `${formatAddress(source)} has no public address`
    refusals.push({ code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', detail })
  }
  return { refusals, doubts }
}

/**
 * A subnet whose incoming traffic is steered to an appliance may not send past it.
 * Source: Reachability Analyzer guide, INGRESS_RTB_TRAFFIC_REDIRECTION.
 */
function redirected(network: Network, state: AtGateway, owner: NetworkInterface | null): readonly Refusal[] {
  const { packet, leg, identity } = state
  const { vpcId } = state.place
  const isPast = leg === 'reply' && repliesPast(network, owner?.subnetId ?? null, packet.destination) === 'surely'
  const id = isPast ? owner?.id : identity?.interfaceId
  if (id === undefined || isTranslated(state)) return []
  const edge = edgeRouteFor(network, { vpcId, id }, packet.source)
  if (!edge) return []
  const rule = routeRef(edge.table, edge.route)
  const detail = `what comes back is steered by ${rule.excerpt}, and this leaves past it`
  return [{ code: 'INGRESS_RTB_TRAFFIC_REDIRECTION', component: edge.table.id, rule, detail }]
}

function isTranslated({ translations, packet }: WalkState): boolean {
  const last = translations.at(-1)
  return last?.kind === 'nat-gateway' && sameAddress(last.after.source, packet.source)
}

/** A regional NAT gateway stands in no subnet. */
function isRegional({ inventory }: Network, state: AtGateway): boolean {
  const last = isTranslated(state) ? state.translations.at(-1) : undefined
  return last !== undefined && inventory.natGateways.get(last.component)?.subnetId === null
}

function words({ packet }: WalkState, binding: PublicBinding | null): string {
  if (!binding || sameAddress(binding.publicIp, packet.source)) return `sends as ${formatAddress(packet.source)}`
  return `maps ${formatAddress(packet.source)} to ${formatAddress(binding.publicIp)}`
}
