/**
 * What decides about an interface by where it stands: its subnet's route table, network ACL and Block Public Access, the
 * gateway of its VPC, and the gateway's own table. Interfaces of one place differ only in their groups and their state.
 */

import type { NetworkAcl } from '../../inventory/filters.ts'
import type { Subnet } from '../../inventory/network.ts'
import type { RouteTable } from '../../inventory/routing.ts'
import type { Family } from '../../net/prefix.ts'
import { blockStateOf, permitsEdge } from '../block-public-access.ts'
import { type EdgeRoute, gatewayPassage, isSteered, mayBeSteered } from '../internet-edge.ts'
import { judgeReplies } from '../judge-replies.ts'
import type { Network } from '../network.ts'
import { NOBODY } from './address-sets.ts'
import type { Admitted } from './admitted.ts'
import { passageOfReplies, passageOfRequests } from './filter-passages.ts'
import type { Passage, PassageTable } from './passage.ts'

export interface Place {
  readonly id: number
  readonly vpcId: string
  /** The first subnet of the place that was asked for. */
  readonly subnetId: string
  /** Null where it is not known which it is. */
  readonly table: RouteTable | null
  readonly acl: NetworkAcl | null
  readonly blockPublicAccess: Certainty
  /** Where the gateway's own table sends what comes in; null where it goes to the interface itself. */
  readonly edge: Readonly<Record<Family, EdgeRoute | null>>
}

export type Certainty = 'passes' | 'unknown' | 'blocks'

/** The places of a network, each kept once. */
export class Places {
  readonly #network: Network
  readonly #byKey = new Map<string, Place>()
  readonly #steered = new Map<string, boolean>()

  constructor(network: Network) {
    this.#network = network
  }

  /** The place of an interface; `edgeOf` is asked only where a gateway's table steers what comes in. */
  of(vpcId: string, subnetId: string, edgeOf: (family: Family) => EdgeRoute | null): Place {
    const steered = this.isSteered(vpcId)
    return this.#intern(vpcId, subnetId, steered ? { 4: edgeOf(4), 6: edgeOf(6) } : DIRECT)
  }

  isSteered(vpcId: string): boolean {
    const known = this.#steered.get(vpcId)
    if (known !== undefined) return known
    const steered = isSteered(this.#network, vpcId)
    this.#steered.set(vpcId, steered)
    return steered
  }

  #intern(vpcId: string, subnetId: string, edge: Place['edge']): Place {
    const { index, inventory } = this.#network
    const table = index.routeTableBySubnet.get(subnetId) ?? null
    const acl = index.networkAclBySubnet.get(subnetId) ?? null
    const blockPublicAccess = blockCertainty(this.#network, inventory.subnets.get(subnetId))
    const steering = ([4, 6] as const).map((family) => edge[family]?.route.pointer ?? '')
    const key = [vpcId, table?.id ?? subnetId, acl?.id ?? subnetId, blockPublicAccess, ...steering].join(' ')
    const known = this.#byKey.get(key)
    if (known) return known
    const place: Place = { id: this.#byKey.size, vpcId, subnetId, table, acl, blockPublicAccess, edge }
    this.#byKey.set(key, place)
    return place
  }
}

const DIRECT: Place['edge'] = { 4: null, 6: null }

function blockCertainty(network: Network, subnet: Subnet | undefined): Certainty {
  if (!subnet) return 'passes'
  const found = blockStateOf(network, subnet)
  if (found.kind === 'unknown') return 'unknown'
  return found.kind === 'assumed-off' || permitsEdge(found.state, 'in') ? 'passes' : 'blocks'
}

/** What each component of a place lets pass, on its own. */
export interface PlaceParts {
  readonly blockPublicAccess: Passage
  readonly gateway: Passage
  readonly edge: Passage
  /** Also for ICMP messages that nothing answers: what is only delivered one way is no exposure. */
  readonly replies: Passage
  readonly acl: Passage
}

/** What gets to an interface of the place, and an answer back, whatever its groups say. */
export function passageOfPlace(network: Network, place: Place, family: Family): Passage {
  const table = network.passages[family]
  const { blockPublicAccess, gateway, edge, replies, acl } = partsOfPlace(network, place, family)
  return [gateway, edge, replies, acl].reduce((all, each) => table.meet(all, each), blockPublicAccess)
}

export function partsOfPlace(network: Network, place: Place, family: Family): PlaceParts {
  const table = network.passages[family]
  const replies = place.table ? judgeReplies(network, place.table, family).admitted : table.admitted.anything
  return {
    blockPublicAccess: passageOf(table, place.blockPublicAccess),
    gateway: passageOf(table, gatewayCertainty(network, place)),
    edge: mayBeSteered(network, place.vpcId) ? table.anything : edgePassage(table, place.edge[family], replies),
    replies: table.constant(replies),
    acl: aclPassage(network, place.acl, family),
  }
}

/** Requests in, and replies out. */
function aclPassage(network: Network, acl: NetworkAcl | null, family: Family): Passage {
  const table = network.passages[family]
  if (!acl) return table.anything
  return table.meet(passageOfRequests(network, acl, family), passageOfReplies(network, acl, family))
}

function passageOf(table: PassageTable, certainty: Certainty): Passage {
  if (certainty === 'passes') return table.everything
  return certainty === 'unknown' ? table.anything : table.nothing
}

function gatewayCertainty(network: Network, place: Place): Certainty {
  const { kind } = gatewayPassage(network, place)
  if (kind === 'attached' || kind === 'routed') return 'passes'
  return kind === 'unknown' ? 'unknown' : 'blocks'
}

/**
 * What comes in is steered to an appliance, which is not looked into. The way back must be the way in: a client whose
 * reply surely leaves by the gateway itself is shut out. Source: VPC guide, "Gateway route tables".
 */
function edgePassage(table: PassageTable, edge: EdgeRoute | null, replies: Admitted): Passage {
  if (!edge) return table.everything
  if (edge.route.state === 'blackhole') return table.nothing
  const { sets } = table.admitted
  const [known = NOBODY] = replies.known
  const [possible = NOBODY] = replies.possible
  return table.constant(table.admitted.constant(NOBODY, sets.minus(possible, known)))
}
