/**
 * Security groups: AWS's permission lists taken apart into one rule a peer, joined with what
 * describe-security-group-rules says. Source: VPC guide, security group rules; EC2 API, IpPermission.
 */

import type { DescribeDocument } from '../describe/document.ts'
import {
  type ElementReader,
  elementsOf,
  leftOut,
  type Reading,
  readAll,
  resourceOf,
  sortedById,
  sortedByKey,
  type Wire,
} from './element-reader.ts'
import { missingList, type SecurityGroup, type SecurityGroupRule, type SecurityGroupVpcAssociation } from './filters.ts'
import { hasPrefix } from './ids.ts'
import { readPermissions } from './read-permissions.ts'
import { groupsOfRules } from './read-security-group-rules.ts'
import type { StaleSecurityGroup } from './services.ts'
import { isDead } from './state.ts'
import { hasList, idText, isObject, text } from './wire.ts'

/** Groups by id; one that only describe-security-group-rules knows is a group all the same. */
export function readSecurityGroups(reading: Reading): Map<string, SecurityGroup> {
  const groups = readAll(reading, [SECURITY_GROUP])
  for (const [id, fromRules] of groupsOfRules(reading)) {
    const group = groups.get(id)
    groups.set(id, group ? joined(group, fromRules) : fromRules)
  }
  return sortedById(groups)
}

const SECURITY_GROUP: ElementReader<SecurityGroup> = {
  key: 'SecurityGroups',
  idOf: (element) => idText(element, 'GroupId', 'sg'),
  read: (wire, id) => {
    const { element } = wire
    const groupName = text(element, 'GroupName') ?? ''
    const unread: string[] = []
    const rules = [...permissions(wire, 'ingress', unread), ...permissions(wire, 'egress', unread)]
    return {
      ...resourceOf(wire, id, { arn: text(element, 'SecurityGroupArn'), name: groupName }),
      vpcId: idText(element, 'VpcId', 'vpc'),
      groupName,
      description: text(element, 'Description') ?? '',
      isDefault: groupName === 'default',
      rules: withoutDuplicates(rules),
      unread,
    }
  },
}

/**
 * A list that is absent was trimmed away, unless the same document tells the rules of the group one by one. Where that
 * call tells of other groups only, it may have been asked for those alone.
 */
function permissions(
  wire: Wire,
  direction: SecurityGroupRule['direction'],
  unread: string[],
): readonly SecurityGroupRule[] {
  const key = direction === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress'
  if (!hasList(wire.element, key) && !isToldByRules(wire)) unread.push(missingList(key))
  return readPermissions(wire, { key, direction, unread })
}

const GROUPS_OF_RULES = new WeakMap<DescribeDocument, ReadonlySet<string | null>>()

function isToldByRules({ document, id }: Wire): boolean {
  if (document.partial.has('SecurityGroupRules')) return false
  const known = GROUPS_OF_RULES.get(document) ?? groupsNamedByRules(document)
  GROUPS_OF_RULES.set(document, known)
  return known.has(id)
}

function groupsNamedByRules({ elements }: DescribeDocument): ReadonlySet<string | null> {
  const rules = elements.get('SecurityGroupRules') ?? []
  return new Set(rules.map((rule) => (isObject(rule) ? text(rule, 'GroupId') : null)))
}

/** The union of both answers: a rule in both keeps its place in the group and gains its id. */
function joined(group: SecurityGroup, fromRules: SecurityGroup): SecurityGroup {
  const told = new Map(fromRules.rules.map((rule) => [rule.key, rule]))
  const known = group.rules.map((rule) => {
    const twin = told.get(rule.key)
    told.delete(rule.key)
    return twin
      ? { ...rule, ruleId: twin.ruleId, description: rule.description ?? twin.description, peer: fuller(rule, twin) }
      : rule
  })
  return { ...group, rules: [...known, ...told.values()], unread: [...group.unread, ...fromRules.unread] }
}

/** Of two answers about one peer group, the one that knows the peering's state. */
function fuller(rule: SecurityGroupRule, twin: SecurityGroupRule): SecurityGroupRule['peer'] {
  const { peer } = rule
  if (peer.kind !== 'security-group' || twin.peer.kind !== 'security-group') return peer
  return {
    ...peer,
    account: peer.account ?? twin.peer.account,
    vpcId: peer.vpcId ?? twin.peer.vpcId,
    vpcPeeringConnectionId: peer.vpcPeeringConnectionId ?? twin.peer.vpcPeeringConnectionId,
    peeringStatus: peer.peeringStatus ?? twin.peer.peeringStatus,
  }
}

function withoutDuplicates(rules: readonly SecurityGroupRule[]): readonly SecurityGroupRule[] {
  const byKey = new Map<string, SecurityGroupRule>()
  for (const rule of rules) if (!byKey.has(rule.key)) byKey.set(rule.key, rule)
  return byKey.size === rules.length ? rules : [...byKey.values()]
}

/** Groups lent to other VPCs; ended associations are left out. */
export function readSecurityGroupVpcAssociations(reading: Reading): readonly SecurityGroupVpcAssociation[] {
  const found = new Map<string, SecurityGroupVpcAssociation>()
  for (const { element, document } of elementsOf(reading, 'SecurityGroupVpcAssociations')) {
    const groupId = idText(element, 'GroupId', 'sg')
    const vpcId = idText(element, 'VpcId', 'vpc')
    const state = text(element, 'State') ?? 'unknown'
    if (groupId === null || vpcId === null) leftOut(reading, { document, key: 'SecurityGroupVpcAssociations' }, element)
    else if (!isDead(state)) found.set(`${groupId} ${vpcId} ${state}`, { groupId, vpcId, state })
  }
  return sortedByKey(found)
}

export function readStaleSecurityGroups(reading: Reading): readonly StaleSecurityGroup[] {
  const found = new Map<string, StaleSecurityGroup>()
  for (const { element, document } of elementsOf(reading, 'StaleSecurityGroupSet')) {
    const groupId = text(element, 'GroupId')
    if (groupId === null || !hasPrefix(groupId, 'sg')) {
      leftOut(reading, { document, key: 'StaleSecurityGroupSet' }, element)
      continue
    }
    const vpcId = idText(element, 'VpcId', 'vpc')
    found.set(`${groupId} ${vpcId}`, { groupId, vpcId })
  }
  return sortedByKey(found)
}
