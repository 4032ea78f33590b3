import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188'
const TARGETS = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067'

const BALANCER: JsonObject = {
  LoadBalancerArn: ARN,
  LoadBalancerName: 'shop',
  Type: 'application',
  Scheme: 'internet-facing',
  VpcId: 'vpc-1',
  AvailabilityZones: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
  SecurityGroups: ['sg-1'],
  DNSName: 'shop.example.com',
  IpAddressType: 'dualstack',
  State: { Code: 'active' },
  Attributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }],
}

describe('a load balancer', () => {
  it('is read whole', () => {
    expect(read({ LoadBalancers: [BALANCER] }).loadBalancers.get(ARN)).toEqual({
      id: ARN,
      arn: ARN,
      name: 'shop',
      account: '111122223333',
      region: 'eu-west-1',
      tags: {},
      source: { document: 0, key: 'LoadBalancers', index: 0 },
      kind: 'application',
      scheme: 'internet-facing',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1', 'subnet-2'],
      securityGroupIds: ['sg-1'],
      dnsName: 'shop.example.com',
      ipAddressType: 'dualstack',
      state: 'active',
      listeners: null,
      unread: [],
      instanceIds: [],
      attributes: { 'routing.http.drop_invalid_header_fields.enabled': 'true' },
      enforcesGroupsOnPrivateLink: null,
    })
  })

  it.each([
    ['net/edge/1', 'network'],
    ['gwy/inspect/1', 'gateway'],
    ['app/shop/1', 'application'],
  ])('without a type is told by its ARN: %s', (path, kind) => {
    const arn = `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/${path}`
    const { loadBalancers } = read({ LoadBalancers: [{ LoadBalancerArn: arn }] })

    expect(loadBalancers.get(arn)).toMatchObject({ kind, scheme: 'unknown', attributes: null })
  })

  it('has its listeners by port, and the target groups of every action', () => {
    const { loadBalancers } = read({
      LoadBalancers: [BALANCER],
      Listeners: [
        {
          ListenerArn: 'listener-443',
          LoadBalancerArn: ARN,
          Protocol: 'HTTPS',
          Port: 443,
          SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          DefaultActions: [
            { Type: 'authenticate-oidc' },
            {
              Type: 'forward',
              TargetGroupArn: TARGETS,
              ForwardConfig: { TargetGroups: [{ TargetGroupArn: TARGETS }, { TargetGroupArn: 'blue' }] },
            },
          ],
        },
        {
          ListenerArn: 'listener-80',
          LoadBalancerArn: ARN,
          Protocol: 'HTTP',
          Port: 80,
          DefaultActions: [{ Type: 'redirect' }],
        },
      ],
    })

    expect(loadBalancers.get(ARN)?.listeners).toEqual([
      {
        arn: 'listener-80',
        protocol: 'HTTP',
        port: 80,
        sslPolicy: null,
        targetGroupArns: [],
        idleTargetGroupArns: [],
        defaultAction: 'redirect',
        instancePort: null,
        pointer: '/Listeners/1',
        document: 0,
      },
      {
        arn: 'listener-443',
        protocol: 'HTTPS',
        port: 443,
        sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        targetGroupArns: [TARGETS, 'blue'],
        idleTargetGroupArns: [],
        defaultAction: 'forward',
        instancePort: null,
        pointer: '/Listeners/0',
        document: 0,
      },
    ])
  })

  it.each([
    [[0, 1], ['green']],
    [
      [1, 1],
      ['blue', 'green'],
    ],
    [[0, 0], []],
    [[null, 0], ['blue']],
  ])('sends nothing to a group of weight 0: %o', ([blue, green], expected) => {
    const TargetGroups = [
      { TargetGroupArn: 'blue', Weight: blue ?? null },
      { TargetGroupArn: 'green', Weight: green ?? null },
    ]
    const DefaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }]
    const Listeners = [{ ListenerArn: 'listener', LoadBalancerArn: ARN, Protocol: 'HTTP', Port: 80, DefaultActions }]
    const { loadBalancers } = read({ LoadBalancers: [BALANCER], Listeners })

    expect(loadBalancers.get(ARN)?.listeners?.[0]?.targetGroupArns).toEqual(expected)
  })

  it.each([
    ['on', true],
    ['off', false],
    [undefined, null],
  ])('tells whether its groups meet what comes by PrivateLink: %s', (word, expected) => {
    const told = { ...BALANCER, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: word ?? null }

    expect(read({ LoadBalancers: [told] }).loadBalancers.get(ARN)?.enforcesGroupsOnPrivateLink).toBe(expected)
  })

  it('has no listeners when they were collected, unknown ones when they were not', () => {
    expect(read({ LoadBalancers: [BALANCER], Listeners: [] }).loadBalancers.get(ARN)?.listeners).toEqual([])
    expect(read({ LoadBalancers: [BALANCER] }).loadBalancers.get(ARN)?.listeners).toBeNull()
  })
})

describe('a classic load balancer', () => {
  const CLASSIC: JsonObject = {
    LoadBalancerName: 'old-shop',
    Scheme: 'internal',
    VPCId: 'vpc-1',
    Subnets: ['subnet-1'],
    SecurityGroups: ['sg-1'],
    DNSName: 'internal-old-shop.example.com',
    Instances: [{ InstanceId: 'i-1' }],
    ListenerDescriptions: [
      { Listener: { Protocol: 'TCP', LoadBalancerPort: 443, InstancePort: 8443 }, PolicyNames: ['policy-1'] },
    ],
  }
  const CLASSIC_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/old-shop'

  it('is read whole, by the ARN its policies would name', () => {
    expect(read({ LoadBalancerDescriptions: [CLASSIC] }).loadBalancers.get(CLASSIC_ARN)).toMatchObject({
      name: 'old-shop',
      kind: 'classic',
      scheme: 'internal',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1'],
      securityGroupIds: ['sg-1'],
      instanceIds: ['i-1'],
      listeners: [
        {
          arn: `${CLASSIC_ARN}/listener/443`,
          protocol: 'TCP',
          port: 443,
          sslPolicy: 'policy-1',
          targetGroupArns: [],
          idleTargetGroupArns: [],
          defaultAction: 'forward',
          instancePort: 8443,
          pointer: '/LoadBalancerDescriptions/0/ListenerDescriptions/0',
          document: 0,
        },
      ],
    })
  })

  it.each([
    [true, 'true'],
    [false, 'false'],
  ])('says by its attributes whether it balances across zones: %s', (Enabled, text) => {
    const told = { ...CLASSIC, LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled } } }

    expect(read({ LoadBalancerDescriptions: [told] }).loadBalancers.get(CLASSIC_ARN)?.attributes).toEqual({
      'load_balancing.cross_zone.enabled': text,
    })
    expect(read({ LoadBalancerDescriptions: [CLASSIC] }).loadBalancers.get(CLASSIC_ARN)?.attributes).toBeNull()
  })

  it('of the same name in two accounts is two', () => {
    const { loadBalancers } = readDescribe([
      documentOf({ elements: { LoadBalancerDescriptions: [CLASSIC] } }),
      documentOf({ account: '444455556666', elements: { LoadBalancerDescriptions: [CLASSIC] } }),
    ])

    expect(loadBalancers.size).toBe(2)
  })
})

describe('a target group', () => {
  const GROUP: JsonObject = {
    TargetGroupArn: TARGETS,
    TargetGroupName: 'web',
    TargetType: 'instance',
    Protocol: 'HTTP',
    Port: 8080,
    IpAddressType: 'ipv4',
    VpcId: 'vpc-1',
    LoadBalancerArns: [ARN],
    Targets: [
      { Target: { Id: 'i-1', Port: 8080, AvailabilityZone: 'eu-west-1a' }, TargetHealth: { State: 'healthy' } },
      { TargetHealth: { State: 'healthy' } },
    ],
    Attributes: [{ Key: 'preserve_client_ip.enabled', Value: 'false' }],
  }

  it('is read whole', () => {
    expect(read({ TargetGroups: [GROUP] }).targetGroups.get(TARGETS)).toMatchObject({
      name: 'web',
      targetType: 'instance',
      protocol: 'HTTP',
      port: 8080,
      ipAddressType: 'ipv4',
      vpcId: 'vpc-1',
      loadBalancerArns: [ARN],
      targets: [{ id: 'i-1', port: 8080, availabilityZone: 'eu-west-1a', health: 'healthy' }],
      attributes: { 'preserve_client_ip.enabled': 'false' },
    })
  })

  it('without target health has unknown targets, not none', () => {
    expect(read({ TargetGroups: [{ ...GROUP, Targets: null }] }).targetGroups.get(TARGETS)?.targets).toBeNull()
  })
})
