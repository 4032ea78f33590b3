/**
 * Whom a rule lets administer a host: a bastion, an EC2 Instance Connect Endpoint, a corporate range, or somebody else.
 * Source: VPC guide, "Infrastructure security in Amazon VPC" (bastion hosts, corporate ranges).
 */

import type { SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { prefixOf } from '../net/prefix.ts'
import {
  type AddressSet,
  addressSet,
  hasAddresses,
  internetFamilies,
  subtractAddresses,
  unionAddresses,
} from '../net/traffic.ts'
import { coverageOf } from '../reachability/network.ts'
import { peerPrefixes } from '../reachability/security-group-filter.ts'
import { bastionReason, bastionsOf } from './bastions.ts'
import { isServiceList } from './public-routes.ts'
import type { RuleContext } from './rule.ts'
import { corporateAddresses, portsAmong } from './rule-sources.ts'
import { tierOf } from './tiers.ts'

/** `unset`: it is fine or foreign by a setting nobody made. */
export type SourceVerdict = 'fine' | 'foreign' | 'unset' | 'unknown'

export interface JudgedSource {
  readonly group: SecurityGroup
  readonly rule: SecurityGroupRule
  readonly verdict: SourceVerdict
}

/** Judges the rules of groups that admit administration; what many rules name is looked at once. */
export function judgeAdministration(context: RuleContext): (group: SecurityGroup) => readonly JudgedSource[] {
  const { inventory, settings } = context
  const groups = new Map<string, SourceVerdict>()
  const own = unionAddresses(corporateAddresses(inventory, settings), bastionAddresses(context))
  const verdictOf = (rule: SecurityGroupRule): SourceVerdict => {
    if (rule.peer.kind !== 'security-group') return judgeRange(context, rule, own)
    const { id } = rule.peer
    const verdict = groups.get(id) ?? judgeGroup(context, id)
    groups.set(id, verdict)
    return verdict
  }
  return (group) =>
    group.rules
      .filter((rule) => rule.direction === 'ingress' && portsAmong(rule, settings.adminPorts).length > 0)
      .map((rule) => ({ group, rule, verdict: verdictOf(rule) }))
}

function bastionAddresses({ network, settings }: RuleContext): AddressSet {
  const hosts = [...bastionsOf(network, settings).keys()].flatMap(({ addresses, ipv6Addresses }) => [
    ...addresses.flatMap(({ privateIp }) => prefixOf(privateIp, privateIp.family === 4 ? 32 : 128) ?? []),
    ...ipv6Addresses.flatMap((address) => prefixOf(address, 128) ?? []),
  ])
  return addressSet(hosts)
}

function judgeRange({ inventory, settings }: RuleContext, rule: SecurityGroupRule, own: AddressSet): SourceVerdict {
  const { peer } = rule
  const isOwnList = peer.kind === 'prefix-list' && settings.corporatePrefixLists.includes(peer.id)
  if (isOwnList || (peer.kind === 'prefix-list' && isServiceList(inventory, peer.id))) return 'fine'
  const prefixes = peerPrefixes(inventory, rule)
  if (!prefixes) return 'unknown'
  const rest = subtractAddresses(addressSet(prefixes), own)
  if (!hasAddresses(rest)) return 'fine'
  if (internetFamilies(rest, settings.internetThreshold).length > 0) return 'foreign'
  const isSet = settings.corporateRanges.length > 0 || settings.corporatePrefixLists.length > 0
  return isSet ? 'foreign' : 'unset'
}

/** A group nobody carries admits nobody; a host whose name was not collected may be a bastion. */
function judgeGroup({ network, settings, inventory }: RuleContext, id: string): SourceVerdict {
  const group = inventory.securityGroups.get(id)
  if (!group) return 'unknown'
  const carriers = network.index.interfacesBySecurityGroup.get(id) ?? []
  const isOurs = (one: NetworkInterface) =>
    bastionReason(network, settings, one) !== null || tierOf(network, settings, one).tier === 'management'
  const others = carriers.filter((one) => !isOurs(one))
  if (others.some(({ instanceId }) => instanceId === null || inventory.instances.has(instanceId))) return 'foreign'
  return others.length === 0 && coverageOf(inventory, group, 'NetworkInterfaces') === 'complete' ? 'fine' : 'unknown'
}
