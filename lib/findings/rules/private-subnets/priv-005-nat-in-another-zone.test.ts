import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "NAT gateway basics". */
const nat = (more: object = {}) => ({
  NatGateways: [
    {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      State: 'available',
      NatGatewayAddresses: [],
      ...more,
    },
  ],
})
const sketch = (zone: string, more: object = {}) => ({
  subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24', zone } },
  tables: {
    'rtb-1': { routes: ['0.0.0.0/0 igw-1'], subnets: ['subnet-1'] },
    'rtb-main': { routes: ['0.0.0.0/0 nat-1'], main: true },
  },
  elements: nat(more),
})

describe('PRIV-005 NAT in another zone', () => {
  it.each([
    ['another zone, by the main table', sketch('eu-west-1b'), ['FAIL rtb-main low none', 'PASS rtb-1']],
    ['the same zone', sketch('eu-west-1a'), ['PASS rtb-1', 'PASS rtb-main']],
    [
      'a regional gateway',
      sketch('eu-west-1b', { SubnetId: undefined, AvailabilityMode: 'regional' }),
      ['PASS rtb-1', 'PASS rtb-main'],
    ],
    [
      'a gateway in no document',
      { ...sketch('eu-west-1b'), elements: { NatGateways: [] } },
      ['NOT_EVALUATED rtb-main', 'PASS rtb-1'],
    ],
  ])('%s', (_, network, expected) => {
    expect(tell('PRIV-005', network)).toEqual(expected)
  })

  it('says what is lost: the internet, or the network a private gateway leads to', () => {
    expect(theFailure('PRIV-005', sketch('eu-west-1b')).description).toContain('they lose the internet too')
    const network = sketch('eu-west-1b', { ConnectivityType: 'private' })
    const tables = { ...network.tables, 'rtb-main': { routes: ['172.20.0.0/16 nat-1'], main: true } }
    expect(theFailure('PRIV-005', { ...network, tables }).description).toContain(
      'they lose the way to 172.20.0.0/16 too',
    )
  })

  it('names the subnet and the gateway, and points at the route', () => {
    const finding = theFailure('PRIV-005', sketch('eu-west-1b'))
    expect(finding.description).toContain('subnet-2 in eu-west-1b out by nat-1 in eu-west-1a')
    expect(finding.evidence[0]?.pointer).toBe('/RouteTables/1/Routes/0')
    expect(tell('PRIV-005', { missing: ['NatGateways'] })).toContain('NOT_EVALUATED 111122223333/eu-west-1')
  })
})
