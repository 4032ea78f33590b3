/**
 * One packet at a time from the internet to an interface, told straight from what AWS prints: the slow, plain reading
 * that `internetPath` is held against. It shares no code with lib/net, lib/inventory or lib/reachability.
 * Source: VPC guide, "Internet gateways", "Route priority", "Network ACL rules", "Security group rules".
 */

import type { DescribeDocument, DescribeKey } from '../describe/document.ts'
import { isInside } from './plain-addresses.ts'
import type { Raw } from './simulate-records.ts'
import { isShadowed, rankOf } from './simulate-routes.ts'

export type Answer = 'passes' | 'unknown' | 'blocked'

export interface Packet {
  readonly interfaceId: string
  readonly family: 4 | 6
  /** IANA number; for ICMP the answer is about no message in particular. */
  readonly protocol: number
  readonly port: number
  /** The client's address. */
  readonly client: string
}

/** Does the packet get in and its reply out? A client must have an address of the internet. */
export function answerFor(document: DescribeDocument, packet: Packet): Answer {
  const nic = rows(document, 'NetworkInterfaces').find((each) => each['NetworkInterfaceId'] === packet.interfaceId)
  if (!nic) return 'unknown'
  const world: World = { document, packet, nic }
  return worst([
    ofInterface(world),
    ofBlockPublicAccess(world),
    ofGateway(world),
    ofReplyRoute(world),
    ofEdgeRoute(world),
    ofAcl(world, false),
    ofAcl(world, true),
    ofGroups(world),
  ])
}

interface World {
  readonly document: DescribeDocument
  readonly packet: Packet
  readonly nic: Raw
}

function worst(answers: readonly Answer[]): Answer {
  if (answers.includes('blocked')) return 'blocked'
  return answers.includes('unknown') ? 'unknown' : 'passes'
}

function ofInterface({ document, nic }: World): Answer {
  if (nic['Status'] === 'available' || nic['DenyAllIgwTraffic'] === true) return 'blocked'
  if (nic['InterfaceType'] === 'nat_gateway') return 'blocked'
  const instanceId = inside(nic, 'Attachment')['InstanceId']
  const instance = rows(document, 'Instances').find((each) => each['InstanceId'] === instanceId)
  const state = instance ? word(inside(instance, 'State'), 'Name') : 'running'
  return ['stopping', 'stopped', 'shutting-down'].includes(state) ? 'blocked' : 'passes'
}

/** Every private address that the packet's public address may lead to. */
function privateAddresses({ document, packet, nic }: World): readonly string[] {
  if (packet.family === 6) {
    const assigned = list(nic, 'Ipv6Addresses').map((each) => word(each, 'Ipv6Address'))
    const delegated = list(nic, 'Ipv6Prefixes').map((each) => word(each, 'Ipv6Prefix').split('/')[0] ?? '')
    return [...assigned, ...delegated].filter((address) => isInside(address, '2000::/3'))
  }
  const mapped = list(nic, 'PrivateIpAddresses').filter((each) => inside(each, 'Association')['PublicIp'] !== undefined)
  const elastic = rows(document, 'Addresses').filter((each) => each['NetworkInterfaceId'] === nic['NetworkInterfaceId'])
  return [...mapped, ...elastic].map((each) => word(each, 'PrivateIpAddress'))
}

function ofGateway(world: World): Answer {
  const { document, nic } = world
  if (privateAddresses(world).length === 0) return 'blocked'
  const states = rows(document, 'InternetGateways').flatMap((gateway) =>
    list(gateway, 'Attachments')
      .filter((each) => each['VpcId'] === nic['VpcId'])
      .map((each) => word(each, 'State')),
  )
  if (states.some((state) => state === 'available' || state === 'attached')) return 'passes'
  if (states.length > 0) return 'blocked'
  // An active route proves its gateway attached, unless that gateway is printed and says otherwise.
  const printed = rows(document, 'InternetGateways').map((each) => word(each, 'InternetGatewayId'))
  const routes = list(tableOf(world) ?? {}, 'Routes').filter((each) => each['State'] === 'active')
  const gateways = routes.map((each) => word(each, 'GatewayId')).filter((id) => id.startsWith('igw-'))
  if (gateways.some((id) => !printed.includes(id))) return 'passes'
  return isWhole(document, 'InternetGateways') ? 'blocked' : 'unknown'
}

function ofBlockPublicAccess({ document, nic }: World): Answer {
  const subnet = rows(document, 'Subnets').find((each) => each['SubnetId'] === nic['SubnetId'])
  if (!subnet) return 'passes'
  const told = rows(document, 'VpcBlockPublicAccessOptions').at(0) ?? inside(subnet, 'BlockPublicAccessStates')
  const mode = told['InternetGatewayBlockMode'] ?? 'off'
  if (mode === 'off') return 'passes'
  const arns = [`subnet/${nic['SubnetId']}`, `vpc/${nic['VpcId']}`]
  const excluded = rows(document, 'VpcBlockPublicAccessExclusions').some(
    (each) =>
      arns.some((arn) => word(each, 'ResourceArn').endsWith(`:${arn}`)) &&
      each['InternetGatewayExclusionMode'] === 'allow-bidirectional' &&
      !['delete-complete', 'create-in-progress', 'create-failed'].includes(word(each, 'State')),
  )
  if (excluded) return 'passes'
  return isWhole(document, 'VpcBlockPublicAccessExclusions') ? 'blocked' : 'unknown'
}

/** The route that takes the reply to the client: the longest, then static before list before propagated. */
function ofReplyRoute(world: World): Answer {
  const table = tableOf(world)
  if (!table) return 'unknown'
  const { document, packet } = world
  const routes = list(table, 'Routes').filter((route) => route['State'] !== 'filtered')
  const best = routes
    .flatMap((route) =>
      (destinationsOf(document, route) ?? [])
        .filter((cidr) => isInside(packet.client, cidr) && !isShadowed(table, route, cidr))
        .map((cidr) => ({ route, length: Number(cidr.split('/')[1]), rank: rankOf(route) })),
    )
    .sort((a, b) => b.length - a.length || a.rank - b.rank)
    .at(0)
  const known = best ? targetAnswer(world, best.route) : 'blocked'
  const unread = routes.filter((route) => destinationsOf(document, route) === null && !isServiceRoute(document, route))
  const others = unread.map((route) => targetAnswer(world, route))
  return others.every((other) => other === known) ? known : 'unknown'
}

/** The CIDR blocks a route stands for; null when it names a list whose entries nobody printed. */
function destinationsOf(document: DescribeDocument, route: Raw): readonly string[] | null {
  const block = route['DestinationCidrBlock'] ?? route['DestinationIpv6CidrBlock']
  return typeof block === 'string' ? [block] : listEntries(document, word(route, 'DestinationPrefixListId'))
}

function isServiceRoute(document: DescribeDocument, route: Raw): boolean {
  const id = word(route, 'GatewayId')
  if (!id.startsWith('vpce-') || route['DestinationPrefixListId'] === undefined) return false
  const endpoint = rows(document, 'VpcEndpoints').find((each) => each['VpcEndpointId'] === id)
  return !endpoint || endpoint['VpcEndpointType'] === 'Gateway'
}

/** A gateway endpoint takes nothing to the internet, whatever route leads to it. */
function leadsToService(document: DescribeDocument, route: Raw): boolean {
  const endpoint = rows(document, 'VpcEndpoints').find((each) => each['VpcEndpointId'] === route['GatewayId'])
  return endpoint?.['VpcEndpointType'] === 'Gateway'
}

function targetAnswer({ document, nic }: World, route: Raw): Answer {
  if (route['State'] === 'blackhole') return 'blocked'
  const gateway = word(route, 'GatewayId')
  if (gateway.startsWith('igw-')) {
    const own = rows(document, 'InternetGateways').filter((each) =>
      list(each, 'Attachments').some((attachment) => attachment['VpcId'] === nic['VpcId']),
    )
    return own.length === 0 || own.some((each) => each['InternetGatewayId'] === gateway) ? 'passes' : 'blocked'
  }
  if (gateway.startsWith('vpce-')) return leadsToService(document, route) ? 'blocked' : 'unknown'
  return route['NetworkInterfaceId'] === undefined ? 'blocked' : 'unknown'
}

/** A gateway's own table may steer what comes in; a reply that leaves by the gateway itself then has no way. */
function ofEdgeRoute(world: World): Answer {
  const { document, nic, packet } = world
  const table = rows(document, 'RouteTables').find(
    (each) =>
      each['VpcId'] === nic['VpcId'] &&
      list(each, 'Associations').some((association) => word(association, 'GatewayId').startsWith('igw-')),
  )
  const target = privateAddresses(world).at(0)
  if (!table && !isWhole(document, 'RouteTables')) return 'unknown'
  if (!table || target === undefined) return 'passes'
  const route = list(table, 'Routes')
    .filter((each) => (destinationsOf(document, each) ?? []).some((cidr) => isInside(target, cidr)))
    .sort((a, b) => lengthOf(b) - lengthOf(a))
    .at(0)
  if (!route || route['GatewayId'] === 'local') return 'passes'
  // The appliance takes what is for itself.
  if (route['NetworkInterfaceId'] === nic['NetworkInterfaceId'] && route['State'] === 'active') return 'passes'
  if (route['State'] === 'blackhole') return 'blocked'
  return ofReplyRoute({ document, nic, packet }) === 'passes' ? 'blocked' : 'unknown'
}

function lengthOf(route: Raw): number {
  const block = route['DestinationCidrBlock'] ?? route['DestinationIpv6CidrBlock']
  return Number(String(block).split('/')[1])
}

/** The subnet's own table, else the main one, if all tables are known. */
function tableOf({ document, nic }: World): Raw | null {
  if (!rows(document, 'Subnets').some((each) => each['SubnetId'] === nic['SubnetId'])) return null
  const tables = rows(document, 'RouteTables')
  const own = tables.find((each) => list(each, 'Associations').some((row) => row['SubnetId'] === nic['SubnetId']))
  if (own) return own
  const main = tables.find(
    (each) => each['VpcId'] === nic['VpcId'] && list(each, 'Associations').some((row) => row['Main'] === true),
  )
  return isWhole(document, 'RouteTables') ? (main ?? null) : null
}

function ofAcl({ document, packet, nic }: World, egress: boolean): Answer {
  if (!rows(document, 'Subnets').some((each) => each['SubnetId'] === nic['SubnetId'])) return 'unknown'
  const acls = rows(document, 'NetworkAcls')
  const own = acls.find((each) => list(each, 'Associations').some((row) => row['SubnetId'] === nic['SubnetId']))
  const fallback = isWhole(document, 'NetworkAcls')
    ? acls.find((each) => each['VpcId'] === nic['VpcId'] && each['IsDefault'] === true)
    : undefined
  const acl = own ?? fallback
  if (!acl) return 'unknown'
  const entries = list(acl, 'Entries')
    .filter((each) => each['Egress'] === egress)
    .sort((a, b) => Number(a['RuleNumber']) - Number(b['RuleNumber']))
  const ports = egress ? clientPorts(entries) : [packet.port]
  return ports.some((port) => firstMatch(entries, packet, port) === 'allow') ? 'passes' : 'blocked'
}

/** A client answers from some port of 1024 to 65535; only those beside the ends of a range can differ. */
function clientPorts(entries: readonly Raw[]): readonly number[] {
  const ends = entries.flatMap((each) => {
    const { From, To } = inside(each, 'PortRange')
    return [Number(From ?? 0), Number(To ?? 65535)]
  })
  const near = ends.flatMap((port) => [port - 1, port, port + 1])
  return [1024, 65535, ...near.filter((port) => port >= 1024 && port <= 65535)]
}

function firstMatch(entries: readonly Raw[], packet: Packet, port: number): unknown {
  const entry = entries.find((each) => {
    const cidr = each['CidrBlock'] ?? each['Ipv6CidrBlock']
    if (typeof cidr !== 'string' || !isInside(packet.client, cidr)) return false
    return matchesProtocol(each['Protocol'], packet.protocol) && withinPorts(inside(each, 'PortRange'), packet, port)
  })
  return entry ? entry['RuleAction'] : 'deny'
}

function withinPorts({ From, To }: Raw, { protocol }: Packet, port: number): boolean {
  if (protocol !== 6 && protocol !== 17) return true
  return From === undefined || (Number(From) <= port && port <= Number(To))
}

function ofGroups({ document, packet, nic }: World): Answer {
  const ids = list(nic, 'Groups').map((each) => word(each, 'GroupId'))
  if (ids.length === 0) return UNFILTERED.includes(word(nic, 'InterfaceType')) ? 'passes' : 'unknown'
  const answers = ids.map((id): Answer => {
    const group = rows(document, 'SecurityGroups').find((each) => each['GroupId'] === id)
    return group ? best(list(group, 'IpPermissions').map((each) => ofPermission(document, each, packet))) : 'unknown'
  })
  return best(answers)
}

const UNFILTERED = ['nat_gateway', 'transit_gateway', 'network_load_balancer', 'gateway_load_balancer']

function best(answers: readonly Answer[]): Answer {
  if (answers.includes('passes')) return 'passes'
  return answers.includes('unknown') ? 'unknown' : 'blocked'
}

function ofPermission(document: DescribeDocument, permission: Raw, packet: Packet): Answer {
  if (!matchesProtocol(permission['IpProtocol'], packet.protocol)) return 'blocked'
  const { FromPort, ToPort } = permission
  const all = permission['IpProtocol'] === '-1' || FromPort === -1
  if (!all && !withinPorts({ From: FromPort, To: ToPort }, packet, packet.port)) return 'blocked'
  const blocks = [
    ...list(permission, 'IpRanges').map((each) => word(each, 'CidrIp')),
    ...list(permission, 'Ipv6Ranges').map((each) => word(each, 'CidrIpv6')),
  ]
  const lists = list(permission, 'PrefixListIds').map((each) => listEntries(document, word(each, 'PrefixListId')))
  const known = [...blocks, ...lists.flatMap((entries) => entries ?? [])]
  if (known.some((cidr) => isInside(packet.client, cidr))) return 'passes'
  return lists.includes(null) ? 'unknown' : 'blocked'
}

function matchesProtocol(printed: unknown, protocol: number): boolean {
  const names: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1' }
  const text = String(printed)
  return text === '-1' || (names[text] ?? text) === String(protocol)
}

function listEntries(document: DescribeDocument, id: string): readonly string[] | null {
  const found = rows(document, 'ManagedPrefixLists').find((each) => each['PrefixListId'] === id)
  return Array.isArray(found?.['Entries']) ? list(found, 'Entries').map((each) => word(each, 'Cidr')) : null
}

function isWhole(document: DescribeDocument, key: DescribeKey): boolean {
  return document.elements.has(key) && !document.partial.has(key)
}

function rows(document: DescribeDocument, key: DescribeKey): readonly Raw[] {
  return document.elements.get(key) ?? []
}

function list(raw: Raw, name: string): readonly Raw[] {
  const value = raw[name]
  return Array.isArray(value) ? value : []
}

function inside(raw: Raw, name: string): Raw {
  return Object(raw[name])
}

function word(raw: Raw, name: string): string {
  const value = raw[name]
  return typeof value === 'string' ? value : ''
}
