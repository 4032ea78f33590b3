/**
 * Addresses that are no end of a path: a packet to or from one of them never leaves its host, or is answered by AWS
 * beside the network, where no route and no rule applies.
 * Source: RFC 6890; VPC guide, "VPC CIDR blocks" (no broadcast, no multicast), "Subnet route tables" (no routes for
 * 169.254.168.0/22 and fd00:ec2::/32), "Security groups" (what they cannot filter).
 */

import { type Address, containsAddress, parsePrefix } from '../net/prefix.ts'

const LINK_LOCAL = 'is link-local: what answers there (metadata, DNS, time) AWS keeps beside the network and its rules.'
const MULTICAST = 'is a multicast group, and groups of a transit gateway are not followed; name one of its members.'

const BLOCKS: readonly (readonly [string, string])[] = [
  ['0.0.0.0/8', 'stands for no host in particular; name one.'],
  ['127.0.0.0/8', 'is a host itself; nothing of it is on a network.'],
  ['169.254.0.0/16', LINK_LOCAL],
  ['224.0.0.0/4', MULTICAST],
  ['255.255.255.255/32', 'is a broadcast, which a VPC does not carry.'],
  ['::/128', 'stands for no host in particular; name one.'],
  ['::1/128', 'is a host itself; nothing of it is on a network.'],
  ['fe80::/10', LINK_LOCAL],
  ['fd00:ec2::/32', LINK_LOCAL],
  ['ff00::/8', MULTICAST],
]

const PREFIXES = BLOCKS.flatMap(([text, why]) => {
  const prefix = parsePrefix(text)
  return prefix ? [{ prefix, why }] : []
})

/** Why the address can be no end of a question, as the rest of a sentence that begins with it; null where it can. */
export function whyNobodyHas(address: Address): string | null {
  return PREFIXES.find(({ prefix }) => containsAddress(prefix, address))?.why ?? null
}
