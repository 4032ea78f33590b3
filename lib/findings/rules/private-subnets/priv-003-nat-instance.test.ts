import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Compare NAT gateways and NAT instances". */
const table = (...routes: string[]) => ({
  tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], subnets: ['subnet-1'] } },
})
const NAT = table('0.0.0.0/0 eni-1')

describe('PRIV-003 NAT instance', () => {
  it.each([
    ['a default route to an interface', NAT, 'FAIL rtb-1 low none'],
    ['to an instance', table('0.0.0.0/0 i-1'), 'FAIL rtb-1 low none'],
    ['over IPv6', table('::/0 eni-1'), 'FAIL rtb-1 low none'],
    ['to a NAT gateway', table('0.0.0.0/0 nat-1'), 'PASS rtb-1'],
    ['a blackhole', table('0.0.0.0/0 eni-1 blackhole'), 'PASS rtb-1'],
    ['one remote network through an appliance', table('10.8.0.0/16 eni-1'), 'PASS rtb-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PRIV-003', sketch)).toEqual([expected])
  })

  it('spares an appliance that the settings name', () => {
    expect(tell('PRIV-003', NAT, { inspectionTargets: ['eni-1'] })).toEqual(['PASS rtb-1'])
  })

  it('points at the route and replaces it', () => {
    const finding = theFailure('PRIV-003', NAT)
    expect(finding.evidence[0]?.pointer).toBe('/RouteTables/0/Routes/1')
    expect(finding.remediation.cli[1]).toContain(
      'replace-route --region eu-west-1 --route-table-id rtb-1 --destination-cidr-block 0.0.0.0/0',
    )
  })

  it('is not evaluated without tables, or with a route that was not read', () => {
    const RouteTables = [
      { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [{ DestinationCidrBlock: 'x' }], Associations: [] },
    ]
    expect(tell('PRIV-003', { elements: { RouteTables } })).toEqual(['NOT_EVALUATED rtb-1'])
    expect(tell('PRIV-003', { missing: ['RouteTables'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
