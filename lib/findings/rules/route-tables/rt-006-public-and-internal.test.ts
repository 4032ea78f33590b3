import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Route tables". */
const table = (...routes: string[]) => ({
  tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], subnets: ['subnet-1'] } },
})

describe('RT-006 public and internal', () => {
  it.each([
    ['a transit gateway', table('0.0.0.0/0 igw-1', '10.0.0.0/8 tgw-1'), 'FAIL rtb-1 high none'],
    ['a peering', table('0.0.0.0/0 igw-1', '10.9.0.0/16 pcx-1'), 'FAIL rtb-1 high none'],
    ['a propagated VPN route', table('0.0.0.0/0 igw-1', '10.9.0.0/16 vgw-1 propagated'), 'FAIL rtb-1 high none'],
    ['public over IPv6 alone', table('::/0 igw-1', '10.9.0.0/16 pcx-1'), 'FAIL rtb-1 high none'],
    [
      'a public route in two halves',
      table('0.0.0.0/1 igw-1', '128.0.0.0/1 igw-1', '10.9.0.0/16 pcx-1'),
      'FAIL rtb-1 high none',
    ],
    ['a blackhole inside', table('0.0.0.0/0 igw-1', '10.9.0.0/16 pcx-1 blackhole'), 'PASS rtb-1'],
    ['a dead public route', table('0.0.0.0/0 igw-1 blackhole', '10.9.0.0/16 pcx-1'), 'PASS rtb-1'],
    ['internal only', table('10.0.0.0/8 tgw-1'), 'PASS rtb-1'],
    ['public only', table('0.0.0.0/0 igw-1'), 'PASS rtb-1'],
    [
      'an unread list to the gateway',
      { ...table('pl-1 igw-1', '10.0.0.0/8 tgw-1'), prefixLists: { 'pl-1': null } },
      'NOT_EVALUATED rtb-1',
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-006', sketch)).toEqual([expected])
  })

  it('names both routes, and takes the internal one away', () => {
    const finding = theFailure('RT-006', table('0.0.0.0/0 igw-1', '10.0.0.0/8 tgw-1'))
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual([
      '/RouteTables/0/Routes/1',
      '/RouteTables/0/Routes/2',
    ])
    expect(finding.remediation.cli).toEqual([
      'aws ec2 delete-route --region eu-west-1 --route-table-id rtb-1 --destination-cidr-block 10.0.0.0/8',
    ])
  })

  it('is lowered when no subnet uses it, and not evaluated without tables', () => {
    const tables = { 'rtb-1': { routes: ['0.0.0.0/0 igw-1', '10.0.0.0/8 tgw-1'] } }
    expect(tell('RT-006', { tables })).toEqual(['FAIL rtb-1 medium none'])
    expect(tell('RT-006', { missing: ['RouteTables'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
