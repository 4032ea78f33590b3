/**
 * Legs from nodes to targets that nothing on the way can tell apart are walked once: same ACLs and tables, same groups,
 * same state, and addresses no rule, entry or route divides. What is told of each leg is worked out when somebody asks.
 */

import type { NetworkInterface, Subnet } from '../inventory/network.ts'
import type { LoadBalancer } from '../inventory/services.ts'
import { type Address, containsAddress, type Prefix } from '../net/prefix.ts'
import { firstAddress } from './address-index.ts'
import { type BalancerLeg, balancerLegs, type LegQuestion } from './balancer-leg.ts'
import { loadBalancerNode } from './load-balancer-nodes.ts'
import type { Network } from './network.ts'
import type { Packet } from './packet.ts'
import type { Verdict } from './path.ts'
import { destinationPrefixes } from './reply-routes.ts'
import { peerPrefixes } from './security-group-filter.ts'
import type { TraceHopKind } from './trace-result.ts'

export interface AlikeQuestion extends LegQuestion {
  readonly balancer: LoadBalancer
  readonly node: NetworkInterface
  /** Does the target see the address of the client? */
  readonly preserved: boolean
}

/** What is known of legs that are alike. `arrives`: they end at their target, whatever comes of the reply. */
interface Known {
  readonly verdict: Verdict
  readonly arrives: boolean
  /** As it came to the target that was asked. */
  readonly packet: Packet
}

interface Memory {
  readonly verdicts: Map<string, Known>
  /** By groups, ACLs and tables: the blocks they tell apart. */
  readonly dividers: Map<string, readonly Prefix[]>
}

const MEMORIES = new WeakMap<Network, Memory>()

/** The same as `balancerLegs`, walked only where no leg like it was. */
export function alikeLegs(network: Network, question: AlikeQuestion): readonly BalancerLeg[] {
  const memory = MEMORIES.get(network) ?? { verdicts: new Map(), dividers: new Map() }
  MEMORIES.set(network, memory)
  const pair = pairOf(question)
  const likeness = pair && likenessOf(network, memory, pair)
  if (!pair || likeness === null) return balancerLegs(network, question)
  const known = memory.verdicts.get(likeness)
  // What they pass on the way has the names of their own subnets.
  const own = `${likeness} ${pair.node.subnetId} ${pair.target.subnetId}`
  if (known) return [toldLater(network, pair, { ...known, likeness: own })]
  const legs = balancerLegs(network, question)
  const [leg, ...others] = legs
  if (!leg || others.length > 0 || !staysNear(leg, pair)) return legs
  const arrives = leg.interfaceId === pair.target.id
  memory.verdicts.set(likeness, { verdict: leg.verdict, arrives, packet: leg.packet })
  return [{ ...leg, likeness: own }]
}

/** A node and the interface it sends to, with the addresses the two are called by. */
interface Pair extends AlikeQuestion {
  readonly target: NetworkInterface
  readonly sender: Address
  readonly receiver: Address
}

/** Null for a target that is no interface, and for a node without an address of its family. */
function pairOf(question: AlikeQuestion): Pair | null {
  const { target } = question.choice
  if (target.kind !== 'address' || !target.networkInterface) return null
  const sender = firstAddress(question.node, target.address.family)
  return sender && { ...question, target: target.networkInterface, sender, receiver: target.address }
}

interface Told extends Known {
  readonly likeness: string
}

function toldLater(network: Network, pair: Pair, { verdict, arrives, packet, likeness }: Told): BalancerLeg {
  let own: BalancerLeg | undefined
  const told = () => {
    own ??= balancerLegs(network, pair)[0]
    return own
  }
  return {
    through: pair.choice.group?.id ?? pair.balancerArn,
    verdict,
    interfaceId: arrives ? pair.target.id : null,
    // The ports are the same, the ends are its own.
    packet: { ...packet, source: pair.preserved ? pair.packet.source : pair.sender, destination: pair.receiver },
    likeness,
    get forward() {
      return told()?.forward ?? []
    },
    get reply() {
      return told()?.reply ?? []
    },
  }
}

/** Only then the two subnets and the two interfaces are all that decided: no appliance is on the way. */
function staysNear({ forward, reply }: BalancerLeg, { node, target }: Pair): boolean {
  return [...forward, ...reply].every(
    ({ kind, component }) =>
      NEAR.has(kind) || (kind === 'network-interface' && (component === node.id || component === target.id)),
  )
}

const NEAR: ReadonlySet<TraceHopKind> = new Set([
  'target-group',
  'load-balancer',
  'security-group',
  'network-acl',
  'route-table',
])

/** Null where it cannot be told what is alike. */
function likenessOf(network: Network, memory: Memory, pair: Pair): string | null {
  const { node, target, choice, packet, balancer, preserved, sender, receiver } = pair
  const { inventory } = network
  const near = inventory.subnets.get(node.subnetId)
  const far = inventory.subnets.get(target.subnetId)
  if (!near || !far) return null
  if (node.unread.length > 0 || target.unread.length > 0 || loadBalancerNode(network, target.id)) return null
  if (!holds(near, sender) || !holds(far, receiver)) return null
  const groups = [node.securityGroupIds.join(), target.securityGroupIds.join()]
  const sites = [near, far].map(({ id }) => siteOf(network, id))
  const dividers = dividersOf(network, memory, { near, far, groups, sites })
  return [
    ...[balancer.kind, choice.standing.kind, choice.port, packet.family, packet.protocol],
    preserved ? packet.source.value : '',
    ...[node.type, node.status, target.type, target.status, near === far, ...sites, ...groups],
    inventory.instances.get(target.instanceId ?? '')?.state,
    ...[sender, receiver].map((end) => dividers.map((prefix) => Number(containsAddress(prefix, end))).join('')),
  ].join(' ')
}

function holds({ cidrs }: Subnet, address: Address): boolean {
  return cidrs.some((cidr) => containsAddress(cidr, address))
}

interface Filters {
  readonly near: Subnet
  readonly far: Subnet
  /** The ids of each interface's groups, joined. */
  readonly groups: readonly string[]
  /** Of each subnet. */
  readonly sites: readonly string[]
}

/** Subnets of one ACL and one table are one, but for what stays within a subnet; where either is not known each is its own. */
function siteOf({ index }: Network, subnetId: string): string {
  const acl = index.networkAclBySubnet.get(subnetId)
  const table = index.routeTableBySubnet.get(subnetId)
  return acl && table ? `${acl.id} ${table.id}` : subnetId
}

/** Blocks of any filter or route on the way that hold some addresses and not all. */
function dividersOf(network: Network, { dividers }: Memory, { near, far, groups, sites }: Filters): readonly Prefix[] {
  const key = [...sites, ...groups].join(' ')
  const known = dividers.get(key)
  if (known) return known
  const { inventory, index } = network
  const rules = groups
    .flatMap((ids) => ids.split(','))
    .flatMap((id) => inventory.securityGroups.get(id)?.rules ?? [])
    .flatMap((rule) => peerPrefixes(inventory, rule) ?? [])
  const ofSubnets = [near, far].flatMap(({ id }) => [
    ...(index.networkAclBySubnet.get(id)?.entries ?? []).map(({ cidr }) => cidr),
    ...(index.routeTableBySubnet.get(id)?.routes ?? []).flatMap((route) => destinationPrefixes(inventory, route) ?? []),
  ])
  const found = new Map([...rules, ...ofSubnets].map((prefix) => [`${prefix.base}/${prefix.length}`, prefix]))
  const dividing = [...found.values()]
  dividers.set(key, dividing)
  return dividing
}
