import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: VPC guide, "Security group rules".
describe('SG-026 redundant rule', () => {
  it.each([
    ['a range inside another', ['in tcp 22 10.0.0.0/8', 'in tcp 22 10.1.0.0/16'], 'FAIL'],
    ['a port inside a range', ['in tcp 20-30 10.0.0.0/8', 'in tcp 22 10.0.0.0/8'], 'FAIL'],
    ['what two halves hold', ['in tcp 22 10.0.0.0/9', 'in tcp 22 10.128.0.0/9', 'in tcp 22 10.0.0.0/8'], 'FAIL'],
    ['all protocols beside one', ['in all 10.0.0.0/8', 'in tcp 22 10.0.0.0/8'], 'FAIL'],
    ['a group on a port inside a range', ['in tcp 20-30 sg-2', 'in tcp 22 sg-2'], 'FAIL'],
    ['an IPv6 range inside another', ['in tcp 22 2001:db8::/32', 'in tcp 22 2001:db8:1::/48'], 'FAIL'],
    ['one family beside the other', ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'], 'PASS'],
    ['another port', ['in tcp 22 10.0.0.0/8', 'in tcp 23 10.0.0.0/8'], 'PASS'],
    ['another protocol', ['in tcp 53 10.0.0.0/8', 'in udp 53 10.0.0.0/8'], 'PASS'],
    ['the other direction', ['in tcp 22 10.0.0.0/8', 'out tcp 22 10.0.0.0/8'], 'PASS'],
    ['another type of ICMP', ['in icmp 8 10.0.0.0/8', 'in icmp 3 10.0.0.0/8'], 'PASS'],
    ['one port beside all of them', ['in tcp 22 10.0.0.0/8', 'in all 10.1.0.0/16'], 'PASS'],
  ])('%s', (_, rules, expected) => {
    const [line = ''] = tell('SG-026', { groups: { 'sg-1': rules } })
    expect(line.split(' ')[0]).toBe(expected)
  })

  it('sees what the entries of a prefix list hold', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 22 pl-1', 'in tcp 22 10.1.0.0/16'] } }
    expect(tell('SG-026', { ...sketch, prefixLists: { 'pl-1': ['10.0.0.0/8'] } })).toEqual(['FAIL sg-1 info none'])
    expect(tell('SG-026', { ...sketch, prefixLists: { 'pl-1': ['10.2.0.0/16'] } })).toEqual(['PASS sg-1'])
  })

  it('never names all of the rules that say the same', () => {
    const finding = theFailure('SG-026', { groups: { 'sg-1': ['in tcp 20-30 10.0.0.0/8', 'in tcp 22 10.0.0.0/8'] } })
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual(['tcp/22 from 10.0.0.0/8'])
    expect(finding.remediation.cli).toHaveLength(1)
  })

  it('names the rules that let the same pass, one or several, here or in another group', () => {
    const wide = theFailure('SG-026', { groups: { 'sg-1': ['in tcp 20-30 10.0.0.0/8', 'in tcp 22 10.0.0.0/8'] } })
    expect(wide.description).toContain(
      'What tcp/22 from 10.0.0.0/8 lets pass, so does tcp/20-30 from 10.0.0.0/8. Who removes',
    )
    const halves = ['in tcp 22 10.0.0.0/9', 'in tcp 22 10.128.0.0/9', 'in tcp 22 10.0.0.0/8']
    expect(theFailure('SG-026', { groups: { 'sg-1': halves } }).description).toMatch(
      /so (?:do together|does) tcp\/22 from/,
    )
    const groups = { 'sg-1': ['in tcp 22 10.0.0.0/8'], 'sg-2': ['in tcp 22 10.1.0.0/16'] }
    const both = { 'eni-1': { groups: ['sg-1', 'sg-2'] } }
    expect(theFailure('SG-026', { groups, interfaces: both }).description).toMatch(
      /What tcp\/22 from 10\.1\.0\.0\/16 lets pass, so does tcp\/22 from 10\.0\.0\.0\/8 of .*sg-1/,
    )
    const six = ['in all 10.0.0.0/8', ...[22, 23, 24, 25, 26].map((port) => `in tcp ${port} 10.0.0.0/8`)]
    expect(theFailure('SG-026', { groups: { 'sg-1': six } }).description).toContain('Of 1 more the same is so.')
  })

  it('keeps the narrow rule beside one that is to go because the internet comes in by it', () => {
    expect(tell('SG-026', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 22 203.0.113.0/24'] } })).toEqual([
      'PASS sg-1',
    ])
    expect(tell('SG-026', { groups: { 'sg-1': ['in all 0.0.0.0/0', 'in tcp 22 203.0.113.0/24'] } })).toEqual([
      'PASS sg-1',
    ])
    const web = ['in tcp 443 0.0.0.0/0', 'in tcp 443 203.0.113.0/24']
    expect(tell('SG-026', { groups: { 'sg-1': web } })).toEqual(['FAIL sg-1 info none'])
    // Two that both are to go: one of them is one too many all the same.
    const twice = ['in tcp 20-30 0.0.0.0/0', 'in tcp 22 0.0.0.0/0']
    expect(theFailure('SG-026', { groups: { 'sg-1': twice } }).evidence.map(({ excerpt }) => excerpt)).toEqual([
      'tcp/22 from 0.0.0.0/0',
    ])
  })

  it('keeps it where the open rule stands in another group of the same interfaces', () => {
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0'], 'sg-2': ['in tcp 22 203.0.113.0/24'] }
    const interfaces = { 'eni-1': { groups: ['sg-1', 'sg-2'] } }
    expect(tell('SG-026', { groups, interfaces })).toEqual(['PASS sg-1', 'PASS sg-2'])
  })

  it('sees the other group of every interface, and keeps one of two equal rules', () => {
    const groups = { 'sg-1': ['in tcp 22 10.0.0.0/8'], 'sg-2': ['in tcp 22 10.0.0.0/8'] }
    const both = { 'eni-1': { groups: ['sg-1', 'sg-2'] } }
    expect(tell('SG-026', { groups, interfaces: both })).toEqual(['FAIL sg-2 info none', 'PASS sg-1'])
    const apart = { ...both, 'eni-2': { groups: ['sg-2'], instance: null, privateIp: '10.0.0.11' } }
    expect(tell('SG-026', { groups, interfaces: apart })).toEqual(['PASS sg-1', 'PASS sg-2'])
  })

  it('is not evaluated where the groups of interfaces were not collected', () => {
    const groups = { 'sg-1': ['in tcp 22 10.0.0.0/8'] }
    expect(tell('SG-026', { groups, missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED sg-1'])
  })
})
