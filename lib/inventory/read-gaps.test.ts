import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { completeDocumentOf, documentOf } from '../testing/describe-document.ts'
import type { Gap } from './gap.ts'
import { readDescribe } from './read-describe.ts'

type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

/** The gaps of a document that collected everything, so that only those of its elements show. */
function gapsOf(elements: Elements): readonly Gap[] {
  return readDescribe([completeDocumentOf({ elements })]).gaps
}

const VPC = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }

describe('a key that was not collected', () => {
  it('is a gap, with what that means and the command that closes it', () => {
    const { gaps } = readDescribe([documentOf({ elements: { Vpcs: [VPC] } })])

    expect(gaps.find(({ key }) => key === 'NetworkAcls')).toEqual({
      id: 'not-collected/111122223333/eu-west-1/NetworkAcls',
      kind: 'not-collected',
      account: '111122223333',
      region: 'eu-west-1',
      key: 'NetworkAcls',
      resourceId: null,
      message: 'NetworkAcls of 111122223333 in eu-west-1 were not collected, so what they let through is unknown.',
      remedy: 'aws ec2 describe-network-acls --region eu-west-1',
    })
  })

  it('is a gap of each document that misses it', () => {
    const { gaps } = readDescribe([
      documentOf({ elements: { Vpcs: [VPC] } }),
      documentOf({ account: '444455556666', elements: { Vpcs: [{ ...VPC, VpcId: 'vpc-2' }] } }),
      completeDocumentOf({ account: '777788889999' }),
    ])

    expect(gaps.filter(({ key }) => key === 'FlowLogs').map(({ account }) => account)).toEqual([
      '111122223333',
      '444455556666',
    ])
  })

  it('is none where there is nothing of a VPC', () => {
    const { gaps } = readDescribe([documentOf({ region: 'global', elements: { Accounts: [{ Id: '111122223333' }] } })])

    expect(gaps).toEqual([])
  })

  it('is none when it was collected and is empty', () => {
    expect(gapsOf({ Vpcs: [VPC] })).toEqual([])
  })

  it('is none when another key tells the same', () => {
    const { gaps } = readDescribe([documentOf({ elements: { Vpcs: [VPC], PrefixLists: [], SecurityGroupRules: [] } })])

    expect(gaps.map(({ key }) => key)).not.toContain('ManagedPrefixLists')
    expect(gaps.map(({ key }) => key)).not.toContain('SecurityGroups')
  })

  it.each<[DescribeKey, Elements]>([
    [
      'Listeners',
      { LoadBalancers: [{ LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/1' }] },
    ],
    ['TransitGatewayRouteTables', { TransitGateways: [{ TransitGatewayId: 'tgw-1' }] }],
    [
      'VpcBlockPublicAccessExclusions',
      { VpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'block-ingress' }] },
    ],
  ])('is a gap only where it is asked for: %s', (key, asking) => {
    const missing = (elements: Elements) =>
      readDescribe([documentOf({ elements })]).gaps.some((gap) => gap.kind === 'not-collected' && gap.key === key)

    expect(missing({ Vpcs: [VPC] })).toBe(false)
    expect(missing(asking)).toBe(true)
  })
})

describe('a call that was refused', () => {
  const refused = (operation: string) => ({ operation, code: 'UnauthorizedOperation', message: 'You may not.' })

  it('is one gap, which names the action to allow, and no second one for its key', () => {
    const { gaps, documents } = readDescribe([
      documentOf({ elements: { Vpcs: [VPC] }, errors: [refused('DescribeRouteTables')] }),
    ])

    expect(gaps.filter(({ key }) => key === 'RouteTables')).toEqual([
      {
        id: 'denied/111122223333/eu-west-1/RouteTables/DescribeRouteTables/UnauthorizedOperation',
        kind: 'denied',
        account: '111122223333',
        region: 'eu-west-1',
        key: 'RouteTables',
        resourceId: null,
        message:
          'DescribeRouteTables failed for 111122223333 in eu-west-1 (UnauthorizedOperation: You may not.), so what it would tell is unknown.',
        remedy: 'Allow ec2:DescribeRouteTables and collect again.',
      },
    ])
    expect(documents[0]?.coverage.get('RouteTables')).toBe('denied')
  })

  // Source: EC2 API reference, "Error codes"; IAM guide, "Troubleshooting access denied error messages"
  it.each([
    ['AccessDeniedException', 'not authorized', 'Allow ec2:DescribeVpcs and collect again.'],
    ['RequestLimitExceeded', 'Request limit exceeded.', 'Collect again.'],
    ['ExpiredToken', 'The token has expired.', 'Collect again.'],
    [
      'UnauthorizedOperation',
      'not authorized with an explicit deny in a service control policy',
      'A policy of the organization forbids ec2:DescribeVpcs. Have it allowed there, or leave this region out.',
    ],
  ])('for %s (%s) tells to: %s', (code, message, remedy) => {
    const { gaps } = readDescribe([documentOf({ errors: [{ operation: 'ec2 describe-vpcs', code, message }] })])

    expect(gaps).toMatchObject([{ kind: 'denied', key: 'Vpcs', remedy }])
  })

  it('that nobody knows is still a gap', () => {
    const { gaps } = readDescribe([documentOf({ errors: [refused('DescribeTheFuture')] })])

    expect(gaps).toMatchObject([{ kind: 'denied', key: null, remedy: 'Allow DescribeTheFuture and collect again.' }])
  })
})

it('a key that is not complete is a gap', () => {
  const { gaps, documents } = readDescribe([
    completeDocumentOf({ partial: { Subnets: { reason: 'next-token', detail: 'the answer was cut at 50' } } }),
  ])

  expect(gaps).toMatchObject([
    {
      id: 'partial/111122223333/eu-west-1/Subnets/next-token',
      message:
        'Subnets of 111122223333 in eu-west-1 is not complete (the answer was cut at 50); what is missing is unknown.',
      remedy: 'aws ec2 describe-subnets --region eu-west-1',
    },
  ])
  expect(documents[0]?.coverage.get('Subnets')).toBe('partial')
})

it('an account or region nobody named is a gap', () => {
  const { gaps } = readDescribe([completeDocumentOf({ account: 'unknown', region: 'unknown' })])

  expect(gaps.map(({ id }) => id)).toEqual([
    'unknown-scope/unknown/unknown/account',
    'unknown-scope/unknown/unknown/region',
  ])
})

describe('a name that leads nowhere', () => {
  const at = { VpcId: 'vpc-1', SubnetId: 'subnet-1' }
  const place: Elements = { Vpcs: [VPC], Subnets: [{ ...at, CidrBlock: '10.0.1.0/24' }] }
  const eni = (id: string, groups: readonly string[]): JsonObject => ({
    ...at,
    NetworkInterfaceId: id,
    PrivateIpAddresses: [],
    Groups: groups.map((GroupId) => ({ GroupId })),
  })

  it('is one gap on the one resource that says it', () => {
    expect(gapsOf({ ...place, NetworkInterfaces: [eni('eni-1', ['sg-9'])] })).toEqual([
      {
        id: 'dangling-reference/SecurityGroups/sg-9',
        kind: 'dangling-reference',
        account: '111122223333',
        region: 'eu-west-1',
        key: 'SecurityGroups',
        resourceId: 'eni-1',
        message: 'eni-1 names sg-9, which is in no document, so what it does is unknown.',
        remedy: 'Collect SecurityGroups of the account and region that own sg-9.',
      },
    ])
  })

  it('is still one gap when thousands say it, and lists the first hundred', () => {
    const ids = Array.from({ length: 3000 }, (_, index) => `eni-${String(index).padStart(4, '0')}`)
    const gaps = gapsOf({ ...place, NetworkInterfaces: ids.map((id) => eni(id, ['sg-9'])) })

    expect(gaps).toHaveLength(1)
    expect(gaps[0]).toMatchObject({
      resourceId: null,
      resourceIds: ids.slice(0, 100),
      message: 'eni-0000, eni-0001 and 2998 more name sg-9, which is in no document, so what it does is unknown.',
    })
  })

  it('is no gap of its own when the whole key was not collected', () => {
    const { gaps } = readDescribe([documentOf({ elements: { ...place, NetworkInterfaces: [eni('eni-1', ['sg-9'])] } })])

    expect(gaps.filter(({ kind }) => kind === 'dangling-reference')).toEqual([])
    expect(gaps.some(({ kind, key }) => kind === 'not-collected' && key === 'SecurityGroups')).toBe(true)
  })

  it('is found in another account’s document', () => {
    const { gaps } = readDescribe([
      completeDocumentOf({ elements: { ...place, NetworkInterfaces: [eni('eni-1', ['sg-9'])] } }),
      completeDocumentOf({
        account: '444455556666',
        elements: { SecurityGroups: [{ GroupId: 'sg-9', VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [] }] },
      }),
    ])

    expect(gaps).toEqual([])
  })

  it.each<[string, Elements]>([
    ['vpc-9', { Subnets: [{ SubnetId: 'subnet-2', VpcId: 'vpc-9', CidrBlock: '10.9.0.0/24' }] }],
    ['subnet-9', { NetworkInterfaces: [{ ...eni('eni-1', []), SubnetId: 'subnet-9' }] }],
    ['i-9', { NetworkInterfaces: [{ ...eni('eni-1', []), Attachment: { InstanceId: 'i-9' } }] }],
    ['eni-9', { Instances: [{ InstanceId: 'i-1', NetworkInterfaces: [{ NetworkInterfaceId: 'eni-9' }] }] }],
    ['eni-9', { Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.1', NetworkInterfaceId: 'eni-9' }] }],
    ['nat-9', { RouteTables: [table({ NatGatewayId: 'nat-9' })] }],
    ['igw-9', { RouteTables: [table({ GatewayId: 'igw-9' })] }],
    ['tgw-9', { RouteTables: [table({ TransitGatewayId: 'tgw-9' })] }],
    ['pcx-9', { RouteTables: [table({ VpcPeeringConnectionId: 'pcx-9' })] }],
    [
      'pl-9',
      { RouteTables: [table({ DestinationCidrBlock: null, DestinationPrefixListId: 'pl-9', GatewayId: 'local' })] },
    ],
    ['subnet-9', { RouteTables: [{ ...table({ GatewayId: 'local' }), Associations: [{ SubnetId: 'subnet-9' }] }] }],
    ['igw-9', { RouteTables: [{ ...table({ GatewayId: 'local' }), Associations: [{ GatewayId: 'igw-9' }] }] }],
    ['sg-9', { SecurityGroups: [group({ UserIdGroupPairs: [{ GroupId: 'sg-9' }] })] }],
    ['pl-9', { SecurityGroups: [group({ PrefixListIds: [{ PrefixListId: 'pl-9' }] })] }],
    [
      'vpc-9',
      { InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-9', State: 'available' }] }] },
    ],
    ['vpc-9', { VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-1', AccepterVpcInfo: { VpcId: 'vpc-9' } }] }],
    ['subnet-9', { NatGateways: [{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-9' }] }],
    ['cgw-9', { VpnConnections: [{ VpnConnectionId: 'vpn-1', CustomerGatewayId: 'cgw-9' }] }],
    ['eni-9', { VpcEndpoints: [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', NetworkInterfaceIds: ['eni-9'] }] }],
    ['subnet-9', { Functions: [{ FunctionName: 'f', VpcConfig: { SubnetIds: ['subnet-9'] } }] }],
    [
      'i-9',
      { TargetGroups: [{ TargetGroupArn: 'arn:tg', TargetType: 'instance', Targets: [{ Target: { Id: 'i-9' } }] }] },
    ],
    ['i-9', { LoadBalancerDescriptions: [{ LoadBalancerName: 'old', Instances: [{ InstanceId: 'i-9' }] }] }],
    [
      'tgw-attach-9',
      { TransitGatewayRouteTables: [transitTable({ Associations: [{ TransitGatewayAttachmentId: 'tgw-attach-9' }] })] },
    ],
    [
      'tgw-9',
      { TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-9' }] },
    ],
  ])('is found wherever it is written: %s in %j', (id, elements) => {
    const gaps = gapsOf({ ...place, TransitGateways: [{ TransitGatewayId: 'tgw-1' }], ...elements })

    expect(gaps.filter(({ kind }) => kind === 'dangling-reference').map((gap) => gap.id.split('/').at(-1))).toEqual([
      id,
    ])
  })

  it('is no gap when a blackhole says it, or AWS still lists it as gone', () => {
    const gone = gapsOf({
      ...place,
      NatGateways: [{ NatGatewayId: 'nat-9', State: 'deleted' }],
      Instances: [{ InstanceId: 'i-9', State: { Name: 'terminated' } }],
      TargetGroups: [{ TargetGroupArn: 'arn:tg', TargetType: 'instance', Targets: [{ Target: { Id: 'i-9' } }] }],
      RouteTables: [
        table({ NatGatewayId: 'nat-9' }),
        { ...table({ VpcPeeringConnectionId: 'pcx-9', State: 'blackhole' }), RouteTableId: 'rtb-2' },
      ],
    })

    expect(gone).toEqual([])
  })

  function table(route: JsonObject): JsonObject {
    return {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Routes: [{ DestinationCidrBlock: '10.9.0.0/16', State: 'active', ...route }],
    }
  }

  function group(permission: JsonObject): JsonObject {
    return {
      GroupId: 'sg-1',
      VpcId: 'vpc-1',
      IpPermissions: [{ IpProtocol: '-1', ...permission }],
      IpPermissionsEgress: [],
    }
  }

  function transitTable(change: JsonObject): JsonObject {
    const id = { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }
    return { ...id, Associations: [], Propagations: [], Routes: [], ...change }
  }
})
