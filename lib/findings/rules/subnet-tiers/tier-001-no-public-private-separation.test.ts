import { describe, expect, it } from 'vitest'
import { MAIN_TABLE, PUBLIC_TABLE } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
const own = (routes: readonly string[]) => ({
  'rtb-main': MAIN_TABLE,
  'rtb-1': PUBLIC_TABLE,
  'rtb-2': { routes, subnets: ['subnet-2'] },
})

describe('TIER-001 no public/private separation', () => {
  it.each([
    ['only public subnets', { 'rtb-main': { ...PUBLIC_TABLE, subnets: [], main: true } }, ['FAIL vpc-1 low internal']],
    ['a public one and one on the main table', { 'rtb-main': MAIN_TABLE, 'rtb-1': PUBLIC_TABLE }, ['PASS vpc-1']],
    ['a subnet behind NAT is private', own(['0.0.0.0/0 nat-1']), ['PASS vpc-1']],
    ['a subnet that is public over IPv6 only is public', own(['::/0 igw-1']), ['FAIL vpc-1 low internal']],
    ['a blackhole makes nothing public', own(['0.0.0.0/0 igw-1 blackhole']), ['PASS vpc-1']],
    ['no public subnet at all: there is nothing to separate', { 'rtb-main': MAIN_TABLE }, ['PASS vpc-1']],
  ])('%s', (_, tables, expected) => {
    expect(tell('TIER-001', { subnets, tables, interfaces: {} })).toEqual(expected)
  })

  it('takes the main table of this VPC, never that of another', () => {
    const main = (id: string, VpcId: string, ...gateways: readonly string[]) => ({
      RouteTableId: id,
      VpcId,
      OwnerId: '111122223333',
      Associations: [{ Main: true }],
      Routes: gateways.map((GatewayId) => ({ DestinationCidrBlock: '0.0.0.0/0', GatewayId, State: 'active' })),
    })
    const told = (...RouteTables: readonly ReturnType<typeof main>[]) => tell('TIER-001', { elements: { RouteTables } })
    expect(told(main('rtb-9', 'vpc-9', 'igw-9'), main('rtb-1', 'vpc-1'))).toEqual(['PASS vpc-1'])
    expect(told(main('rtb-9', 'vpc-9'), main('rtb-1', 'vpc-1', 'igw-1'))).toEqual(['FAIL vpc-1 low internal'])
  })

  it('is not evaluated when the other subnet has no known table, and says nothing of a VPC without subnets', () => {
    expect(tell('TIER-001', { subnets, tables: { 'rtb-1': PUBLIC_TABLE } })).toEqual(['NOT_EVALUATED vpc-1'])
    expect(tell('TIER-001', { subnets: {} })).toEqual([])
  })

  it('says no more than RT-001 of a table that is public only if a list without entries is, and asks for them', () => {
    const tables = { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes: ['pl-1 igw-1'], subnets: ['subnet-1', 'subnet-2'] } }
    const [finding] = findingsOf('TIER-001', { subnets, tables, prefixLists: { 'pl-1': null } })
    expect(finding?.reasonNotEvaluated).toBe(
      'What kind subnet-1 and subnet-2 are could not be told: the entries of pl-1 are missing. To answer: aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1',
    )
  })

  it('shows the routes that make each subnet public', () => {
    const finding = theFailure('TIER-001', { subnets: { 'subnet-1': { cidr: '10.0.0.0/24' } } })
    expect(finding.evidence.filter(({ kind }) => kind === 'route').map(({ excerpt }) => excerpt)).toEqual([
      '0.0.0.0/0 → igw-1',
      '::/0 → igw-1',
    ])
  })
})
