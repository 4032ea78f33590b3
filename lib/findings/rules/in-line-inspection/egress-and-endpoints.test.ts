import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { balancerArn, targetGroupArn, withBalancers } from '../../../testing/sketch-balancers.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const NAT = { 'rtb-1': { routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-1'], subnets: ['subnet-1'] } }

/** A host in a private subnet with a NAT gateway. */
function leaving(rules: readonly string[], more: NetworkSketch = {}): NetworkSketch {
  return { tables: NAT, groups: { 'sg-1': rules }, interfaces: { 'eni-1': { publicIp: null } }, ...more }
}
const OPEN = ['out all 0.0.0.0/0']
const GATEWAY_ENDPOINT: JsonObject = {
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-1',
  VpcEndpointType: 'GatewayLoadBalancer',
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  State: 'available',
  SubnetIds: ['subnet-1'],
  OwnerId: '111122223333',
}

// Source: VPC guide, "Security group rules", outbound; "Infrastructure security in Amazon VPC".
describe('INL-007 what leaves a private subnet', () => {
  it.each([
    ['everything', leaving(OPEN), ['FAIL subnet-1 low none']],
    ['one port', leaving(['out tcp 443 0.0.0.0/0']), ['PASS subnet-1']],
    ['everything over IPv6, which has no way out', leaving(['out all ::/0']), ['PASS subnet-1']],
    ['everything, in a public subnet (SG-018)', { groups: { 'sg-1': OPEN } }, []],
    ['everything, without a way out', leaving(OPEN, { tables: { 'rtb-1': { routes: [], main: true } } }), []],
    [
      'everything, past a firewall of the VPC (INL-005)',
      leaving(OPEN, { elements: { VpcEndpoints: [GATEWAY_ENDPOINT] } }),
      ['PASS subnet-1'],
    ],
    [
      'everything, with a DNS firewall',
      leaving(OPEN, { elements: { FirewallRuleGroupAssociations: [{ Id: 'r', VpcId: 'vpc-1', Status: 'COMPLETE' }] } }),
      ['PASS subnet-1'],
    ],
    ['nothing stands there', leaving(OPEN, { interfaces: {}, instances: {} }), ['PASS subnet-1']],
    [
      'a group nobody knows',
      leaving([], { interfaces: { 'eni-1': { groups: ['sg-far'] } } }),
      ['NOT_EVALUATED subnet-1'],
    ],
    ['endpoints were not collected', leaving(OPEN, { missing: ['VpcEndpoints'] }), ['NOT_EVALUATED subnet-1']],
    [
      'interfaces were not collected',
      leaving(OPEN, { missing: ['NetworkInterfaces', 'Instances'] }),
      [EVERYWHERE, 'NOT_EVALUATED subnet-1'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-007', sketch)).toEqual(expected)
  })

  it('weighs more for the data tier, and points at the route and the rule', () => {
    const finding = theFailure('INL-007', leaving(OPEN), { tierOf: { 'eni-1': 'data' } })
    expect(finding.severity.effective).toBe('medium')
    expect(finding.severity.why[0]).toContain('the data tier')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual([
      '/RouteTables/0/Routes/1',
      '/SecurityGroups/0/IpPermissionsEgress/0/IpRanges/0',
    ])
    expect(finding.remediation.cli[0]).toContain('--vpc-id vpc-1')
  })

  it('is one finding for all interfaces of a subnet', () => {
    const interfaces = { 'eni-1': { publicIp: null }, 'eni-2': { publicIp: null, privateIp: '10.0.0.11' } }
    expect(theFailure('INL-007', leaving(OPEN, { interfaces })).title).toBe(
      '2 interfaces in subnet-1 may call anywhere, unfiltered',
    )
  })
})

// Source: Shield guide, "AWS resources that AWS Shield Advanced protects".
describe('INL-010 Shield Advanced', () => {
  const ADDRESS = {
    AllocationId: 'eipalloc-1',
    PublicIp: '198.51.100.10',
    AssociationId: 'eipassoc-1',
    NetworkInterfaceId: 'eni-1',
  }
  const shielded = (arns: readonly string[], more: Pick<NetworkSketch, 'missing'> = {}) => {
    const sketch = withBalancers({})
    const Protections = arns.map((ResourceArn, index) => ({ Id: `p-${index}`, ResourceArn }))
    return { ...sketch, elements: { ...sketch.elements, Addresses: [ADDRESS], Protections }, ...more }
  }
  const EIP = 'arn:aws:ec2:eu-west-1:111122223333:eip-allocation/eipalloc-1'
  const BALANCER = balancerArn('shop')

  it.each([
    ['all is protected', shielded([EIP, BALANCER]), [`PASS ${BALANCER}`, 'PASS eipalloc-1']],
    ['one is not', shielded([EIP]), [`FAIL ${BALANCER} info none`, 'PASS eipalloc-1']],
    ['nothing is, so nobody knows of a subscription', shielded([]), [EVERYWHERE]],
    ['protections were not collected', shielded([], { missing: ['Protections'] }), [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-010', sketch)).toEqual(expected)
  })

  it('judges neither an idle address nor an internal load balancer', () => {
    const sketch = withBalancers({ balancers: { shop: { scheme: 'internal' } } })
    const { AssociationId: _, NetworkInterfaceId: __, ...idle } = ADDRESS
    const elements = { ...sketch.elements, Addresses: [idle], Protections: [{ Id: 'p', ResourceArn: EIP }] }
    expect(tell('INL-010', { ...sketch, elements })).toEqual([])
  })

  it('protects this load balancer', () => {
    const { evidence, remediation } = theFailure('INL-010', shielded([EIP]))
    expect(evidence.map(({ kind }) => kind)).toEqual(['absence'])
    expect(remediation.cli[0]).toContain(`--resource-arn ${BALANCER}`)
  })
})

// Source: Gateway Load Balancers guide, "Health checks for Gateway Load Balancer target groups".
describe('INL-011 what stands behind an inspection endpoint', () => {
  const GATEWAY = balancerArn('inspect', 'gwy')
  const behind = (
    targets: readonly string[] | null,
    endpoint: JsonObject = {},
    more: NetworkSketch = {},
  ): NetworkSketch => {
    const sketch = withBalancers({
      balancers: { inspect: { kind: 'gwy', listeners: ['GENEVE:6081 tg-fw'] } },
      targetGroups: { 'tg-fw': { targets } },
    })
    const service = {
      ServiceId: 'vpce-svc-1',
      ServiceName: GATEWAY_ENDPOINT['ServiceName'] ?? null,
      ServiceState: 'Available',
      GatewayLoadBalancerArns: [GATEWAY],
    }
    const elements = {
      ...sketch.elements,
      VpcEndpoints: [{ ...GATEWAY_ENDPOINT, ...endpoint }],
      VpcEndpointServices: [service],
      ...more.elements,
    }
    return { ...sketch, elements, ...(more.missing ? { missing: more.missing } : {}) }
  }
  const FAIL = ['FAIL vpce-1 high none']
  const PASS = ['PASS vpce-1']
  const UNTOLD = ['NOT_EVALUATED vpce-1']
  const firewall = {
    Firewalls: [
      {
        FirewallArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/f',
        VpcId: 'vpc-1',
        SyncStates: [{ EndpointId: 'vpce-1' }],
      },
    ],
  }

  it.each([
    ['a healthy target', behind(['i-a', 'i-b/unhealthy']), PASS],
    ['unhealthy targets only', behind(['i-a/unhealthy']), FAIL],
    ['no target', behind([]), FAIL],
    ['an endpoint nobody accepted', behind(['i-a'], { State: 'pendingAcceptance' }), FAIL],
    ['a firewall, which AWS keeps', behind([], {}, { elements: firewall }), PASS],
    ['an interface endpoint', behind([], { VpcEndpointType: 'Interface' }), []],
    ['health not collected', behind(null), UNTOLD],
    ['health of one not told', behind(['i-a/unhealthy', 'i-b/?']), UNTOLD],
    [
      'a service of another account',
      behind(['i-a'], { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-9' }),
      UNTOLD,
    ],
    ['a state not told', behind(['i-a'], { State: '' }), UNTOLD],
    ['endpoints not collected', behind([], {}, { missing: ['VpcEndpoints'] }), [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-011', sketch)).toEqual(expected)
  })

  it('names the target group, which is the cause for all endpoints before it', () => {
    const { related, evidence, remediation } = theFailure('INL-011', behind(['i-a/unhealthy']))
    expect(related).toContainEqual({ role: 'target-group', id: targetGroupArn('tg-fw') })
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/VpcEndpoints/0/ServiceName', '/TargetGroups/0'])
    expect(remediation.cli[0]).toContain(`--target-group-arn ${targetGroupArn('tg-fw')}`)
  })

  it('stands for PL-008, which leaves it the endpoint', () => {
    const sketch = behind(['i-a'], { State: 'pendingAcceptance' })
    expect(theFailure('INL-011', sketch).alsoMatches).toEqual(['PL-008'])
    expect(findingsOf('PL-008', sketch)).toEqual([])
  })
})
