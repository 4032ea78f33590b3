/** The inspector's sections for security groups, network ACLs and prefix lists. */

import type { NetworkAcl, PrefixList, SecurityGroup } from '../inventory/filters.ts'
import { formatPrefix } from '../net/prefix.ts'
import { type DetailContext, facts, type Line, links, named, optional, type Section, section } from './detail-facts.ts'
import { aclEntries, mergedRules } from './detail-rules.ts'

export function securityGroupSections(group: SecurityGroup, { inventory, pointer }: DetailContext): readonly Section[] {
  const { networkInterfaces, securityGroups, securityGroupVpcAssociations } = inventory
  const users = [...networkInterfaces.values()].filter(({ securityGroupIds }) => securityGroupIds.includes(group.id))
  const referring = [...securityGroups.values()].filter(({ rules }) =>
    rules.some(({ peer }) => peer.kind === 'security-group' && peer.id === group.id),
  )
  const shared = securityGroupVpcAssociations.filter(({ groupId }) => groupId === group.id)
  return [
    ...section(
      'Placement',
      facts(pointer, [
        ['Group name', group.groupName, 'GroupName'],
        ['Description', group.description, 'Description'],
        ...optional('VPC', group.vpcId, 'VpcId', group.vpcId),
        ...shared.map(({ vpcId, state }): Line => ['Also associated with', `${vpcId} (${state})`, undefined, vpcId]),
        ['Default group of its VPC', group.isDefault],
      ]),
    ),
    ...section('Inbound rules', mergedRules(inventory, [group], 'ingress')),
    ...section('Outbound rules', mergedRules(inventory, [group], 'egress')),
    ...section('Used by', [
      ...facts(pointer, [['Network interfaces', users.length]]),
      ...facts(
        pointer,
        links(
          'Network interface',
          users.map(({ id }) => id),
          inventory,
        ),
      ),
    ]),
    ...section(
      'Named by rules of',
      facts(
        pointer,
        links(
          'Security group',
          referring.map(({ id }) => id),
          inventory,
        ),
      ),
    ),
  ]
}

export function networkAclSections(acl: NetworkAcl, { inventory, pointer }: DetailContext): readonly Section[] {
  return [
    ...section(
      'Placement',
      facts(pointer, [
        ['VPC', named(inventory, acl.vpcId), 'VpcId', acl.vpcId],
        ['Default network ACL', acl.isDefault, 'IsDefault'],
        ...acl.unread.map((text): Line => ['Unread entry', `${text}: it may allow or deny anything`]),
      ]),
    ),
    ...section('Inbound, in order', aclEntries(acl, 'ingress')),
    ...section('Outbound, in order', aclEntries(acl, 'egress')),
    ...section('Associations', facts(pointer, links('Subnet', acl.subnetIds, inventory))),
  ]
}

const ENTRIES_LISTED = 500

export function prefixListSections(list: PrefixList, { pointer }: DetailContext): readonly Section[] {
  const entries = list.entries?.map((entry): Line => ['Entry', formatPrefix(entry)]) ?? []
  const more = entries.length - ENTRIES_LISTED
  return [
    ...section(
      'Prefix list',
      facts(pointer, [
        ['Prefix list name', list.listName, 'PrefixListName'],
        ...optional('Owner', list.ownerId, 'OwnerId'),
        ['Entries', list.entries === null ? 'not collected' : list.entries.length],
        ...list.unread.map((text): Line => ['Unread entry', text]),
      ]),
    ),
    ...section('Entries', [
      ...facts(pointer, entries.slice(0, ENTRIES_LISTED)),
      ...(more > 0 ? facts(pointer, [['Entry', `and ${more} more`]]) : []),
    ]),
  ]
}
