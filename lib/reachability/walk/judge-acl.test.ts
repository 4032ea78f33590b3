import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../net/prefix.ts'
import { ICMP, TCP } from '../../net/protocol.ts'
import { ALL_PORTS, formatPorts } from '../../net/traffic.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import type { Packet } from '../packet.ts'
import { judgeAcl } from './judge-acl.ts'

const at = (text: string) => {
  const address = parseAddress(text)
  if (!address) throw new Error(`${text} is no address`)
  return address
}

const PACKET: Packet = {
  family: 4,
  protocol: TCP,
  source: at('203.0.113.7'),
  destination: at('10.0.0.10'),
  sourcePorts: [[1024, 65535]],
  destinationPorts: [[22, 22]],
  icmp: null,
}

/** `passes 22 by 100` or `blocks by 90`: ports and the entries that decided. */
function judge(entries: readonly string[], packet: Partial<Packet> = {}, direction: 'ingress' | 'egress' = 'ingress') {
  const acl = sketchNetwork({ acls: { 'acl-1': { entries } } }).networkAcls.get('acl-1')
  if (!acl) throw new Error('there is no ACL')
  const { decision, destinationPorts, rules } = judgeAcl(acl, direction, { ...PACKET, ...packet })
  const numbers = rules.map(({ excerpt }) => excerpt.split(' ')[1]).join()
  return [decision, formatPorts(destinationPorts), numbers && `by ${numbers}`].filter((word) => word).join(' ')
}

describe('judgeAcl', () => {
  it.each([
    ['the lowest number decides', ['100 in allow tcp 22 0.0.0.0/0', '90 in deny tcp 22 0.0.0.0/0'], 'blocks by 90'],
    ['what no entry names is denied', ['100 in allow tcp 443 0.0.0.0/0'], 'blocks'],
    ['the direction is the entry’s', ['100 out allow tcp 22 0.0.0.0/0'], 'blocks'],
    ['the block is matched by the source', ['100 in allow tcp 22 203.0.113.0/24'], 'passes 22 by 100'],
    ['families are apart', ['100 in allow all ::/0'], 'blocks'],
    ['protocols are apart', ['100 in allow udp 22 0.0.0.0/0'], 'blocks'],
    ['-1 is every protocol', ['100 in allow all 0.0.0.0/0'], 'passes 22 by 100'],
  ])('%s (VPC guide, "Network ACL rules")', (_rule, entries, expected) => {
    expect(judge(entries)).toBe(expected)
  })

  it('matches outward by the destination', () => {
    expect(judge(['100 out allow tcp 22 10.0.0.0/24'], {}, 'egress')).toBe('passes 22 by 100')
    expect(judge(['100 out allow tcp 22 203.0.113.0/24'], {}, 'egress')).toBe('blocks')
  })

  it('leaves of a range of ports those no earlier entry took (VPC guide, "Ephemeral ports")', () => {
    const entries = ['90 out deny tcp 2000-2999 0.0.0.0/0', '100 out allow tcp 1024-4000 0.0.0.0/0']
    expect(judge(entries, { destinationPorts: [[1024, 65535]] }, 'egress')).toBe('passes 1024-1999, 3000-4000 by 100')
  })

  it.each([
    ['another type', ['100 in allow icmp 3 0.0.0.0/0'], 'blocks'],
    ['its type', ['100 in allow icmp 8 0.0.0.0/0'], 'passes all by 100'],
    ['a denial of its type', ['90 in deny icmp 8 0.0.0.0/0', '100 in allow all 0.0.0.0/0'], 'blocks by 90'],
    ['a denial of another type', ['90 in deny icmp 0 0.0.0.0/0', '100 in allow all 0.0.0.0/0'], 'passes all by 100'],
  ])('asks of a ping for %s (EC2 API, IcmpTypeCode)', (_what, entries, expected) => {
    const ping = { protocol: ICMP, icmp: { type: 8, code: 0 }, destinationPorts: ALL_PORTS }
    expect(judge(entries, ping)).toBe(expected)
  })

  it('claims nothing of an ACL with entries that could not be read', () => {
    expect(judge(['100 in allow tcp 22 not-a-block', '110 in deny all 0.0.0.0/0'])).toBe('unknown 22')
  })
})
