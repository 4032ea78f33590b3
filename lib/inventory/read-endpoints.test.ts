import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

describe('a VPC endpoint', () => {
  const ENDPOINT: JsonObject = {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Interface',
    VpcId: 'vpc-1',
    ServiceName: 'com.amazonaws.eu-west-1.sqs',
    State: 'available',
    RouteTableIds: ['rtb-1'],
    SubnetIds: ['subnet-1'],
    NetworkInterfaceIds: ['eni-1'],
    Groups: [{ GroupId: 'sg-1' }],
    PrivateDnsEnabled: true,
    PolicyDocument: '{"Statement":[]}',
  }

  it('is read whole', () => {
    expect(read({ VpcEndpoints: [ENDPOINT] }).vpcEndpoints.get('vpce-1')).toMatchObject({
      vpcId: 'vpc-1',
      kind: 'interface',
      serviceName: 'com.amazonaws.eu-west-1.sqs',
      state: 'available',
      routeTableIds: ['rtb-1'],
      subnetIds: ['subnet-1'],
      interfaceIds: ['eni-1'],
      securityGroupIds: ['sg-1'],
      privateDns: true,
      policy: '{"Statement":[]}',
    })
  })

  it.each([
    ['Gateway', 'gateway'],
    [null, 'gateway'],
    ['GatewayLoadBalancer', 'gateway-load-balancer'],
    ['Resource', 'resource'],
    ['ServiceNetwork', 'service-network'],
    ['Tunnel', 'other'],
  ])('of type %s is a %s', (VpcEndpointType, kind) => {
    const { vpcEndpoints, gaps } = read({ VpcEndpoints: [{ ...ENDPOINT, VpcEndpointType }] })

    expect(vpcEndpoints.get('vpce-1')?.kind).toBe(kind)
    expect(gaps.some((gap) => gap.kind === 'unsupported')).toBe(kind === 'other')
  })

  it('keeps a policy some tool parsed on the way', () => {
    const parsed = { ...ENDPOINT, PolicyDocument: { Statement: [] } }

    expect(read({ VpcEndpoints: [parsed] }).vpcEndpoints.get('vpce-1')?.policy).toBe('{"Statement":[]}')
  })

  it('is named by its resource where it has no service', () => {
    const resource = { ...ENDPOINT, ServiceName: null, ResourceConfigurationArn: 'arn:aws:vpc-lattice:x' }

    expect(read({ VpcEndpoints: [resource] }).vpcEndpoints.get('vpce-1')?.serviceName).toBe('arn:aws:vpc-lattice:x')
  })

  it('that is deleted is left out', () => {
    expect(read({ VpcEndpoints: [{ ...ENDPOINT, State: 'Deleted' }] }).vpcEndpoints.size).toBe(0)
  })
})

it('reads endpoint services, whose permissions may not have been asked for', () => {
  const service = {
    ServiceId: 'vpce-svc-1',
    ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
    ServiceState: 'Available',
    AcceptanceRequired: true,
    AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
    NetworkLoadBalancerArns: ['arn:nlb'],
    GatewayLoadBalancerArns: ['arn:gwlb'],
  }
  const { vpcEndpointServices } = read({
    VpcEndpointServices: [
      { ...service, AllowedPrincipals: [{ Principal: 'arn:aws:iam::444455556666:root' }, '*'] },
      { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-2', ServiceState: 'Available' },
      { ...service, ServiceId: 'vpce-svc-3', ServiceState: 'Deleted' },
    ],
  })

  expect([...vpcEndpointServices.keys()]).toEqual(['vpce-svc-1', 'vpce-svc-2'])
  expect(vpcEndpointServices.get('vpce-svc-1')).toMatchObject({
    serviceName: service.ServiceName,
    state: 'Available',
    acceptanceRequired: true,
    loadBalancerArns: ['arn:nlb', 'arn:gwlb'],
    allowedPrincipals: ['arn:aws:iam::444455556666:root', '*'],
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  })
  expect(vpcEndpointServices.get('vpce-svc-2')?.availabilityZones).toBeNull()
  expect(vpcEndpointServices.get('vpce-svc-2')?.allowedPrincipals).toBeNull()
})

it('reads EC2 Instance Connect endpoints', () => {
  const { instanceConnectEndpoints } = read({
    InstanceConnectEndpoints: [
      {
        InstanceConnectEndpointId: 'eice-1',
        InstanceConnectEndpointArn: 'arn:aws:ec2:eu-west-1:111122223333:instance-connect-endpoint/eice-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        SecurityGroupIds: ['sg-1'],
        PreserveClientIp: false,
        State: 'create-complete',
      },
      { InstanceConnectEndpointId: 'eice-2', State: 'delete-complete' },
    ],
  })

  expect([...instanceConnectEndpoints.values()]).toMatchObject([
    {
      id: 'eice-1',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      securityGroupIds: ['sg-1'],
      preserveClientIp: false,
      state: 'create-complete',
    },
  ])
})

describe('a prefix list', () => {
  it('joins what both calls say of it', () => {
    const { prefixLists } = read({
      ManagedPrefixLists: [
        { PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.eu-west-1.s3', AddressFamily: 'IPv4', OwnerId: 'AWS' },
      ],
      PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: ['192.0.2.0/24'] }],
    })

    expect(prefixLists.get('pl-1')).toMatchObject({
      name: 'com.amazonaws.eu-west-1.s3',
      listName: 'com.amazonaws.eu-west-1.s3',
      family: 4,
      ownerId: 'AWS',
      account: '111122223333',
      entries: [{ length: 24 }],
      unread: [],
    })
  })

  it.each([
    ['AWS', "is AWS's own list offices"],
    ['111122223333', 'pl-1 was collected without its entries'],
  ])('of %s without entries is not an empty one', (OwnerId, words) => {
    const { prefixLists, gaps } = read({
      ManagedPrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'offices', OwnerId }],
    })
    const gap = gaps.find(({ resourceId }) => resourceId === 'pl-1')

    expect(prefixLists.get('pl-1')?.entries).toBeNull()
    expect(gap?.message).toContain(words)
    expect(gap?.remedy).toBe('aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1')
  })

  it('names entries it could not read', () => {
    const { prefixLists, gaps } = read({
      ManagedPrefixLists: [
        { PrefixListId: 'pl-1', AddressFamily: 'IPv6', Entries: [{ Cidr: '2001:db8::/32' }, { Cidr: 'office' }] },
      ],
    })

    expect(prefixLists.get('pl-1')).toMatchObject({
      family: 6,
      entries: [{ length: 32 }],
      unread: ['{"Cidr":"office"}'],
    })
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toMatchObject([{ resourceId: 'pl-1' }])
  })

  it('that is deleted is left out', () => {
    expect(read({ ManagedPrefixLists: [{ PrefixListId: 'pl-1', State: 'delete-complete' }] }).prefixLists.size).toBe(0)
  })
})
