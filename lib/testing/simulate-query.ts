/** From the words of a question to the packets that would answer it. Source of the defaults: design.md, "The command line". */

import { balancerOfNode, balancersOf, isNodeOf } from './simulate-balancers.ts'
import { isPrivate, publicOwnerOf } from './simulate-edge.ts'
import {
  type Documents,
  familyOf,
  find,
  interfaceOf,
  list,
  ownsPrivate,
  primaryInterfaceOf,
  privateBlocksOf,
  publicMappingsOf,
  type Raw,
  rows,
  word,
} from './simulate-records.ts'
import type { Arrival, Packet, Walk } from './simulate-walk.ts'

export interface SimulatedQuery {
  readonly from: string
  readonly to: string
  /** `tcp`, `udp`, `icmp`, `icmpv6`, or an IANA number. */
  readonly protocol: string
  readonly port?: number
  readonly family?: 4 | 6
  readonly src_ip?: string
  readonly dst_ip?: string
  readonly src_port?: number
  readonly icmp_type?: number
  readonly icmp_code?: number
  readonly via?: string
}

export type Client =
  | { readonly kind: 'internet' }
  | { readonly kind: 'interface'; readonly owner: Raw }
  | { readonly kind: 'vpn-gateway'; readonly gatewayId: string; readonly vpcId: string }
  | { readonly kind: 'transit'; readonly gatewayId: string; readonly attachmentId: string }
  | { readonly kind: 'unknown'; readonly text: string }

export interface Case {
  readonly client: Client
  readonly packet: Packet
  readonly sourcePort: number | null
  readonly isInternet: boolean
  /** The target asked for through a balancer; null for any. */
  readonly wanted: Raw | null
  isExpected(arrival: Arrival, walk: Walk): boolean
}

const CLIENT4 = '203.0.113.7'
const CLIENT6 = '2001:db8:ffff::7'
const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 }

/** Are both ends in the documents, so that having no address is a fact about them? */
export function knowsBothEnds(documents: Documents, { from, to }: SimulatedQuery): boolean {
  const isTold = (id: string) => !/^(i|eni)-/.test(id) || ownerNamed(documents, id) !== null
  const isBalancer = !to.startsWith('arn:') || balancersOf(documents).some(({ id }) => id === to)
  return isTold(from) && isTold(to) && isBalancer
}

/** Every pair of addresses the question stands for; one that works is enough. None: one side has no such address. */
export function casesOf(documents: Documents, query: SimulatedQuery): readonly Case[] {
  const protocol = PROTOCOLS[query.protocol] ?? Number(query.protocol)
  const family = familyAsked(query, protocol)
  const client = clientOf(documents, query.from)
  const source = query.src_ip ?? sourceOf(client, query.from, family)
  if (source === null) return []
  const isFromOutside = client.kind === 'internet'
  return goalsOf(documents, query, { family, isFromOutside })
    .filter(({ address }) => familyOf(address) === family)
    .map(({ address, isExpected }) => ({
      client,
      sourcePort: query.src_port ?? null,
      wanted: query.via === undefined ? null : ownerNamed(documents, query.to),
      isInternet: query.to === 'internet' || query.to.startsWith('igw-'),
      isExpected,
      packet: {
        family,
        protocol,
        source,
        destination: address,
        sourcePort: 0,
        destinationPort: query.port ?? 0,
        icmpType: query.icmp_type ?? (protocol === 58 ? 128 : 8),
        icmpCode: query.icmp_code ?? 0,
      },
    }))
}

function familyAsked({ family, src_ip, dst_ip, from, to }: SimulatedQuery, protocol: number): 4 | 6 {
  if (family) return family
  const told = [src_ip, dst_ip, from, to].find((each) => each !== undefined && isAddress(each))
  if (told !== undefined) return familyOf(told)
  return protocol === 58 ? 6 : 4
}

function isAddress(text: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$|^[\da-f]*:[\da-f:]+$/i.test(text) && !text.startsWith('arn:')
}

function clientOf(documents: Documents, from: string): Client {
  if (from === 'internet' || from.startsWith('igw-')) return { kind: 'internet' }
  if (from.startsWith('vgw-')) return behindVpnGateway(documents, from)
  if (from.startsWith('vpn-') || from.startsWith('tgw-attach-')) return behindTransit(documents, from)
  if (isAddress(from)) return clientAt(documents, from)
  const owner = ownerNamed(documents, from)
  return owner ? { kind: 'interface', owner } : { kind: 'unknown', text: `${from} is not in the documents` }
}

function ownerNamed(documents: Documents, id: string): Raw | null {
  return id.startsWith('i-') ? primaryInterfaceOf(documents, id) : interfaceOf(documents, id)
}

function clientAt(documents: Documents, address: string): Client {
  const owners = rows(documents, 'NetworkInterfaces').filter((each) => ownsPrivate(each, address))
  const [owner] = owners
  if (owner && owners.length === 1) return { kind: 'interface', owner }
  const found = publicOwnerOf(documents, address)
  if (found?.owner['NetworkInterfaceId'] !== undefined) return { kind: 'interface', owner: found.owner }
  return isPrivate(address) ? { kind: 'unknown', text: `where ${address} is, is not known` } : { kind: 'internet' }
}

function behindVpnGateway(documents: Documents, gatewayId: string): Client {
  const gateway = find(documents, 'VpnGateways', ['VpnGatewayId', gatewayId])
  const vpcId = word(list(gateway, 'VpcAttachments').find((each) => each['State'] === 'attached') ?? null, 'VpcId')
  return vpcId === ''
    ? { kind: 'unknown', text: `${gatewayId} is attached to no VPC that is known` }
    : { kind: 'vpn-gateway', gatewayId, vpcId }
}

function behindTransit(documents: Documents, id: string): Client {
  const vpn = find(documents, 'VpnConnections', ['VpnConnectionId', id])
  if (word(vpn, 'VpnGatewayId')) return behindVpnGateway(documents, word(vpn, 'VpnGatewayId'))
  const attachment = rows(documents, 'TransitGatewayAttachments').find(
    (each) => each['TransitGatewayAttachmentId'] === id || each['ResourceId'] === id,
  )
  if (!attachment) return { kind: 'unknown', text: `${id} is not in the documents` }
  return {
    kind: 'transit',
    gatewayId: word(attachment, 'TransitGatewayId'),
    attachmentId: word(attachment, 'TransitGatewayAttachmentId'),
  }
}

function sourceOf(client: Client, from: string, family: 4 | 6): string | null {
  if (isAddress(from) && client.kind !== 'interface') return from
  if (client.kind !== 'interface') return family === 6 ? CLIENT6 : CLIENT4
  return firstAddress(client.owner, family)
}

/** The primary private address, or the first IPv6 one. */
function firstAddress(owner: Raw, family: 4 | 6): string | null {
  return privateBlocksOf(owner, family).find((block) => !block.includes('/')) ?? null
}

interface Goal {
  readonly address: string
  isExpected(arrival: Arrival, walk: Walk): boolean
}

interface Frame {
  readonly family: 4 | 6
  readonly isFromOutside: boolean
}

function goalsOf(documents: Documents, query: SimulatedQuery, frame: Frame): readonly Goal[] {
  const { to, dst_ip } = query
  if (to === 'internet' || to.startsWith('igw-')) {
    const isExpected = (arrival: Arrival) => arrival.kind !== 'on-premises'
    return [{ address: dst_ip ?? (frame.family === 6 ? CLIENT6 : CLIENT4), isExpected }]
  }
  if (isAddress(to)) return [{ address: dst_ip ?? to, isExpected: () => true }]
  if (!/^(vgw|vpn|tgw)-/.test(to)) return goalsInside(documents, query, frame)
  if (dst_ip === undefined) return []
  return [{ address: dst_ip, isExpected: (arrival) => arrival.kind === 'on-premises' }]
}

function goalsInside(documents: Documents, { to, via, dst_ip }: SimulatedQuery, frame: Frame): readonly Goal[] {
  const target = ownerNamed(documents, to)
  const balancerId = via ?? (target ? undefined : to)
  if (balancerId !== undefined) return goalsAtNodes(documents, { balancerId, target, frame, dst_ip })
  if (!target) return []
  const node = balancerOfNode(documents, target)
  const isExpected = (arrival: Arrival, walk: Walk) =>
    node ? walk.balancers.includes(node.id) : arrival.kind === 'interface' && arrival.owner === target
  return addressesFor(documents, target, frame, dst_ip).map((address) => ({ address, isExpected }))
}

interface NodeGoal {
  readonly balancerId: string
  readonly target: Raw | null
  readonly frame: Frame
  readonly dst_ip: string | undefined
}

function goalsAtNodes(documents: Documents, { balancerId, target, frame, dst_ip }: NodeGoal): readonly Goal[] {
  const balancer = balancersOf(documents).find(({ id }) => id === balancerId)
  if (!balancer) return []
  const isExpected = (arrival: Arrival, walk: Walk) =>
    walk.balancers.includes(balancer.id) &&
    (target === null || (arrival.kind === 'interface' && arrival.owner === target))
  return rows(documents, 'NetworkInterfaces')
    .filter((each) => isNodeOf(balancer, each))
    .flatMap((node) => addressesFor(documents, node, frame, dst_ip))
    .map((address) => ({ address, isExpected }))
}

/** From the internet the public address, from inside the private one; IPv6 has only one kind. */
function addressesFor(
  documents: Documents,
  owner: Raw,
  ...[{ family, isFromOutside }, told]: [Frame, string | undefined]
): readonly string[] {
  if (told !== undefined) return [told]
  const own = firstAddress(owner, family)
  if (!isFromOutside || family === 6) return own === null ? [] : [own]
  return publicMappingsOf(documents, owner)
    .slice(0, 1)
    .map(({ publicIp }) => publicIp)
}
