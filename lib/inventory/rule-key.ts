/** A name for a rule that does not depend on where AWS printed it. */

import { formatPrefix } from '../net/prefix.ts'
import { formatProtocol, hasPorts } from '../net/protocol.ts'
import type { RulePeer, SecurityGroupRule } from './filters.ts'
import type { PacketMatch } from './read-ports.ts'

/** `ingress tcp 443 10.0.0.0/8`, `egress icmp 8/any sg-1`, `ingress all sg-1`. */
export function ruleKey(direction: SecurityGroupRule['direction'], match: PacketMatch, peer: RulePeer): string {
  return [direction, formatProtocol(match.protocol), portsOf(match), peerOf(peer)]
    .filter((part) => part !== '')
    .join(' ')
}

function portsOf({ protocol, ports, icmp }: PacketMatch): string {
  if (icmp) return `${icmp.type ?? 'any'}/${icmp.code ?? 'any'}`
  if (!hasPorts(protocol)) return ''
  return ports.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',')
}

function peerOf(peer: RulePeer): string {
  switch (peer.kind) {
    case 'prefix':
      return formatPrefix(peer.prefix)
    case 'prefix-list':
    case 'security-group':
      return peer.id
  }
}
