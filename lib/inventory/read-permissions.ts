/** `IpPermissions` and `IpPermissionsEgress` taken apart: one rule a range, list or pair, each with its own pointer. */

import type { JsonObject, JsonValue } from '../describe/document.ts'
import type { Wire } from './element-reader.ts'
import type { RulePeer, SecurityGroupRule } from './filters.ts'
import { numberPair, type PacketMatch, packetMatch } from './read-ports.ts'
import { ruleKey } from './rule-key.ts'
import { excerpt, idText, isObject, list, prefixOfFamily, text } from './wire.ts'

export interface PermissionList {
  readonly key: 'IpPermissions' | 'IpPermissionsEgress'
  readonly direction: SecurityGroupRule['direction']
  /** Permissions and peers that could not be read are added here. */
  readonly unread: string[]
}

/** A permission that names no peer admits nothing and yields no rule. */
export function readPermissions(wire: Wire, permissions: PermissionList): readonly SecurityGroupRule[] {
  const rules: SecurityGroupRule[] = []
  for (const [index, permission] of list(wire.element, permissions.key).entries()) {
    const match = isObject(permission) ? matchOf(permission) : null
    if (!isObject(permission) || !match) {
      permissions.unread.push(`${permissions.direction} ${excerpt(permission)}`)
      continue
    }
    const pointer = `/SecurityGroups/${wire.source.index}/${permissions.key}/${index}`
    for (const peers of PEER_LISTS) readPeers({ wire, permissions, permission, match, pointer, rules }, peers)
  }
  return rules
}

/** Protocol and ports of an IpPermission; null when they cannot be read. */
export function matchOf(permission: JsonObject): PacketMatch | null {
  const pair = numberPair(permission, 'FromPort', 'ToPort')
  return pair && packetMatch(permission, 'IpProtocol', pair)
}

interface PeerList {
  readonly key: string
  readonly read: (item: JsonObject) => RulePeer | null
}

const PEER_LISTS: readonly PeerList[] = [
  { key: 'IpRanges', read: (item) => prefixPeer(text(item, 'CidrIp'), 4) },
  { key: 'Ipv6Ranges', read: (item) => prefixPeer(text(item, 'CidrIpv6'), 6) },
  { key: 'PrefixListIds', read: prefixListPeer },
  { key: 'UserIdGroupPairs', read: groupPeer },
]

interface Permission {
  readonly wire: Wire
  readonly permissions: PermissionList
  readonly permission: JsonObject
  readonly match: PacketMatch
  readonly pointer: string
  readonly rules: SecurityGroupRule[]
}

function readPeers(at: Permission, peers: PeerList): void {
  const items = at.permission[peers.key]
  if (items === undefined || items === null) return
  const known: readonly JsonValue[] = Array.isArray(items) ? items : [items]
  for (const [index, item] of known.entries()) {
    const peer = isObject(item) ? peers.read(item) : null
    if (!isObject(item) || !peer) {
      at.permissions.unread.push(`${at.permissions.direction} ${peers.key} ${excerpt(item)}`)
      continue
    }
    const { direction } = at.permissions
    at.rules.push({
      direction,
      ...at.match,
      peer,
      description: text(item, 'Description'),
      ruleId: null,
      key: ruleKey(direction, at.match, peer),
      pointer: `${at.pointer}/${peers.key}/${index}`,
      document: at.wire.source.document,
    })
  }
}

export function prefixPeer(cidr: string | null, family: 4 | 6): RulePeer | null {
  const prefix = prefixOfFamily(cidr, family)
  return prefix && { kind: 'prefix', prefix }
}

export function prefixListPeer(item: JsonObject): RulePeer | null {
  const id = idText(item, 'PrefixListId', 'pl')
  return id && { kind: 'prefix-list', id }
}

/** Source: EC2 API, UserIdGroupPair and ReferencedSecurityGroup. */
export function groupPeer(item: JsonObject): RulePeer | null {
  const id = idText(item, 'GroupId', 'sg')
  return (
    id && {
      kind: 'security-group',
      id,
      account: text(item, 'UserId'),
      vpcId: idText(item, 'VpcId', 'vpc'),
      vpcPeeringConnectionId: text(item, 'VpcPeeringConnectionId'),
      peeringStatus: text(item, 'PeeringStatus'),
    }
  )
}
