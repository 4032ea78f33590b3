/** What-if, without starting over: only what the changed filters decide is computed again. */

import type { Network } from '../network.ts'
import type { CompiledNetwork } from './compiled-network.ts'
import type { Passage } from './passage.ts'
import type { Place } from './places.ts'

/** What is different in a network that lacks some rules of another. */
export interface ChangedIds {
  readonly groups: ReadonlyMap<string, unknown>
  readonly acls: ReadonlyMap<string, unknown>
  readonly tables: ReadonlyMap<string, unknown>
}

/**
 * The compiled form of a network that lacks some rules of another: the same interfaces in the same classes, and only
 * what the changed filters let pass is forgotten. Null where a gateway's own table changed: that moves interfaces.
 */
export function recompile(before: CompiledNetwork, network: Network, changed: ChangedIds): CompiledNetwork | null {
  if ([...network.index.routeTableByGateway.values()].some(({ id }) => changed.tables.has(id))) return null
  const { ofPlace, ofGroups } = before.passages
  const standing = new Set(before.classes.map(({ place }) => place))
  const places = new Map([...standing].map((place) => [place, placeIn(network, place, changed)] as const))
  const moved = new Set([...places].filter(([old, now]) => old !== now).map(([{ id }]) => id))
  const sets = new Set(
    before.columns.groupSets.ids.flatMap((ids, set) => (ids.some((id) => changed.groups.has(id)) ? [set] : [])),
  )
  return {
    ...before,
    network,
    classes: before.classes.map((one) => {
      const place = places.get(one.place) ?? one.place
      return place === one.place ? one : { ...one, place }
    }),
    passages: { ofPlace: keptBut(ofPlace, moved), ofGroups: keptBut(ofGroups, sets) },
    rows: before.classes.map(({ id, place, groupSet }) =>
      moved.has(place.id) || sets.has(groupSet) ? undefined : before.rows[id],
    ),
  }
}

function placeIn({ index }: Network, place: Place, { acls, tables }: ChangedIds): Place {
  if (!acls.has(place.acl?.id ?? '') && !tables.has(place.table?.id ?? '')) return place
  const table = index.routeTableBySubnet.get(place.subnetId) ?? null
  return { ...place, table, acl: index.networkAclBySubnet.get(place.subnetId) ?? null }
}

function keptBut(kept: ReadonlyMap<number, Passage>, numbers: ReadonlySet<number>): Map<number, Passage> {
  return new Map([...kept].filter(([key]) => !numbers.has(key >> 1)))
}
