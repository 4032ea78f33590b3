import { describe, expect, it } from 'vitest'
import { MAIN_TABLE } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "NAT gateway basics". */
const nat = (more: object = {}) => ({
  NatGateways: [
    {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      State: 'available',
      ConnectivityType: 'public',
      NatGatewayAddresses: [],
      ...more,
    },
  ],
})
const inPrivate = (more: object = {}) => ({ elements: nat(more), tables: { 'rtb-main': MAIN_TABLE } })

describe('PRIV-004 NAT gateway misplaced', () => {
  it.each([
    ['a public one in a private subnet, by the main table', inPrivate(), ['FAIL nat-1 medium none']],
    [
      'one whose internet route is dead',
      { elements: nat(), tables: { 'rtb-1': { routes: ['0.0.0.0/0 igw-1 blackhole'], subnets: ['subnet-1'] } } },
      ['FAIL nat-1 medium none'],
    ],
    ['one in a public subnet', { elements: nat() }, ['PASS nat-1']],
    ['a private one in a private subnet', inPrivate({ ConnectivityType: 'private' }), ['PASS nat-1']],
    ['a deleted one', inPrivate({ State: 'deleted' }), []],
    ['no table known', { elements: nat(), tables: {} }, ['NOT_EVALUATED nat-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PRIV-004', sketch)).toEqual(expected)
  })

  it('points at the gateway and at the routes of its subnet', () => {
    const finding = theFailure('PRIV-004', inPrivate())
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/NatGateways/0', '/RouteTables/0/Routes'])
    expect(finding.remediation.cli.at(-1)).toContain('--nat-gateway-id nat-1')
  })

  it('is not evaluated when NAT gateways were not collected', () => {
    expect(tell('PRIV-004', { missing: ['NatGateways'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
