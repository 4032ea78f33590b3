/** Where a route sends traffic. Source: EC2 API, Route. */

import type { JsonObject } from '../describe/document.ts'
import { hasPrefix } from './ids.ts'
import type { RouteTarget } from './routing.ts'
import { idText, text } from './wire.ts'

/**
 * The target a route names; `none` when it names none, `unsupported` when it names something this
 * version does not know. An instance is named only when its interface is not.
 */
export function readRouteTarget(item: JsonObject): RouteTarget {
  return gatewayTarget(item) ?? attachedTarget(item) ?? namedTarget(item) ?? unknownTarget(item)
}

/** `GatewayId` holds seven kinds of thing, told apart by their prefix. */
function gatewayTarget(item: JsonObject): RouteTarget | null {
  const id = text(item, 'GatewayId')
  if (id === null) return null
  if (id === 'local') return { kind: 'local' }
  if (hasPrefix(id, 'igw')) return { kind: 'internet-gateway', id }
  if (hasPrefix(id, 'vgw')) return { kind: 'vpn-gateway', id }
  if (hasPrefix(id, 'vpce')) return { kind: 'vpc-endpoint', id }
  if (hasPrefix(id, 'eigw')) return { kind: 'egress-only-internet-gateway', id }
  if (hasPrefix(id, 'cagw')) return { kind: 'carrier-gateway', id }
  if (hasPrefix(id, 'lgw')) return { kind: 'local-gateway', id }
  if (hasPrefix(id, 'tgw')) return { kind: 'transit-gateway', id }
  return { kind: 'unsupported', id }
}

function attachedTarget(item: JsonObject): RouteTarget | null {
  const nat = idText(item, 'NatGatewayId', 'nat')
  if (nat !== null) return { kind: 'nat-gateway', id: nat }
  const networkInterface = idText(item, 'NetworkInterfaceId', 'eni')
  if (networkInterface !== null) return { kind: 'network-interface', id: networkInterface }
  const transit = idText(item, 'TransitGatewayId', 'tgw')
  if (transit !== null) return { kind: 'transit-gateway', id: transit }
  const peering = idText(item, 'VpcPeeringConnectionId', 'pcx')
  if (peering !== null) return { kind: 'vpc-peering', id: peering }
  const egressOnly = idText(item, 'EgressOnlyInternetGatewayId', 'eigw')
  if (egressOnly !== null) return { kind: 'egress-only-internet-gateway', id: egressOnly }
  const endpoint = idText(item, 'VpcEndpointId', 'vpce')
  if (endpoint !== null) return { kind: 'vpc-endpoint', id: endpoint }
  const carrier = idText(item, 'CarrierGatewayId', 'cagw')
  return carrier === null ? null : { kind: 'carrier-gateway', id: carrier }
}

/** Targets whose ids are ARNs, addresses, or carry no promise of a prefix. */
function namedTarget(item: JsonObject): RouteTarget | null {
  for (const [key, kind] of NAMED) {
    const id = text(item, key)
    if (id !== null) return { kind, id }
  }
  return null
}

const NAMED = [
  ['LocalGatewayId', 'local-gateway'],
  ['CoreNetworkArn', 'core-network'],
  ['OdbNetworkArn', 'odb-network'],
  ['IpAddress', 'ip-address'],
  ['InstanceId', 'instance'],
] as const

/** A target key with an id of the wrong kind, or of a kind newer than this version. */
function unknownTarget(item: JsonObject): RouteTarget {
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === 'string' && value !== '' && !NOT_A_TARGET.has(key)) return { kind: 'unsupported', id: value }
  }
  return { kind: 'none' }
}

const NOT_A_TARGET: ReadonlySet<string> = new Set([
  'DestinationCidrBlock',
  'DestinationIpv6CidrBlock',
  'DestinationPrefixListId',
  'InstanceOwnerId',
  'Origin',
  'State',
])
