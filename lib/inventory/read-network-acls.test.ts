import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { formatPrefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

const ENTRY: JsonObject = {
  RuleNumber: 100,
  Egress: false,
  Protocol: '6',
  RuleAction: 'allow',
  CidrBlock: '0.0.0.0/0',
  PortRange: { From: 443, To: 443 },
}

function readAcl(entries: readonly JsonObject[] | null, change: JsonObject = {}) {
  const element = {
    NetworkAclId: 'acl-1',
    VpcId: 'vpc-1',
    IsDefault: true,
    Associations: [{ SubnetId: 'subnet-1', NetworkAclId: 'acl-1' }],
    Entries: entries,
    ...change,
  }
  const { networkAcls, gaps } = readDescribe([documentOf({ elements: { NetworkAcls: [element] } })])
  return { acl: networkAcls.get('acl-1'), gaps: gaps.filter(({ kind }) => kind === 'unreadable') }
}

describe('a network ACL', () => {
  it('is read whole', () => {
    const { acl, gaps } = readAcl([ENTRY])

    expect(acl).toMatchObject({ vpcId: 'vpc-1', isDefault: true, subnetIds: ['subnet-1'], unread: [] })
    expect(acl?.entries).toEqual([
      {
        direction: 'ingress',
        ruleNumber: 100,
        action: 'allow',
        protocol: 6,
        ports: [[443, 443]],
        icmp: null,
        cidr: { family: 4, base: 0, length: 0 },
        pointer: '/NetworkAcls/0/Entries/0',
      },
    ])
    expect(gaps).toEqual([])
  })

  it('sorts its entries by number and keeps the closing denies of both families', () => {
    const closing = { RuleAction: 'deny', Protocol: '-1', PortRange: null }
    const { acl } = readAcl([
      { ...ENTRY, ...closing, RuleNumber: 32_768, CidrBlock: null, Ipv6CidrBlock: '::/0' },
      { ...ENTRY, ...closing, RuleNumber: 32_767 },
      ENTRY,
      { ...ENTRY, RuleNumber: 90, Egress: true },
    ])

    expect(acl?.entries.map((entry) => [entry.ruleNumber, formatPrefix(entry.cidr), entry.pointer])).toEqual([
      [90, '0.0.0.0/0', '/NetworkAcls/0/Entries/3'],
      [100, '0.0.0.0/0', '/NetworkAcls/0/Entries/2'],
      [32_767, '0.0.0.0/0', '/NetworkAcls/0/Entries/1'],
      [32_768, '::/0', '/NetworkAcls/0/Entries/0'],
    ])
    expect(acl?.entries[0]?.direction).toBe('egress')
  })

  it.each([
    ['all protocols', { Protocol: '-1', PortRange: null }, { protocol: 'any', ports: [[0, 65_535]], icmp: null }],
    ['TCP without a range', { PortRange: null }, { protocol: 6, ports: [[0, 65_535]] }],
    ['ICMP', { Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } }, { protocol: 1, icmp: { type: 8, code: null } }],
    ['ICMPv6', { Protocol: '58', IcmpTypeCode: { Type: -1, Code: -1 } }, { icmp: { type: null, code: null } }],
    ['a protocol without ports', { Protocol: '50' }, { protocol: 50, ports: [[0, 65_535]] }],
  ])('reads %s', (_, change, expected) => {
    expect(readAcl([{ ...ENTRY, ...change }]).acl?.entries).toMatchObject([expected])
  })

  it.each([
    { RuleNumber: null },
    { Egress: 'no idea' },
    { RuleAction: 'permit' },
    { CidrBlock: 'everyone' },
    { Protocol: '' },
    { PortRange: { From: 'ssh', To: 'ssh' } },
    { PortRange: { From: 443, To: 80 } },
  ])('names an entry with %j as unread, because it may decide first', (change) => {
    const { acl, gaps } = readAcl([{ ...ENTRY, ...change }])

    expect(acl?.entries).toEqual([])
    expect(acl?.unread).toHaveLength(1)
    expect(gaps).toMatchObject([{ key: 'NetworkAcls', resourceId: 'acl-1' }])
  })

  it('without a list of entries does not read as one that denies', () => {
    expect(readAcl(null).acl?.unread).toEqual(['Entries (no list)'])
  })

  it('without a VPC is left out with a gap', () => {
    const { acl, gaps } = readAcl([], { VpcId: null })

    expect(acl).toBeUndefined()
    expect(gaps).toMatchObject([{ resourceId: 'acl-1' }])
  })
})
