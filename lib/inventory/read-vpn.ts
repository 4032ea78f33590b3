/** Site-to-site VPN and Direct Connect. Source: EC2 and Direct Connect API references. */

import type { JsonObject } from '../describe/document.ts'
import type {
  CryptoOffer,
  CustomerGateway,
  DirectConnectConnection,
  DirectConnectGateway,
  VirtualInterface,
  VpnConnection,
  VpnTunnel,
} from './connectivity.ts'
import { type ElementReader, resourceOf, type Wire } from './element-reader.ts'
import { transitGatewayId } from './read-transit.ts'
import { isDead } from './state.ts'
import { firstText, flag, hasList, idText, number, object, objects, prefixes, text, textsOf } from './wire.ts'

/** Remembers a thing that is over; it is left out. */
function over(wire: Wire, state: string): boolean {
  if (!isDead(state)) return false
  wire.reading.dead.add(wire.id)
  return true
}

export const CUSTOMER_GATEWAY: ElementReader<CustomerGateway> = {
  key: 'CustomerGateways',
  idOf: (element) => idText(element, 'CustomerGatewayId', 'cgw'),
  read: (wire, id) => {
    const { element } = wire
    const state = text(element, 'State') ?? 'unknown'
    if (over(wire, state)) return null
    return {
      ...resourceOf(wire, id, { name: text(element, 'DeviceName') }),
      ipAddress: text(element, 'IpAddress'),
      bgpAsn: firstText(element, 'BgpAsn', 'BgpAsnExtended'),
      state,
    }
  },
}

export const VPN_CONNECTION: ElementReader<VpnConnection> = {
  key: 'VpnConnections',
  idOf: (element) => idText(element, 'VpnConnectionId', 'vpn'),
  read: (wire, id) => {
    const { element } = wire
    const state = text(element, 'State') ?? 'unknown'
    if (over(wire, state)) return null
    const live = objects(element, 'Routes').filter((route) => !isDead(text(route, 'State') ?? ''))
    return {
      ...resourceOf(wire, id),
      customerGatewayId: idText(element, 'CustomerGatewayId', 'cgw'),
      vpnGatewayId: idText(element, 'VpnGatewayId', 'vgw'),
      transitGatewayId: transitGatewayId(element, 'TransitGatewayId'),
      state,
      staticRoutesOnly: flag(object(element, 'Options'), 'StaticRoutesOnly'),
      routes: prefixes(live.flatMap((route) => text(route, 'DestinationCidrBlock') ?? [])),
      tunnels: tunnelsOf(element),
    }
  },
}

/** What is configured and what is measured are two lists, joined by the outside address. */
function tunnelsOf(element: JsonObject): readonly VpnTunnel[] {
  const options = objects(object(element, 'Options'), 'TunnelOptions')
  const telemetry = objects(element, 'VgwTelemetry')
  const measured = new Map(telemetry.map((tunnel) => [text(tunnel, 'OutsideIpAddress'), tunnel]))
  const configured = options.map((tunnel) => ({
    ...tunnelOf(tunnel, measured.get(text(tunnel, 'OutsideIpAddress')) ?? {}),
    optionsTold: true,
  }))
  const known = new Set(configured.map((tunnel) => tunnel.outsideIp))
  const others = telemetry.filter((tunnel) => !known.has(text(tunnel, 'OutsideIpAddress')))
  return [...configured, ...others.map((tunnel) => tunnelOf({}, tunnel))]
}

function tunnelOf(options: JsonObject, telemetry: JsonObject): VpnTunnel {
  const status = (text(telemetry, 'Status') ?? '').toLowerCase()
  return {
    outsideIp: text(options, 'OutsideIpAddress') ?? text(telemetry, 'OutsideIpAddress'),
    status: status === 'up' || status === 'down' ? status : null,
    statusMessage: text(telemetry, 'StatusMessage'),
    ikeVersions: textsOf(options, 'IkeVersions', 'Value'),
    phase1: offerOf(options, 'Phase1'),
    phase2: offerOf(options, 'Phase2'),
    logEnabled: flag(object(object(options, 'LogOptions'), 'CloudWatchLogOptions'), 'LogEnabled'),
    optionsTold: false,
  }
}

function offerOf(options: JsonObject, phase: 'Phase1' | 'Phase2'): CryptoOffer {
  return {
    encryption: textsOf(options, `${phase}EncryptionAlgorithms`, 'Value'),
    integrity: textsOf(options, `${phase}IntegrityAlgorithms`, 'Value'),
    dhGroups: objects(options, `${phase}DHGroupNumbers`).flatMap((group) => number(group, 'Value') ?? []),
  }
}

export const DIRECT_CONNECT_GATEWAY: ElementReader<DirectConnectGateway> = {
  key: 'DirectConnectGateways',
  idOf: (element) => text(element, 'directConnectGatewayId'),
  read: (wire, id) => {
    const { element } = wire
    const state = text(element, 'directConnectGatewayState') ?? 'unknown'
    if (over(wire, state)) return null
    const associations = associationsOf(element)
    return { ...directConnect(wire, id, text(element, 'directConnectGatewayName')), state, associations }
  },
}

function associationsOf(element: JsonObject): DirectConnectGateway['associations'] {
  if (!hasList(element, 'directConnectGatewayAssociations')) return null
  return objects(element, 'directConnectGatewayAssociations').flatMap((association) => {
    const gatewayId = text(object(association, 'associatedGateway'), 'id')
    const state = text(association, 'associationState') ?? 'unknown'
    return gatewayId === null || isDead(state) ? [] : [{ gatewayId, state }]
  })
}

export const VIRTUAL_INTERFACE: ElementReader<VirtualInterface> = {
  key: 'VirtualInterfaces',
  idOf: (element) => text(element, 'virtualInterfaceId'),
  read: (wire, id) => {
    const { element } = wire
    const state = text(element, 'virtualInterfaceState') ?? 'unknown'
    if (over(wire, state)) return null
    return {
      ...directConnect(wire, id, text(element, 'virtualInterfaceName')),
      kind: text(element, 'virtualInterfaceType') ?? 'unknown',
      state,
      vpnGatewayId: idText(element, 'virtualGatewayId', 'vgw'),
      directConnectGatewayId: text(element, 'directConnectGatewayId'),
      connectionId: text(element, 'connectionId'),
    }
  },
}

export const DIRECT_CONNECT_CONNECTION: ElementReader<DirectConnectConnection> = {
  key: 'Connections',
  idOf: (element) => text(element, 'connectionId'),
  read: (wire, id) => {
    const { element } = wire
    const state = text(element, 'connectionState') ?? 'unknown'
    if (over(wire, state)) return null
    return {
      ...directConnect(wire, id, text(element, 'connectionName')),
      state,
      location: text(element, 'location'),
      bandwidth: text(element, 'bandwidth'),
    }
  },
}

/** Direct Connect spells its owner its own way. */
function directConnect(wire: Wire, id: string, name: string | null) {
  return resourceOf(wire, id, { name, account: text(wire.element, 'ownerAccount') })
}
