/** Builds a network in two Regions on an AWS API server, call by call, as a person would. */

import type { AwsSession } from '../../lib/sources/aws/aws-session.ts'
import { EstateBuilder } from './estate-builder.ts'

type Input = Readonly<Record<string, unknown>>

export const HOME = 'eu-west-1'
export const AWAY = 'eu-central-1'
export const REGIONS = [HOME, AWAY] as const

/** Ids that the tests ask for again. */
export interface AwsEstate {
  readonly vpc: string
  readonly webGroup: string
  readonly transitTable: string
  readonly balancer: string
  /** Calls the server could not make; what they would have built is missing on both sides of a comparison. */
  readonly unbuilt: readonly string[]
}

export async function buildAwsEstate(session: AwsSession): Promise<AwsEstate> {
  const home = new EstateBuilder(session, HOME)
  const away = new EstateBuilder(session, AWAY)
  const main = await buildNetwork(home, '10.20')
  const other = await buildNetwork(away, '10.30')
  const filters = await buildFilters(home, main)
  await buildFilters(away, other)
  const transitTable = await buildTransit(home, main)
  await buildPeering(home, main, other)
  await buildVpn(home, main)
  const balancer = await buildBalancers(home, main, filters)
  await buildWorkloads(home, main, filters)
  await buildWatching(home, main)
  return { vpc: main.vpc, webGroup: filters.web, transitTable, balancer, unbuilt: [...home.unbuilt, ...away.unbuilt] }
}

interface Network {
  readonly vpc: string
  readonly open: string
  readonly inner: string
  readonly second: string
}

interface Filters {
  readonly web: string
  readonly data: string
}

async function buildNetwork(on: EstateBuilder, prefix: string): Promise<Network> {
  const vpc = await on.id(
    'ec2 CreateVpc',
    { CidrBlock: `${prefix}.0.0/16`, TagSpecifications: named('vpc', `main-${prefix}`) },
    'Vpc.VpcId',
  )
  await on.make('ec2 ModifyVpcAttribute', { VpcId: vpc, EnableDnsHostnames: { Value: true } })
  const subnet = (third: number, zone: string) =>
    on.id(
      'ec2 CreateSubnet',
      { VpcId: vpc, CidrBlock: `${prefix}.${third}.0/24`, AvailabilityZone: `${on.region}${zone}` },
      'Subnet.SubnetId',
    )
  const [open, inner, second] = [await subnet(1, 'a'), await subnet(2, 'a'), await subnet(3, 'b')]
  const gateway = await on.id('ec2 CreateInternetGateway', {}, 'InternetGateway.InternetGatewayId')
  await on.make('ec2 AttachInternetGateway', { InternetGatewayId: gateway, VpcId: vpc })
  const address = await on.id('ec2 AllocateAddress', { Domain: 'vpc' }, 'AllocationId')
  const nat = await on.id('ec2 CreateNatGateway', { SubnetId: open, AllocationId: address }, 'NatGateway.NatGatewayId')
  const egress = await on.id(
    'ec2 CreateEgressOnlyInternetGateway',
    { VpcId: vpc },
    'EgressOnlyInternetGateway.EgressOnlyInternetGatewayId',
  )
  const toInternet = await routeTable(on, vpc, [open])
  await on.make('ec2 CreateRoute', { RouteTableId: toInternet, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway })
  const toNat = await routeTable(on, vpc, [inner, second])
  await on.make('ec2 CreateRoute', { RouteTableId: toNat, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: nat })
  await on.make('ec2 CreateRoute', {
    RouteTableId: toNat,
    DestinationIpv6CidrBlock: '::/0',
    EgressOnlyInternetGatewayId: egress,
  })
  await on.make('ec2 CreateVpcEndpoint', {
    VpcId: vpc,
    ServiceName: `com.amazonaws.${on.region}.s3`,
    RouteTableIds: [toNat],
  })
  await on.make('ec2 CreateVpcEndpoint', {
    VpcId: vpc,
    ServiceName: `com.amazonaws.${on.region}.ssm`,
    VpcEndpointType: 'Interface',
    SubnetIds: [inner],
  })
  return { vpc, open, inner, second }
}

async function routeTable(on: EstateBuilder, vpc: string, subnets: readonly string[]): Promise<string> {
  const table = await on.id('ec2 CreateRouteTable', { VpcId: vpc }, 'RouteTable.RouteTableId')
  for (const subnet of subnets) await on.make('ec2 AssociateRouteTable', { RouteTableId: table, SubnetId: subnet })
  return table
}

async function buildFilters(on: EstateBuilder, { vpc, inner }: Network): Promise<Filters> {
  const group = (GroupName: string) =>
    on.id('ec2 CreateSecurityGroup', { GroupName, Description: GroupName, VpcId: vpc }, 'GroupId')
  const [web, data] = [await group('web'), await group('data')]
  const Entries = [{ Cidr: '198.51.100.0/24', Description: 'office' }, { Cidr: '203.0.113.0/24' }]
  const listInput = { PrefixListName: 'offices', AddressFamily: 'IPv4', MaxEntries: 5, Entries }
  const list = await on.id('ec2 CreateManagedPrefixList', listInput, 'PrefixList.PrefixListId')
  const tcp = (port: number, rest: Input) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...rest })
  const IpPermissions = [
    tcp(443, { IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'everybody' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
    tcp(22, { PrefixListIds: [{ PrefixListId: list }] }),
  ]
  await on.make('ec2 AuthorizeSecurityGroupIngress', { GroupId: web, IpPermissions })
  await on.make('ec2 AuthorizeSecurityGroupIngress', {
    GroupId: data,
    IpPermissions: [tcp(5432, { UserIdGroupPairs: [{ GroupId: web }] })],
  })
  const acl = await on.id('ec2 CreateNetworkAcl', { VpcId: vpc }, 'NetworkAcl.NetworkAclId')
  const entry = { NetworkAclId: acl, RuleNumber: 100, Protocol: '6', RuleAction: 'allow', CidrBlock: '10.0.0.0/8' }
  await on.make('ec2 CreateNetworkAclEntry', { ...entry, Egress: false, PortRange: { From: 5432, To: 5432 } })
  await on.make('ec2 CreateNetworkAclEntry', { ...entry, Egress: true, PortRange: { From: 1024, To: 65_535 } })
  await on.make('ec2 CreateNetworkInterface', { SubnetId: inner, Groups: [data], Description: 'spare' })
  return { web, data }
}

async function buildTransit(on: EstateBuilder, { vpc, inner, second }: Network): Promise<string> {
  const gateway = await on.id('ec2 CreateTransitGateway', { Description: 'hub' }, 'TransitGateway.TransitGatewayId')
  const ids = 'TransitGatewayVpcAttachment.TransitGatewayAttachmentId'
  const attachment = await on.id(
    'ec2 CreateTransitGatewayVpcAttachment',
    { TransitGatewayId: gateway, VpcId: vpc, SubnetIds: [inner, second] },
    ids,
  )
  const table = await on.id(
    'ec2 CreateTransitGatewayRouteTable',
    { TransitGatewayId: gateway },
    'TransitGatewayRouteTable.TransitGatewayRouteTableId',
  )
  const both = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment }
  await on.make('ec2 AssociateTransitGatewayRouteTable', both)
  await on.make('ec2 EnableTransitGatewayRouteTablePropagation', both)
  await on.make('ec2 CreateTransitGatewayRoute', { ...both, DestinationCidrBlock: '10.40.0.0/16' })
  return table
}

async function buildPeering(on: EstateBuilder, main: Network, other: Network): Promise<void> {
  const peering = 'VpcPeeringConnection.VpcPeeringConnectionId'
  await on.id('ec2 CreateVpcPeeringConnection', { VpcId: main.vpc, PeerVpcId: other.vpc, PeerRegion: AWAY }, peering)
}

async function buildVpn(on: EstateBuilder, { vpc }: Network): Promise<void> {
  const customer = await on.id(
    'ec2 CreateCustomerGateway',
    { BgpAsn: 65_010, Type: 'ipsec.1', PublicIp: '203.0.113.10' },
    'CustomerGateway.CustomerGatewayId',
  )
  const gateway = await on.id('ec2 CreateVpnGateway', { Type: 'ipsec.1' }, 'VpnGateway.VpnGatewayId')
  await on.make('ec2 AttachVpnGateway', { VpnGatewayId: gateway, VpcId: vpc })
  await on.make('ec2 CreateVpnConnection', {
    CustomerGatewayId: customer,
    VpnGatewayId: gateway,
    Type: 'ipsec.1',
    Options: { StaticRoutesOnly: true },
  })
}

async function buildBalancers(
  on: EstateBuilder,
  { vpc, open, second, inner }: Network,
  { web }: Filters,
): Promise<string> {
  const arn = 'LoadBalancers.0.LoadBalancerArn'
  const front = await on.id(
    'elbv2 CreateLoadBalancer',
    { Name: 'front', Subnets: [open, second], SecurityGroups: [web], Scheme: 'internet-facing' },
    arn,
  )
  const back = await on.id(
    'elbv2 CreateLoadBalancer',
    { Name: 'back', Subnets: [inner], Type: 'network', Scheme: 'internal' },
    arn,
  )
  for (const [balancer, protocol, type] of [
    [front, 'HTTP', 'ip'],
    [back, 'TCP', 'instance'],
  ] as const) {
    const group = { Name: `to-${type}`, Protocol: protocol, Port: 80, VpcId: vpc, TargetType: type }
    const target = await on.id('elbv2 CreateTargetGroup', group, 'TargetGroups.0.TargetGroupArn')
    const DefaultActions = [{ Type: 'forward', TargetGroupArn: target }]
    await on.make('elbv2 CreateListener', { LoadBalancerArn: balancer, Protocol: protocol, Port: 80, DefaultActions })
    if (type === 'ip')
      await on.make('elbv2 RegisterTargets', { TargetGroupArn: target, Targets: [{ Id: '10.20.2.10', Port: 80 }] })
  }
  const Listeners = [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 8080 }]
  await on.make('elb CreateLoadBalancer', {
    LoadBalancerName: 'old',
    Listeners,
    Subnets: [open],
    SecurityGroups: [web],
  })
  return front
}

async function buildWorkloads(
  on: EstateBuilder,
  { open, inner, second }: Network,
  { web, data }: Filters,
): Promise<void> {
  const ImageId = await on.id('ec2 DescribeImages', { Owners: ['amazon'] }, 'Images.0.ImageId')
  const UserData = Buffer.from('export TOKEN=canary-user-data').toString('base64')
  await on.make('ec2 RunInstances', {
    ImageId,
    MinCount: 2,
    MaxCount: 2,
    SubnetId: open,
    SecurityGroupIds: [web],
    UserData,
  })
  const LaunchTemplateData = { ImageId, UserData, MetadataOptions: { HttpTokens: 'required' } }
  await on.make('ec2 CreateLaunchTemplate', { LaunchTemplateName: 'web', LaunchTemplateData })
  const DBSubnetGroupName = 'data'
  await on.make('rds CreateDBSubnetGroup', {
    DBSubnetGroupName,
    DBSubnetGroupDescription: 'data',
    SubnetIds: [inner, second],
  })
  const database = {
    DBInstanceIdentifier: 'orders',
    DBInstanceClass: 'db.t4g.micro',
    Engine: 'postgres',
    AllocatedStorage: 20,
  }
  const secret = { MasterUsername: 'orders', MasterUserPassword: 'canary-password' }
  await on.make('rds CreateDBInstance', { ...database, ...secret, DBSubnetGroupName, VpcSecurityGroupIds: [data] })
  const VpcConfig = { SubnetIds: [inner], SecurityGroupIds: [data] }
  const Environment = { Variables: { KEY: 'canary-environment' } }
  const code = {
    Runtime: 'python3.13',
    Handler: 'a.b',
    Role: 'arn:aws:iam::123456789012:role/run',
    Code: { ZipFile: emptyZip() },
  }
  await on.make('lambda CreateFunction', { FunctionName: 'ship', ...code, VpcConfig, Environment })
  await on.make('eks CreateCluster', {
    name: 'pods',
    roleArn: 'arn:aws:iam::123456789012:role/eks',
    resourcesVpcConfig: { subnetIds: [inner, second], securityGroupIds: [data] },
  })
  await on.make('ecs CreateCluster', { clusterName: 'tasks' })
  const containerDefinitions = [{ name: 'a', image: 'a', memory: 64 }]
  await on.make('ecs RegisterTaskDefinition', { family: 'task', networkMode: 'awsvpc', containerDefinitions })
  const awsvpcConfiguration = { subnets: [inner], securityGroups: [data] }
  await on.make('ecs CreateService', {
    cluster: 'tasks',
    serviceName: 'api',
    taskDefinition: 'task',
    desiredCount: 1,
    networkConfiguration: { awsvpcConfiguration },
  })
}

async function buildWatching(on: EstateBuilder, { vpc }: Network): Promise<void> {
  await on.make('logs CreateLogGroup', { logGroupName: 'flow' })
  const DeliverLogsPermissionArn = 'arn:aws:iam::123456789012:role/flow'
  await on.make('ec2 CreateFlowLogs', {
    ResourceIds: [vpc],
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogGroupName: 'flow',
    DeliverLogsPermissionArn,
  })
  await on.make('guardduty CreateDetector', { Enable: true })
  await on.make('securityhub EnableSecurityHub', {})
  await on.make('wafv2 CreateWebACL', {
    Name: 'front',
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    VisibilityConfig: { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: 'front' },
  })
}

function named(ResourceType: string, name: string) {
  return [{ ResourceType, Tags: [{ Key: 'Name', Value: name }] }]
}

/** An archive with nothing in it: only its closing record. Source: PKWARE APPNOTE, 4.3.16. */
function emptyZip(): Uint8Array {
  const record = new Uint8Array(22)
  record.set([0x50, 0x4b, 0x05, 0x06])
  return record
}
