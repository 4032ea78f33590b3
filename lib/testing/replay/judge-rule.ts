/**
 * Does a rule, as the describe document prints it, let this one header pass? Read from AWS's own JSON alone, so that an
 * error of the engine is not repeated here.
 */

import type { DescribeDocument, JsonObject, JsonValue } from '../../describe/document.ts'
import { formatAddress } from '../../net/prefix.ts'
import type { Packet } from '../../reachability/packet.ts'
import type { RuleRef } from '../../reachability/path.ts'
import type { TraceHop } from '../../reachability/trace-result.ts'
import { isInside } from '../plain-addresses.ts'
import { inside, isSameAddress, list, ownsPrivate, rows, word } from '../simulate-records.ts'
import { valueAt } from './edit-document.ts'

export interface Deciding {
  readonly hop: TraceHop
  readonly rule: RuleRef
  /** The hops before, for who sends. */
  readonly before: readonly TraceHop[]
}

/** Null when the rule does what the hop says it did; else what is wrong. */
export function faultOfRule(document: DescribeDocument, deciding: Deciding): string | null {
  const { hop, rule } = deciding
  const value = valueAt(document, rule.pointer)
  if (typeof value !== 'object' || value === null) return `${rule.pointer} leads to nothing`
  const element: JsonObject = Object(value)
  const does = JUDGES[rule.kind]?.(document, element, deciding) ?? null
  if (does === null) return null
  return does
    ? null
    : `${rule.excerpt} of ${rule.resourceId} does not match ${headerOf(hop.inbound)} at ${hop.component}`
}

type Judge = (document: DescribeDocument, element: JsonObject, deciding: Deciding) => boolean

const JUDGES: Readonly<Partial<Record<RuleRef['kind'], Judge>>> = {
  'security-group-rule': admitsByGroup,
  'network-acl-entry': decidesByEntry,
  route: takesRoute,
  'transit-gateway-route': takesRoute,
  listener: (_document, listener, { hop }) => holdsPort(hop.inbound.destinationPorts, portOf(listener)),
  target: isTarget,
}

/** A Classic Load Balancer prints its listeners inside. */
function portOf(listener: JsonObject): number {
  return Number(listener['Port'] ?? inside(listener, 'Listener')['LoadBalancerPort'])
}

function headerOf({ protocol, source, destination }: Packet): string {
  return `${formatAddress(source)} > ${formatAddress(destination)} protocol ${protocol}`
}

function admitsByGroup(document: DescribeDocument, peer: JsonObject, deciding: Deciding): boolean {
  const { hop, rule } = deciding
  const permission = Object(valueAt(document, rule.pointer.split('/').slice(0, 5).join('/')))
  const outward = rule.pointer.includes('/IpPermissionsEgress/')
  const { inbound } = hop
  const far = formatAddress(outward ? inbound.destination : inbound.source)
  return matchesTraffic(permission, inbound) && matchesPeer(document, peer, { far, deciding })
}

interface Far {
  readonly far: string
  readonly deciding: Deciding
}

function matchesPeer(document: DescribeDocument, peer: JsonObject, { far, deciding }: Far): boolean {
  const block = word(peer, 'CidrIp') || word(peer, 'CidrIpv6')
  if (block !== '') return isInside(far, block)
  const listId = word(peer, 'PrefixListId')
  if (listId !== '') return listHolds(document, listId, far)
  const groupId = word(peer, 'GroupId')
  const nodes = deciding.before.filter(({ kind }) => kind === 'load-balancer').map(({ attachedTo }) => attachedTo)
  return rows([document], 'NetworkInterfaces')
    .filter((each) => ownsPrivate(each, far) || nodes.includes(word(each, 'NetworkInterfaceId')))
    .some((each) => list(each, 'Groups').some((group) => group['GroupId'] === groupId))
}

function listHolds(document: DescribeDocument, id: string, address: string): boolean {
  const found = rows([document], 'ManagedPrefixLists').find((each) => each['PrefixListId'] === id)
  return list(found ?? null, 'Entries').some((entry) => isInside(address, word(entry, 'Cidr')))
}

const NUMBERS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 }

function matchesTraffic(permission: JsonObject, { protocol, destinationPorts, icmp }: Packet): boolean {
  const named = word(permission, 'IpProtocol')
  if (named === '-1') return true
  if ((NUMBERS[named] ?? Number(named)) !== protocol) return false
  const [from, to] = [Number(permission['FromPort'] ?? -1), Number(permission['ToPort'] ?? -1)]
  if (protocol === 6 || protocol === 17) return from < 0 || meets(destinationPorts, from, to)
  if (!icmp) return true
  return (from === -1 || from === icmp.type) && (to === -1 || icmp.code === null || to === icmp.code)
}

/** An entry that lets pass where the hop passes, and that denies where it blocks. */
function decidesByEntry(_document: DescribeDocument, entry: JsonObject, { hop }: Deciding): boolean {
  const { protocol, destinationPorts, icmp, source, destination } = hop.inbound
  if (word(entry, 'RuleAction') !== (hop.decision === 'passes' ? 'allow' : 'deny')) return false
  const far = formatAddress(entry['Egress'] === true ? destination : source)
  if (!isInside(far, word(entry, 'CidrBlock') || word(entry, 'Ipv6CidrBlock'))) return false
  const named = Number(entry['Protocol'])
  if (named === -1) return true
  if (named !== protocol) return false
  const range = inside(entry, 'PortRange')
  if (protocol === 6 || protocol === 17) {
    return range['From'] === undefined || meets(destinationPorts, Number(range['From']), Number(range['To']))
  }
  const type = inside(entry, 'IcmpTypeCode')['Type']
  return !icmp || type === undefined || Number(type) === -1 || Number(type) === icmp.type
}

function takesRoute(document: DescribeDocument, route: JsonObject, { hop }: Deciding): boolean {
  const address = formatAddress(hop.inbound.destination)
  const listId = word(route, 'DestinationPrefixListId') || word(route, 'PrefixListId')
  const block = word(route, 'DestinationCidrBlock') || word(route, 'DestinationIpv6CidrBlock')
  const holds = listId === '' ? isInside(address, block) : listHolds(document, listId, address)
  return holds && word(route, 'State') === 'active'
}

function isTarget(document: DescribeDocument, target: JsonObject, { hop }: Deciding): boolean {
  const id = word(inside(target, 'Target'), 'Id') || word(target, 'InstanceId')
  const address = formatAddress(hop.outbound.destination)
  if (isSameAddress(id, address)) return true
  const behind = rows([document], 'NetworkInterfaces').filter((each) => inside(each, 'Attachment')['InstanceId'] === id)
  return behind.some((each) => ownsPrivate(each, address))
}

function meets(ports: Packet['destinationPorts'], from: number, to: number): boolean {
  return ports.some(([low, high]) => low <= to && from <= high)
}

function holdsPort(ports: Packet['destinationPorts'], port: JsonValue): boolean {
  return meets(ports, Number(port), Number(port))
}
