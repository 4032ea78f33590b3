/** What one VPC of an estate is made of, its interfaces apart: ranges, subnets, tables, gateways, load balancers. */

import type { DescribeKey, JsonObject } from '../../describe/document.ts'
import { groupId, networkAcls, securityGroups } from './estate-groups.ts'
import { type SubnetSite, type VpcSite, ZONES } from './estate-site.ts'

export type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

export function networkElements(site: VpcSite): Elements {
  return {
    Vpcs: [vpcElement(site)],
    Subnets: site.subnets.map((subnet) => subnetElement(site, subnet)),
    RouteTables: routeTables(site),
    SecurityGroups: securityGroups(site),
    NetworkAcls: networkAcls(site),
    InternetGateways: [
      {
        Attachments: [{ State: 'available', VpcId: site.vpcId }],
        InternetGatewayId: site.id('igw', site.vpc),
        OwnerId: site.account,
        Tags: nameTag(site.name),
      },
    ],
    EgressOnlyInternetGateways: site.ipv6
      ? [
          {
            Attachments: [{ State: 'attached', VpcId: site.vpcId }],
            EgressOnlyInternetGatewayId: site.id('eigw', site.vpc),
          },
        ]
      : [],
    NatGateways: ZONES.map((_, zone) => natGateway(site, zone)),
    VpcEndpoints: [gatewayEndpoint(site)],
    VpcPeeringConnections: peering(site),
    TransitGatewayVpcAttachments: [vpcAttachment(site)],
    TransitGatewayAttachments: [attachment(site)],
    LoadBalancers: [balancer(site, 'application'), balancer(site, 'network')],
    Listeners: [listener(site, 'application', 443), listener(site, 'network', 5432)],
  }
}

export function nameTag(name: string): readonly JsonObject[] {
  return [{ Key: 'Name', Value: name }]
}

function vpcElement(site: VpcSite): JsonObject {
  return {
    CidrBlock: site.cidr,
    CidrBlockAssociationSet: [
      {
        AssociationId: site.id('vpc-cidr-assoc', site.vpc),
        CidrBlock: site.cidr,
        CidrBlockState: { State: 'associated' },
      },
    ],
    ...(site.ipv6 === null
      ? {}
      : {
          Ipv6CidrBlockAssociationSet: [
            { Ipv6CidrBlock: `${site.ipv6}::/56`, Ipv6CidrBlockState: { State: 'associated' } },
          ],
        }),
    IsDefault: false,
    OwnerId: site.account,
    State: 'available',
    Tags: nameTag(site.name),
    VpcId: site.vpcId,
  }
}

function subnetElement(site: VpcSite, subnet: SubnetSite): JsonObject {
  const zone = ZONES[subnet.zone] ?? 'a'
  return {
    AssignIpv6AddressOnCreation: site.ipv6 !== null,
    AvailabilityZone: `${site.region}${zone}`,
    AvailabilityZoneId: `zone-${zone}`,
    AvailableIpAddressCount: 4000,
    CidrBlock: `10.${site.octet}.${subnet.octet}.0/20`,
    DefaultForAz: false,
    ...(site.ipv6 === null
      ? {}
      : {
          Ipv6CidrBlockAssociationSet: [
            {
              Ipv6CidrBlock: `${site.ipv6}:${subnet.octet.toString(16)}::/64`,
              Ipv6CidrBlockState: { State: 'associated' },
            },
          ],
        }),
    MapPublicIpOnLaunch: subnet.tier === 'public',
    OwnerId: site.account,
    State: 'available',
    SubnetId: subnet.id,
    Tags: nameTag(`${site.name}-${subnet.tier}-${zone}`),
    VpcId: site.vpcId,
  }
}

function routeTables(site: VpcSite): readonly JsonObject[] {
  const bySubnet = Map.groupBy(site.subnets, ({ routeTableId }) => routeTableId)
  const main = { id: site.id('rtb', site.vpc * 8), associations: [{ Main: true }], routes: [] }
  const others = [...bySubnet].map(([id, subnets]) => ({
    id,
    associations: subnets.map(({ id: SubnetId }) => ({ Main: false, SubnetId })),
    routes: routesOf(site, subnets),
  }))
  return [main, ...others].map((plan) => routeTable(site, plan))
}

interface TablePlan {
  readonly id: string
  readonly associations: readonly JsonObject[]
  readonly routes: readonly JsonObject[]
}

function routeTable(site: VpcSite, { id, associations, routes }: TablePlan): JsonObject {
  const ipv6 = site.ipv6 === null ? [] : [{ DestinationIpv6CidrBlock: `${site.ipv6}::/56`, GatewayId: 'local' }]
  const local = [{ DestinationCidrBlock: site.cidr, GatewayId: 'local' }, ...ipv6]
  return {
    Associations: associations.map((association) => ({
      AssociationState: { State: 'associated' },
      RouteTableId: id,
      ...association,
    })),
    OwnerId: site.account,
    PropagatingVgws: [],
    RouteTableId: id,
    Routes: [
      ...local.map((route) => ({ ...route, Origin: 'CreateRouteTable', State: 'active' })),
      ...routes.map((route) => ({ ...route, Origin: 'CreateRoute', State: 'active' })),
    ],
    Tags: [],
    VpcId: site.vpcId,
  }
}

function routesOf(site: VpcSite, [subnet]: readonly SubnetSite[]): readonly JsonObject[] {
  const everywhere = { DestinationCidrBlock: '0.0.0.0/0' }
  const everywhere6 = { DestinationIpv6CidrBlock: '::/0' }
  const others = { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: site.transitGatewayId }
  const peer =
    site.peer === null ? [] : [{ DestinationCidrBlock: site.peerCidr, VpcPeeringConnectionId: peeringId(site) }]
  switch (subnet?.tier) {
    case 'public': {
      const gateway = { GatewayId: site.id('igw', site.vpc) }
      return [{ ...everywhere, ...gateway }, ...(site.ipv6 ? [{ ...everywhere6, ...gateway }] : []), others, ...peer]
    }
    case 'app':
      return [
        { ...everywhere, NatGatewayId: site.id('nat', site.vpc * 4 + subnet.zone) },
        ...(site.ipv6 ? [{ ...everywhere6, EgressOnlyInternetGatewayId: site.id('eigw', site.vpc) }] : []),
        { DestinationPrefixListId: site.prefixListId, GatewayId: site.id('vpce', site.vpc) },
        others,
        ...peer,
      ]
    case 'data':
      return [others, ...peer]
    default:
      return [others]
  }
}

function natGateway(site: VpcSite, zone: number): JsonObject {
  const index = site.vpc * 4 + zone
  return {
    ConnectivityType: 'public',
    NatGatewayAddresses: [
      {
        AllocationId: site.id('eipalloc', index),
        IsPrimary: true,
        NetworkInterfaceId: natInterfaceId(site, zone),
        PrivateIp: `10.${site.octet}.${zone * 16}.10`,
        PublicIp: natAddress(site, zone),
      },
    ],
    NatGatewayId: site.id('nat', index),
    State: 'available',
    SubnetId: site.subnets[zone]?.id ?? '',
    Tags: nameTag(`${site.name}-nat-${ZONES[zone] ?? ''}`),
    VpcId: site.vpcId,
  }
}

export function natInterfaceId(site: VpcSite, zone: number): string {
  return site.id('eni', site.vpc * 65_536 + zone)
}

/** From the range for measurements between devices. Source: RFC 2544. */
export function natAddress(site: VpcSite, zone: number): string {
  return `198.18.${site.vpc % 256}.${zone + 1}`
}

function gatewayEndpoint(site: VpcSite): JsonObject {
  return {
    OwnerId: site.account,
    RouteTableIds: [1, 2, 3].map((turn) => site.id('rtb', site.vpc * 8 + turn)),
    ServiceName: `com.amazonaws.${site.region}.s3`,
    State: 'available',
    VpcEndpointId: site.id('vpce', site.vpc),
    VpcEndpointType: 'Gateway',
    VpcId: site.vpcId,
  }
}

/** A pair is told once, by the lower number. */
function peering(site: VpcSite): readonly JsonObject[] {
  if (site.peer === null || site.peer < site.vpc) return []
  const side = (vpc: number, cidr: string) => ({
    CidrBlock: cidr,
    OwnerId: site.account,
    Region: site.region,
    VpcId: site.id('vpc', vpc),
  })
  return [
    {
      AccepterVpcInfo: side(site.peer, site.peerCidr),
      RequesterVpcInfo: side(site.vpc, site.cidr),
      Status: { Code: 'active' },
      VpcPeeringConnectionId: peeringId(site),
    },
  ]
}

function peeringId(site: VpcSite): string {
  return site.id('pcx', Math.min(site.vpc, site.peer ?? site.vpc))
}

function attachment(site: VpcSite): JsonObject {
  return {
    ResourceId: site.vpcId,
    ResourceOwnerId: site.account,
    ResourceType: 'vpc',
    State: 'available',
    TransitGatewayAttachmentId: site.id('tgw-attach', site.vpc),
    TransitGatewayId: site.transitGatewayId,
  }
}

function vpcAttachment(site: VpcSite): JsonObject {
  return {
    Options: { ApplianceModeSupport: 'disable', SecurityGroupReferencingSupport: 'disable' },
    State: 'available',
    SubnetIds: site.subnets.filter(({ tier }) => tier === 'transit').map(({ id }) => id),
    TransitGatewayAttachmentId: site.id('tgw-attach', site.vpc),
    TransitGatewayId: site.transitGatewayId,
    VpcId: site.vpcId,
    VpcOwnerId: site.account,
  }
}

export function balancerArn(site: VpcSite, kind: 'application' | 'network'): string {
  const short = kind === 'application' ? 'app' : 'net'
  const head = `arn:aws:elasticloadbalancing:${site.region}:${site.account}`
  return `${head}:loadbalancer/${short}/${site.name}-${short}/${site.id('x', site.vpc).slice(2)}`
}

export function targetGroupArn(site: VpcSite, kind: 'application' | 'network'): string {
  const head = `arn:aws:elasticloadbalancing:${site.region}:${site.account}`
  return `${head}:targetgroup/${site.name}-${kind}/${site.id('x', site.vpc).slice(2)}`
}

function balancer(site: VpcSite, kind: 'application' | 'network'): JsonObject {
  const isPublic = kind === 'application'
  return {
    AvailabilityZones: site.subnets
      .filter(({ tier }) => tier === (isPublic ? 'public' : 'app'))
      .map((subnet) => ({ SubnetId: subnet.id, ZoneName: `${site.region}${ZONES[subnet.zone] ?? 'a'}` })),
    IpAddressType: 'ipv4',
    LoadBalancerArn: balancerArn(site, kind),
    LoadBalancerName: `${site.name}-${kind}`,
    Scheme: isPublic ? 'internet-facing' : 'internal',
    SecurityGroups: isPublic ? [groupId(site, 'balancer')] : [],
    State: { Code: 'active' },
    Type: kind,
    VpcId: site.vpcId,
  }
}

function listener(site: VpcSite, kind: 'application' | 'network', port: number): JsonObject {
  return {
    DefaultActions: [{ TargetGroupArn: targetGroupArn(site, kind), Type: 'forward' }],
    ListenerArn: `${balancerArn(site, kind).replace(':loadbalancer/', ':listener/')}/${port}`,
    LoadBalancerArn: balancerArn(site, kind),
    Port: port,
    Protocol: kind === 'application' ? 'HTTPS' : 'TCP',
  }
}
