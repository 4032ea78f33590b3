import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { formatPrefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

describe('a peering connection', () => {
  const REQUESTER = {
    VpcId: 'vpc-1',
    OwnerId: '111122223333',
    Region: 'eu-west-1',
    CidrBlock: '10.0.0.0/16',
    CidrBlockSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '100.64.0.0/16' }],
    Ipv6CidrBlockSet: [{ Ipv6CidrBlock: '2001:db8::/56' }],
    PeeringOptions: { AllowDnsResolutionFromRemoteVpc: true },
  }
  const PEERING: JsonObject = {
    VpcPeeringConnectionId: 'pcx-1',
    Status: { Code: 'active' },
    RequesterVpcInfo: REQUESTER,
    AccepterVpcInfo: { VpcId: 'vpc-2', OwnerId: '444455556666', Region: 'eu-west-2', CidrBlock: '10.1.0.0/16' },
  }

  it('is read whole, both sides', () => {
    const peering = read({ VpcPeeringConnections: [PEERING] }).vpcPeeringConnections.get('pcx-1')

    expect(peering).toMatchObject({
      account: '111122223333',
      status: 'active',
      requester: { vpcId: 'vpc-1', account: '111122223333', region: 'eu-west-1', allowsRemoteDns: true },
      accepter: { vpcId: 'vpc-2', account: '444455556666', region: 'eu-west-2', allowsRemoteDns: null },
    })
    expect(peering?.requester.cidrs.map(formatPrefix)).toEqual(['10.0.0.0/16', '100.64.0.0/16', '2001:db8::/56'])
    expect(peering?.accepter.cidrs.map(formatPrefix)).toEqual(['10.1.0.0/16'])
  })

  it('that is deleted has no CIDRs, and stays only where a route names it', () => {
    const deleted = {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'deleted' },
      RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333' },
      AccepterVpcInfo: { VpcId: 'vpc-2' },
    }
    const table = {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Routes: [{ DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'blackhole' }],
    }

    expect(read({ VpcPeeringConnections: [deleted] }).vpcPeeringConnections.size).toBe(0)
    expect(
      read({ VpcPeeringConnections: [deleted], RouteTables: [table] }).vpcPeeringConnections.get('pcx-1'),
    ).toMatchObject({ status: 'deleted', requester: { cidrs: [] } })
  })

  it('seen from both accounts has both sides filled', () => {
    const bare = { ...PEERING, RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333' } }
    const { vpcPeeringConnections } = readDescribe([
      documentOf({ account: '444455556666', region: 'eu-west-2', elements: { VpcPeeringConnections: [PEERING] } }),
      documentOf({ elements: { VpcPeeringConnections: [bare] } }),
    ])
    const peering = vpcPeeringConnections.get('pcx-1')

    expect(vpcPeeringConnections.size).toBe(1)
    expect(peering).toMatchObject({ source: { document: 1 }, requester: { region: 'eu-west-1' } })
    expect(peering?.requester.cidrs).toHaveLength(3)
  })
})

describe('a transit gateway', () => {
  it('is read whole', () => {
    const { transitGateways } = read({
      TransitGateways: [
        {
          TransitGatewayId: 'tgw-1',
          TransitGatewayArn: 'arn:aws:ec2:eu-west-1:444455556666:transit-gateway/tgw-1',
          OwnerId: '444455556666',
          State: 'available',
          Options: {
            AmazonSideAsn: 64512,
            AutoAcceptSharedAttachments: 'enable',
            DefaultRouteTableAssociation: 'disable',
            DefaultRouteTablePropagation: 'enable',
            AssociationDefaultRouteTableId: 'tgw-rtb-1',
            PropagationDefaultRouteTableId: 'tgw-rtb-2',
            SecurityGroupReferencingSupport: 'disable',
            TransitGatewayCidrBlocks: ['10.255.0.0/24'],
          },
        },
        { TransitGatewayId: 'tgw-2', State: 'deleted' },
      ],
    })

    expect([...transitGateways.keys()]).toEqual(['tgw-1'])
    expect(transitGateways.get('tgw-1')).toMatchObject({
      account: '444455556666',
      state: 'available',
      amazonSideAsn: 64512,
      autoAcceptSharedAttachments: true,
      defaultRouteTableAssociation: false,
      defaultRouteTablePropagation: true,
      associationDefaultRouteTableId: 'tgw-rtb-1',
      propagationDefaultRouteTableId: 'tgw-rtb-2',
      securityGroupReferencing: false,
      cidrs: [{ length: 24 }],
    })
  })

  it('is not an attachment or a route table whose id begins alike', () => {
    const { transitGateways, gaps } = read({ TransitGateways: [{ TransitGatewayId: 'tgw-attach-1' }] })

    expect(transitGateways.size).toBe(0)
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toHaveLength(1)
  })
})

describe('a transit gateway attachment', () => {
  const ATTACHMENT: JsonObject = {
    TransitGatewayAttachmentId: 'tgw-attach-1',
    TransitGatewayId: 'tgw-1',
    TransitGatewayOwnerId: '444455556666',
    ResourceOwnerId: '111122223333',
    ResourceType: 'vpc',
    ResourceId: 'vpc-1',
    State: 'available',
    Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
  }
  const VPC_ATTACHMENT: JsonObject = {
    TransitGatewayAttachmentId: 'tgw-attach-1',
    TransitGatewayId: 'tgw-1',
    VpcId: 'vpc-1',
    VpcOwnerId: '111122223333',
    State: 'available',
    SubnetIds: ['subnet-1', 'subnet-2'],
    Options: { ApplianceModeSupport: 'enable', SecurityGroupReferencingSupport: 'enable' },
  }

  it('is put together from the two calls that know it', () => {
    const { transitGatewayAttachments } = read({
      TransitGatewayAttachments: [ATTACHMENT],
      TransitGatewayVpcAttachments: [VPC_ATTACHMENT],
    })

    expect(transitGatewayAttachments.size).toBe(1)
    expect(transitGatewayAttachments.get('tgw-attach-1')).toMatchObject({
      account: '111122223333',
      transitGatewayId: 'tgw-1',
      transitGatewayOwner: '444455556666',
      kind: 'vpc',
      kindText: 'vpc',
      resourceId: 'vpc-1',
      resourceOwner: '111122223333',
      state: 'available',
      subnetIds: ['subnet-1', 'subnet-2'],
      applianceMode: true,
      securityGroupReferencing: true,
      associationRouteTableId: 'tgw-rtb-1',
      peerTransitGatewayId: null,
      peerRegion: null,
    })
  })

  it('leaves its subnets open when their call was not made', () => {
    const { transitGatewayAttachments } = read({ TransitGatewayAttachments: [ATTACHMENT] })

    expect(transitGatewayAttachments.get('tgw-attach-1')).toMatchObject({ subnetIds: null, applianceMode: null })
  })

  it('leaves its subnets open when a query trimmed them away; an empty list is none', () => {
    const subnetIds = (change: JsonObject) =>
      read({ TransitGatewayVpcAttachments: [{ ...VPC_ATTACHMENT, ...change }] }).transitGatewayAttachments.get(
        'tgw-attach-1',
      )?.subnetIds

    expect(subnetIds({ SubnetIds: null })).toBeNull()
    expect(subnetIds({ SubnetIds: [] })).toEqual([])
  })

  it.each([
    ['vpn', 'vpn'],
    ['direct-connect-gateway', 'direct-connect-gateway'],
    ['connect', 'connect'],
    ['peering', 'peering'],
    ['vpn-concentrator', 'other'],
  ])('of type %s is a %s', (ResourceType, kind) => {
    const { transitGatewayAttachments, gaps } = read({ TransitGatewayAttachments: [{ ...ATTACHMENT, ResourceType }] })

    expect(transitGatewayAttachments.get('tgw-attach-1')).toMatchObject({ kind, kindText: ResourceType })
    expect(gaps.some((gap) => gap.kind === 'unsupported')).toBe(kind === 'other')
  })

  it.each([
    ['eu-west-1', { transitGatewayId: 'tgw-1', peerTransitGatewayId: 'tgw-2', peerRegion: 'us-east-1' }],
    ['us-east-1', { transitGatewayId: 'tgw-2', peerTransitGatewayId: 'tgw-1', peerRegion: 'eu-west-1' }],
  ])('of a peering is told from the side of %s', (region, sides) => {
    const peering = {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      State: 'available',
      RequesterTgwInfo: { TransitGatewayId: 'tgw-1', OwnerId: '111122223333', Region: 'eu-west-1' },
      AccepterTgwInfo: { TransitGatewayId: 'tgw-2', OwnerId: '111122223333', Region: 'us-east-1' },
    }
    const { transitGatewayAttachments } = readDescribe([
      documentOf({ region, elements: { TransitGatewayPeeringAttachments: [peering] } }),
    ])

    expect(transitGatewayAttachments.get('tgw-attach-1')).toMatchObject({
      ...sides,
      kind: 'peering',
    })
  })

  it('with an association that ended has none', () => {
    const ended = { ...ATTACHMENT, Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'disassociated' } }
    const { transitGatewayAttachments } = read({ TransitGatewayAttachments: [ended] })

    expect(transitGatewayAttachments.get('tgw-attach-1')?.associationRouteTableId).toBeNull()
  })

  it('that no call places at a gateway is a gap; a detail without a gateway is not', () => {
    const detail = { TransitGatewayAttachmentId: 'tgw-attach-1', State: 'available' }
    const alone = read({ TransitGatewayPeeringAttachments: [detail] })
    const joined = read({ TransitGatewayAttachments: [ATTACHMENT], TransitGatewayPeeringAttachments: [detail] })

    expect(alone.gaps.filter(({ kind }) => kind === 'unreadable')).toHaveLength(1)
    expect(joined.gaps.filter(({ kind }) => kind === 'unreadable')).toEqual([])
    expect(joined.transitGatewayAttachments.size).toBe(1)
  })

  it('that is deleted is left out', () => {
    const { transitGatewayAttachments, gaps } = read({
      TransitGatewayVpcAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', State: 'deleted' }],
    })

    expect(transitGatewayAttachments.size).toBe(0)
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toEqual([])
  })
})

describe('a transit gateway route table', () => {
  const TABLE: JsonObject = {
    TransitGatewayRouteTableId: 'tgw-rtb-1',
    TransitGatewayId: 'tgw-1',
    State: 'available',
    Associations: [
      { TransitGatewayAttachmentId: 'tgw-attach-1', State: 'associated' },
      { TransitGatewayAttachmentId: 'tgw-attach-2', State: 'disassociated' },
    ],
    Propagations: [
      { TransitGatewayAttachmentId: 'tgw-attach-1', State: 'enabled' },
      { TransitGatewayAttachmentId: 'tgw-attach-3', State: 'disabled' },
    ],
    Routes: [
      {
        DestinationCidrBlock: '10.0.0.0/16',
        Type: 'propagated',
        State: 'active',
        TransitGatewayAttachments: [
          { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceId: 'vpc-1', ResourceType: 'vpc' },
        ],
      },
      { PrefixListId: 'pl-1', Type: 'static', State: 'blackhole' },
      { DestinationCidrBlock: '10.9.0.0/16', Type: 'static', State: 'deleted' },
    ],
  }

  function readTable(change: JsonObject = {}) {
    const { transitGatewayRouteTables, gaps } = read({ TransitGatewayRouteTables: [{ ...TABLE, ...change }] })
    return { table: transitGatewayRouteTables.get('tgw-rtb-1'), gaps }
  }

  it('is read whole', () => {
    const { table } = readTable()

    expect(table).toMatchObject({
      transitGatewayId: 'tgw-1',
      state: 'available',
      associations: ['tgw-attach-1'],
      propagations: ['tgw-attach-1'],
      unread: [],
    })
    expect(table?.routes).toEqual([
      {
        destination: { kind: 'prefix', prefix: { family: 4, base: 10 * 2 ** 24, length: 16 } },
        attachments: [{ id: 'tgw-attach-1', resourceId: 'vpc-1', kindText: 'vpc' }],
        type: 'propagated',
        state: 'active',
        pointer: '/TransitGatewayRouteTables/0/Routes/0',
      },
      {
        destination: { kind: 'prefix-list', id: 'pl-1' },
        attachments: [],
        type: 'static',
        state: 'blackhole',
        pointer: '/TransitGatewayRouteTables/0/Routes/1',
      },
    ])
  })

  it('says which of its three calls was not made, and how to make it', () => {
    const { table, gaps } = readTable({ Associations: null, Propagations: null, Routes: null })

    expect(table).toMatchObject({ associations: null, propagations: null, routes: null })
    expect(
      gaps
        .filter(({ key, kind }) => key === 'TransitGatewayRouteTables' && kind === 'not-collected')
        .map(({ remedy }) => remedy),
    ).toEqual([
      'aws ec2 get-transit-gateway-route-table-associations --region eu-west-1 --transit-gateway-route-table-id tgw-rtb-1',
      'aws ec2 get-transit-gateway-route-table-propagations --region eu-west-1 --transit-gateway-route-table-id tgw-rtb-1',
      "aws ec2 search-transit-gateway-routes --region eu-west-1 --transit-gateway-route-table-id tgw-rtb-1 --filters 'Name=type,Values=static,propagated'",
    ])
  })

  it.each([
    ['cut at a thousand', { AdditionalRoutesAvailable: true }, 'routes beyond the first 1,000'],
    ['static routes only, where something propagates', { Routes: null, StaticRoutes: [] }, 'propagated routes'],
    ['an unread destination', { Routes: [{ DestinationCidrBlock: 'x', Type: 'static' }] }, 'x'],
    ['an unread type', { Routes: [{ DestinationCidrBlock: '10.0.0.0/8', Type: 'magic' }] }, '10.0.0.0/8'],
    ['an unread member', { Associations: [{ State: 'associated' }] }, 'Associations {"State":"associated"}'],
  ])('names what is missing: %s', (_, change, unread) => {
    const { table, gaps } = readTable(change)

    expect(table?.unread).toEqual([unread])
    expect(gaps.some((gap) => gap.kind === 'unreadable' && gap.resourceId === 'tgw-rtb-1')).toBe(true)
  })

  it('with static routes only and nothing that propagates is complete', () => {
    expect(readTable({ Routes: null, StaticRoutes: [], Propagations: [] }).table).toMatchObject({
      routes: [],
      unread: [],
    })
  })

  it('takes its routes, and their pointers, from the document that has them', () => {
    const { Routes: _, ...withoutRoutes } = TABLE
    const owner = documentOf({
      elements: { TransitGatewayRouteTables: [{ ...withoutRoutes, Tags: [{ Key: 'Name', Value: 'core' }] }] },
    })
    const other = documentOf({ account: '444455556666', elements: { TransitGatewayRouteTables: [TABLE] } })
    const table = readDescribe([owner, other]).transitGatewayRouteTables.get('tgw-rtb-1')

    expect(table).toMatchObject({ source: { document: 1 }, name: 'core' })
    expect(table?.routes).toHaveLength(2)
  })
})
