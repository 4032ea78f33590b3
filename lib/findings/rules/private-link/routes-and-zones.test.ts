import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const endpoint = (VpcEndpointId: string, service: string, more: JsonObject): JsonObject => ({
  VpcEndpointId,
  VpcId: 'vpc-1',
  ServiceName: `com.amazonaws.eu-west-1.${service}`,
  State: 'available',
  OwnerId: '111122223333',
  ...more,
})

// Source: PrivateLink guide, "Gateway endpoints".
describe('PL-003 S3 and DynamoDB through NAT', () => {
  const NAT = { 'rtb-1': { routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-1'], subnets: ['subnet-1'] } }
  const gateways = (...services: readonly string[]) => ({
    tables: NAT,
    elements: {
      VpcEndpoints: services.map((service, index) =>
        endpoint(`vpce-${index}`, service, { VpcEndpointType: 'Gateway', RouteTableIds: ['rtb-1'] }),
      ),
    },
  })

  it.each([
    ['neither has an endpoint', gateways(), ['FAIL rtb-1 low none']],
    ['one has', gateways('s3'), ['FAIL rtb-1 low none']],
    ['both have', gateways('s3', 'dynamodb'), ['PASS rtb-1']],
    ['the table has no NAT', {}, []],
    [
      'the NAT route is a blackhole',
      { tables: { 'rtb-1': { routes: ['0.0.0.0/0 nat-1 blackhole'], subnets: ['subnet-1'] } } },
      [],
    ],
    [
      'endpoints were not collected',
      { tables: NAT, missing: ['VpcEndpoints' as const] },
      [EVERYWHERE, 'NOT_EVALUATED rtb-1'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-003', sketch)).toEqual(expected)
  })

  it('points at the route and creates what is missing', () => {
    const { title, evidence, remediation } = theFailure('PL-003', gateways('s3'))
    expect(title).toBe('rtb-1 leads to DynamoDB through NAT')
    expect(remediation.terraform).toContain('toset(["com.amazonaws.eu-west-1.dynamodb"])')
    expect(evidence[0]?.pointer).toBe('/RouteTables/0/Routes/1')
    expect(remediation.cli).toEqual([
      'aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-1 --vpc-endpoint-type Gateway --service-name com.amazonaws.eu-west-1.dynamodb --route-table-ids rtb-1',
    ])
  })
})

// Source: PrivateLink guide, "Access an AWS service using an interface VPC endpoint", subnets and Availability Zones.
describe('PL-007 zones of an endpoint', () => {
  const network = (SubnetIds: readonly string[] | null, second = 'subnet-2') => ({
    subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24', zone: 'eu-west-1b' } },
    interfaces: { 'eni-1': {}, 'eni-2': { subnet: second, privateIp: '10.0.1.9' } },
    elements: {
      VpcEndpoints: [
        endpoint('vpce-1', 'ec2', {
          VpcEndpointType: 'Interface',
          NetworkInterfaceIds: [],
          ...(SubnetIds === null ? {} : { SubnetIds }),
        }),
      ],
    },
  })

  it.each([
    ['every zone', network(['subnet-1', 'subnet-2']), ['PASS vpce-1']],
    ['one zone of two in use', network(['subnet-1']), ['FAIL vpce-1 low none']],
    ['one zone, the other without instances', network(['subnet-1'], 'subnet-1'), ['PASS vpce-1']],
    ['subnets not told', network(null), ['NOT_EVALUATED vpce-1']],
    ['not collected', { missing: ['VpcEndpoints' as const] }, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-007', sketch)).toEqual(expected)
  })

  it('names the zone and points at the subnets', () => {
    const { title, evidence } = theFailure('PL-007', network(['subnet-1']))
    expect(title).toBe('vpce-1 is missing in eu-west-1b')
    expect(evidence[0]?.pointer).toBe('/VpcEndpoints/0/SubnetIds')
  })
})
