/** Networks of any size, for benchmarks and properties: every number comes from the arguments, none from chance. */

import type { DescribeDocument, JsonObject } from '../describe/document.ts'
import { documentOf } from './describe-document.ts'

export interface EstateSize {
  readonly vpcs: number
  /** Per VPC, a multiple of twelve gives three zones with four rows. */
  readonly subnetsPerVpc: number
  readonly instancesPerSubnet: number
  /** VPCs are dealt round over the accounts; one unless told. */
  readonly accounts?: number
  readonly regions?: number
}

const ROLES = ['public', 'app', 'data', 'transit'] as const
const ZONES = ['a', 'b', 'c'] as const
const GROUPS = ['web', 'orders', 'stock', 'cache'] as const

/** Three-tier VPCs behind one transit gateway with a VPN; one document an account and region. */
export function estateOfSize(size: EstateSize): DescribeDocument[] {
  const accounts = size.accounts ?? 1
  const regions = size.regions ?? 1
  const places = Array.from({ length: accounts * regions }, (_, index) => ({
    account: String(111122223333 + 111111111111 * (index % accounts)).slice(0, 12),
    region: ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-south-1'][Math.floor(index / accounts) % 4] ?? 'eu-west-1',
    vpcs: [] as number[],
  }))
  for (let vpc = 0; vpc < size.vpcs; vpc++) places[vpc % places.length]?.vpcs.push(vpc)
  return places.map((place) => documentOf({ ...place, elements: elementsOf(place, size) }))
}

interface PlaceOfVpcs {
  readonly account: string
  readonly region: string
  readonly vpcs: readonly number[]
}

type Elements = Record<
  | 'Vpcs'
  | 'Subnets'
  | 'RouteTables'
  | 'SecurityGroups'
  | 'NetworkInterfaces'
  | 'Instances'
  | 'InternetGateways'
  | 'NatGateways'
  | 'TransitGateways'
  | 'TransitGatewayAttachments'
  | 'TransitGatewayVpcAttachments'
  | 'VpnConnections'
  | 'CustomerGateways'
  | 'NetworkAcls'
  | 'Addresses',
  JsonObject[]
>

function elementsOf(place: PlaceOfVpcs, size: EstateSize): Elements {
  const out: Elements = {
    Vpcs: [],
    Subnets: [],
    RouteTables: [],
    SecurityGroups: [],
    NetworkInterfaces: [],
    Instances: [],
    InternetGateways: [],
    NatGateways: [],
    TransitGateways: [],
    TransitGatewayAttachments: [],
    TransitGatewayVpcAttachments: [],
    VpnConnections: [],
    CustomerGateways: [],
    NetworkAcls: [],
    Addresses: [],
  }
  const transit = `tgw-${place.account.slice(0, 4)}${place.region}`
  if (size.vpcs > 1) {
    out.TransitGateways.push({
      TransitGatewayId: transit,
      State: 'available',
      OwnerId: place.account,
      Tags: tags('core'),
    })
    out.CustomerGateways.push({
      CustomerGatewayId: `cgw-${transit}`,
      IpAddress: '192.0.2.1',
      State: 'available',
      BgpAsn: '65000',
    })
    out.VpnConnections.push({
      VpnConnectionId: `vpn-${transit}`,
      CustomerGatewayId: `cgw-${transit}`,
      TransitGatewayId: transit,
      State: 'available',
      VgwTelemetry: [
        { OutsideIpAddress: '192.0.2.10', Status: 'UP' },
        { OutsideIpAddress: '192.0.2.11', Status: 'DOWN' },
      ],
    })
  }
  for (const vpc of place.vpcs) addVpc(out, { ...place, vpc, transit: size.vpcs > 1 ? transit : null, size })
  return out
}

interface VpcSeed extends PlaceOfVpcs {
  readonly vpc: number
  readonly transit: string | null
  readonly size: EstateSize
}

function addVpc(out: Elements, seed: VpcSeed): void {
  const { vpc, account } = seed
  const id = `vpc-${number(vpc)}`
  out.Vpcs.push({
    VpcId: id,
    CidrBlock: `10.${vpc % 256}.0.0/16`,
    State: 'available',
    IsDefault: false,
    OwnerId: account,
    CidrBlockAssociationSet: [{ CidrBlock: `10.${vpc % 256}.0.0/16`, CidrBlockState: { State: 'associated' } }],
    Tags: tags(`vpc-${vpc}`),
  })
  out.InternetGateways.push({
    InternetGatewayId: `igw-${number(vpc)}`,
    Attachments: [{ VpcId: id, State: 'available' }],
    OwnerId: account,
  })
  for (const [index, name] of GROUPS.entries()) {
    const before = GROUPS[index - 1]
    const peers = before ? [{ GroupId: `sg-${before}${number(vpc)}`, UserId: account }] : []
    out.SecurityGroups.push({
      GroupId: `sg-${name}${number(vpc)}`,
      GroupName: name,
      Description: name,
      VpcId: id,
      OwnerId: account,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 8000 + index, ToPort: 8000 + index, IpRanges: [], UserIdGroupPairs: peers },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    })
  }
  if (seed.transit !== null) {
    const attachment = {
      TransitGatewayAttachmentId: `tgw-attach-${number(vpc)}`,
      TransitGatewayId: seed.transit,
      State: 'available',
    }
    out.TransitGatewayAttachments.push({ ...attachment, ResourceType: 'vpc', ResourceId: id, ResourceOwnerId: account })
    out.TransitGatewayVpcAttachments.push({ ...attachment, VpcId: id, VpcOwnerId: account, SubnetIds: [] })
  }
  for (let subnet = 0; subnet < seed.size.subnetsPerVpc; subnet++) addSubnet(out, { ...seed, subnet })
}

function addSubnet(out: Elements, seed: VpcSeed & { readonly subnet: number }): void {
  const { vpc, subnet, account, region } = seed
  const role = ROLES[Math.floor(subnet / ZONES.length) % ROLES.length] ?? 'app'
  const zone = ZONES[subnet % ZONES.length] ?? 'a'
  const id = `subnet-${number(vpc)}${number(subnet)}`
  const cidr = `10.${vpc % 256}.${subnet % 256}.0/24`
  out.Subnets.push({
    SubnetId: id,
    VpcId: `vpc-${number(vpc)}`,
    CidrBlock: cidr,
    AvailabilityZone: `${region}${zone}`,
    AvailabilityZoneId: `az${zone}`,
    AvailableIpAddressCount: Math.max(0, 251 - seed.size.instancesPerSubnet),
    MapPublicIpOnLaunch: role === 'public',
    OwnerId: account,
    State: 'available',
    Tags: tags(`${role}${Math.floor(subnet / 12) || ''}-${zone}`),
  })
  out.RouteTables.push({
    RouteTableId: `rtb-${number(vpc)}${number(subnet)}`,
    VpcId: `vpc-${number(vpc)}`,
    OwnerId: account,
    Associations: [{ SubnetId: id, Main: false, AssociationState: { State: 'associated' } }],
    Routes: [local(vpc), ...routesOf(role, seed)],
  })
  if (role === 'public') addNat(out, { vpc, subnetId: id, zone })
  for (let index = 0; index < seed.size.instancesPerSubnet; index++)
    addInstance(out, { vpc, subnetId: id, index, account, role, cidr })
}

function local(vpc: number): JsonObject {
  return {
    DestinationCidrBlock: `10.${vpc % 256}.0.0/16`,
    GatewayId: 'local',
    State: 'active',
    Origin: 'CreateRouteTable',
  }
}

function routesOf(role: (typeof ROLES)[number], seed: VpcSeed): JsonObject[] {
  const route = (target: JsonObject, destination = '0.0.0.0/0'): JsonObject => ({
    DestinationCidrBlock: destination,
    State: 'active',
    Origin: 'CreateRoute',
    ...target,
  })
  if (role === 'public') return [route({ GatewayId: `igw-${number(seed.vpc)}` })]
  if (role === 'app')
    return [
      route({ NatGatewayId: `nat-${number(seed.vpc)}a` }),
      ...(seed.transit ? [route({ TransitGatewayId: seed.transit }, '10.0.0.0/8')] : []),
    ]
  return role === 'transit' && seed.transit ? [route({ TransitGatewayId: seed.transit }, '10.0.0.0/8')] : []
}

function addNat(out: Elements, at: { readonly vpc: number; readonly subnetId: string; readonly zone: string }): void {
  const id = `nat-${number(at.vpc)}${at.zone}`
  if (out.NatGateways.some((gateway) => gateway['NatGatewayId'] === id)) return
  out.NatGateways.push({
    NatGatewayId: id,
    VpcId: `vpc-${number(at.vpc)}`,
    SubnetId: at.subnetId,
    ConnectivityType: 'public',
    State: 'available',
    NatGatewayAddresses: [{ PublicIp: '198.51.100.7', PrivateIp: '10.0.0.7', NetworkInterfaceId: `eni-${id}` }],
    Tags: tags(`nat-${at.zone}`),
  })
}

interface InstanceSeed {
  readonly vpc: number
  readonly subnetId: string
  readonly index: number
  readonly account: string
  readonly role: string
  readonly cidr: string
}

function addInstance(out: Elements, seed: InstanceSeed): void {
  const group = GROUPS[seed.index % GROUPS.length] ?? 'web'
  const id = `i-${seed.subnetId.slice(7)}${number(seed.index)}`
  const address = seed.cidr.replace('0/24', String(10 + (seed.index % 240)))
  const groups = [{ GroupId: `sg-${group}${number(seed.vpc)}`, GroupName: group }]
  const eni = `eni-${seed.subnetId.slice(7)}${number(seed.index)}`
  out.NetworkInterfaces.push({
    NetworkInterfaceId: eni,
    SubnetId: seed.subnetId,
    VpcId: `vpc-${number(seed.vpc)}`,
    OwnerId: seed.account,
    Status: 'in-use',
    InterfaceType: 'interface',
    Description: '',
    Groups: groups,
    SourceDestCheck: true,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
    Attachment: { InstanceId: id, Status: 'attached', DeviceIndex: 0 },
  })
  out.Instances.push({
    InstanceId: id,
    VpcId: `vpc-${number(seed.vpc)}`,
    SubnetId: seed.subnetId,
    State: { Name: 'running' },
    InstanceType: 't3.micro',
    PrivateIpAddress: address,
    SecurityGroups: groups,
    NetworkInterfaces: [{ NetworkInterfaceId: eni }],
    Tags: tags(`${group}-${seed.role}-${seed.index}`),
  })
}

function tags(name: string): JsonObject[] {
  return [{ Key: 'Name', Value: name }]
}

/** Fixed width, so that ids sort as numbers do. */
function number(value: number): string {
  return value.toString(16).padStart(5, '0')
}
