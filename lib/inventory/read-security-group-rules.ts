/** describe-security-group-rules: the second full telling of the same rules, one element a rule. Source: EC2 API, SecurityGroupRule. */

import type { JsonObject } from '../describe/document.ts'
import { elementsOf, type Located, leftOut, type Reading, resourceOf, type Wire } from './element-reader.ts'
import type { RulePeer, SecurityGroup, SecurityGroupRule } from './filters.ts'
import type { SecurityGroupId } from './ids.ts'
import { groupPeer, matchOf, prefixListPeer, prefixPeer } from './read-permissions.ts'
import { ruleKey } from './rule-key.ts'
import { excerpt, flag, idText, object, text } from './wire.ts'

/** What the rules alone tell of their groups, by group id. */
export function groupsOfRules(reading: Reading): ReadonlyMap<string, SecurityGroup> {
  const groups = new Map<string, SecurityGroup>()
  for (const [id, members] of rulesByGroup(reading)) {
    const [first] = members
    if (first) groups.set(id, groupOf(wireOf(reading, id, first), id, members))
  }
  return groups
}

/** Rules in the order of their ids, so that the order of files changes nothing. */
function rulesByGroup(reading: Reading): ReadonlyMap<SecurityGroupId, Located[]> {
  const groups = new Map<SecurityGroupId, Located[]>()
  for (const located of elementsOf(reading, 'SecurityGroupRules')) {
    const id = idText(located.element, 'GroupId', 'sg')
    if (id === null) leftOut(reading, { document: located.document, key: 'SecurityGroupRules' }, located.element)
    else if (groups.has(id)) groups.get(id)?.push(located)
    else groups.set(id, [located])
  }
  for (const members of groups.values()) members.sort(byRuleId)
  return groups
}

function byRuleId(a: Located, b: Located): number {
  const [first, second] = [text(a.element, 'SecurityGroupRuleId') ?? '', text(b.element, 'SecurityGroupRuleId') ?? '']
  return first < second ? -1 : first > second ? 1 : 0
}

/** The tags of a rule are not the tags of its group: of the first rule only the owner is taken over. */
function wireOf(reading: Reading, id: SecurityGroupId, first: Located): Wire {
  const { GroupOwnerId } = first.element
  return { ...first, element: { OwnerId: GroupOwnerId }, id, reading }
}

function groupOf(wire: Wire, id: SecurityGroupId, members: readonly Located[]): SecurityGroup {
  const rules = new Map<string, SecurityGroupRule>()
  const unread = new Set<string>()
  for (const member of members) {
    const rule = ruleOf(member)
    if (!rule) unread.add(`rule ${excerpt(member.element)}`)
    else if (!rules.has(rule.key)) rules.set(rule.key, rule)
  }
  return {
    ...resourceOf(wire, id),
    vpcId: null,
    groupName: '',
    description: '',
    isDefault: false,
    rules: [...rules.values()],
    unread: [...unread],
  }
}

/** Null when direction, protocol, ports or peer cannot be read. */
function ruleOf({ element, source }: Located): SecurityGroupRule | null {
  const isEgress = flag(element, 'IsEgress')
  const match = matchOf(element)
  const peer = peerOf(element)
  if (isEgress === null || !match || !peer) return null
  const direction = isEgress ? 'egress' : 'ingress'
  return {
    direction,
    ...match,
    peer,
    description: text(element, 'Description'),
    ruleId: idText(element, 'SecurityGroupRuleId', 'sgr'),
    key: ruleKey(direction, match, peer),
    pointer: `/SecurityGroupRules/${source.index}`,
    document: source.document,
  }
}

function peerOf(element: JsonObject): RulePeer | null {
  return (
    prefixPeer(text(element, 'CidrIpv4'), 4) ??
    prefixPeer(text(element, 'CidrIpv6'), 6) ??
    prefixListPeer(element) ??
    groupPeer(object(element, 'ReferencedGroupInfo'))
  )
}
