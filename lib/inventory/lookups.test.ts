import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { buildIndex, indexOf, scopeKey } from './lookups.ts'
import { readDescribe } from './read-describe.ts'

const SUBNET = { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' }

function table(id: string, change: JsonObject): JsonObject {
  const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }
  return { RouteTableId: id, VpcId: 'vpc-1', Routes: [local], ...change }
}

describe('the index', () => {
  const at = { VpcId: 'vpc-1', SubnetId: 'subnet-1' }
  const inventory = readDescribe([
    documentOf({
      elements: {
        Vpcs: [{ VpcId: 'vpc-1' }],
        Subnets: [{ ...SUBNET }, { ...SUBNET, SubnetId: 'subnet-2' }],
        NetworkInterfaces: [
          { ...at, NetworkInterfaceId: 'eni-2', Groups: [{ GroupId: 'sg-1' }], Attachment: { InstanceId: 'i-1' } },
          { ...at, NetworkInterfaceId: 'eni-1', Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }] },
        ],
        Instances: [{ InstanceId: 'i-1', ...at }],
        Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.1', NetworkInterfaceId: 'eni-1' }],
        SecurityGroups: [
          {
            GroupId: 'sg-1',
            VpcId: 'vpc-1',
            IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }] }],
          },
        ],
        NetworkAcls: [
          { NetworkAclId: 'acl-default', VpcId: 'vpc-1', IsDefault: true, Entries: [] },
          { NetworkAclId: 'acl-own', VpcId: 'vpc-1', Associations: [{ SubnetId: 'subnet-2' }], Entries: [] },
        ],
        RouteTables: [table('rtb-1', { Associations: [{ Main: true }, { GatewayId: 'igw-1' }] })],
        InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
        NatGateways: [{ NatGatewayId: 'nat-1', ...at }],
        VpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            RequesterVpcInfo: { VpcId: 'vpc-1' },
            AccepterVpcInfo: { VpcId: 'vpc-2' },
          },
        ],
        TransitGatewayVpcAttachments: [
          { TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-1', VpcId: 'vpc-1' },
        ],
        FlowLogs: [{ FlowLogId: 'fl-1', ResourceId: 'vpc-1' }],
        VpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'off' }],
      },
    }),
  ])
  const index = buildIndex(inventory)
  const ids = (found: readonly { readonly id: string }[] | undefined) => found?.map(({ id }) => id)

  it('turns every relation round, in the order of ids', () => {
    expect(ids(index.subnetsByVpc.get('vpc-1'))).toEqual(['subnet-1', 'subnet-2'])
    expect(ids(index.interfacesBySubnet.get('subnet-1'))).toEqual(['eni-1', 'eni-2'])
    expect(ids(index.interfacesByVpc.get('vpc-1'))).toEqual(['eni-1', 'eni-2'])
    expect(ids(index.interfacesBySecurityGroup.get('sg-1'))).toEqual(['eni-1', 'eni-2'])
    expect(ids(index.interfacesBySecurityGroup.get('sg-2'))).toEqual(['eni-1'])
    expect(ids(index.interfacesByInstance.get('i-1'))).toEqual(['eni-2'])
    expect(ids(index.instancesBySubnet.get('subnet-1'))).toEqual(['i-1'])
    expect(ids(index.elasticIpsByInterface.get('eni-1'))).toEqual(['eipalloc-1'])
    expect(ids(index.securityGroupsByVpc.get('vpc-1'))).toEqual(['sg-1'])
    expect(ids(index.securityGroupsNaming.get('sg-2'))).toEqual(['sg-1'])
    expect(ids(index.internetGatewaysByVpc.get('vpc-1'))).toEqual(['igw-1'])
    expect(ids(index.natGatewaysBySubnet.get('subnet-1'))).toEqual(['nat-1'])
    expect(ids(index.peeringsByVpc.get('vpc-2'))).toEqual(['pcx-1'])
    expect(ids(index.transitGatewayAttachmentsByVpc.get('vpc-1'))).toEqual(['tgw-attach-1'])
    expect(ids(index.transitGatewayAttachmentsByGateway.get('tgw-1'))).toEqual(['tgw-attach-1'])
    expect(ids(index.flowLogsByResource.get('vpc-1'))).toEqual(['fl-1'])
    expect(index.blockPublicAccessByScope.get(scopeKey('111122223333', 'eu-west-1'))).toMatchObject([{ mode: 'off' }])
    expect(index.routeTableByGateway.get('igw-1')?.id).toBe('rtb-1')
    expect(index.mainRouteTableByVpc.get('vpc-1')?.id).toBe('rtb-1')
  })

  it('gives each subnet its own ACL, else the default of its VPC', () => {
    expect(index.networkAclBySubnet.get('subnet-1')?.id).toBe('acl-default')
    expect(index.networkAclBySubnet.get('subnet-2')?.id).toBe('acl-own')
  })

  it('leaves out what nothing belongs to', () => {
    expect(index.interfacesBySubnet.has('subnet-2')).toBe(false)
  })

  it('is built once an inventory', () => {
    expect(indexOf(inventory)).toBe(indexOf(inventory))
    expect(indexOf({ ...inventory })).not.toBe(indexOf(inventory))
  })

  it('falls back to no default ACL when ACLs were collected only in part', () => {
    const partial = readDescribe([
      documentOf({
        elements: {
          Subnets: [SUBNET],
          NetworkAcls: [{ NetworkAclId: 'acl-default', VpcId: 'vpc-1', IsDefault: true, Entries: [] }],
        },
        partial: { NetworkAcls: { reason: 'next-token', detail: '' } },
      }),
    ])

    expect(buildIndex(partial).networkAclBySubnet.has('subnet-1')).toBe(false)
  })

  it('keeps an explicit ACL even then', () => {
    const partial = readDescribe([
      documentOf({
        elements: {
          Subnets: [SUBNET],
          NetworkAcls: [
            { NetworkAclId: 'acl-own', VpcId: 'vpc-1', Associations: [{ SubnetId: 'subnet-1' }], Entries: [] },
          ],
        },
        partial: { NetworkAcls: { reason: 'next-token', detail: '' } },
      }),
    ])

    expect(buildIndex(partial).networkAclBySubnet.get('subnet-1')?.id).toBe('acl-own')
  })
})
