/** VPCs, subnets, route tables, ACLs and gateways as `describe-*` prints them. Source: EC2 API reference. */

import { arn, type Part, REGION, type SubnetPlan, tags, type VpcPlan, zoneId, zoneName } from './place.ts'
import { sampleId } from './sample-id.ts'

export function vpcElement(vpc: VpcPlan, dhcpOptionsId: string): Part {
  return [
    'Vpcs',
    {
      VpcId: vpc.id,
      OwnerId: vpc.account,
      State: 'available',
      CidrBlock: vpc.cidr,
      IsDefault: false,
      InstanceTenancy: 'default',
      DhcpOptionsId: dhcpOptionsId,
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      EnableDnsSupport: { Value: true },
      EnableDnsHostnames: { Value: true },
      CidrBlockAssociationSet: [
        {
          AssociationId: sampleId('vpc-cidr-assoc', vpc.name),
          CidrBlock: vpc.cidr,
          CidrBlockState: { State: 'associated' },
        },
      ],
      Ipv6CidrBlockAssociationSet: ipv6Associations(vpc.ipv6, 56, vpc.name),
      Tags: tags({ Name: vpc.name, environment: vpc.environment }),
    },
  ]
}

export function subnetElement(subnet: SubnetPlan, usedAddresses: number): Part {
  const { vpc } = subnet
  const length = Number(subnet.cidr.split('/')[1])
  return [
    'Subnets',
    {
      SubnetId: subnet.id,
      SubnetArn: arn('ec2', vpc.account, `subnet/${subnet.id}`),
      VpcId: vpc.id,
      OwnerId: vpc.account,
      State: 'available',
      CidrBlock: subnet.cidr,
      AvailabilityZone: zoneName(subnet.zone),
      AvailabilityZoneId: zoneId(vpc.account, subnet.zone),
      // AWS keeps five addresses of every subnet. Source: VPC guide, "Subnet sizing".
      AvailableIpAddressCount: 2 ** (32 - length) - 5 - usedAddresses,
      DefaultForAz: false,
      MapPublicIpOnLaunch: subnet.autoAssignsPublicIpv4,
      AssignIpv6AddressOnCreation: false,
      Ipv6Native: false,
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      Ipv6CidrBlockAssociationSet: ipv6Associations(subnet.ipv6, 64, subnet.name),
      Tags: tags({ Name: subnet.name, tier: subnet.tier, environment: vpc.environment }),
    },
  ]
}

function ipv6Associations(base: string | null, length: number, name: string): readonly object[] {
  if (base === null) return []
  const AssociationId = sampleId(length === 56 ? 'vpc-cidr-assoc' : 'subnet-cidr-assoc', `${name}/ipv6`)
  return [{ AssociationId, Ipv6CidrBlock: `${base}/${length}`, Ipv6CidrBlockState: { State: 'associated' } }]
}

export interface RouteTablePlan {
  readonly vpc: VpcPlan
  readonly name: string
  readonly isMain?: boolean
  readonly subnets?: readonly SubnetPlan[]
  readonly routes?: readonly object[]
}

/** The local routes of the VPC are added; they are in every table. */
export function routeTableElement({ vpc, name, isMain = false, subnets = [], routes = [] }: RouteTablePlan): Part {
  const RouteTableId = sampleId('rtb', name)
  const associated = { AssociationState: { State: 'associated' }, RouteTableId }
  const local = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' }
  return [
    'RouteTables',
    {
      RouteTableId,
      VpcId: vpc.id,
      OwnerId: vpc.account,
      PropagatingVgws: [],
      Associations: [
        ...(isMain ? [{ ...associated, Main: true, RouteTableAssociationId: sampleId('rtbassoc', name) }] : []),
        ...subnets.map((subnet) => ({
          ...associated,
          Main: false,
          RouteTableAssociationId: sampleId('rtbassoc', subnet.name),
          SubnetId: subnet.id,
        })),
      ],
      Routes: [
        { DestinationCidrBlock: vpc.cidr, ...local },
        ...(vpc.ipv6 === null ? [] : [{ DestinationIpv6CidrBlock: `${vpc.ipv6}/56`, ...local }]),
        ...routes,
      ],
      Tags: tags({ Name: name }),
    },
  ]
}

/** `route('0.0.0.0/0', { NatGatewayId: 'nat-…' })`; the destination is a prefix of either family or a prefix list. */
export function route(destination: string, target: Readonly<Record<string, string>>, state = 'active'): object {
  const field = destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock'
  return { [field]: destination, ...target, Origin: 'CreateRoute', State: state }
}

export interface AclEntryPlan {
  readonly number: number
  readonly action: 'allow' | 'deny'
  readonly egress?: boolean
  /** `6` TCP, `17` UDP, `-1` every protocol. */
  readonly protocol: '6' | '17' | '-1'
  readonly ports?: readonly [number, number]
  readonly cidr: string
}

export interface NetworkAclPlan {
  readonly vpc: VpcPlan
  readonly name: string
  readonly isDefault?: boolean
  readonly subnets: readonly SubnetPlan[]
  readonly entries: readonly AclEntryPlan[]
}

/** The closing denies are added, as AWS prints them. */
export function networkAclElement({ vpc, name, isDefault = false, subnets, entries }: NetworkAclPlan): Part {
  const NetworkAclId = sampleId('acl', name)
  return [
    'NetworkAcls',
    {
      NetworkAclId,
      VpcId: vpc.id,
      OwnerId: vpc.account,
      IsDefault: isDefault,
      Associations: subnets.map((subnet) => ({
        NetworkAclAssociationId: sampleId('aclassoc', subnet.name),
        NetworkAclId,
        SubnetId: subnet.id,
      })),
      Entries: [...entries, ...closingDenies(vpc)].map(aclEntry),
      Tags: tags({ Name: name }),
    },
  ]
}

function closingDenies(vpc: VpcPlan): readonly AclEntryPlan[] {
  const families =
    vpc.ipv6 === null
      ? [[32767, '0.0.0.0/0']]
      : [
          [32767, '0.0.0.0/0'],
          [32768, '::/0'],
        ]
  return families.flatMap(([number, cidr]) =>
    [false, true].map((egress) => ({
      number: Number(number),
      action: 'deny',
      egress,
      protocol: '-1',
      cidr: String(cidr),
    })),
  )
}

function aclEntry({ number, action, egress = false, protocol, ports, cidr }: AclEntryPlan): object {
  return {
    RuleNumber: number,
    Egress: egress,
    Protocol: protocol,
    RuleAction: action,
    ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    ...(ports ? { PortRange: { From: ports[0], To: ports[1] } } : {}),
  }
}

/** What AWS puts into a new VPC's ACL: everything, both ways. Source: VPC guide, "Default network ACL". */
export function allowEverything(vpc: VpcPlan): readonly AclEntryPlan[] {
  const v4: readonly AclEntryPlan[] = [
    { number: 100, action: 'allow', protocol: '-1', cidr: '0.0.0.0/0' },
    { number: 100, action: 'allow', egress: true, protocol: '-1', cidr: '0.0.0.0/0' },
  ]
  if (vpc.ipv6 === null) return v4
  return [...v4, ...v4.map((entry) => ({ ...entry, number: 101, cidr: '::/0' }))]
}

export function internetGatewayElement(vpc: VpcPlan): Part {
  return [
    'InternetGateways',
    {
      InternetGatewayId: sampleId('igw', vpc.name),
      OwnerId: vpc.account,
      Attachments: [{ VpcId: vpc.id, State: 'available' }],
      Tags: tags({ Name: `${vpc.name}-igw` }),
    },
  ]
}

export function egressOnlyGatewayElement(vpc: VpcPlan): Part {
  return [
    'EgressOnlyInternetGateways',
    {
      EgressOnlyInternetGatewayId: sampleId('eigw', vpc.name),
      Attachments: [{ VpcId: vpc.id, State: 'attached' }],
      Tags: tags({ Name: `${vpc.name}-eigw` }),
    },
  ]
}

export function dhcpOptionsElement(account: string, name: string): Part {
  return [
    'DhcpOptions',
    {
      DhcpOptionsId: sampleId('dopt', name),
      OwnerId: account,
      DhcpConfigurations: [
        { Key: 'domain-name', Values: [{ Value: `${REGION}.compute.internal` }] },
        { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
      ],
      Tags: tags({ Name: name }),
    },
  ]
}
