/** The transit gateway that joins production, shared services and the Dublin data centre, and the VPN to it. */

import { interfaceParts } from './interface-elements.ts'
import { COURIER_VPC } from './peering.ts'
import {
  arn,
  COURIER,
  type Part,
  PROD,
  PROD_APP,
  SHARED,
  SHARED_APP,
  SHOP_SHARED,
  type SubnetPlan,
  tags,
  type VpcPlan,
} from './place.ts'
import { sampleId } from './sample-id.ts'

export const TRANSIT_GATEWAY = sampleId('tgw', 'shop-core')
/** The data centre behind the VPN. */
export const DUBLIN_NETWORK = '172.20.0.0/16'

const ATTACH_PROD = sampleId('tgw-attach', PROD.name)
const ATTACH_SHARED = sampleId('tgw-attach', SHARED.name)
const ATTACH_VPN = sampleId('tgw-attach', 'dublin')
const ATTACH_COURIER = sampleId('tgw-attach', 'courier')
const VPN = sampleId('vpn', 'dublin')
const TABLE = {
  spokes: sampleId('tgw-rtb', 'spokes'),
  core: sampleId('tgw-rtb', 'core'),
  partners: sampleId('tgw-rtb', 'partners'),
}

/** Lists of the account that owns the transit gateway. */
export function transitParts(): readonly Part[] {
  return [
    transitGateway(),
    attachment(ATTACH_PROD, 'vpc', PROD.id, { owner: PROD.account, table: TABLE.spokes }),
    attachment(ATTACH_SHARED, 'vpc', SHARED.id, { owner: SHARED.account, table: TABLE.core }),
    attachment(ATTACH_VPN, 'vpn', VPN, { owner: SHOP_SHARED, table: TABLE.core }),
    attachment(ATTACH_COURIER, 'vpc', COURIER_VPC, { owner: COURIER, table: TABLE.partners }),
    vpcAttachment(ATTACH_PROD, PROD, Object.values(PROD_APP)),
    vpcAttachment(ATTACH_SHARED, SHARED, Object.values(SHARED_APP)),
    ...routeTables(),
    customerGateway(),
    vpnConnection(),
    ...attachmentInterfaces(ATTACH_SHARED, Object.values(SHARED_APP)),
  ]
}

/** The interfaces of its attachment belong to the account of the VPC. */
export function prodTransitInterfaces(): readonly Part[] {
  return attachmentInterfaces(ATTACH_PROD, Object.values(PROD_APP))
}

function transitGateway(): Part {
  return [
    'TransitGateways',
    {
      TransitGatewayId: TRANSIT_GATEWAY,
      TransitGatewayArn: arn('ec2', SHOP_SHARED, `transit-gateway/${TRANSIT_GATEWAY}`),
      OwnerId: SHOP_SHARED,
      State: 'available',
      Description: 'Joins production, shared services and Dublin',
      Options: {
        AmazonSideAsn: 64512,
        AutoAcceptSharedAttachments: 'disable',
        DefaultRouteTableAssociation: 'disable',
        DefaultRouteTablePropagation: 'disable',
        VpnEcmpSupport: 'enable',
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'disable',
      },
      Tags: tags({ Name: 'shop-core' }),
    },
  ]
}

function attachment(
  TransitGatewayAttachmentId: string,
  ...[ResourceType, ResourceId, { owner, table }]: [string, string, { owner: string; table: string }]
): Part {
  return [
    'TransitGatewayAttachments',
    {
      TransitGatewayAttachmentId,
      TransitGatewayId: TRANSIT_GATEWAY,
      TransitGatewayOwnerId: SHOP_SHARED,
      ResourceId,
      ResourceOwnerId: owner,
      ResourceType,
      State: 'available',
      Association: { TransitGatewayRouteTableId: table, State: 'associated' },
      Tags: tags({ Name: ATTACHMENT_NAMES[TransitGatewayAttachmentId] ?? '' }),
    },
  ]
}

const ATTACHMENT_NAMES: Readonly<Record<string, string>> = {
  [ATTACH_PROD]: 'shop-prod',
  [ATTACH_SHARED]: 'shared-services',
  [ATTACH_VPN]: 'dublin',
  [ATTACH_COURIER]: 'courier',
}

function vpcAttachment(TransitGatewayAttachmentId: string, vpc: VpcPlan, subnets: readonly SubnetPlan[]): Part {
  return [
    'TransitGatewayVpcAttachments',
    {
      TransitGatewayAttachmentId,
      TransitGatewayId: TRANSIT_GATEWAY,
      VpcId: vpc.id,
      VpcOwnerId: vpc.account,
      State: 'available',
      SubnetIds: subnets.map((subnet) => subnet.id),
      Options: {
        DnsSupport: 'enable',
        Ipv6Support: 'disable',
        ApplianceModeSupport: 'disable',
        SecurityGroupReferencingSupport: 'disable',
      },
      Tags: tags({ Name: vpc.name }),
    },
  ]
}

function attachmentInterfaces(attachmentId: string, subnets: readonly SubnetPlan[]): readonly Part[] {
  return subnets.flatMap((subnet) =>
    interfaceParts({
      name: `transit-${subnet.zone}`,
      subnet,
      host: 6,
      groups: [],
      description: `Network Interface for Transit Gateway Attachment ${attachmentId}`,
      type: 'transit_gateway',
      requester: SHOP_SHARED,
    }),
  )
}

interface Member {
  readonly id: string
  readonly resource: string
  readonly type: string
}

const MEMBER_PROD: Member = { id: ATTACH_PROD, resource: PROD.id, type: 'vpc' }
const MEMBER_SHARED: Member = { id: ATTACH_SHARED, resource: SHARED.id, type: 'vpc' }
const MEMBER_VPN: Member = { id: ATTACH_VPN, resource: VPN, type: 'vpn' }

/** The partners' table is listed, but what is in it was refused: see `Errors` of the account. */
function routeTables(): readonly Part[] {
  return [
    routeTable(TABLE.spokes, 'spokes'),
    ...contents(TABLE.spokes, [MEMBER_PROD], [MEMBER_SHARED, MEMBER_VPN]),
    [
      'Routes',
      routesOf(TABLE.spokes, [transitRoute(SHARED.cidr, MEMBER_SHARED), transitRoute(DUBLIN_NETWORK, MEMBER_VPN)]),
    ],
    routeTable(TABLE.core, 'core'),
    ...contents(TABLE.core, [MEMBER_SHARED, MEMBER_VPN], [MEMBER_PROD, MEMBER_SHARED, MEMBER_VPN]),
    [
      'Routes',
      routesOf(TABLE.core, [
        transitRoute(PROD.cidr, MEMBER_PROD),
        transitRoute(SHARED.cidr, MEMBER_SHARED),
        transitRoute(DUBLIN_NETWORK, MEMBER_VPN),
      ]),
    ],
    routeTable(TABLE.partners, 'partners'),
  ]
}

function routeTable(TransitGatewayRouteTableId: string, name: string): Part {
  return [
    'TransitGatewayRouteTables',
    {
      TransitGatewayRouteTableId,
      TransitGatewayId: TRANSIT_GATEWAY,
      State: 'available',
      DefaultAssociationRouteTable: false,
      DefaultPropagationRouteTable: false,
      Tags: tags({ Name: name }),
    },
  ]
}

function contents(table: string, associated: readonly Member[], propagating: readonly Member[]): readonly Part[] {
  const member = ({ id, resource, type }: Member, State: string) => ({
    TransitGatewayAttachmentId: id,
    ResourceId: resource,
    ResourceType: type,
    State,
  })
  return [
    [
      'Associations',
      { TransitGatewayRouteTableId: table, Associations: associated.map((one) => member(one, 'associated')) },
    ],
    [
      'TransitGatewayRouteTablePropagations',
      {
        TransitGatewayRouteTableId: table,
        TransitGatewayRouteTablePropagations: propagating.map((one) => member(one, 'enabled')),
      },
    ],
  ]
}

function routesOf(TransitGatewayRouteTableId: string, Routes: readonly object[]): object {
  return { TransitGatewayRouteTableId, Routes, AdditionalRoutesAvailable: false }
}

function transitRoute(DestinationCidrBlock: string, { id, resource, type }: Member): object {
  return {
    DestinationCidrBlock,
    Type: 'propagated',
    State: 'active',
    TransitGatewayAttachments: [{ TransitGatewayAttachmentId: id, ResourceId: resource, ResourceType: type }],
  }
}

function customerGateway(): Part {
  return [
    'CustomerGateways',
    {
      CustomerGatewayId: sampleId('cgw', 'dublin'),
      State: 'available',
      Type: 'ipsec.1',
      IpAddress: '198.51.100.10',
      BgpAsn: '65010',
      DeviceName: 'dublin-edge',
      Tags: tags({ Name: 'dublin-edge' }),
    },
  ]
}

/** Two tunnels, one of them down since the spring; nobody noticed, because the other carries everything. */
function vpnConnection(): Part {
  return [
    'VpnConnections',
    {
      VpnConnectionId: VPN,
      CustomerGatewayId: sampleId('cgw', 'dublin'),
      TransitGatewayId: TRANSIT_GATEWAY,
      State: 'available',
      Type: 'ipsec.1',
      Category: 'VPN',
      Options: {
        StaticRoutesOnly: false,
        EnableAcceleration: false,
        TunnelInsideIpVersion: 'ipv4',
        TunnelOptions: [
          tunnel('203.0.113.80', '169.254.20.0/30', true),
          tunnel('203.0.113.81', '169.254.21.0/30', false),
        ],
      },
      Routes: [],
      VgwTelemetry: [
        { OutsideIpAddress: '203.0.113.80', Status: 'UP', StatusMessage: '1 BGP ROUTES', AcceptedRouteCount: 1 },
        { OutsideIpAddress: '203.0.113.81', Status: 'DOWN', StatusMessage: 'IPSEC IS DOWN', AcceptedRouteCount: 0 },
      ],
      Tags: tags({ Name: 'dublin' }),
    },
  ]
}

function tunnel(OutsideIpAddress: string, TunnelInsideCidr: string, LogEnabled: boolean): object {
  return {
    OutsideIpAddress,
    TunnelInsideCidr,
    IkeVersions: [{ Value: 'ikev2' }],
    Phase1EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
    Phase2EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
    Phase1DHGroupNumbers: [{ Value: 20 }],
    Phase2DHGroupNumbers: [{ Value: 20 }],
    LogOptions: { CloudWatchLogOptions: { LogEnabled } },
  }
}
