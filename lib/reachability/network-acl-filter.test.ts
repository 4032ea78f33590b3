/** The entry that is named where an ACL denies. Source: VPC guide, "Network ACL rules". */

import { describe, expect, it } from 'vitest'
import type { Family } from '../net/prefix.ts'
import { ICMP, TCP } from '../net/protocol.ts'
import { ALL_PORTS, INTERNET } from '../net/traffic.ts'
import { OPEN_ACL, sketchNetwork } from '../testing/sketch-network.ts'
import { denyingEntry } from './network-acl-filter.ts'

interface Asked {
  readonly direction?: 'ingress' | 'egress'
  readonly family?: Family
  readonly protocol?: number
}

function named(entries: readonly string[], { direction = 'ingress', family = 4, protocol = TCP }: Asked = {}) {
  const acl = sketchNetwork({ acls: { 'acl-1': { ...OPEN_ACL, entries } } }).networkAcls.get('acl-1')
  const wanted = { ports: [[443, 443]] as const, sources: INTERNET, rules: [] }
  return (
    acl &&
    denyingEntry(acl, { direction, family, protocol }, protocol === TCP ? wanted : { ...wanted, ports: ALL_PORTS })
  )
}

describe('the entry that denies', () => {
  it('is of the direction that is asked about', () => {
    const entries = ['10 out deny all 0.0.0.0/0', '20 in deny tcp 443 0.0.0.0/0']
    expect(named(entries)?.excerpt).toBe('entry 20 denies tcp/443 from 0.0.0.0/0')
    expect(named(entries, { direction: 'egress' })?.excerpt).toBe('entry 10 denies all traffic to 0.0.0.0/0')
  })

  it('is of the family', () => {
    const entries = ['10 in deny all ::/0', '20 in deny all 0.0.0.0/0']
    expect(named(entries)?.ruleId).toBe('acl-1/ingress/20')
    expect(named(entries, { family: 6 })?.ruleId).toBe('acl-1/ingress/10')
  })

  it('is of the protocol, and holds some of the ports', () => {
    const entries = ['10 in deny udp 443 0.0.0.0/0', '20 in deny tcp 22 0.0.0.0/0', '30 in deny tcp 400-500 0.0.0.0/0']
    expect(named(entries)?.excerpt).toContain('entry 30')
  })

  it('is the first by number that denies, whatever is allowed before', () => {
    expect(named(['30 in deny all 0.0.0.0/0', '20 in deny all 0.0.0.0/1', '10 in allow all 0.0.0.0/0'])?.excerpt).toBe(
      'entry 20 denies all traffic from 0.0.0.0/1',
    )
  })

  it('is not one that denies a single type of ICMP: other messages pass it', () => {
    const entries = ['10 in deny icmp 8 0.0.0.0/0', '20 in deny all 0.0.0.0/0']
    expect(named(entries, { protocol: ICMP })?.excerpt).toContain('entry 20')
  })

  it('is none where no entry denies', () => {
    expect(named(OPEN_ACL.entries)).toBeNull()
  })
})
