import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { type DocumentSketch, documentOf } from '../testing/describe-document.ts'
import { buildIndex } from './lookups.ts'
import { readDescribe } from './read-describe.ts'
import { classifySubnet, effectiveRouteTable } from './subnet-class.ts'

const SUBNET = { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' }

function table(id: string, routes: readonly JsonObject[], change: JsonObject = {}): JsonObject {
  const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }
  return { RouteTableId: id, VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: [local, ...routes], ...change }
}

function classOf(sketch: DocumentSketch) {
  const inventory = readDescribe([documentOf({ ...sketch, elements: { Subnets: [SUBNET], ...sketch.elements } })])
  const subnet = inventory.subnets.get('subnet-1')
  if (!subnet) throw new Error('The subnet of this test was not read.')
  return { class: classifySubnet(inventory, subnet), table: effectiveRouteTable(inventory, subnet)?.id ?? null }
}

const everything = { DestinationCidrBlock: '0.0.0.0/0', State: 'active' }
const part = { DestinationCidrBlock: '10.9.0.0/16', State: 'active' }

describe('a subnet is', () => {
  it.each<[string, string, JsonObject | null]>([
    ['isolated', 'only local routes', null],
    ['public', 'a route to an internet gateway', { ...everything, GatewayId: 'igw-1' }],
    ['public', 'IPv6 to an internet gateway', { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1' }],
    ['isolated', 'a blackhole to an internet gateway', { ...everything, GatewayId: 'igw-1', State: 'blackhole' }],
    ['private-egress', 'a NAT gateway', { ...everything, NatGatewayId: 'nat-1' }],
    [
      'private-egress',
      'an egress-only gateway',
      { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' },
    ],
    ['private-egress', 'a carrier gateway', { ...everything, CarrierGatewayId: 'cagw-1' }],
    ['private-egress', 'an appliance for everything', { ...everything, NetworkInterfaceId: 'eni-1' }],
    ['private-egress', 'a NAT instance named without its interface', { ...everything, InstanceId: 'i-1' }],
    ['private-egress', 'a Gateway Load Balancer endpoint for everything', { ...everything, GatewayId: 'vpce-1' }],
    ['private-transit', 'an appliance for a part', { ...part, NetworkInterfaceId: 'eni-1' }],
    ['private-transit', 'a transit gateway', { ...everything, TransitGatewayId: 'tgw-1' }],
    ['private-transit', 'a peering', { ...part, VpcPeeringConnectionId: 'pcx-1' }],
    ['private-transit', 'a VPN gateway', { ...part, GatewayId: 'vgw-1' }],
    ['isolated', 'a gateway endpoint', { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1' }],
    ['unknown', 'a route that could not be read', { DestinationCidrBlock: 'x', NatGatewayId: 'nat-1' }],
    ['unknown', 'a target this version does not know', { ...everything, GatewayId: 'xgw-1' }],
    ['unknown', 'no target', { ...everything }],
  ])('%s with %s', (expected, _, route) => {
    expect(classOf({ elements: { RouteTables: [table('rtb-1', route ? [route] : [])] } }).class).toBe(expected)
  })

  it('judged by its own table, not by the main one', () => {
    const own = table('rtb-own', [], { Associations: [{ SubnetId: 'subnet-1' }] })
    const main = table('rtb-main', [{ ...everything, GatewayId: 'igw-1' }])

    expect(classOf({ elements: { RouteTables: [main, own] } })).toEqual({ class: 'isolated', table: 'rtb-own' })
  })

  it('never judged by the main table of another VPC', () => {
    const elements = { RouteTables: [table('rtb-1', [], { VpcId: 'vpc-2' })] }

    expect(classOf({ elements })).toEqual({ class: 'unknown', table: null })
  })

  it('unknown when route tables are incomplete: its own may be missing', () => {
    const elements = { RouteTables: [table('rtb-1', [])] }
    const partial = { RouteTables: { reason: 'next-token', detail: '' } } as const

    expect(classOf({ elements, partial })).toEqual({ class: 'unknown', table: null })
  })

  it('unknown when only a participant of a shared VPC saw the main table', () => {
    const elements = { RouteTables: [table('rtb-1', [], { OwnerId: '444455556666' })] }

    expect(classOf({ elements })).toEqual({ class: 'unknown', table: null })
  })
})

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
        RouteTables: [table('rtb-1', [], { Associations: [{ Main: true }, { GatewayId: 'igw-1' }] })],
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
    expect(index.blockPublicAccessByScope.get('111122223333 eu-west-1')).toMatchObject([{ mode: 'off' }])
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
})
