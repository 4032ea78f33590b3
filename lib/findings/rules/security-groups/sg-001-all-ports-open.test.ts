import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

describe('SG-001 all ports open', () => {
  it.each([
    ['protocol -1 without ports', ['in all 0.0.0.0/0'], 'FAIL sg-1 critical internet tcp/all udp/all'],
    ['every TCP port', ['in tcp 0-65535 0.0.0.0/0'], 'FAIL sg-1 critical internet tcp/all'],
    ['every port from one', ['in tcp 1-65535 0.0.0.0/0'], 'FAIL sg-1 critical internet tcp/all'],
    ['every UDP port', ['in udp 0-65535 0.0.0.0/0'], 'FAIL sg-1 critical internet udp/all'],
    [
      'two ranges together',
      ['in tcp 0-1000 0.0.0.0/0', 'in tcp 1001-65535 0.0.0.0/0'],
      'FAIL sg-1 critical internet tcp/all',
    ],
    [
      'two halves of the address space',
      ['in all 0.0.0.0/1', 'in all 128.0.0.0/1'],
      'FAIL sg-1 critical internet tcp/all udp/all',
    ],
    [
      'ports in two pieces, one of them from two halves',
      ['in tcp 0-1000 0.0.0.0/0', 'in tcp 1001-65535 0.0.0.0/1', 'in tcp 1001-65535 128.0.0.0/1'],
      'FAIL sg-1 critical internet tcp/all',
    ],
    ['all but one port', ['in tcp 2-65535 0.0.0.0/0'], null],
    ['all ports from a private range', ['in all 10.0.0.0/8'], 'PASS sg-1'],
    ['all ports from its own group', ['in all sg-1'], 'PASS sg-1'],
    ['GRE, which has no ports', ['in 47 0.0.0.0/0'], 'PASS sg-1'],
    ['no rule at all', [], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    const lines = tell('SG-001', { groups: { 'sg-1': rules } })
    expect(lines).toEqual(expected === null ? ['PASS sg-1'] : [expected])
  })

  it('sees IPv6 alone, and weighs it by the IPv6 path', () => {
    const groups = { 'sg-1': ['in all ::/0'] }
    expect(tell('SG-001', { groups })).toEqual(['FAIL sg-1 high internal tcp/all udp/all'])
    const interfaces = { 'eni-1': { ipv6: ['2001:db8:1::10'] } }
    expect(tell('SG-001', { groups, interfaces })).toEqual(['FAIL sg-1 critical internet tcp/all udp/all'])
  })

  it('lowers to high when no interface carries the group, and says why', () => {
    const finding = theFailure('SG-001', { groups: { 'sg-1': [], 'sg-2': ['in all 0.0.0.0/0'] } })
    expect(finding.severity).toEqual({
      base: 'critical',
      effective: 'high',
      why: ['Lowered from critical: no network interface carries it.'],
    })
    expect(finding.exposure).toEqual({ level: 'none', path: [] })
  })

  it('resolves prefix lists, and is not evaluated where their entries are missing', () => {
    const groups = { 'sg-1': ['in all pl-1'] }
    expect(tell('SG-001', { groups, prefixLists: { 'pl-1': ['0.0.0.0/1', '128.0.0.0/1'] } })).toEqual([
      'FAIL sg-1 critical internet tcp/all udp/all',
    ])
    expect(tell('SG-001', { groups, prefixLists: { 'pl-1': ['192.0.2.0/24'] } })).toEqual(['PASS sg-1'])
    expect(tell('SG-001', { groups, prefixLists: { 'pl-1': null } })).toEqual(['NOT_EVALUATED sg-1'])
  })
})
