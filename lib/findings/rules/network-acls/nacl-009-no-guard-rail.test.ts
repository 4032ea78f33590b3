import { describe, expect, it } from 'vitest'
import { MAIN_TABLE, OPEN_ACL } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" and "Network ACLs". */
const PRIVATE = { tables: { 'rtb-main': MAIN_TABLE }, groups: { 'sg-1': ['in tcp 443 10.0.0.0/16'] } }
const acl = (...entries: string[]) => ({ ...PRIVATE, acls: { 'acl-1': { entries, subnets: ['subnet-1'] } } })

describe('NACL-009 no guard rail', () => {
  it.each([
    ['everything in', PRIVATE, 'FAIL acl-1 low none'],
    ['SSH from the internet', acl('100 in allow tcp 22 0.0.0.0/0'), 'FAIL acl-1 low none'],
    ['SSH over IPv6 alone', acl('100 in allow tcp 22 ::/0'), 'FAIL acl-1 low none'],
    ['SSH denied first', acl('90 in deny tcp 22 0.0.0.0/0', '100 in allow tcp 22 0.0.0.0/0'), 'PASS subnet-1'],
    [
      'what it serves, and replies',
      acl('100 in allow tcp 443 0.0.0.0/0', '110 in allow tcp 1024-65535 0.0.0.0/0'),
      'PASS subnet-1',
    ],
    ['everything from inside', acl('100 in allow all 10.0.0.0/16'), 'PASS subnet-1'],
    ['a public subnet', { groups: PRIVATE.groups }, 'PASS subnet-1'],
    ['nothing in it', { ...PRIVATE, interfaces: {} }, 'PASS subnet-1'],
    ['no table known', { ...PRIVATE, tables: {} }, 'NOT_EVALUATED subnet-1'],
    ['a group that was not collected', { ...PRIVATE, groups: {} }, 'NOT_EVALUATED subnet-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('NACL-009', sketch)).toEqual([expected])
  })

  it('is one finding for the subnets of an ACL that are alike, and one for those that serve other ports', () => {
    const host = (subnet: string, privateIp: string, group = 'sg-1') => ({ subnet, privateIp, groups: [group] })
    const sketch = {
      ...PRIVATE,
      groups: { ...PRIVATE.groups, 'sg-2': ['in tcp 22 10.0.0.0/16'] },
      subnets: {
        'subnet-1': { cidr: '10.0.1.0/24' },
        'subnet-2': { cidr: '10.0.2.0/24' },
        'subnet-3': { cidr: '10.0.3.0/24' },
      },
      interfaces: {
        'eni-1': host('subnet-1', '10.0.1.10'),
        'eni-2': host('subnet-2', '10.0.2.10'),
        'eni-3': host('subnet-3', '10.0.3.10', 'sg-2'),
      },
      acls: { 'acl-1': { ...OPEN_ACL, subnets: ['subnet-1', 'subnet-2', 'subnet-3'] } },
    }
    const found = findingsOf('NACL-009', sketch)
    expect(found.map(({ title }) => title).toSorted()).toEqual([
      '2 private subnets have no guard rail in acl-1',
      'Private subnet subnet-3 has no guard rail in acl-1',
    ])
    expect(new Set(found.map(({ id }) => id)).size).toBe(2)
    const both = found.find(({ title }) => title.startsWith('2'))
    expect(both?.related.filter(({ role }) => role === 'subnet').map(({ id }) => id)).toEqual(['subnet-1', 'subnet-2'])
    expect(
      both?.remediation.cli.filter((command) => command.includes('-association ')).map((each) => each.split("'")[1]),
    ).toEqual(['<association of subnet-1>', '<association of subnet-2>'])
  })

  it('names the ports no group serves, and the entries; the cause is theirs, as in the other rules about them', () => {
    const finding = theFailure('NACL-009', PRIVATE)
    expect(finding.description).toContain('tcp/1-442, 444-1023')
    expect(finding.evidence[0]?.pointer).toContain('/NetworkAcls/0/Entries/')
    expect(finding.rootCauseId).toBe(theFailure('NACL-005', PRIVATE).rootCauseId)
    expect(finding.remediation.cli.at(-1)).toContain('subnet-1')
    expect(tellCut('NACL-009', PRIVATE, ['NetworkInterfaces'])).toEqual(['NOT_EVALUATED subnet-1'])
  })
})
