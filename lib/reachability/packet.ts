/** One packet as filters, routes and gateways see it. Ports are sets: a client may choose its own. */

import type { NumberSet } from '../net/interval-set.ts'
import type { Address, Family } from '../net/prefix.ts'
import { hasPorts, ICMP, ICMPV6 } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'

/** ICMP or ICMPv6 message; a code that nobody named is null. */
export interface IcmpMessage {
  readonly type: number
  readonly code: number | null
}

/**
 * The header of a packet. Where an ACL admits only some of the ports, the packet goes on with those: a connection
 * exists when one is left in the end. Source: VPC guide, "Ephemeral ports".
 */
export interface Packet {
  readonly family: Family
  /** IANA number. */
  readonly protocol: number
  readonly source: Address
  readonly destination: Address
  /** Every port where the protocol has none. */
  readonly sourcePorts: NumberSet
  readonly destinationPorts: NumberSet
  /** For ICMP and ICMPv6 only. */
  readonly icmp: IcmpMessage | null
}

/** Ports a client, a NAT gateway or a load balancer may choose. Source: VPC guide, "Ephemeral ports". */
export const EPHEMERAL_PORTS = [[1024, 65535]] as const satisfies NumberSet

/** Requests that are answered, and by what. Source: RFC 792, RFC 4443; VPC guide, "Network ACL rules". */
const ICMP_REPLIES: ReadonlyMap<number, number> = new Map([
  [8, 0],
  [13, 14],
  [15, 16],
  [17, 18],
])
const ICMPV6_REPLIES: ReadonlyMap<number, number> = new Map([[128, 129]])

/** What answers this packet, addresses and ports turned round; null for an ICMP message nothing answers. */
export function replyTo(packet: Packet): Packet | null {
  const turned = {
    ...packet,
    source: packet.destination,
    destination: packet.source,
    sourcePorts: packet.destinationPorts,
    destinationPorts: packet.sourcePorts,
  }
  if (packet.icmp === null) return turned
  const type = answerTo(packet.protocol, packet.icmp.type)
  return type === null ? null : { ...turned, icmp: { type, code: 0 } }
}

/** By type of request, ascending, the type of message that answers it in ICMP or ICMPv6. */
export function answersOf(protocol: number): ReadonlyMap<number, number> {
  return protocol === ICMPV6 ? ICMPV6_REPLIES : ICMP_REPLIES
}

/** The type of message that answers an ICMP or ICMPv6 request of a type; null where nothing answers it. */
export function answerTo(protocol: number, type: number): number | null {
  return answersOf(protocol).get(type) ?? null
}

/** The echo request of a family: what "can it be pinged" means. */
export function echoRequest(protocol: number): IcmpMessage | null {
  if (protocol === ICMP) return { type: 8, code: 0 }
  return protocol === ICMPV6 ? { type: 128, code: 0 } : null
}

/** The ports of a protocol, or every port where it has none. */
export function portsFor(protocol: number, ports: NumberSet): NumberSet {
  return hasPorts(protocol) ? ports : ALL_PORTS
}

export function sameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.value === b.value
}
