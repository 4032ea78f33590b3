/**
 * Addresses that are no end of a path: no packet to or from one of them crosses a network. To the link-local ones that
 * AWS answers beside the network a question may go; it never comes from one.
 * Source: RFC 6890; VPC guide, "VPC CIDR blocks" (no broadcast, no multicast), "Subnet route tables" (no routes for
 * 169.254.168.0/22 and fd00:ec2::/32), "Security groups" (what they cannot filter).
 */

import { type Address, containsAddress, parsePrefix } from '../net/prefix.ts'

const LINK_LOCAL = 'is link-local: what AWS answers there (metadata, DNS, time) asks nothing itself.'
const MULTICAST = 'is a multicast group, and groups of a transit gateway are not followed; name one of its members.'

const BLOCKS: readonly (readonly [string, string])[] = [
  ['0.0.0.0/8', 'stands for no host in particular; name one.'],
  ['127.0.0.0/8', 'is a host itself; nothing of it is on a network.'],
  ['224.0.0.0/4', MULTICAST],
  ['255.255.255.255/32', 'is a broadcast, which a VPC does not carry.'],
  ['::/128', 'stands for no host in particular; name one.'],
  ['::1/128', 'is a host itself; nothing of it is on a network.'],
  ['fe80::/10', 'is link-local: it is of one link alone; name another address of the host.'],
  ['ff00::/8', MULTICAST],
]

const SENDERS: typeof BLOCKS = [
  ['169.254.0.0/16', LINK_LOCAL],
  ['fd00:ec2::/32', LINK_LOCAL],
]

const prefixed = (blocks: typeof BLOCKS) =>
  blocks.flatMap(([text, why]) => {
    const prefix = parsePrefix(text)
    return prefix ? [{ prefix, why }] : []
  })

const NOBODYS = { receiver: prefixed(BLOCKS), sender: prefixed([...BLOCKS, ...SENDERS]) }

/** Why the address can be no such end of a question, as the rest of a sentence that begins with it; null where it can. */
export function whyNobodyHas(address: Address, as: 'sender' | 'receiver'): string | null {
  return NOBODYS[as].find(({ prefix }) => containsAddress(prefix, address))?.why ?? null
}
