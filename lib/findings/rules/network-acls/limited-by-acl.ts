/** Ports the groups of a public subnet leave open to the internet and only its network ACL keeps shut. */

import { type NetworkAcl, type SecurityGroup, unreadOf } from '../../../inventory/filters.ts'
import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import { classifySubnet } from '../../../inventory/subnet-class.ts'
import { type NumberSet, subtract, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { coverageOf, unreadAddresses } from '../../../reachability/network.ts'
import { groupsInSubnet } from '../../groups-behind.ts'
import type { PortPair } from '../../open-ports.ts'
import type { GroupOpenings, Opening } from '../../openings.ts'
import type { RuleContext } from '../../rule.ts'
import { internetNumbers } from './acl-shares.ts'

export interface Limited extends PortPair {
  /** Over which the ACL keeps them shut. */
  readonly families: readonly (4 | 6)[]
  /** The groups that leave them open, each with the openings. */
  readonly by: readonly { readonly group: SecurityGroup; readonly openings: readonly Opening[] }[]
  /** What may leave more open, and was not told. */
  readonly untold: readonly string[]
  /** Prefix lists among it, whose entries would tell. */
  readonly lists: readonly string[]
}

const NOTHING: Limited = { families: [], tcp: [], udp: [], by: [], untold: [], lists: [] }

/** In a private subnet a narrow ACL is a guard rail, as NACL-009 asks; only a public one is looked at. */
export function limitedPorts(context: RuleContext, subnet: Subnet, acl: NetworkAcl): Limited {
  const { inventory, network, openings, settings } = context
  const kind = classifySubnet(inventory, subnet)
  if (kind !== 'public' && kind !== 'unknown') return NOTHING
  const interfaces = network.index.interfacesBySubnet.get(subnet.id) ?? []
  const ids = [...groupsInSubnet(network, subnet.id)]
  const known = ids.flatMap((id) => openings.get(id) ?? [])
  const untold = [
    ...(kind === 'unknown' ? ['whether it is public'] : []),
    ...(coverageOf(inventory, subnet, 'NetworkInterfaces') === 'complete' ? [] : ['what stands there']),
    ...(known.length < ids.length || interfaces.some(({ unread }) => unread.length > 0) ? ['the groups there'] : []),
    ...known.flatMap(({ group, possible }) =>
      unreadOf(group, 'ingress').length > 0 || possible.length > 0 ? [`the rules of ${group.id}`] : [],
    ),
  ]
  if (kind === 'unknown') return { ...NOTHING, untold }
  const admitted = admittedNumbers(acl, settings)
  // Where no host with the group has an address of a family, there is nothing the ACL could keep from it.
  const speaks = (id: string, one: 4 | 6) =>
    subnet.cidrs.some(({ family }) => family === one) &&
    interfaces.some((each) => each.securityGroupIds.some((own) => own === id) && hasFamily(each, one))
  const shut = (id: string, { families, tcp, udp }: Opening): PortPair & { readonly families: readonly (4 | 6)[] } => {
    const own = families.filter(
      (one) => speaks(id, one) && subtract(tcp, admitted.tcp[one]).length + subtract(udp, admitted.udp[one]).length > 0,
    )
    return {
      families: own,
      tcp: own.reduce<NumberSet>((all, one) => union(all, subtract(tcp, admitted.tcp[one])), []),
      udp: own.reduce<NumberSet>((all, one) => union(all, subtract(udp, admitted.udp[one])), []),
    }
  }
  const by = known.flatMap(({ group, openings: all }) => {
    const own = all.filter((opening) => shut(group.id, opening).families.length > 0)
    return own.length > 0 ? [{ group, openings: own }] : []
  })
  const pairs = by.flatMap(({ group, openings: own }) => own.map((opening) => shut(group.id, opening)))
  return {
    families: ([4, 6] as const).filter((one) => pairs.some(({ families }) => families.includes(one))),
    tcp: pairs.reduce<NumberSet>((all, { tcp }) => union(all, tcp), []),
    udp: pairs.reduce<NumberSet>((all, { udp }) => union(all, udp), []),
    by,
    untold,
    lists: [...new Set(known.flatMap(listsOf))],
  }
}

/** An address that could not be read may be one. */
function hasFamily(one: NetworkInterface, family: 4 | 6): boolean {
  return unreadAddresses(one).length > 0 || (family === 4 ? one.addresses : one.ipv6Addresses).length > 0
}

function listsOf({ possible }: GroupOpenings): readonly string[] {
  return possible.flatMap(({ rules }) => rules.flatMap(({ peer }) => (peer.kind === 'prefix-list' ? [peer.id] : [])))
}

function admittedNumbers(acl: NetworkAcl, { internetThreshold }: RuleContext['settings']) {
  const of = (protocol: number, family: 4 | 6): NumberSet =>
    union(internetNumbers(acl, { direction: 'ingress', family, protocol }, internetThreshold).numbers, [[0, 0]])
  return { tcp: { 4: of(TCP, 4), 6: of(TCP, 6) }, udp: { 4: of(UDP, 4), 6: of(UDP, 6) } }
}
