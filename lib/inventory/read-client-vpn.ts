/** Client VPN endpoints, with what three further calls tell of each. Source: EC2 API reference; Client VPN administrator guide. */

import type { JsonObject } from '../describe/document.ts'
import { parsePrefix } from '../net/prefix.ts'
import type { ClientVpnAuthorization, ClientVpnEndpoint, ClientVpnRoute } from './connectivity.ts'
import { type ElementReader, resourceOf, type Wire } from './element-reader.ts'
import type { SubnetId } from './ids.ts'
import { isDead } from './state.ts'
import { excerpt, flag, hasList, idsOf, idText, isObject, list, object, objects, text, texts } from './wire.ts'

export const CLIENT_VPN_ENDPOINT: ElementReader<ClientVpnEndpoint> = {
  key: 'ClientVpnEndpoints',
  idOf: (element) => idText(element, 'ClientVpnEndpointId', 'cvpn-endpoint'),
  read: (wire, id) => {
    const { element } = wire
    const state = text(object(element, 'Status'), 'Code') ?? 'unknown'
    if (isDead(state)) {
      wire.reading.dead.add(wire.id)
      return null
    }
    const unread: string[] = []
    return {
      ...resourceOf(wire, id, { name: text(element, 'Description') }),
      vpcId: idText(element, 'VpcId', 'vpc'),
      clientCidr: parsePrefix(text(element, 'ClientCidrBlock') ?? ''),
      securityGroupIds: idsOf(texts(element, 'SecurityGroupIds'), 'sg'),
      splitTunnel: flag(element, 'SplitTunnel'),
      connectionLogging: flag(object(element, 'ConnectionLogOptions'), 'Enabled'),
      state,
      authorizationRules: parts(wire, 'AuthorizationRules', authorizationOf, unread),
      routes: parts(wire, 'Routes', routeOf, unread),
      targetSubnetIds: targetSubnets(element),
      unread,
    }
  },
}

type PartReader<T> = (item: JsonObject, pointer: string) => T | null

/** Those in force or coming into force; null when the call was not made. What cannot be read is named. */
function parts<T>(
  { element, source }: Wire,
  key: 'AuthorizationRules' | 'Routes',
  ...[read, unread]: readonly [PartReader<T>, string[]]
): readonly T[] | null {
  if (!hasList(element, key)) return null
  const found: T[] = []
  for (const [index, item] of list(element, key).entries()) {
    if (isObject(item) && isOver(item)) continue
    const part = isObject(item) ? read(item, `/${source.key}/${source.index}/${key}/${index}`) : null
    if (part) found.push(part)
    else unread.push(`${key} ${excerpt(item)}`)
  }
  return found
}

/** Source: EC2 API, ClientVpnAuthorizationRuleStatus, ClientVpnRouteStatus and AssociationStatus. */
function isOver(item: JsonObject): boolean {
  const code = text(object(item, 'Status'), 'Code') ?? 'active'
  return isDead(code) || OVER.has(code)
}

const OVER: ReadonlySet<string> = new Set(['association-failed', 'disassociated'])

function authorizationOf(item: JsonObject, pointer: string): ClientVpnAuthorization | null {
  const destination = parsePrefix(text(item, 'DestinationCidr') ?? '')
  const accessAll = flag(item, 'AccessAll')
  const groupId = text(item, 'GroupId')
  if (!destination || (accessAll === null && groupId === null)) return null
  return { destination, accessAll: accessAll ?? false, groupId: groupId === '' ? null : groupId, pointer }
}

function routeOf(item: JsonObject, pointer: string): ClientVpnRoute | null {
  const destination = parsePrefix(text(item, 'DestinationCidr') ?? '')
  return destination && { destination, subnetId: idText(item, 'TargetSubnet', 'subnet'), pointer }
}

function targetSubnets(element: JsonObject): readonly SubnetId[] | null {
  if (!hasList(element, 'ClientVpnTargetNetworks')) return null
  const live = objects(element, 'ClientVpnTargetNetworks').filter((item) => !isOver(item))
  return idsOf(
    live.flatMap((item) => text(item, 'TargetNetworkId') ?? []),
    'subnet',
  )
}
