/**
 * Who gets through a node of a load balancer to which interface. A client whose address the target sees is asked for
 * part by part; else one speaks for all. Source: Network Load Balancers guide, "Client IP preservation".
 */

import type { NetworkInterface } from '../inventory/network.ts'
import type { LoadBalancer } from '../inventory/services.ts'
import { alikeLegs } from './alike-legs.ts'
import type { BalancerLeg } from './balancer-leg.ts'
import { clientIpOf } from './client-ip.ts'
import { type ClientPart, clientParts } from './client-parts.ts'
import { type AddressSetId, NOBODY } from './compiled/address-sets.ts'
import type { ExposureRow } from './exposure-row.ts'
import { answersItself, transportsOf } from './load-balancer-listeners.ts'
import { loadBalancerNode } from './load-balancer-nodes.ts'
import { interfacesOfTarget, type TargetChoice } from './load-balancer-target.ts'
import { targetsOfListener } from './load-balancer-targets.ts'
import type { Network } from './network.ts'
import type { Watch } from './node-reaches.ts'
import type { Packet } from './packet.ts'

/** At a node: who got there, and with what. */
export interface AtNode {
  readonly balancer: LoadBalancer
  readonly node: NetworkInterface
  /** As the node has it: from a client of `possible`, to its own address, on the port of a listener. */
  readonly packet: Packet
  readonly known: AddressSetId
  readonly possible: AddressSetId
  readonly origin: ReachOrigin
  /** The legs before this node, where it is itself behind a load balancer. */
  readonly passed: readonly BalancerLeg[]
  /** Told of all that is looked at. */
  readonly watch: Watch
}

/** How the internet met the first load balancer. */
export interface ReachOrigin {
  readonly balancerArn: string
  readonly nodeId: string
  readonly family: Packet['family']
  readonly protocol: number
  readonly port: number
  /** The rows of the first node that say who gets to it. */
  readonly rows: readonly ExposureRow[]
}

/** An interface that is reached, or a node that answers. */
export interface Reached {
  readonly interfaceId: string
  /** Null for the first node itself. */
  readonly via: string | null
  readonly origin: ReachOrigin
  readonly known: AddressSetId
  readonly possible: AddressSetId
  readonly legs: readonly BalancerLeg[]
  /** What is not known of a node's targets, beyond what the legs say. */
  readonly doubts: readonly string[]
}

/** Everything reached from the node, and the node itself where a target answers or it does so itself. */
export function reachThroughNode(network: Network, at: AtNode): readonly Reached[] {
  const { balancer, node, packet } = at
  const [[port] = [-1]] = packet.destinationPorts
  const taking = (balancer.listeners ?? []).filter(
    (listener) => listener.port === port && transportsOf(listener.protocol)?.includes(packet.protocol),
  )
  const answering = taking.filter(answersItself).map(() => itself(at, { known: at.known, possible: at.possible }))
  const found = taking.map((listener) => targetsOfListener(network, { balancer, listener, node }))
  const untold = found.flatMap(({ unknowns }) =>
    unknowns.map(({ detail }) => itself(at, { known: NOBODY, possible: at.possible, doubts: [detail] })),
  )
  const choices = found.flatMap((one) => one.choices).filter(({ standing }) => standing.kind !== 'never')
  return [...answering, ...choices.flatMap((choice) => throughChoice(network, at, choice)), ...untold]
}

type Share = Pick<Reached, 'known' | 'possible'> & Partial<Pick<Reached, 'doubts' | 'legs'>>

/** The node: on the port of a listener it is reached by whom a target answers. */
function itself({ node, origin, passed }: AtNode, { known, possible, legs = passed, doubts = [] }: Share): Reached {
  const via = passed.length === 0 ? null : origin.balancerArn
  return { interfaceId: node.id, via, origin, known, possible, legs, doubts }
}

function throughChoice(network: Network, at: AtNode, choice: TargetChoice): readonly Reached[] {
  const { balancer, node, watch } = at
  const preserved = keepsClient(at, choice)
  for (const target of interfacesOfTarget(choice)) watch.interfaces.add(target)
  return partsOf(network, at, { choice, preserved }).flatMap(({ clients, example }) => {
    const packet = { ...at.packet, source: example }
    const question = { balancerArn: balancer.id, nodeId: node.id, choice, packet, balancer, node, preserved }
    const legs = alikeLegs(network, question)
    if (legs.some(({ likeness }) => likeness === null)) watch.strays()
    return legs.flatMap((leg) => throughLeg(network, { ...at, packet }, { clients, leg }))
  })
}

function keepsClient({ balancer, packet }: AtNode, { group, target, targetId }: TargetChoice): boolean {
  return clientIpOf({
    balancer,
    group,
    isInstance: targetId.startsWith('i-'),
    clientFamily: packet.family,
    targetFamily: target.kind === 'address' ? target.address.family : packet.family,
  }).preserved
}

interface Kept {
  readonly choice: TargetChoice
  readonly preserved: boolean
}

function partsOf(network: Network, at: AtNode, { choice, preserved }: Kept): readonly ClientPart[] {
  const { node, packet, possible } = at
  const targets = interfacesOfTarget(choice)
  if (!preserved || targets.length === 0 || choice.port === null) return [{ clients: possible, example: packet.source }]
  const { family, protocol } = packet
  const question = { family, protocol, targets, port: choice.port, nodeSubnetId: node.subnetId, clients: possible }
  return clientParts(network, question)
}

interface Gone {
  readonly clients: AddressSetId
  readonly leg: BalancerLeg
}

function throughLeg(network: Network, at: AtNode, { clients, leg }: Gone): readonly Reached[] {
  if (leg.verdict === 'blocked') return []
  const { sets } = network.passages[at.origin.family].admitted
  const possible = sets.meet(at.possible, clients)
  const known = leg.verdict === 'reachable' ? sets.meet(at.known, clients) : NOBODY
  if (possible === NOBODY) return []
  const legs = [...at.passed, leg]
  const own = itself(at, { known, possible, legs })
  const { interfaceId } = leg
  if (interfaceId === null || interfaceId === at.node.id) return [own]
  const inner = loadBalancerNode(network, interfaceId)
  const node = network.inventory.networkInterfaces.get(interfaceId)
  if (!inner || !node) return [own, { ...own, interfaceId, via: at.origin.balancerArn }]
  if (!inner.balancer || at.passed.length >= DEPTH) {
    const doubts = [`What ${inner.arn} sends on was not looked into.`]
    return [itself(at, { known: NOBODY, possible, legs, doubts })]
  }
  const beyond = { ...at, balancer: inner.balancer, node, packet: leg.packet, known, possible, passed: legs }
  const found = reachThroughNode(network, beyond)
  // Behind another load balancer it is that one's targets that answer.
  const answered = found.filter((each) => each.interfaceId === interfaceId)
  return [...answered.map((each) => itself(at, each)), ...found]
}

/** AWS puts an ALB behind an NLB, and addresses of anything behind either. Source: NLB guide, "Use ALBs as targets". */
const DEPTH = 3
