/** Network ACLs: entries sorted by number, because the first match decides. Source: VPC guide, network ACL rules. */

import type { JsonObject } from '../describe/document.ts'
import type { Prefix } from '../net/prefix.ts'
import { type ElementReader, resourceOf, unreadable, type Wire } from './element-reader.ts'
import type { NetworkAcl, NetworkAclEntry } from './filters.ts'
import { type NumberPair, numberPair, packetMatch } from './read-ports.ts'
import {
  excerpt,
  flag,
  hasList,
  idsOf,
  idText,
  isObject,
  list,
  number,
  object,
  objects,
  prefixOfFamily,
  text,
  textsOf,
} from './wire.ts'

export const NETWORK_ACL: ElementReader<NetworkAcl> = {
  key: 'NetworkAcls',
  idOf: (element) => idText(element, 'NetworkAclId', 'acl'),
  read: (wire, id) => {
    const { element } = wire
    const vpcId = idText(element, 'VpcId', 'vpc')
    if (vpcId === null) return unreadable(wire, `${id} names no VPC and was left out.`)
    const unread: string[] = []
    return {
      ...resourceOf(wire, id),
      vpcId,
      isDefault: flag(element, 'IsDefault') ?? false,
      entries: entriesOf(wire, unread),
      subnetIds: idsOf(textsOf(element, 'Associations', 'SubnetId'), 'subnet'),
      associationsTold: associationsTold(element),
      unread,
    }
  },
}

function associationsTold(element: JsonObject): boolean {
  const named = objects(element, 'Associations').filter((item) => idText(item, 'SubnetId', 'subnet') !== null)
  return hasList(element, 'Associations') && named.length === list(element, 'Associations').length
}

/** AWS does not promise an order. Rules 32767 and 32768, the closing deny, are entries like any other. */
function entriesOf(wire: Wire, unread: string[]): readonly NetworkAclEntry[] {
  if (!hasList(wire.element, 'Entries')) unread.push('Entries (no list)')
  const entries: NetworkAclEntry[] = []
  for (const [index, item] of list(wire.element, 'Entries').entries()) {
    const entry = isObject(item) ? entryOf(item, `/NetworkAcls/${wire.source.index}/Entries/${index}`) : null
    if (entry) entries.push(entry)
    else unread.push(`entry ${excerpt(item)}`)
  }
  return entries.sort(byNumber)
}

function byNumber(a: NetworkAclEntry, b: NetworkAclEntry): number {
  return a.ruleNumber - b.ruleNumber || a.cidr.family - b.cidr.family
}

function entryOf(item: JsonObject, pointer: string): NetworkAclEntry | null {
  const ruleNumber = number(item, 'RuleNumber')
  const isEgress = flag(item, 'Egress')
  const action = text(item, 'RuleAction')
  const cidr = cidrOf(item)
  const pair = pairOf(item)
  const match = pair && packetMatch(item, 'Protocol', pair)
  if (ruleNumber === null || isEgress === null || !cidr || !match) return null
  if (action !== 'allow' && action !== 'deny') return null
  return { direction: isEgress ? 'egress' : 'ingress', ruleNumber, action, ...match, cidr, pointer }
}

function cidrOf(item: JsonObject): Prefix | null {
  return prefixOfFamily(text(item, 'CidrBlock'), 4) ?? prefixOfFamily(text(item, 'Ipv6CidrBlock'), 6)
}

/** Ports are printed under one key, ICMP type and code under another. */
function pairOf(item: JsonObject): NumberPair | null {
  const icmp = object(item, 'IcmpTypeCode')
  const isIcmp = ICMP_PROTOCOLS.has((text(item, 'Protocol') ?? '').toLowerCase())
  return isIcmp ? numberPair(icmp, 'Type', 'Code') : numberPair(object(item, 'PortRange'), 'From', 'To')
}

const ICMP_PROTOCOLS: ReadonlySet<string> = new Set(['1', 'icmp', '58', 'icmpv6'])
