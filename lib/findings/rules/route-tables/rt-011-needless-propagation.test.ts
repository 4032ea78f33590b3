import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Route propagation". */
const table = (route: object, more: object = {}) => ({
  elements: {
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        OwnerId: '111122223333',
        Routes: [{ State: 'active', Origin: 'CreateRoute', ...route }],
        Associations: [{ SubnetId: 'subnet-1', RouteTableId: 'rtb-1', AssociationState: { State: 'associated' } }],
        PropagatingVgws: [{ GatewayId: 'vgw-1' }],
        ...more,
      },
    ],
  },
})
const PUBLIC = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' }
const PRIVATE = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' }

describe('RT-011 needless propagation', () => {
  it.each([
    ['into a public table', table(PUBLIC), 'FAIL rtb-1 low none'],
    ['into a table nothing uses', table(PRIVATE, { Associations: [] }), 'FAIL rtb-1 low none'],
    ['into a private table in use', table(PRIVATE), 'PASS rtb-1'],
    ['no propagation', table(PUBLIC, { PropagatingVgws: [] }), 'PASS rtb-1'],
    ['a list that was not read', table({ DestinationPrefixListId: 'pl-1', GatewayId: 'igw-1' }), 'NOT_EVALUATED rtb-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-011', sketch)).toEqual([expected])
  })

  it('points at the list and switches this one off', () => {
    const finding = theFailure('RT-011', table(PUBLIC))
    expect(finding.evidence[0]?.pointer).toBe('/RouteTables/0/PropagatingVgws')
    expect(finding.remediation.cli).toEqual([
      'aws ec2 disable-vgw-route-propagation --region eu-west-1 --route-table-id rtb-1 --gateway-id vgw-1',
    ])
  })

  it('is not evaluated without route tables', () => {
    expect(tell('RT-011', { missing: ['RouteTables'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
