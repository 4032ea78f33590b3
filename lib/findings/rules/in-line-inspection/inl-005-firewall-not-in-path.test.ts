import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import type { NetworkSketch, RouteTableSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const LOCAL = '10.0.0.0/16 local'

function endpoint(id: string, subnet: string): JsonObject {
  return {
    VpcEndpointId: id,
    VpcId: 'vpc-1',
    VpcEndpointType: 'GatewayLoadBalancer',
    ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
    State: 'available',
    SubnetIds: [subnet],
    NetworkInterfaceIds: [],
    OwnerId: '111122223333',
  }
}

const SUBNETS = {
  'subnet-a': { cidr: '10.0.0.0/24', zone: 'eu-west-1a' },
  'subnet-b': { cidr: '10.0.1.0/24', zone: 'eu-west-1b' },
  'subnet-fa': { cidr: '10.0.8.0/28', zone: 'eu-west-1a' },
  'subnet-fb': { cidr: '10.0.8.16/28', zone: 'eu-west-1b' },
}
const GOOD: Readonly<Record<string, RouteTableSketch>> = {
  'rtb-a': { routes: [LOCAL, '0.0.0.0/0 vpce-a'], subnets: ['subnet-a'] },
  'rtb-b': { routes: [LOCAL, '0.0.0.0/0 vpce-b'], subnets: ['subnet-b'] },
  'rtb-f': { routes: [LOCAL, '0.0.0.0/0 igw-1'], subnets: ['subnet-fa', 'subnet-fb'] },
  'rtb-edge': { routes: [LOCAL, '10.0.0.0/24 vpce-a', '10.0.1.0/24 vpce-b'], gateway: 'igw-1' },
}
const HOSTS = {
  'eni-a': { subnet: 'subnet-a' },
  'eni-b': { subnet: 'subnet-b', privateIp: '10.0.1.10', publicIp: '198.51.100.11' },
}

/** Two zones with a host and a firewall endpoint each, an edge table at the internet gateway; a test changes tables. */
function inspected(tables: NetworkSketch['tables'] = {}, more: NetworkSketch = {}): NetworkSketch {
  return {
    subnets: SUBNETS,
    tables: { ...GOOD, ...tables },
    interfaces: HOSTS,
    elements: { VpcEndpoints: [endpoint('vpce-a', 'subnet-fa'), endpoint('vpce-b', 'subnet-fb')], ...more.elements },
    ...(more.missing ? { missing: more.missing } : {}),
  }
}
const both = (first: string, second: string) => [first, second]
const A = 'rtb-a'
const PASSES = both('PASS rtb-a', 'PASS rtb-b')
const table = (subnet: string, ...routes: readonly string[]) => ({ routes: [LOCAL, ...routes], subnets: [subnet] })

// Source: VPC guide, "Middlebox routing" (inspect traffic destined for a subnet; appliances in each zone).
describe('INL-005 firewall in the path of an internet gateway', () => {
  it.each([
    ['both directions pass it', inspected(), PASSES],
    [
      'the default route goes past it',
      inspected({ [A]: table('subnet-a', '0.0.0.0/0 igw-1') }),
      ['FAIL rtb-a high none', 'PASS rtb-b'],
    ],
    [
      'IPv6 alone goes past it',
      inspected({ [A]: table('subnet-a', '0.0.0.0/0 vpce-a', '::/0 eigw-1') }),
      ['FAIL rtb-a high none', 'PASS rtb-b'],
    ],
    [
      'two halves go past it',
      inspected({ [A]: table('subnet-a', '0.0.0.0/1 igw-1', '128.0.0.0/1 igw-1') }),
      ['FAIL rtb-a high none', 'PASS rtb-b'],
    ],
    [
      'there is no edge table',
      inspected({ 'rtb-edge': { routes: [LOCAL] } }),
      both('FAIL rtb-a high none', 'FAIL rtb-b high none'),
    ],
    [
      'the edge table names one subnet only',
      inspected({ 'rtb-edge': { routes: [LOCAL, '10.0.0.0/24 vpce-a'], gateway: 'igw-1' } }),
      both('FAIL rtb-b high none', 'PASS rtb-a'),
    ],
    [
      'the edge table leads back to the other zone',
      inspected({ 'rtb-edge': { routes: [LOCAL, '10.0.0.0/24 vpce-b', '10.0.1.0/24 vpce-b'], gateway: 'igw-1' } }),
      ['FAIL rtb-a medium none', 'PASS rtb-b'],
    ],
    [
      'a subnet goes through the other zone, both ways',
      inspected({
        [A]: table('subnet-a', '0.0.0.0/0 vpce-b'),
        'rtb-edge': { routes: [LOCAL, '10.0.0.0/24 vpce-b', '10.0.1.0/24 vpce-b'], gateway: 'igw-1' },
      }),
      ['FAIL rtb-a medium none', 'PASS rtb-b'],
    ],
    ['a subnet has no way out', inspected({ [A]: table('subnet-a') }), ['PASS rtb-b']],
    [
      'its default route is a blackhole',
      inspected({ [A]: table('subnet-a', '0.0.0.0/0 igw-1 blackhole') }),
      ['PASS rtb-b'],
    ],
    ['the VPC has no firewall', inspected({}, { elements: { VpcEndpoints: [] } }), []],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-005', sketch)).toEqual(expected)
  })

  it('judges no subnet without a workload', () => {
    const sketch = inspected({ [A]: table('subnet-a', '0.0.0.0/0 igw-1') })
    expect(tell('INL-005', { ...sketch, interfaces: { 'eni-b': HOSTS['eni-b'] } })).toEqual(['PASS rtb-b'])
  })

  it('judges a VPC with a declared appliance, and asks both directions of it', () => {
    const direct = {
      'rtb-1': { routes: [LOCAL, '0.0.0.0/0 igw-1'], subnets: ['subnet-1'] },
    }
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-f': { cidr: '10.0.8.0/28' } }
    const interfaces = { 'eni-1': {}, 'eni-fw': { subnet: 'subnet-f', privateIp: '10.0.8.4', instance: 'i-fw' } }
    const sketch = { subnets, interfaces, tables: direct }
    expect(tell('INL-005', sketch)).toEqual([])
    const finding = theFailure('INL-005', sketch, { inspectionTargets: ['eni-fw'] })
    expect(finding.settingsUsed).toEqual({ inspectionTargets: 'eni-fw' })
    expect(finding.remediation.cli.at(-1)).toContain('--network-interface-id eni-fw')
    expect(tell('INL-005', sketch, { inspectionTargets: ['i-fw'] })).toEqual(['FAIL rtb-1 high none'])
  })

  it('points at the routes, names the subnets and leads back and out through the endpoint of the zone', () => {
    const finding = theFailure('INL-005', inspected({ [A]: table('subnet-a', '0.0.0.0/0 igw-1') }))
    expect(finding.title).toBe('rtb-a leads to the internet past the firewall')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/RouteTables/0/Routes/1'])
    expect(finding.related).toContainEqual({ role: 'subnet', id: 'subnet-a' })
    expect(finding.remediation.cli).toEqual([
      "aws ec2 create-route --region eu-west-1 --route-table-id '<edge table>' --destination-cidr-block 10.0.0.0/24 --vpc-endpoint-id vpce-a",
      'aws ec2 replace-route --region eu-west-1 --route-table-id rtb-a --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id vpce-a',
    ])
  })
})

const natGateway = {
  NatGatewayId: 'nat-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-n',
  State: 'available',
  ConnectivityType: 'public',
}
const NAT_INTERFACE = { subnet: 'subnet-n', privateIp: '10.0.9.4', instance: null, type: 'nat_gateway' }

/** Hosts in `subnet-a`, a NAT gateway in `subnet-n`, one firewall endpoint, all in one zone. */
function behindNat(tables: NetworkSketch['tables'], more: Pick<NetworkSketch, 'missing'> = {}): NetworkSketch {
  return {
    subnets: {
      'subnet-a': { cidr: '10.0.0.0/24' },
      'subnet-n': { cidr: '10.0.9.0/28' },
      'subnet-f': { cidr: '10.0.8.0/28' },
    },
    tables: tables ?? {},
    interfaces: { 'eni-a': { subnet: 'subnet-a', publicIp: null }, 'eni-n': NAT_INTERFACE },
    elements: { VpcEndpoints: [endpoint('vpce-a', 'subnet-f')], NatGateways: [natGateway] },
    ...more,
  }
}

// Source: Network Firewall guide, "Architecture with an internet gateway and a NAT gateway".
describe('INL-005 firewall in the path of a NAT gateway', () => {
  const before = {
    'rtb-a': table('subnet-a', '0.0.0.0/0 vpce-a'),
    'rtb-f': table('subnet-f', '0.0.0.0/0 nat-1'),
    'rtb-n': table('subnet-n', '0.0.0.0/0 igw-1', '10.0.0.0/24 vpce-a'),
  }
  const after = {
    'rtb-a': table('subnet-a', '0.0.0.0/0 nat-1'),
    'rtb-n': table('subnet-n', '0.0.0.0/0 vpce-a'),
    'rtb-f': table('subnet-f', '0.0.0.0/0 igw-1'),
  }

  it.each([
    ['the firewall stands before it', behindNat(before), ['PASS rtb-a']],
    [
      'replies come back past the firewall',
      behindNat({ ...before, 'rtb-n': table('subnet-n', '0.0.0.0/0 igw-1') }),
      ['FAIL rtb-a high none'],
    ],
    ['the firewall stands behind it', behindNat(after), ['PASS rtb-a']],
    [
      'the NAT gateway leads straight out',
      behindNat({ ...after, 'rtb-n': table('subnet-n', '0.0.0.0/0 igw-1') }),
      ['FAIL rtb-a high none'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-005', sketch)).toEqual(expected)
  })

  it.each([
    ['the NAT gateway was not collected', behindNat(after, { missing: ['NatGateways'] }), ['NOT_EVALUATED rtb-a']],
    ['endpoints were not collected', inspected({}, { missing: ['VpcEndpoints'] }), [EVERYWHERE]],
    [
      'interfaces were not collected, so a table may be that of a NAT gateway alone',
      inspected({ [A]: table('subnet-a', '0.0.0.0/0 igw-1') }, { missing: ['NetworkInterfaces', 'Instances'] }),
      both('NOT_EVALUATED rtb-a', 'NOT_EVALUATED rtb-b'),
    ],
  ])('is not evaluated: %s', (_, sketch, expected) => {
    expect(tell('INL-005', sketch)).toEqual(expected)
  })

  it('says what is not known, and how to ask', () => {
    const [finding] = findingsOf('INL-005', behindNat(after, { missing: ['NatGateways'] }))
    expect(finding?.reasonNotEvaluated).toContain('where nat-1 leads is not known')
    expect(finding?.reasonNotEvaluated).toContain('describe-route-tables --region eu-west-1 --route-table-ids rtb-a')
  })
})
