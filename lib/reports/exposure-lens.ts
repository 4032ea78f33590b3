/** What the internet can reach, as the exposure lens paints it: interfaces that are alike in one group. */

import type { AnswerComponent } from './trace-answer.ts'

/**
 * `reachable`: the internet reaches it now. `limited`: some public addresses do. `unknown`: what was not collected
 * decides. `near`: one change would open it. `none`: neither.
 */
export type ExposureState = 'reachable' | 'limited' | 'unknown' | 'near' | 'none'

/** Worst first. Unknown stands beside what is reached: what cannot be told must not look safe. */
export const EXPOSURE_STATES: readonly ExposureState[] = ['reachable', 'unknown', 'limited', 'near', 'none']

export interface ExposureGroup {
  readonly state: Exclude<ExposureState, 'none'>
  /** Ascending. */
  readonly interfaceIds: readonly string[]
  /** `tcp/22, 443`, `udp/53`; empty for `near`, where nothing passes yet. */
  readonly ports: readonly string[]
  /** `the internet`, or the first few ranges and how many more; empty for `near`. */
  readonly sources: string
  /** Load balancers it is reached through; empty where it is reached directly. */
  readonly via: readonly AnswerComponent[]
  /** For `near`: the one change that would open it. */
  readonly change: OneChange | null
  /** For `unknown`: what was not known. */
  readonly unknowns: readonly string[]
}

export interface OneChange {
  /** One sentence. */
  readonly text: string
  /** In the few words a chip has room for: `+ public address`. */
  readonly short: string
  readonly component: AnswerComponent
}

/** Interfaces of a subnet, each counted once, by the worst that is known of it. */
export interface SubnetExposure {
  readonly subnetId: string
  readonly vpcId: string
  /** Whether the internet reaches into it without a load balancer in between; null when it does not. */
  readonly direct: 'reachable' | 'unknown' | null
  readonly counts: Readonly<Record<ExposureState, number>>
  /** Over what is reached now. */
  readonly ports: readonly string[]
}

export interface ExposureLens {
  readonly groups: readonly ExposureGroup[]
  readonly subnets: readonly SubnetExposure[]
  /** Interfaces of the groups with the instance or load balancer they belong to. */
  readonly carriers: readonly (readonly [interfaceId: string, carrierId: string])[]
  /** Interfaces in all, by the worst that is known of each. */
  readonly counts: Readonly<Record<ExposureState, number>>
  /** False when not all interfaces were collected: then what is not on the chart may be reached too. */
  readonly complete: boolean
}

export interface InterfaceExposure {
  readonly state: ExposureState
  readonly ports: readonly string[]
  readonly change: OneChange | null
  readonly via: readonly AnswerComponent[]
}

/** The worst that is known of each interface that is not `none`; the ports of that state together. */
export function exposureByInterface({ groups }: Pick<ExposureLens, 'groups'>): ReadonlyMap<string, InterfaceExposure> {
  const found = new Map<string, InterfaceExposure>()
  for (const group of groups) {
    for (const id of group.interfaceIds) found.set(id, worseOf(found.get(id), group))
  }
  return found
}

/** The same for instances and load balancers too, by the worst of their interfaces: for rows that name them. */
export function exposureByResource(
  lens: Pick<ExposureLens, 'groups' | 'carriers'>,
): ReadonlyMap<string, InterfaceExposure> {
  const found = new Map(exposureByInterface(lens))
  for (const [interfaceId, carrierId] of lens.carriers) {
    const own = found.get(interfaceId)
    const known = found.get(carrierId)
    if (own && (!known || rankOf(own.state) < rankOf(known.state))) found.set(carrierId, own)
  }
  return found
}

export function rankOf(state: ExposureState): number {
  return EXPOSURE_STATES.indexOf(state)
}

function worseOf(known: InterfaceExposure | undefined, group: ExposureGroup): InterfaceExposure {
  const { state, ports, via } = group
  const { change } = group
  if (!known || rankOf(state) < rankOf(known.state)) return { state, ports, change, via }
  if (known.state !== state) return known
  return {
    state,
    ports: [...new Set([...known.ports, ...ports])],
    change: known.change ?? change,
    via: known.via.length === 0 || via.length === 0 ? [] : [...known.via, ...via],
  }
}
