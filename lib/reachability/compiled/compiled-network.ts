/**
 * A network as the analysis of many interfaces sees it: columns of interfaces, and classes of those that no filter can
 * tell apart. What a class is reached by is computed once, whatever the number of its members.
 */

import type { ElasticIp, NetworkInterface } from '../../inventory/network.ts'
import type { Address, Family } from '../../net/prefix.ts'
import { STOPPED } from '../edge-stages.ts'
import type { ExposureRow } from '../exposure-row.ts'
import { edgeRouteFor } from '../internet-edge.ts'
import type { Network } from '../network.ts'
import { passageOfGroups } from './filter-passages.ts'
import {
  FLAG_COMBINATIONS,
  InterfaceColumns,
  NAT,
  OFF,
  PUBLIC_4,
  PUBLIC_6,
  REFUSING,
  UNATTACHED,
  UNFILTERED,
  UNREAD_ADDRESSES,
  UNREAD_GROUPS,
} from './interface-columns.ts'
import { numberAt } from './number-at.ts'
import type { Passage, PassageTable } from './passage.ts'
import { type Place, Places, passageOfPlace } from './places.ts'

export interface CompiledClass {
  readonly id: number
  readonly place: Place
  /** Number of the set of groups its members carry. */
  readonly groupSet: number
  readonly flags: number
}

export interface CompiledNetwork {
  readonly network: Network
  readonly columns: InterfaceColumns
  readonly classes: readonly CompiledClass[]
  /** By interface: the number of its class. */
  readonly classOf: Int32Array
  /** Interfaces in the order of their classes; those of class `c` from `starts[c]` to before `starts[c + 1]`. */
  readonly order: Int32Array
  readonly starts: Int32Array
  /** What places and sets of groups let pass; kept as they are asked for. */
  readonly passages: KeptPassages
  /** By class: its rows, once somebody asked for them. */
  readonly rows: (readonly ExposureRow[] | undefined)[]
}

/** By the number of a place or of a set of groups, doubled, and one more for IPv6. */
export interface KeptPassages {
  readonly ofPlace: Map<number, Passage>
  readonly ofGroups: Map<number, Passage>
}

/** Sorts the interfaces into classes. Linear in their number; the filters are not looked at yet. */
export function compileNetwork(network: Network, columns: InterfaceColumns = columnsOf(network)): CompiledNetwork {
  const flags = flagsInPlace(network, columns)
  const placeOf = placesOf(network, columns)
  const classes: CompiledClass[] = []
  /** By place: the class of a set of groups and its flags. */
  const numbers: Map<number, number>[] = []
  const classOf = new Int32Array(columns.count)
  for (let index = 0; index < columns.count; index++) {
    const place = placeOf(index)
    const groupSet = numberAt(columns.groupSet, index)
    const own = numberAt(flags, index)
    const key = groupSet * FLAG_COMBINATIONS + own
    const here = numbers[place.id] ?? new Map<number, number>()
    const known = here.get(key)
    classOf[index] = known ?? classes.length
    if (known !== undefined) continue
    numbers[place.id] = here.set(key, classes.length)
    classes.push({ id: classes.length, place, groupSet, flags: own })
  }
  const passages = { ofPlace: new Map(), ofGroups: new Map() }
  return { network, columns, classes, classOf, ...membership(classOf, classes.length), passages, rows: [] }
}

function columnsOf({ inventory }: Network): InterfaceColumns {
  const columns = new InterfaceColumns()
  for (const networkInterface of inventory.networkInterfaces.values()) columns.add(networkInterface)
  return columns
}

/** The place of an interface, by its number: one for each subnet, but where a gateway's table steers each address. */
function placesOf(network: Network, columns: InterfaceColumns): (index: number) => Place {
  const places = new Places(network)
  const bySubnet: Place[] = []
  return (index) => {
    const subnet = numberAt(columns.subnet, index)
    const known = bySubnet[subnet]
    const vpcId = columns.vpcs.texts[numberAt(columns.vpc, index)] ?? ''
    if (known?.vpcId === vpcId) return known
    const subnetId = columns.subnets.texts[subnet] ?? ''
    const id = columns.ids[index] ?? ''
    const place = places.of(vpcId, subnetId, (family) =>
      edgeRouteFor(network, { vpcId, id }, steeredAddress(network, columns, { index, family })),
    )
    if (!places.isSteered(vpcId)) bySubnet[subnet] = place
    return place
  }
}

/** Where the public address is told by an Elastic IP alone, that says which private address it leads to. */
function steeredAddress(
  { index: { elasticIpsByInterface } }: Network,
  columns: InterfaceColumns,
  { index, family }: { readonly index: number; readonly family: Family },
): Address | undefined {
  const own = columns.steeredAddress(index, family)
  if (family === 6 || (numberAt(columns.flags, index) & PUBLIC_4) !== 0) return own
  return elasticIpsByInterface.get(columns.ids[index] ?? '')?.[0]?.privateIp ?? own
}

/** What other resources say of an interface: an Elastic IP that is its own, an instance that is not running. */
function flagsInPlace({ inventory, index }: Network, columns: InterfaceColumns): Uint16Array {
  const flags = columns.flags.slice(0, columns.count)
  const elastic: ReadonlyMap<string, readonly ElasticIp[]> = index.elasticIpsByInterface
  const off = new Set<string>()
  for (const { id, state } of inventory.instances.values()) if (STOPPED.has(state)) off.add(id)
  for (const [each, id] of columns.ids.entries()) {
    if (elastic.has(id)) flags[each] = numberAt(flags, each) | PUBLIC_4
    const instanceId = columns.instanceIds[each]
    if (instanceId && off.has(instanceId)) flags[each] = numberAt(flags, each) | OFF
  }
  return flags
}

function membership(classOf: Int32Array, classes: number): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(classes + 1)
  for (const id of classOf) starts[id + 1] = numberAt(starts, id + 1) + 1
  starts.forEach((count, id) => {
    if (id > 0) starts[id] = count + numberAt(starts, id - 1)
  })
  const next = starts.slice()
  const order = new Int32Array(classOf.length)
  for (const [index, id] of classOf.entries()) {
    const at = numberAt(next, id)
    order[at] = index
    next[id] = at + 1
  }
  return { order, starts }
}

/** The class of an interface; undefined for one that was not collected. */
export function classOfInterface(
  { columns, classes, classOf }: CompiledNetwork,
  one: NetworkInterface,
): CompiledClass | undefined {
  return classes[numberAt(classOf, columns.numberOf(one) ?? Number.NaN)]
}

/** What gets from the internet to the members of a class, and an answer back. */
export function passageOfClass(compiled: CompiledNetwork, one: CompiledClass, family: Family): Passage {
  const table = compiled.network.passages[family]
  const own = table.meet(statePassage(table, one), addressPassage(table, one))
  if (own === table.nothing) return own
  const placed = table.meet(own, placePassage(compiled, one.place, family))
  return table.meet(placed, groupsPassage(compiled, one, family))
}

/** Is the interface in use, and its instance running? */
export function statePassage(table: PassageTable, { flags }: CompiledClass): Passage {
  return (flags & (UNATTACHED | REFUSING | NAT | OFF)) === 0 ? table.everything : table.nothing
}

/** Has the internet an address for it? */
export function addressPassage(table: PassageTable, { flags }: CompiledClass): Passage {
  const { family } = table.admitted.sets
  if ((flags & (family === 4 ? PUBLIC_4 : PUBLIC_6)) !== 0) return table.everything
  return (flags & UNREAD_ADDRESSES) === 0 ? table.nothing : table.anything
}

function placePassage({ network, passages }: CompiledNetwork, place: Place, family: Family): Passage {
  return kept(passages.ofPlace, numberOf(place.id, family), () => passageOfPlace(network, place, family))
}

/** What any of its groups lets in. */
export function groupsPassage(compiled: CompiledNetwork, { groupSet, flags }: CompiledClass, family: Family): Passage {
  const { network, passages } = compiled
  const table = network.passages[family]
  const groupIds = compiled.columns.groupSets.ids[groupSet] ?? []
  if (groupIds.length === 0) return (flags & UNFILTERED) === 0 ? table.anything : table.everything
  const told = kept(passages.ofGroups, numberOf(groupSet, family), () => passageOfGroups(network, groupIds, family))
  return (flags & UNREAD_GROUPS) === 0 ? told : table.join(told, table.anything)
}

function numberOf(id: number, family: Family): number {
  return id * 2 + (family === 4 ? 0 : 1)
}

function kept(answers: Map<number, Passage>, key: number, compute: () => Passage): Passage {
  const known = answers.get(key)
  if (known) return known
  const passage = compute()
  answers.set(key, passage)
  return passage
}
