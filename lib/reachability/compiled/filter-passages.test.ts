/** What one filter lets in, and lets back out, number by number: to whom surely, and to whom perhaps. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import type { Family } from '../../net/prefix.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../../net/protocol.ts'
import { formatAddresses } from '../../net/traffic.ts'
import { type NetworkSketch, sketchNetwork } from '../../testing/sketch-network.ts'
import { type Network, networkOf } from '../network.ts'
import { passageOfGroups, passageOfReplies, passageOfRequests } from './filter-passages.ts'
import { admittedOf, type Passage, type ProtocolOrRest } from './passage.ts'

interface Asked {
  readonly protocol: ProtocolOrRest
  /** A port, or an ICMP message as type × 256 + code. */
  readonly number: number
  readonly family?: Family
}

/** `everybody`, `nobody`, `perhaps everybody`, or the clients. */
function clientsAt(network: Network, passage: Passage, { protocol, number, family = 4 }: Asked): string {
  const { admitted } = network.passages[family]
  const { starts, known, possible } = admittedOf(passage, protocol)
  const at = starts.findLastIndex((start) => start <= number)
  const words = (id: number | undefined) => {
    if (id === 1) return 'everybody'
    return id === 0 || id === undefined ? 'nobody' : formatAddresses(admitted.sets.get(id))
  }
  const [surely, perhaps] = [words(known[at]), words(possible[at])]
  return surely === perhaps ? surely : `perhaps ${perhaps}`
}

const GRE = 47

function groupAt(sketch: NetworkSketch, asked: Asked, groupIds: readonly string[] = ['sg-1']): string {
  const network = networkOf(sketchNetwork(sketch))
  return clientsAt(network, passageOfGroups(network, groupIds, asked.family ?? 4), asked)
}

// Source: VPC guide, "Security group rules".
describe('what security groups let in', () => {
  const SSH: Asked = { protocol: TCP, number: 22 }

  it.each<readonly [string, readonly string[], Asked, string]>([
    ['nobody without a rule', [], SSH, 'nobody'],
    ['nobody by a rule for what goes out', ['out all 0.0.0.0/0'], SSH, 'nobody'],
    ['nobody of the internet by a rule for another group', ['in all sg-2'], SSH, 'nobody'],
    ['the clients a rule names', ['in tcp 22 198.51.100.0/24'], SSH, '198.51.100.0/24'],
    ['nobody on the port beside it', ['in tcp 22 0.0.0.0/0'], { ...SSH, number: 23 }, 'nobody'],
    ['nobody of another protocol', ['in tcp 22 0.0.0.0/0'], { ...SSH, protocol: UDP }, 'nobody'],
    ['all protocols by a rule for all', ['in all 0.0.0.0/0'], { protocol: 'others', number: 22 }, 'everybody'],
    ['a protocol that is named, not the others', ['in 47 0.0.0.0/0'], { protocol: GRE, number: 0 }, 'everybody'],
    ['no others by one that is named', ['in 47 0.0.0.0/0'], { protocol: 'others', number: 0 }, 'nobody'],
    [
      'whoever is in either of two rules',
      ['in tcp 22 198.51.100.0/25', 'in tcp 22 198.51.100.128/25'],
      SSH,
      '198.51.100.0/24',
    ],
    ['IPv6 clients by IPv6 rules', ['in tcp 22 2001:db8::/32'], { ...SSH, family: 6 }, '2001:db8::/32'],
    ['no IPv4 client by an IPv6 rule', ['in tcp 22 ::/0'], SSH, 'nobody'],
  ])('is %s', (_, ...[rules, asked, expected]) => {
    expect(groupAt({ groups: { 'sg-1': rules, 'sg-2': [] } }, asked)).toBe(expected)
  })

  it('is what any of them lets in', () => {
    const groups = { 'sg-1': ['in tcp 22 198.51.100.0/25'], 'sg-2': ['in tcp 22 198.51.100.128/25'] }
    expect(groupAt({ groups }, SSH, ['sg-1', 'sg-2'])).toBe('198.51.100.0/24')
  })

  it('may be anything, never nothing, where a group was not collected', () => {
    expect(groupAt({}, SSH, ['sg-404'])).toBe('perhaps everybody')
  })

  const unread = (field: 'IpPermissions' | 'IpPermissionsEgress'): NetworkSketch => ({
    elements: {
      SecurityGroups: [
        { GroupId: 'sg-1', VpcId: 'vpc-1', GroupName: 'a', IpPermissions: [], IpPermissionsEgress: [], [field]: [{}] },
      ],
    },
  })

  it('may be anything, never nothing, where its one rule for what comes in could not be read', () => {
    expect(groupAt(unread('IpPermissions'), SSH)).toBe('perhaps everybody')
  })

  it('is nothing where only a rule for what goes out could not be read', () => {
    expect(groupAt(unread('IpPermissionsEgress'), SSH)).toBe('nobody')
  })
})

const icmpEntry = (protocol: number, type: number, code: number): JsonObject => ({
  RuleNumber: 100,
  Egress: true,
  RuleAction: 'allow',
  Protocol: String(protocol),
  ...(protocol === ICMPV6 ? { Ipv6CidrBlock: '::/0' } : { CidrBlock: '0.0.0.0/0' }),
  IcmpTypeCode: { Type: type, Code: code },
})

/** Entries as the sketch writes them, or as AWS prints them. */
function aclOf(entries: readonly (string | JsonObject)[]): Network {
  const written = entries.filter((each) => typeof each === 'string')
  if (written.length > 0) return networkOf(sketchNetwork({ acls: { 'acl-1': { entries: written } } }))
  const Entries = entries.filter((each) => typeof each !== 'string')
  const NetworkAcls = [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', IsDefault: false, Entries, Associations: [] }]
  return networkOf(sketchNetwork({ elements: { NetworkAcls } }))
}

function aclAt(entries: readonly (string | JsonObject)[], way: 'requests' | 'replies', asked: Asked): string {
  const network = aclOf(entries)
  const acl = network.inventory.networkAcls.get('acl-1')
  if (!acl) throw new Error('acl-1 was not read')
  const passage = { requests: passageOfRequests, replies: passageOfReplies }[way](network, acl, asked.family ?? 4)
  return clientsAt(network, passage, asked)
}

// Source: VPC guide, "Network ACL rules".
describe('what a network ACL lets in', () => {
  it.each<readonly [string, readonly string[], string]>([
    [
      'what the first entry that matches allows',
      ['100 in allow tcp 22 0.0.0.0/0', '200 in deny all 0.0.0.0/0'],
      'everybody',
    ],
    ['nothing the first denies', ['100 in deny tcp 22 0.0.0.0/0', '200 in allow all 0.0.0.0/0'], 'nobody'],
    ['nothing by an entry for what goes out', ['100 out allow all 0.0.0.0/0'], 'nobody'],
  ])('is %s', (_, ...[entries, expected]) => {
    expect(aclAt(entries, 'requests', { protocol: TCP, number: 22 })).toBe(expected)
  })
})

// Source: VPC guide, "Ephemeral ports"; RFC 792; RFC 4443.
describe('whom a network ACL lets replies out to', () => {
  const HTTPS: Asked = { protocol: TCP, number: 443 }

  it.each<readonly [string, readonly string[], Asked, string]>([
    ['whoever one client port is open to', ['100 out allow tcp 50000 198.51.100.0/24'], HTTPS, '198.51.100.0/24'],
    ['to the first client port', ['100 out allow tcp 1024 0.0.0.0/0'], HTTPS, 'everybody'],
    ['to the last client port', ['100 out allow tcp 65535 0.0.0.0/0'], HTTPS, 'everybody'],
    ['not by a port no client chooses', ['100 out allow tcp 0-1023 0.0.0.0/0'], HTTPS, 'nobody'],
    ['not by an entry for what comes in', ['100 in allow all 0.0.0.0/0'], HTTPS, 'nobody'],
    ['on every request port alike', ['100 out allow tcp 50000 0.0.0.0/0'], { ...HTTPS, number: 0 }, 'everybody'],
    ['of a protocol without ports', ['100 out allow 47 0.0.0.0/0'], { protocol: GRE, number: 0 }, 'everybody'],
    ['of no protocol but that one', ['100 out allow 47 0.0.0.0/0'], { protocol: 'others', number: 0 }, 'nobody'],
    ['of all that nobody names', ['100 out allow all 0.0.0.0/0'], { protocol: 'others', number: 9 }, 'everybody'],
  ])('%s', (_, ...[entries, asked, expected]) => {
    expect(aclAt(entries, 'replies', asked)).toBe(expected)
  })

  const ping = (type: number, code = 0): Asked => ({ protocol: ICMP, number: type * 256 + code })
  const ping6 = (type: number, code = 0): Asked => ({ protocol: ICMPV6, number: type * 256 + code, family: 6 })

  it.each<readonly [string, readonly (string | JsonObject)[], Asked, string]>([
    ['asks for an echo where the echo reply is let out', [icmpEntry(ICMP, 0, 0)], ping(8), 'everybody'],
    ['asks so with any code', [icmpEntry(ICMP, 0, 0)], ping(8, 255), 'everybody'],
    ['asks for no time where only echo replies are', [icmpEntry(ICMP, 0, -1)], ping(13), 'nobody'],
    ['asks for the time where its reply of code 0 is', [icmpEntry(ICMP, 14, 0)], ping(13, 9), 'everybody'],
    ['asks in vain where only another code is', [icmpEntry(ICMP, 14, 14)], ping(13), 'nobody'],
    ['asks for an echo in vain where only requests are', [icmpEntry(ICMP, 8, -1)], ping(8), 'nobody'],
    ['sends what nothing answers, whatever goes out', [icmpEntry(ICMP, 30, -1)], ping(3), 'everybody'],
    ['sends the message before a request', [icmpEntry(ICMP, 30, -1)], ping(7, 255), 'everybody'],
    ['asks in vain from the first code on', [icmpEntry(ICMP, 30, -1)], ping(8), 'nobody'],
    ['asks in vain to the last code', [icmpEntry(ICMP, 30, -1)], ping(8, 255), 'nobody'],
    ['sends the message after a request', [icmpEntry(ICMP, 30, -1)], ping(9), 'everybody'],
    ['sends the first message of all', [icmpEntry(ICMP, 30, -1)], ping(0), 'everybody'],
    ['sends the last message of all', [icmpEntry(ICMP, 30, -1)], ping(255, 255), 'everybody'],
    ['asks for an IPv6 echo where the reply is let out', [icmpEntry(ICMPV6, 129, 0)], ping6(128, 7), 'everybody'],
    ['asks for it in vain where IPv4 replies are', [icmpEntry(ICMPV6, 0, -1)], ping6(128), 'nobody'],
    ['asks for anything where everything is', ['100 out allow all 0.0.0.0/0'], ping(8), 'everybody'],
  ])('%s', (_, ...[entries, asked, expected]) => {
    expect(aclAt(entries, 'replies', asked)).toBe(expected)
  })
})

describe('the passage of a filter', () => {
  it('is one for filters of equal content, and another in each network that shares no table', () => {
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0'], 'sg-2': ['in tcp 22 0.0.0.0/0'] }
    const inventory = sketchNetwork({ groups })
    const [network, other] = [networkOf(inventory), networkOf({ ...inventory })]
    const own = passageOfGroups(network, ['sg-1'], 4)
    expect(passageOfGroups(network, ['sg-2'], 4)).toBe(own)
    expect(passageOfGroups(network, ['sg-1'], 4)).toBe(own)
    expect(passageOfGroups(other, ['sg-1'], 4)).not.toBe(own)
    expect(passageOfGroups(other, ['sg-1'], 4)).toEqual(own)
  })
})
