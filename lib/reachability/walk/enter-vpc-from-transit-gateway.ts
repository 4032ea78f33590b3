/**
 * From a transit gateway into a VPC: out of an attachment subnet, in the zone of the packet where there is one, by the
 * route table and the ACL of that subnet. Source: Transit Gateway guide, "Availability Zones", "Amazon VPC attachments".
 */

import type { TransitGatewayAttachment } from '../../inventory/connectivity.ts'
import type { Subnet } from '../../inventory/network.ts'
import { interfaceAt } from '../address-index.ts'
import type { Network } from '../network.ts'
import type { TraceCaveat, TraceHop } from '../trace-result.ts'
import { type Doubt, judged, type Refusal } from './hop.ts'
import { lookUpRoute, type RouteLookup } from './look-up-route.ts'
import type { StepOutcome, WalkState } from './state.ts'
import { isInZone, zoneOf } from './zone.ts'

/** The state is still at the gateway. */
export function enterVpcFromTransitGateway(
  network: Network,
  state: WalkState,
  attachment: TransitGatewayAttachment,
): StepOutcome {
  const exits = exitsOf(network, state, attachment)
  const ways = distinct(network, state, exits.subnets)
  const hop = zoneHop(network, state, { attachment, exits })
  const next = ways.map((subnet) => enteredBy(network, state, subnet))
  if (exits.doubts.length === 0) return { hops: [hop], next, branching: 'unsure' }
  return {
    hops: [hop],
    next: next.length === 0 ? [] : [...next, unfollowed(state, attachment, exits.doubts)],
    branching: 'unsure',
  }
}

interface Exits {
  /** The subnets it may come out of; one unless it leaves the zone or appliance mode spreads the flows. */
  readonly subnets: readonly Subnet[]
  readonly crossing: boolean
  readonly doubts: readonly Doubt[]
}

/** Source: Transit Gateway guide, "Appliance in a shared services VPC": with appliance mode a hash of the flow chooses. */
function exitsOf({ inventory }: Network, { zone }: WalkState, attachment: TransitGatewayAttachment): Exits {
  const { id, subnetIds, applianceMode } = attachment
  if (subnetIds === null) {
    const detail = `The subnets of ${id} were not collected.`
    return { subnets: [], crossing: false, doubts: [{ component: id, detail, key: 'TransitGatewayVpcAttachments' }] }
  }
  const known = subnetIds.flatMap((subnetId) => inventory.subnets.get(subnetId) ?? [])
  const same = known.find((subnet) => isInZone(zone, subnet) === true)
  if (same && applianceMode !== true) return { subnets: [same], crossing: false, doubts: [] }
  const missing = subnetIds.filter((subnetId) => !inventory.subnets.has(subnetId))
  const detail = `Of the subnets of ${id} these were not collected: ${missing.join(', ')}.`
  const doubts: readonly Doubt[] = missing.length > 0 ? [{ component: id, detail, key: 'Subnets' }] : []
  const others = known.filter((subnet) => subnet !== same)
  return { subnets: same ? [same, ...others] : others, crossing: !same && zone !== null, doubts }
}

/** Subnets of one table and one ACL are one way, unless the destination is in one of them. */
function distinct(network: Network, state: WalkState, subnets: readonly Subnet[]): readonly Subnet[] {
  const ways = new Map<string, Subnet>()
  for (const subnet of subnets) {
    const table = network.index.routeTableBySubnet.get(subnet.id)?.id ?? subnet.id
    const acl = network.index.networkAclBySubnet.get(subnet.id)?.id ?? subnet.id
    const key = [table, acl, isHome(network, state, subnet)].join(' ')
    if (!ways.has(key)) ways.set(key, subnet)
  }
  return [...ways.values()]
}

function isHome(network: Network, { packet }: WalkState, { id, vpcId }: Subnet): boolean {
  return interfaceAt(network, vpcId, packet.destination)?.subnetId === id
}

/** An interface in the attachment subnet itself is reached directly, past table and ACL. */
function enteredBy(network: Network, state: WalkState, subnet: Subnet): WalkState {
  const { identity } = state
  return {
    ...state,
    place: isHome(network, state, subnet)
      ? { kind: 'in-vpc', vpcId: subnet.vpcId, fromSubnetId: subnet.id }
      : { kind: 'leaving-subnet', subnetId: subnet.id },
    zone: zoneOf(subnet),
    broughtTo: subnet.vpcId,
    identity: identity && { ...identity, over: [...identity.over, 'transit-gateway'] },
  }
}

interface ZoneChoice {
  readonly attachment: TransitGatewayAttachment
  readonly exits: Exits
}

function zoneHop(network: Network, state: WalkState, { attachment, exits }: ZoneChoice): TraceHop {
  const [first] = exits.subnets
  const component = first?.id ?? attachment.id
  const detail =
    exits.subnets.length > 1
      ? `It comes out of one of ${exits.subnets.map(({ id }) => id).join(', ')}.`
      : first
        ? `It comes out of ${first.id}.`
        : exits.doubts.map((doubt) => doubt.detail ?? '').join(' ')
  const caveats: readonly TraceCaveat[] = [
    ...(exits.crossing ? [zoneCrossed(attachment, state.zone ?? '')] : []),
    ...recommended(network, state, { attachment, exits }),
  ]
  const head = {
    component,
    kind: 'subnet' as const,
    attachedTo: attachment.id,
    vpcId: attachment.resourceId,
    detail,
    caveats,
  }
  return judged(state, head, { refusals: pinned(network, state, { attachment, exits }), doubts: exits.doubts })
}

function zoneCrossed({ id }: TransitGatewayAttachment, zone: string): TraceCaveat {
  const detail = `${id} has no subnet in ${zone}; the packet comes out in another zone.`
  return { code: 'AVAILABILITY_ZONE_CROSSED', component: id, detail }
}

/** Behind a middlebox both directions of a flow must keep to one zone. */
function recommended(network: Network, state: WalkState, { attachment, exits }: ZoneChoice): readonly TraceCaveat[] {
  const { id, applianceMode, subnetIds } = attachment
  if (applianceMode === true || (subnetIds?.length ?? 0) < 2) return []
  const steered = exits.subnets.some((subnet) => {
    const lookup = lookUp(network, state, subnet)
    return lookup?.kind === 'route' && MIDDLEBOXES.has(lookup.route.target.kind)
  })
  if (!steered) return []
  const detail = `${id} leads to a middlebox, has several zones and no appliance mode.`
  return [{ code: 'TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED', component: id, detail }]
}

const MIDDLEBOXES: ReadonlySet<string> = new Set(['network-interface', 'instance', 'vpc-endpoint'])

/** The zone of the packet leads nowhere, and the table of an attachment subnet in another zone would lead on. */
function pinned(network: Network, state: WalkState, { attachment, exits }: ZoneChoice): readonly Refusal[] {
  const [own, ...rivals] = exits.subnets
  if (!own || rivals.length > 0 || isHome(network, state, own) || !isDeadEnd(lookUp(network, state, own))) return []
  const others = (attachment.subnetIds ?? []).flatMap((id) => network.inventory.subnets.get(id) ?? [])
  const better = others.find((subnet) => {
    const lookup = lookUp(network, state, subnet)
    return lookup?.kind === 'route' && !isDeadEnd(lookup)
  })
  if (!better) return []
  const detail = `${attachment.id} keeps the packet in ${zoneOf(own) ?? 'its zone'}, where ${own.id} has no way on; ${better.id} has.`
  return [{ code: 'TGW_ATTACH_VPC_AZ_RESTRICTION', component: attachment.id, detail }]
}

function lookUp(network: Network, { packet }: WalkState, { id }: Subnet): RouteLookup | null {
  const table = network.index.routeTableBySubnet.get(id)
  if (!table) return null
  return lookUpRoute(network.inventory, { table, destination: packet.destination, mayBeService: false })
}

function isDeadEnd(lookup: RouteLookup | null): boolean {
  return lookup?.kind === 'none' || (lookup?.kind === 'route' && lookup.route.state === 'blackhole')
}

function unfollowed(state: WalkState, { id }: TransitGatewayAttachment, doubts: readonly Doubt[]): WalkState {
  const detail = doubts.map((doubt) => doubt.detail ?? '').join(' ')
  const unknown = { code: 'UNKNOWN_RESOURCE' as const, component: id, detail, key: doubts[0]?.key ?? null, gapIds: [] }
  return { ...state, place: { kind: 'unfollowed', id, unknown } }
}
