/**
 * Does a node of a load balancer send to a target: is its zone enabled and within reach, and does its health let it?
 * Source: ELB guides, "Cross-zone load balancing", "Availability Zones and load balancer nodes", "Target group health".
 */

import type { NetworkInterface } from '../inventory/network.ts'
import type { LoadBalancer, TargetGroup } from '../inventory/services.ts'
import type { TargetMember, TargetStanding, Unknown } from './load-balancer-target.ts'
import type { Network } from './network.ts'

export interface StandingQuestion {
  readonly balancer: LoadBalancer
  /** Null for the instances of a Classic Load Balancer. */
  readonly group: TargetGroup | null
  readonly node: NetworkInterface
  readonly members: readonly TargetMember[]
}

export interface StandingMember {
  readonly member: TargetMember
  readonly standing: TargetStanding
}

/** One answer for each member, in their order. Health is weighed among those the node could send to at all. */
export function standingOf(network: Network, question: StandingQuestion): readonly StandingMember[] {
  const zones = zonesOf(network, question)
  const placed = question.members.map((member) => ({ member, standing: placeOf(network, zones, member) }))
  const near = placed.filter(({ standing }) => standing.kind !== 'never').map(({ member }) => member)
  const failing = failsOpen(question.group, near)
  return placed.map(({ member, standing }) => ({ member, standing: withHealth(member, standing, failing) }))
}

interface Zones {
  readonly balancer: LoadBalancer
  /** Zone names by zone: of the node, and of every subnet of the load balancer; null when one is not known. */
  readonly own: string | null
  readonly enabled: ReadonlySet<string> | null
  /** Null when the attribute that says it was not collected. */
  readonly crossZone: boolean | null
}

function zonesOf({ inventory }: Network, { balancer, group, node }: StandingQuestion): Zones {
  const zoneOfSubnet = (id: string) => inventory.subnets.get(id)?.availabilityZone || null
  const zones = balancer.subnetIds.map(zoneOfSubnet)
  const told = zones.flatMap((zone) => (zone === null ? [] : [zone]))
  return {
    balancer,
    own: zoneOfSubnet(node.subnetId),
    enabled: told.length > 0 && told.length === zones.length ? new Set(told) : null,
    crossZone: crossesZones(balancer, group),
  }
}

const CROSS_ZONE = 'load_balancing.cross_zone.enabled'

/**
 * The target group's word, else the load balancer's. An ALB crosses unless the group says otherwise; the others do not
 * unless told to, and when their attributes were not collected nobody knows.
 */
function crossesZones(balancer: LoadBalancer, group: TargetGroup | null): boolean | null {
  const own = group?.attributes?.[CROSS_ZONE]
  if (own === 'true' || own === 'false') return own === 'true'
  if (balancer.kind === 'application') return true
  if (group && group.attributes === null) return null
  return balancer.attributes === null ? null : balancer.attributes[CROSS_ZONE] === 'true'
}

/** `unhealthy` says that the zone is enabled as well as `healthy` does: otherwise it would be `unused`. */
const CHECKED: ReadonlySet<string> = new Set(['healthy', 'unhealthy', 'initial'])

function placeOf(network: Network, zones: Zones, member: TargetMember): TargetStanding {
  const { target, availabilityZone, targetId } = member
  if (target.kind === 'function' || target.kind === 'load-balancer' || availabilityZone === 'all') return SENDS
  const zone = zoneOfTarget(network, member)
  if (zone !== null && zones.enabled && !zones.enabled.has(zone)) {
    const detail = `${targetId} is in ${zone}, which is not enabled.`
    return { kind: 'never', code: 'ELB_INSTALLED_AZ_RESTRICTION', detail }
  }
  if (zones.crossZone !== true) return nearbyOnly(zones, member, zone)
  const enabled = (zone !== null && zones.enabled !== null) || CHECKED.has(member.health ?? '')
  return enabled ? SENDS : unsure(member, 'Subnets', ZONES)
}

function zoneOfTarget({ inventory }: Network, { target, availabilityZone }: TargetMember): string | null {
  const subnetId = target.kind === 'address' ? target.networkInterface?.subnetId : undefined
  const subnet = inventory.subnets.get(subnetId ?? '')
  return subnet?.availabilityZone || availabilityZone
}

function nearbyOnly(zones: Zones, member: TargetMember, zone: string | null): TargetStanding {
  if (zone === null || zones.own === null) return unsure(member, 'Subnets', ZONES)
  if (zone === zones.own) return SENDS
  if (zones.crossZone === null) return unsure(member, keyOf(zones.balancer), ATTRIBUTES)
  const detail = `Cross-zone load balancing is off: a node in ${zones.own} does not send to ${member.targetId} in ${zone}.`
  return { kind: 'never', code: 'ELB_NOT_CROSSZONE', detail }
}

const SENDS: TargetStanding = { kind: 'sends', caveats: [] }
const ZONES = 'is in a zone that was not collected'
const ATTRIBUTES = 'is in another zone, and whether cross-zone load balancing is on was not collected'

function keyOf({ kind }: LoadBalancer): Unknown['key'] {
  return kind === 'classic' ? 'LoadBalancerDescriptions' : 'LoadBalancers'
}

function unsure({ targetId }: TargetMember, key: Unknown['key'], words: string): TargetStanding {
  const detail = `${targetId} ${words}.`
  return { kind: 'unknown', unknowns: [{ code: 'UNKNOWN_RESOURCE', component: targetId, detail, key }], caveats: [] }
}

const GONE: ReadonlySet<string> = new Set(['draining', 'unhealthy.draining', 'unused'])
const WELL: ReadonlySet<string> = new Set(['healthy', 'unavailable'])

function withHealth(member: TargetMember, place: TargetStanding, failing: boolean | null): TargetStanding {
  if (place.kind === 'never' || member.target.kind === 'function') return place
  const { health, targetId } = member
  if (health !== null && WELL.has(health)) return place
  if (health !== null && GONE.has(health)) {
    return { kind: 'never', code: 'BAD_STATE', detail: `${targetId} is ${health} and gets no new connections.` }
  }
  if (health !== 'unhealthy') return { ...place, caveats: ['TARGET_HEALTH_UNKNOWN'] }
  if (failing === false) return { kind: 'never', code: 'BAD_STATE', detail: `${targetId} is unhealthy.` }
  if (failing) return { ...place, caveats: ['TARGETS_ALL_UNHEALTHY'] }
  const detail = `${targetId} is unhealthy; whether the others are was not collected.`
  const unknowns = place.kind === 'unknown' ? place.unknowns : []
  const doubt = { code: 'UNKNOWN_RESOURCE', component: targetId, detail, key: 'TargetGroups' } as const
  return { kind: 'unknown', unknowns: [...unknowns, doubt], caveats: [] }
}

/**
 * With too few healthy targets a load balancer sends to all of them, unhealthy ones too: fewer than one, unless the
 * group asks for more. Null when it hangs on targets of which the health is not known.
 * Source: ELB guides, "Target group health": the attributes of unhealthy-state routing.
 */
function failsOpen(group: TargetGroup | null, members: readonly TargetMember[]): boolean | null {
  const live = members.filter(({ health }) => health === null || !GONE.has(health))
  const healthy = live.filter(({ health }) => health !== null && WELL.has(health)).length
  const perhaps = live.filter(({ health }) => health !== 'unhealthy').length
  const needed = Math.max(
    1,
    thresholdOf(group, 'count'),
    Math.ceil((thresholdOf(group, 'percentage') / 100) * live.length),
  )
  if (healthy >= needed) return false
  return perhaps < needed ? true : null
}

function thresholdOf(group: TargetGroup | null, unit: 'count' | 'percentage'): number {
  const text = group?.attributes?.[`target_group_health.unhealthy_state_routing.minimum_healthy_targets.${unit}`]
  const value = Number(text ?? '')
  return Number.isInteger(value) ? value : 0
}
