/** Rules that name groups, in towns that differ in one thing: each step that meets them. `vitest run -u` writes the files anew. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { transitGateway, vpcAttachment } from '../../testing/sketch-transit.ts'
import {
  all,
  beside,
  type Change,
  chaptersOf,
  cutShort,
  fields,
  type Meeting,
  meetings,
  untold,
} from '../../testing/town-variants.ts'
import type { Place, SenderIdentity } from './state.ts'

const named = (...ids: readonly string[]) => ids.map((GroupId) => ({ GroupId, UserId: '111122223333' }))
const rule = (...ids: readonly string[]) => [
  { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: named(...ids) },
]
const OUTWARD = fields('SecurityGroups', 'sg-web', { IpPermissionsEgress: rule('sg-app', 'sg-vpc-c', 'sg-vpc-d') })
const side = (VpcId: string, CidrBlock: string, more: JsonObject = {}) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
  ...more,
})
const accepter = (more: JsonObject) =>
  fields('VpcPeeringConnections', 'pcx-c', { AccepterVpcInfo: { ...side('vpc-c', '10.3.0.0/16'), ...more } })
const second = (Code: string, Region: string) =>
  beside('VpcPeeringConnections', {
    VpcPeeringConnectionId: 'pcx-second',
    Status: { Code },
    RequesterVpcInfo: side('vpc-c', '10.3.0.0/16', { Region }),
    AccepterVpcInfo: side('vpc-a', '10.1.0.0/16'),
  })
const referencing = (id: string, SecurityGroupReferencingSupport: string | null) =>
  fields('TransitGatewayVpcAttachments', id, {
    Options: SecurityGroupReferencingSupport === null ? {} : { SecurityGroupReferencingSupport },
  })
const block = (CidrBlock: string) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })
const unnamedGroup = (id: string) =>
  fields('NetworkInterfaces', id, { Groups: [{ GroupId: 'sg-shop' }, { GroupName: 'nameless' }] })

const REFERENCES: Readonly<Record<string, Change>> = {
  'as it is': OUTWARD,
  'the peering connection is pending': all(
    OUTWARD,
    fields('VpcPeeringConnections', 'pcx-c', { Status: { Code: 'pending-acceptance' } }),
  ),
  'the peer is in another Region': all(OUTWARD, accepter({ Region: 'us-east-1' })),
  'the Region of the peer was not told': all(OUTWARD, accepter({ Region: '' })),
  'the Region of neither side was told': all(
    OUTWARD,
    accepter({ Region: '' }),
    fields('VpcPeeringConnections', 'pcx-c', { RequesterVpcInfo: side('vpc-a', '10.1.0.0/16', { Region: '' }) }),
  ),
  'the Region of the near side was not told': all(
    OUTWARD,
    fields('VpcPeeringConnections', 'pcx-c', { RequesterVpcInfo: side('vpc-a', '10.1.0.0/16', { Region: '' }) }),
  ),
  'the peer is nobody that was told': all(OUTWARD, accepter({ VpcId: '' })),
  'the peer has blocks only its VPC tells': all(OUTWARD, accepter({ CidrBlockSet: [] })),
  'the peer has two blocks': all(
    OUTWARD,
    accepter({ CidrBlockSet: [{ CidrBlock: '10.3.0.0/16' }, { CidrBlock: '10.66.0.0/16' }] }),
    fields('Vpcs', 'vpc-c', { CidrBlockAssociationSet: [block('10.3.0.0/16'), block('10.66.0.0/16')] }),
  ),
  'the VPC itself has two blocks': all(
    OUTWARD,
    fields('Vpcs', 'vpc-a', { CidrBlockAssociationSet: [block('10.1.0.0/16'), block('10.66.0.0/16')] }),
  ),
  'some interfaces of the VPC itself, which has two blocks, were not collected': all(
    OUTWARD,
    fields('Vpcs', 'vpc-a', { CidrBlockAssociationSet: [block('10.1.0.0/16'), block('10.66.0.0/16')] }),
    cutShort('NetworkInterfaces'),
  ),
  'the peer is in another Region, and peered with a third VPC here': all(
    OUTWARD,
    accepter({ Region: 'us-east-1' }),
    beside('VpcPeeringConnections', {
      VpcPeeringConnectionId: 'pcx-third',
      Status: { Code: 'active' },
      RequesterVpcInfo: side('vpc-c', '10.3.0.0/16'),
      AccepterVpcInfo: side('vpc-x', '10.7.0.0/16'),
    }),
  ),
  'the interfaces of the peer were not collected': all(OUTWARD, untold(1, 'NetworkInterfaces')),
  'the interfaces of the VPC itself were not collected, but two': all(
    OUTWARD,
    fields('NetworkInterfaces', 'eni-app', null),
    untold(1, 'Vpcs'),
  ),
  'the interfaces of the peer and its VPC were not collected': all(
    OUTWARD,
    untold(1, 'NetworkInterfaces'),
    untold(1, 'Vpcs'),
  ),
  'the peering connections were not collected': all(
    OUTWARD,
    untold(0, 'VpcPeeringConnections'),
    untold(1, 'VpcPeeringConnections'),
    untold(2, 'VpcPeeringConnections'),
  ),
  'a second peering connection works': all(OUTWARD, second('active', 'eu-west-1')),
  'a second peering connection works from another Region': all(
    OUTWARD,
    second('active', 'us-east-1'),
    accepter({ Region: 'us-east-1' }),
  ),
  'a second peering connection was deleted': all(
    OUTWARD,
    second('deleted', 'eu-west-1'),
    accepter({ Region: 'us-east-1' }),
  ),
  'the groups of who sends were not all told': all(
    OUTWARD,
    unnamedGroup('eni-web'),
    unnamedGroup('eni-b'),
    unnamedGroup('eni-c'),
  ),
  'the groups of who receives were not all told': all(OUTWARD, unnamedGroup('eni-app')),
  'the near attachment supports no references': referencing('tgw-attach-a', 'disable'),
  'the far attachment supports no references': referencing('tgw-attach-b', 'disable'),
  'what the near attachment supports was not told': referencing('tgw-attach-a', null),
  'what the far attachment supports was not told': referencing('tgw-attach-b', null),
  'the gateway supports no references': fields('TransitGateways', 'tgw-1', {
    Options: { SecurityGroupReferencingSupport: 'disable' },
  }),
  'the gateway supports no references, and another that does reaches one VPC alone': all(
    fields('TransitGateways', 'tgw-1', { Options: { SecurityGroupReferencingSupport: 'disable' } }),
    beside('TransitGateways', transitGateway('tgw-0', { SecurityGroupReferencingSupport: 'enable' })),
    beside(
      'TransitGatewayVpcAttachments',
      vpcAttachment({ id: 'tgw-attach-0b', gateway: 'tgw-0', vpc: 'vpc-b', subnets: ['subnet-b-tgw'] }),
    ),
  ),
  'a second gateway joins both, and supports none': all(
    beside('TransitGateways', transitGateway('tgw-0', { SecurityGroupReferencingSupport: 'disable' })),
    beside(
      'TransitGatewayVpcAttachments',
      vpcAttachment({ id: 'tgw-attach-0a', gateway: 'tgw-0', vpc: 'vpc-a', subnets: ['subnet-tgw'] }),
      vpcAttachment({ id: 'tgw-attach-0b', gateway: 'tgw-0', vpc: 'vpc-b', subnets: ['subnet-b-tgw'] }),
    ),
  ),
  'neither VPC is attached to any that was told': all(
    fields('TransitGatewayVpcAttachments', 'tgw-attach-a', null),
    fields('TransitGatewayAttachments', 'tgw-attach-a', null),
  ),
}

const LOCAL = { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' }
const to = (destination: string, target: JsonObject, State = 'active'): JsonObject => ({
  [destination.startsWith('pl-') ? 'DestinationPrefixListId' : 'DestinationCidrBlock']: destination,
  State,
  Origin: 'CreateRoute',
  ...target,
})
const BOX = { NetworkInterfaceId: 'eni-box' }

const local = (...more: readonly JsonObject[]) =>
  all(OUTWARD, fields('RouteTables', 'rtb-subnet-web', { Routes: [LOCAL, ...more] }))
const APP = { NetworkInterfaceId: 'eni-app' }
const PEER = { VpcPeeringConnectionId: 'pcx-c' }

/** Ways out of the subnet of who sends. */
const WAYS: Readonly<Record<string, Change>> = {
  'as it is': OUTWARD,
  'by an appliance': local(to('10.1.2.0/24', BOX), to('10.3.0.0/16', BOX)),
  'by the interface itself': local(to('10.1.2.0/24', APP), to('10.3.0.0/16', { NetworkInterfaceId: 'eni-c' })),
  'by a blackhole': local(to('10.1.2.0/24', BOX, 'blackhole'), to('10.3.0.0/16', PEER, 'blackhole')),
  'by a transit gateway': local(
    to('10.1.2.0/24', { TransitGatewayId: 'tgw-1' }),
    to('10.3.0.0/16', { TransitGatewayId: 'tgw-1' }),
  ),
  'by a list nobody told, or directly': local(to('pl-untold', { TransitGatewayId: 'tgw-1' }), to('10.3.0.0/16', PEER)),
  'by a list nobody told that leads the same way': local(to('pl-untold', PEER), to('10.3.0.0/16', PEER)),
  'by two lists nobody told': local(to('pl-untold', PEER), to('pl-other', BOX)),
  'by what could not be read, or directly': local(to('10.3.0.0/16', PEER), {
    State: 'active',
    DestinationCidrBlock: 'nonsense',
    ...PEER,
  }),
  'by no route': local(),
  'by a table in no document': all(OUTWARD, fields('RouteTables', 'rtb-subnet-web', null), untold(0, 'RouteTables')),
}

const at = (interfaceId: string): Place => ({ kind: 'at-interface', interfaceId })
const leaving = (interfaceId: string): Place => ({ kind: 'leaving-interface', interfaceId })
const as = (interfaceId: string, ...over: SenderIdentity['over']): SenderIdentity => ({ interfaceId, over })

const MEETINGS: readonly Meeting[] = [
  ...meetings(
    at('eni-app'),
    ['10.1.1.10 > 10.1.2.10 tcp 443', as('eni-web')],
    ['10.1.1.10 > 10.1.2.10 tcp 443', null],
    ['10.1.1.99 > 10.1.2.10 tcp 443', as('eni-web')],
    ['10.1.1.99 > 10.1.2.10 tcp 443', { interfaceId: 'eni-web', over: [], keepsClient: true }],
    ['198.51.100.10 > 10.1.2.10 tcp 443', null],
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-c', 'vpc-peering')],
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-c')],
    ['10.3.0.10 > 10.1.2.10 tcp 443', null],
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-404', 'vpc-peering')],
    ['10.66.0.10 > 10.1.2.10 tcp 443', null],
    ['10.2.0.10 > 10.1.2.10 tcp 443', as('eni-b', 'transit-gateway')],
    ['10.2.0.10 > 10.1.2.10 tcp 443', as('eni-b', 'transit-gateway', 'transit-gateway')],
  ),
  ...meetings(
    at('eni-c'),
    ['10.1.2.10 > 10.3.0.10 tcp 443', as('eni-app', 'vpc-peering')],
    ['10.1.2.10 > 10.3.0.10 tcp 443', null],
  ),
  ...[
    '10.1.2.10',
    '10.1.2.99',
    '10.3.0.10',
    '10.3.0.99',
    '10.66.0.10',
    '10.4.0.10',
    '198.51.100.77',
    '192.168.0.9',
  ].flatMap((to) => meetings(leaving('eni-web'), [`10.1.1.10 > ${to} tcp 443`, as('eni-web')])),
  ...meetings(leaving('eni-web'), ['2001:db8:1::10 > 2001:db8:9::9 tcp 443', as('eni-web')]),
  ...meetings(
    leaving('eni-c'),
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-c')],
    ['10.3.0.10 > 10.1.2.99 tcp 443', as('eni-c')],
  ),
]

describe('one step', () => {
  // Source: VPC Peering guide, "Reference peer security groups"; Transit Gateway guide, "Security group referencing".
  it('to or from groups that rules name is what golden/references.txt says', async () => {
    await expect(chaptersOf(REFERENCES, MEETINGS, ['request'])).toMatchFileSnapshot('../golden/references.txt')
  })

  it('to groups that rules name outward, by each way out, is what golden/references-outward.txt says', async () => {
    const leaves = MEETINGS.filter(({ place }) => place.kind === 'leaving-interface')
    await expect(chaptersOf(WAYS, leaves, ['request'])).toMatchFileSnapshot('../golden/references-outward.txt')
  })
})
