/** One packet on its way, one choice at a time: what the hops of the packet simulator read and write. */

import { type Documents, isSameAddress, type Raw, word } from './simulate-records.ts'

export type Answer = 'passes' | 'unknown' | 'blocked'

export interface Packet {
  readonly family: 4 | 6
  /** IANA number. */
  readonly protocol: number
  readonly source: string
  readonly destination: string
  readonly sourcePort: number
  readonly destinationPort: number
  readonly icmpType: number
  readonly icmpCode: number
}

/** Where the packet is next. `fromSubnet` is null when it comes from no subnet of the VPC. */
export type Move =
  | { readonly at: 'leave'; readonly vpcId: string; readonly subnetId: string | null; readonly tableId?: string }
  | { readonly at: 'local'; readonly vpcId: string; readonly fromSubnet: string | null }
  | { readonly at: 'target'; readonly route: Raw; readonly vpcId: string; readonly subnetId: string | null }
  | { readonly at: 'internet' }
  | { readonly at: 'transit'; readonly attachmentId: string; readonly gatewayId: string; readonly zone: string }
  | { readonly at: 'end'; readonly arrival: Arrival }

/** How the far side of a gateway can send the reply back in. */
export type Door =
  | { readonly kind: 'vpn-gateway'; readonly gatewayId: string; readonly vpcId: string }
  | { readonly kind: 'transit'; readonly gatewayId: string; readonly attachmentId: string }

export type Arrival =
  | { readonly kind: 'interface'; readonly owner: Raw }
  | { readonly kind: 'internet' }
  | { readonly kind: 'on-premises'; readonly door: Door }
  | { readonly kind: 'service'; readonly vpcId: string }
  /** A step said why: it is blocked, or nobody knows. */
  | { readonly kind: 'nowhere' }

export const NOWHERE: Move = { at: 'end', arrival: { kind: 'nowhere' } }

/** A translation that the reply undoes, where the address it made is met again. */
export interface Session {
  readonly kind: 'nat' | 'balancer'
  readonly id: string
  readonly vpcId: string
  readonly subnetId: string | null
  readonly tableId?: string
  /** As it came in, before translation. */
  readonly before: Packet
  /** As it went out. */
  readonly after: Packet
  /** The balancer kept the client's address: the reply is caught on its way, not addressed to the node. */
  readonly keepsClient: boolean
}

/** Whether groups can still be recognised by reference: on which kinds of way they are. */
export type Crossing = 'same-vpc' | 'peering' | 'transit' | 'unknown' | 'lost'

/** A request at the endpoint of a firewall, and whether a stateful rule of its own passed it. */
export interface Inspected {
  readonly endpointId: string
  readonly source: string
  readonly destination: string
  readonly isByRule: boolean
}

export interface Walk {
  readonly documents: Documents
  /** Decisions taken so far; the walk asks for one more when it runs out. */
  readonly decisions: readonly number[]
  readonly trail: string[]
  readonly answers: Answer[]
  readonly sessions: Session[]
  /** Interfaces that left by an egress-only internet gateway: replies may come in to them. */
  readonly eigwExits: string[]
  /** What the stateful engines of firewalls saw of the request, and the flows whose reply they saw too. */
  readonly inspected: Inspected[]
  readonly answered: Inspected[]
  /** A firewall stood between the subnet and the packet, on this leg: it leaves by no route of the subnet's own. */
  isInspected: boolean
  /** Load balancers passed. */
  readonly balancers: string[]
  decided: number
  packet: Packet
  leg: 'request' | 'reply'
  /** Whose private address the source is, and in which VPC; null for a source outside. */
  sender: { readonly vpcId: string; readonly owner: Raw } | null
  /** The VPC a transit gateway brought the packet into. */
  broughtTo: string | null
  crossing: Crossing
  /** Outbound rules wait until it is known whom the packet reaches: references ask for that. */
  pending: { readonly owner: Raw; readonly packet: Packet } | null
  /** Groups of a network load balancer that kept the client's address: targets may refer to them. */
  balancerGroups: readonly string[]
  /** How many sessions there were at each entry by an internet gateway: its reply leaves the VPC there, or never comes back. */
  readonly entries: number[]
  /** The target asked for through a balancer; null for any. */
  wanted: Raw | null
  /** Ports that somebody picks, as negative numbers in headers, once an ACL has asked which. */
  readonly ports: Map<number, number>
  names: number
}

export function beginWalk(documents: Documents, decisions: readonly number[], packet: Packet): Walk {
  return {
    documents,
    decisions,
    trail: [],
    answers: [],
    sessions: [],
    eigwExits: [],
    inspected: [],
    answered: [],
    isInspected: false,
    balancers: [],
    decided: 0,
    packet,
    leg: 'request',
    sender: null,
    broughtTo: null,
    crossing: 'same-vpc',
    pending: null,
    balancerGroups: [],
    entries: [],
    wanted: null,
    ports: new Map(),
    names: 0,
  }
}

/** Writes down what a component says of the packet. */
export function note(walk: Walk, answer: Answer, text: string): Answer {
  walk.answers.push(answer)
  walk.trail.push(`${walk.leg} ${answer}: ${text} [${walk.packet.source} > ${walk.packet.destination}]`)
  return answer
}

export function blocked(walk: Walk, text: string): Move {
  note(walk, 'blocked', text)
  return NOWHERE
}

export function unknown(walk: Walk, text: string): Move {
  note(walk, 'unknown', text)
  return NOWHERE
}

/** Every component must let the packet pass. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes('blocked')) return 'blocked'
  return answers.includes('unknown') ? 'unknown' : 'passes'
}

/** One that lets it pass is enough. */
export function some(answers: readonly Answer[]): Answer {
  if (answers.includes('passes')) return 'passes'
  return answers.includes('unknown') ? 'unknown' : 'blocked'
}

/** Thrown when a walk comes to a fork no decision was taken for. */
export class Fork extends Error {
  readonly options: number
  readonly combine: 'some' | 'each'

  constructor(options: number, combine: 'some' | 'each') {
    super(`${combine} of ${options}`)
    this.options = options
    this.combine = combine
  }
}

/**
 * One of several ways. `some`: AWS or the client can pick, one that works is enough (ports, nodes, targets).
 * `each`: nobody knows which it is, so only what all agree on is certain.
 */
export function choose<T>(walk: Walk, options: readonly T[], combine: 'some' | 'each'): T {
  const [only] = options
  if (only === undefined) throw new Error('a fork without ways')
  if (options.length === 1) return only
  const decision = walk.decisions[walk.decided]
  if (decision === undefined) throw new Fork(options.length, combine)
  walk.decided += 1
  return options[decision] ?? only
}

export function swapped(packet: Packet): Packet {
  return {
    ...packet,
    source: packet.destination,
    destination: packet.source,
    sourcePort: packet.destinationPort,
    destinationPort: packet.sourcePort,
    icmpType: ECHO_REPLIES[packet.icmpType] ?? packet.icmpType,
  }
}

const ECHO_REPLIES: Readonly<Record<number, number>> = {
  ...{ 8: 0, 128: 129, 0: 8, 129: 128 },
  ...{ 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17 },
}

/** A source port that a client, NAT gateway or balancer picks: only a name, until something depends on it. */
export function anyPort(walk: Walk): number {
  walk.names += 1
  return -walk.names
}

/** The session whose translated address the packet comes back to. */
export function sessionFor(walk: Walk, vpcId: string): Session | null {
  const session = walk.sessions.at(-1)
  if (!session || walk.leg !== 'reply' || session.vpcId !== vpcId || session.keepsClient) return null
  return isSameAddress(session.after.source, walk.packet.destination) ? session : null
}

/** The reply as the client expects it, back before the translation; it goes on from where that was made. */
export function undo(walk: Walk, session: Session, owner: Raw | null): Move {
  walk.sessions.pop()
  walk.packet = swapped(session.before)
  walk.sender = owner === null ? null : { vpcId: session.vpcId, owner }
  walk.broughtTo = null
  // What translated it sends it on from its own subnet, whatever it met on the way there.
  walk.isInspected = false
  note(walk, 'passes', `translated back by ${session.id}`)
  const { vpcId, subnetId, tableId } = session
  return { at: 'leave', vpcId, subnetId, ...(tableId ? { tableId } : {}) }
}

export function idOf(owner: Raw): string {
  return word(owner, 'NetworkInterfaceId') || word(owner, 'NatGatewayId')
}
