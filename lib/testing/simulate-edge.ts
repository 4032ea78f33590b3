/** Internet gateways, egress-only gateways, NAT gateways and Block Public Access, one packet at a time. */

import { isInside } from './plain-addresses.ts'
import { askAcl, askInbound, askLife } from './simulate-filters.ts'
import { leaveByEndpoint } from './simulate-gateways.ts'
import {
  type Documents,
  find,
  inside,
  interfaceOf,
  isSameAddress,
  isWhole,
  isWholeFor,
  list,
  ownsPrivate,
  publicMappingsOf,
  type Raw,
  rows,
  subnetOf,
  word,
} from './simulate-records.ts'
import { certainRoute, edgeRouteOf } from './simulate-routes.ts'
import { blocked, type Move, note, unknown, type Walk } from './simulate-walk.ts'

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

export function isPrivate(address: string): boolean {
  return address.includes(':') ? !isInside(address, '2000::/3') : PRIVATE.some((block) => isInside(address, block))
}

type Use = 'in' | 'out' | 'nat' | 'egress-only'

/**
 * Block Public Access in force where this subnet is. `block-ingress` leaves only what NAT and egress-only gateways
 * begin; an `allow-egress` exclusion opens only those. Source: VPC guide, "Block public access to VPCs and subnets".
 */
function askBlockPublicAccess(walk: Walk, place: { vpcId: string; subnetId: string | null }, use: Use): void {
  const { documents } = walk
  const home = subnetOf(documents, place.subnetId ?? '') ?? find(documents, 'Vpcs', ['VpcId', place.vpcId])
  if (!home || walk.leg === 'reply') return
  const mode = blockModeOf(documents, home)
  const fromInside = use === 'nat' || use === 'egress-only'
  if (mode === 'off' || (mode === 'block-ingress' && fromInside)) return
  const arns = [`:subnet/${place.subnetId}`, `:vpc/${place.vpcId}`]
  const excluded = rows(documents, 'VpcBlockPublicAccessExclusions').some(
    (each) =>
      arns.some((arn) => word(each, 'ResourceArn').endsWith(arn)) &&
      !['delete-complete', 'create-in-progress', 'create-failed'].includes(word(each, 'State')) &&
      (each['InternetGatewayExclusionMode'] === 'allow-bidirectional' || fromInside),
  )
  if (excluded) return
  // Whether the exclusion of a subnet counts for a regional NAT gateway, which is in none, AWS does not say.
  const isPartly = place.subnetId === null && isSomeSubnetExcluded(walk, place.vpcId, fromInside)
  const answer = isWholeFor(documents, 'VpcBlockPublicAccessExclusions', home) && !isPartly ? 'blocked' : 'unknown'
  note(walk, answer, `Block Public Access ${mode} for ${use} at ${place.subnetId ?? place.vpcId}`)
}

function isSomeSubnetExcluded({ documents }: Walk, vpcId: string, fromInside: boolean): boolean {
  const subnets = rows(documents, 'Subnets').filter((each) => each['VpcId'] === vpcId)
  return rows(documents, 'VpcBlockPublicAccessExclusions').some(
    (each) =>
      subnets.some((subnet) => word(each, 'ResourceArn').endsWith(`:subnet/${word(subnet, 'SubnetId')}`)) &&
      (each['InternetGatewayExclusionMode'] === 'allow-bidirectional' || fromInside),
  )
}

function blockModeOf(documents: Documents, home: Raw): string {
  const document = documents.find((each) => [...each.elements.values()].some((all) => all.includes(home)))
  const options = documents.filter(
    (each) => each.account === (word(home, 'OwnerId') || document?.account) && each.region === document?.region,
  )
  const told = rows(options, 'VpcBlockPublicAccessOptions').at(0) ?? inside(home, 'BlockPublicAccessStates')
  return word(told, 'InternetGatewayBlockMode') || 'off'
}

/** Is this internet gateway attached to the VPC? An active route proves one that nobody printed. */
function isAttached(walk: Walk, gatewayId: string, vpcId: string): boolean {
  const gateway = find(walk.documents, 'InternetGateways', ['InternetGatewayId', gatewayId])
  if (!gateway) return true
  return attachmentsOf(gateway, vpcId).some((state) => state === 'available' || state === 'attached')
}

function attachmentsOf(gateway: Raw, vpcId: string): readonly string[] {
  return list(gateway, 'Attachments')
    .filter((each) => each['VpcId'] === vpcId)
    .map((each) => word(each, 'State'))
}

/** Out by the internet gateway: only the addresses of interfaces of its own VPC that have a public one. */
export function leaveByInternetGateway(walk: Walk, gatewayId: string, vpcId: string): Move {
  const { packet, sender } = walk
  if (!isAttached(walk, gatewayId, vpcId)) return blocked(walk, `${gatewayId} is not attached to ${vpcId}`)
  if (isPrivate(packet.destination)) return blocked(walk, `${gatewayId}: private destination`)
  if (!sender || sender.vpcId !== vpcId) return blocked(walk, `${gatewayId}: source is no interface of ${vpcId}`)
  const owner = ownerOfSource(walk, sender)
  if (!owner) return blocked(walk, `${gatewayId}: source is no interface of ${vpcId}`)
  const subnetId = word(owner, 'SubnetId') || null
  askBlockPublicAccess(walk, { vpcId, subnetId }, owner['NatGatewayId'] === undefined ? 'out' : 'nat')
  if (owner['DenyAllIgwTraffic'] === true) return blocked(walk, `${gatewayId}: interface denies all of it`)
  const source = publicSource(walk, owner)
  if (source === null) return blocked(walk, `${gatewayId}: source has no public address`)
  // Only a subnet that itself sends straight to the gateway is refused; what a firewall sent on comes back as it comes back.
  const isDirect = owner['NatGatewayId'] === undefined && !walk.isInspected
  const edge = isDirect ? edgeRouteOf(walk, gatewayId, packet.source) : null
  if (edge && !leadsTo(walk, edge, sender.owner)) return blocked(walk, `${gatewayId}: what comes back in is redirected`)
  if (walk.leg === 'reply') walk.entries.pop()
  walk.packet = { ...packet, source }
  walk.crossing = 'lost'
  walk.sender = null
  note(walk, 'passes', `out by ${gatewayId}`)
  return { at: 'internet' }
}

/** Whose address the source is: an appliance may pass on what others send. Source: VPC guide, "Middlebox routing". */
function ownerOfSource({ documents, packet }: Walk, { owner, vpcId }: NonNullable<Walk['sender']>): Raw | null {
  if (owner['NatGatewayId'] !== undefined || ownsPrivate(owner, packet.source)) return owner
  const inVpc = rows(documents, 'NetworkInterfaces').filter((each) => each['VpcId'] === vpcId)
  return inVpc.find((each) => ownsPrivate(each, packet.source)) ?? null
}

function publicSource({ documents, packet }: Walk, owner: Raw): string | null {
  if (packet.family === 6)
    return isInside(packet.source, '2000::/3') && ownsPrivate(owner, packet.source) ? packet.source : null
  const mappings = owner['NatGatewayId'] === undefined ? publicMappingsOf(documents, owner) : natMappingsOf(owner)
  return mappings.find(({ privateIp }) => isSameAddress(privateIp, packet.source))?.publicIp ?? null
}

function natMappingsOf(nat: Raw): readonly { privateIp: string; publicIp: string }[] {
  return list(nat, 'NatGatewayAddresses')
    .map((each) => ({ privateIp: word(each, 'PrivateIp') || word(each, 'PublicIp'), publicIp: word(each, 'PublicIp') }))
    .filter(({ publicIp }) => publicIp !== '')
}

interface PublicOwner {
  readonly owner: Raw
  readonly vpcId: string
  readonly subnetId: string | null
  readonly privateIp: string
}

/** Whose public address this is: NAT gateways, interfaces; any assigned IPv6 address of the internet is public. */
export function publicOwnerOf(documents: Documents, address: string): PublicOwner | null {
  const nats = rows(documents, 'NatGateways').flatMap((owner) =>
    natMappingsOf(owner).map((mapping) => ({ owner, mapping })),
  )
  const interfaces = rows(documents, 'NetworkInterfaces').flatMap((owner) =>
    address.includes(':')
      ? [{ owner, mapping: { publicIp: ownsPrivate(owner, address) ? address : '', privateIp: address } }]
      : publicMappingsOf(documents, owner).map((mapping) => ({ owner, mapping })),
  )
  const found = [...nats, ...interfaces].find(({ mapping }) => isSameAddress(mapping.publicIp, address))
  if (!found) return null
  const { owner, mapping } = found
  return {
    owner,
    vpcId: word(owner, 'VpcId'),
    subnetId: word(owner, 'SubnetId') || null,
    privateIp: mapping.privateIp,
  }
}

/** On the internet: to a client there, or back in to whoever owns the address. */
export function crossInternet(walk: Walk): Move {
  const { documents, packet } = walk
  if (isPrivate(packet.destination)) return blocked(walk, 'the internet knows no private addresses')
  const found = publicOwnerOf(documents, packet.destination)
  if (!found && walk.leg === 'request' && walk.trail.length === 0 && !areInterfacesTold(documents))
    return unknown(walk, 'whoever has the address may not be in the documents')
  if (!found) return { at: 'end', arrival: { kind: 'internet' } }
  const { owner, vpcId, privateIp } = found
  if (walk.leg === 'reply' && walk.eigwExits.includes(word(owner, 'NetworkInterfaceId'))) {
    walk.sender = null
    return { at: 'local', vpcId, fromSubnet: null }
  }
  return enterByInternetGateway(walk, found, privateIp)
}

function areInterfacesTold(documents: Documents): boolean {
  const vpcs = rows(documents, 'Vpcs')
  return vpcs.length > 0 && vpcs.every((vpc) => isWholeFor(documents, 'NetworkInterfaces', vpc))
}

function enterByInternetGateway(walk: Walk, { owner, vpcId, subnetId }: PublicOwner, privateIp: string): Move {
  const gateway = internetGatewayOf(walk, vpcId)
  if (gateway === 'blocked') return blocked(walk, `${vpcId} has no internet gateway`)
  if (gateway === 'unknown') note(walk, 'unknown', `internet gateway of ${vpcId} is not known`)
  if (isPrivate(walk.packet.source)) return blocked(walk, `${gateway}: private source`)
  askBlockPublicAccess(walk, { vpcId, subnetId }, 'in')
  if (owner['DenyAllIgwTraffic'] === true) return blocked(walk, `${gateway}: interface denies all of it`)
  if (walk.leg === 'request') walk.entries.push(walk.sessions.length)
  walk.packet = { ...walk.packet, destination: privateIp }
  walk.crossing = 'lost'
  walk.sender = null
  note(walk, 'passes', `in by ${gateway}`)
  if (walk.leg === 'request' && owner['NatGatewayId'] !== undefined)
    return blocked(walk, 'a NAT gateway takes no connections, whatever is on the way to it')
  const edge = edgeRouteOf(walk, gateway, privateIp)
  if (!isWhole(walk.documents, 'RouteTables')) note(walk, 'unknown', `whether ${gateway} has a table was not told`)
  if (edge && !leadsTo(walk, edge, owner)) return followEdgeRoute(walk, edge, { vpcId, subnetId })
  return { at: 'local', vpcId, fromSubnet: null }
}

function leadsTo({ documents }: Walk, edge: Raw, owner: Raw): boolean {
  const id = word(edge, 'NetworkInterfaceId')
  return id !== '' && interfaceOf(documents, id) === owner && edge['State'] !== 'blackhole'
}

/** The appliance must get the reply too: a subnet that answers straight to the gateway loses it. */
function followEdgeRoute(walk: Walk, edge: Raw, { vpcId, subnetId }: { vpcId: string; subnetId: string | null }): Move {
  if (edge['State'] === 'blackhole') return blocked(walk, 'edge route leads nowhere')
  const answer = certainRoute(walk.documents, subnetId ?? '', walk.packet.source)
  const endpointId = word(edge, 'GatewayId')
  const isFirewall = rows(walk.documents, 'Firewalls').some((each) =>
    list(each, 'SyncStates').some((one) => one['EndpointId'] === endpointId),
  )
  // A firewall hands on what it lets through; then it is the reply that is lost.
  if (!isFirewall && word(answer, 'GatewayId').startsWith('igw-'))
    return blocked(walk, 'redirected in, answers straight out')
  if (endpointId.startsWith('vpce-')) return leaveByEndpoint(walk, endpointId, { vpcId, subnetId: null })
  const appliance = interfaceOf(walk.documents, word(edge, 'NetworkInterfaceId'))
  if (appliance) {
    askAcl(walk, word(appliance, 'SubnetId'), 'in')
    askLife(walk, appliance)
    if (walk.leg === 'request') askInbound(walk, appliance)
    const isPublic = walk.packet.family === 6 || publicMappingsOf(walk.documents, appliance).length > 0
    note(walk, isPublic && appliance['SourceDestCheck'] === false ? 'passes' : 'blocked', 'public appliance forwards')
  }
  return unknown(walk, 'what the appliance does is not known')
}

/** The gateway of a VPC; an active route proves one that nobody printed. */
function internetGatewayOf(walk: Walk, vpcId: string): string {
  const { documents } = walk
  const own = rows(documents, 'InternetGateways').filter((each) => attachmentsOf(each, vpcId).length > 0)
  const live = own.find((each) => isAttached(walk, word(each, 'InternetGatewayId'), vpcId))
  if (live) return word(live, 'InternetGatewayId')
  if (own.length > 0) return 'blocked'
  const routes = rows(documents, 'RouteTables')
    .filter((table) => table['VpcId'] === vpcId)
    .flatMap((table) => list(table, 'Routes'))
  const proof = routes.find((route) => word(route, 'GatewayId').startsWith('igw-') && route['State'] === 'active')
  const id = word(proof ?? null, 'GatewayId')
  if (id !== '' && !find(documents, 'InternetGateways', ['InternetGatewayId', id])) return id
  const vpc = find(documents, 'Vpcs', ['VpcId', vpcId])
  const whole = vpc ? isWholeFor(documents, 'InternetGateways', vpc) : isWhole(documents, 'InternetGateways')
  return whole ? 'blocked' : 'unknown'
}

/** Out only, IPv6 only, for interfaces of its own VPC. Source: VPC guide, "Egress-only internet gateways". */
export function leaveByEgressOnlyGateway(walk: Walk, gatewayId: string, vpcId: string): Move {
  const { documents, packet, sender, leg } = walk
  const gateway = find(documents, 'EgressOnlyInternetGateways', ['EgressOnlyInternetGatewayId', gatewayId])
  const states = gateway ? attachmentsOf(gateway, vpcId) : ['attached']
  if (!states.some((state) => state === 'attached' || state === 'available'))
    return blocked(walk, `${gatewayId} is not attached to ${vpcId}`)
  if (leg === 'reply') return blocked(walk, `${gatewayId} knows of no such connection`)
  if (packet.family === 4 || isPrivate(packet.destination)) return blocked(walk, `${gatewayId}: IPv6 internet only`)
  const owner = sender?.vpcId === vpcId ? ownerOfSource(walk, sender) : null
  if (!owner || isPrivate(packet.source)) return blocked(walk, `${gatewayId}: source is no public address of ${vpcId}`)
  askBlockPublicAccess(walk, { vpcId, subnetId: word(owner, 'SubnetId') }, 'egress-only')
  walk.eigwExits.push(word(owner, 'NetworkInterfaceId'))
  walk.crossing = 'lost'
  walk.sender = null
  note(walk, 'passes', `out by ${gatewayId}`)
  return { at: 'internet' }
}
