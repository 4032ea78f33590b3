import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'

interface Sketch extends NetworkSketch {
  readonly endpoint?: JsonObject
}

/** An endpoint with group `sg-e` beside an instance in `subnet-1` with group `sg-1`. */
function admitting(rules: readonly string[], { endpoint, elements, groups, ...more }: Sketch = {}): NetworkSketch {
  const one = {
    VpcEndpointId: 'vpce-1',
    VpcId: 'vpc-1',
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-west-1.ec2',
    State: 'available',
    PrivateDnsEnabled: true,
    SubnetIds: ['subnet-1'],
    NetworkInterfaceIds: [],
    Groups: [{ GroupId: 'sg-e' }],
    OwnerId: '111122223333',
    ...endpoint,
  }
  return {
    groups: { 'sg-e': rules, 'sg-1': [], ...groups },
    elements: { VpcEndpoints: [one], ...elements },
    ...more,
  }
}

const FAIL = ['FAIL vpce-1 medium none']
const PASS = ['PASS vpce-1']
const UNTOLD = ['NOT_EVALUATED vpce-1']
const PEERING = {
  VpcPeeringConnections: [
    {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' },
    },
  ],
}
const ROUTED = {
  'rtb-main': { routes: ['10.0.0.0/16 local', '192.168.0.0/16 tgw-1'], main: true },
  'rtb-1': { routes: ['10.0.0.0/16 local'], subnets: ['subnet-1'] },
}

describe('PL-005 asks for what is missing, and for nothing else', () => {
  it.each<[string, NetworkSketch, string, string]>([
    [
      'the groups of the endpoint',
      admitting([], { endpoint: { Groups: [] } }),
      'Not told: its groups.',
      'aws ec2 describe-vpc-endpoints --region eu-west-1 --vpc-endpoint-ids vpce-1',
    ],
    [
      'the rules of a group',
      admitting([], { endpoint: { Groups: [{ GroupId: 'sg-gone' }] } }),
      'Not told: the rules of sg-gone.',
      'aws ec2 describe-security-groups --region eu-west-1 --group-ids sg-gone',
    ],
    [
      'the entries of a list',
      admitting(['in tcp 443 pl-1'], { prefixLists: { 'pl-1': null } }),
      'Not told: the entries of pl-1.',
      'aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1',
    ],
  ])('%s', (...[, sketch, reason, command]) => {
    const told = findingsOf('PL-005', sketch).map(({ reasonNotEvaluated }) => reasonNotEvaluated)
    expect(told).toEqual([`Whom vpce-1 lets in is not known. ${reason} To answer: ${command}`])
  })
})

// Source: PrivateLink guide, "Access an AWS service using an interface VPC endpoint", security groups.
describe('PL-005 group of an endpoint', () => {
  it.each([
    ['the VPC is admitted', admitting(['in tcp 443 10.0.0.0/16']), PASS],
    ['the group of the instance is admitted', admitting(['in tcp 443 sg-1']), PASS],
    ['the internet is admitted', admitting(['in tcp 443 0.0.0.0/0']), FAIL],
    ['a stranger is admitted', admitting(['in tcp 443 10.0.0.0/16', 'in tcp 443 10.9.0.0/16']), FAIL],
    [
      'a stranger is admitted on a port nobody listens on',
      admitting(['in tcp 443 10.0.0.0/16', 'in tcp 80 0.0.0.0/0']),
      PASS,
    ],
    [
      'a peer is admitted',
      admitting(['in tcp 443 10.0.0.0/16', 'in tcp 443 10.2.0.0/16'], { elements: PEERING }),
      PASS,
    ],
    [
      'a network behind a transit gateway is admitted',
      admitting(['in tcp 443 10.0.0.0/16', 'in tcp 443 192.168.7.0/24'], { tables: ROUTED }),
      PASS,
    ],
    ['nobody is admitted', admitting([]), FAIL],
    ['another subnet is admitted', admitting(['in tcp 443 10.0.7.0/24']), FAIL],
    ['another port is admitted', admitting(['in tcp 80 10.0.0.0/16']), FAIL],
    ['another group is admitted', admitting(['in tcp 443 sg-2'], { groups: { 'sg-2': [] } }), FAIL],
    ['one host of the subnet is admitted', admitting(['in tcp 443 10.0.0.10/32']), PASS],
    ['nobody is admitted, and nobody stands there', admitting([], { interfaces: {}, instances: {} }), PASS],
    [
      'nobody is admitted to SMTP',
      admitting([], { endpoint: { ServiceName: 'com.amazonaws.eu-west-1.email-smtp' } }),
      PASS,
    ],
    ['it is a gateway endpoint', admitting([], { endpoint: { VpcEndpointType: 'Gateway' } }), []],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-005', sketch)).toEqual(expected)
  })

  it.each([
    ['the group is not known', admitting([], { endpoint: { Groups: [{ GroupId: 'sg-far' }] } }), UNTOLD],
    ['the endpoint did not tell its groups', admitting([], { endpoint: { Groups: [] } }), UNTOLD],
    ['a list has no entries', admitting(['in tcp 443 pl-1'], { prefixLists: { 'pl-1': null } }), UNTOLD],
    [
      'a stranger may be a network that route tables would tell',
      admitting(['in tcp 443 10.0.0.0/16', 'in tcp 443 10.9.0.0/16'], { missing: ['RouteTables'] }),
      UNTOLD,
    ],
    [
      'a group is admitted, and interfaces were not collected',
      admitting(['in tcp 443 sg-2'], { missing: ['NetworkInterfaces'] }),
      UNTOLD,
    ],
    ['endpoints were not collected', admitting([], { missing: ['VpcEndpoints'] }), [EVERYWHERE]],
    [
      'groups were not collected',
      admitting([], { missing: ['SecurityGroups', 'SecurityGroupRules'] }),
      [EVERYWHERE, ...UNTOLD],
    ],
  ])('is not evaluated: %s', (_, sketch, expected) => {
    expect(tell('PL-005', sketch)).toEqual(expected)
  })

  it('fails whatever the tables would tell when everybody is admitted', () => {
    expect(tell('PL-005', admitting(['in tcp 443 0.0.0.0/0'], { missing: ['RouteTables'] }))).toEqual(FAIL)
  })

  it('counts corporate ranges as its own', () => {
    const sketch = admitting(['in tcp 443 10.0.0.0/16', 'in tcp 443 203.0.113.0/24'])
    expect(tell('PL-005', sketch, { corporateRanges: ['203.0.113.0/24'] })).toEqual(PASS)
    expect(tell('PL-005', sketch)).toEqual(FAIL)
  })

  it('asks only for one subnet where private DNS is off', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
    const interfaces = { 'eni-1': {}, 'eni-2': { subnet: 'subnet-2', privateIp: '10.0.1.10' } }
    const rules = ['in tcp 443 10.0.0.0/24']
    expect(tell('PL-005', admitting(rules, { subnets, interfaces }))).toEqual(FAIL)
    const endpoint = { PrivateDnsEnabled: false }
    expect(tell('PL-005', admitting(rules, { subnets, interfaces, endpoint }))).toEqual(PASS)
    expect(tell('PL-005', admitting([], { subnets, interfaces, endpoint }))).toEqual(FAIL)
  })

  it('names the rule that lets strangers in, and takes it away', () => {
    const { evidence, related, remediation } = theFailure('PL-005', admitting(['in tcp 443 0.0.0.0/0']))
    expect(evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/IpRanges/0')
    expect(related).toContainEqual({ role: 'security-group', id: 'sg-e' })
    expect(remediation.cli[0]).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-e')
    expect(remediation.summary).toContain('First admit tcp/443')
  })

  it('names the subnet that is shut out, and admits it', () => {
    const { title, evidence, remediation } = theFailure('PL-005', admitting([]))
    expect(title).toBe('vpce-1 shuts out subnet-1')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/VpcEndpoints/0/Groups', '/Subnets/0'])
    expect(remediation.cli[0]).toContain('--group-id sg-e --protocol tcp --port 443 --cidr 10.0.0.0/24')
  })

  it('links endpoints with one group by their cause', () => {
    const sketch = admitting(['in tcp 443 0.0.0.0/0'])
    const [first] = sketch.elements?.VpcEndpoints ?? []
    const elements = { VpcEndpoints: [{ ...first }, { ...first, VpcEndpointId: 'vpce-2' }] }
    const causes = findingsOf('PL-005', { ...sketch, elements }).map(({ rootCauseId }) => rootCauseId)
    expect(causes).toHaveLength(2)
    expect(new Set(causes).size).toBe(1)
  })
})
