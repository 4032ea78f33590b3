import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "IPv6 support". */
const table = (...routes: string[]) => ({
  tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], main: true } },
})
const LEAK = table('0.0.0.0/0 nat-1', '::/0 igw-1')

describe('RT-010 dual-stack leak', () => {
  it.each([
    ['NAT for IPv4, an internet gateway for IPv6', LEAK, 'FAIL subnet-1 high internal'],
    ['IPv6 in two halves', table('::/1 igw-1', '8000::/1 igw-1'), 'FAIL subnet-1 high internal'],
    ['all global IPv6', table('2000::/3 igw-1'), 'FAIL subnet-1 high internal'],
    ['IPv4 dead, IPv6 public', table('0.0.0.0/0 igw-1 blackhole', '::/0 igw-1'), 'FAIL subnet-1 high internal'],
    [
      'a host with a global address',
      { ...LEAK, interfaces: { 'eni-1': { ipv6: ['2001:db8:1::1'] } } },
      'FAIL subnet-1 high unknown',
    ],
    ['an egress-only gateway', table('0.0.0.0/0 nat-1', '::/0 eigw-1'), 'PASS subnet-1'],
    ['public in both', {}, 'PASS subnet-1'],
    ['public over IPv4 alone', table('0.0.0.0/0 igw-1'), 'PASS subnet-1'],
    ['a dead IPv6 route', table('::/0 igw-1 blackhole'), 'PASS subnet-1'],
    ['a subnet without IPv6', { ...LEAK, subnets: { 'subnet-1': { cidr: '10.0.0.0/24' } } }, 'PASS subnet-1'],
    [
      'an unread list',
      { ...table('pl-1 igw-1', '::/0 igw-1'), prefixLists: { 'pl-1': null } },
      'NOT_EVALUATED subnet-1',
    ],
    ['no table known', { tables: {} }, 'NOT_EVALUATED subnet-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-010', sketch)).toEqual([expected])
  })

  it('points at the IPv6 route and sends it out one way', () => {
    const finding = theFailure('RT-010', LEAK)
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/RouteTables/0/Routes/2'])
    expect(finding.remediation.cli[1]).toContain(
      'delete-route --region eu-west-1 --route-table-id rtb-1 --destination-ipv6-cidr-block ::/0',
    )
  })
})
