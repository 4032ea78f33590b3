/**
 * Small random networks as AWS prints them, for properties of paths: two VPCs, four subnets, up to six interfaces,
 * entries and routes in any order, and now and then something that was not collected.
 */

import fc from 'fast-check'
import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { completeDocumentOf } from './describe-document.ts'
import {
  aclEntries,
  cidr4,
  cidr6,
  destinationOf,
  LOCALS,
  mostlyOpen,
  often,
  permission,
  rarely,
  routes,
  sometimes,
  target,
} from './random-rules.ts'

const OWNER = '111122223333'

const subnetIds = ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4'] as const
const vpcOf = (subnetId: string) => (subnetId === 'subnet-4' ? 'vpc-2' : 'vpc-1')

const networkInterface = fc.record({
  subnet: fc.constantFrom(...subnetIds),
  groups: fc.uniqueArray(fc.constantFrom('sg-1', 'sg-1', 'sg-2', 'sg-3', 'sg-404'), { maxLength: 3 }),
  publicIp: often,
  ipv6: fc.constantFrom([], ['2001:db8:a:1::10'], ['2001:db8:a:1::10'], ['fd00::1']),
  delegated: rarely,
  type: mostlyOpen('interface', fc.constantFrom('nat_gateway', 'network_load_balancer', 'lambda')),
  status: mostlyOpen('in-use', fc.constantFrom('available', 'in-use', 'pending')),
  deny: rarely,
  stopped: rarely,
})

const sometimesSome = (...keys: readonly DescribeKey[]): fc.Arbitrary<readonly DescribeKey[]> =>
  fc.tuple(rarely, fc.subarray([...keys])).map(([now, some]) => (now ? some : []))

const plan = fc.record({
  interfaces: fc.array(networkInterface, { minLength: 1, maxLength: 6 }),
  groups: fc.tuple(...['sg-1', 'sg-2', 'sg-3'].map(() => fc.array(permission, { minLength: 1, maxLength: 3 }))),
  main: fc.tuple(routes, routes),
  own: fc.uniqueArray(fc.tuple(fc.constantFrom(...subnetIds), routes), { maxLength: 3, selector: ([id]) => id }),
  edge: fc.option(fc.tuple(fc.constantFrom('10.0.0.0/16', '10.0.1.0/24', '2001:db8:a:1::/64'), target, rarely), {
    nil: null,
    freq: 2,
  }),
  acls: fc.tuple(aclEntries, aclEntries),
  ownAcl: fc.option(fc.tuple(fc.constantFrom(...subnetIds), aclEntries), { nil: null }),
  gateway: mostlyOpen<string | null>('available', fc.constantFrom('attached', 'detaching', 'attaching', null)),
  block: mostlyOpen<string | null>(null, fc.constantFrom('off', 'block-ingress', 'block-bidirectional')),
  exclusion: fc.record({
    resource: fc.constantFrom('subnet/subnet-1', 'vpc/vpc-1', 'vpc/vpc-2'),
    mode: fc.constantFrom('allow-bidirectional', 'allow-egress'),
    state: fc.constantFrom('create-complete', 'update-complete', 'delete-complete', 'create-in-progress'),
  }),
  entries4: fc.uniqueArray(cidr4, { maxLength: 3 }),
  entries6: fc.uniqueArray(cidr6, { maxLength: 2 }),
  elastic: sometimes,
  missing: sometimesSome(
    'RouteTables',
    'NetworkAcls',
    'InternetGateways',
    'SecurityGroups',
    'ManagedPrefixLists',
    'Subnets',
    'VpcBlockPublicAccessOptions',
    'VpcBlockPublicAccessExclusions',
    'Instances',
  ),
  cut: sometimesSome('RouteTables', 'NetworkAcls', 'InternetGateways'),
})

type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never

/** A describe document of one account and region. */
export const randomWorld: fc.Arbitrary<DescribeDocument> = plan.map(documentOf)

function documentOf(world: Plan): DescribeDocument {
  const document = completeDocumentOf({
    account: OWNER,
    elements: {
      Vpcs: ['vpc-1', 'vpc-2'].map((VpcId) => ({
        VpcId,
        OwnerId: OWNER,
        CidrBlock: '10.0.0.0/16',
        State: 'available',
      })),
      Subnets: subnetIds.map((SubnetId, index) => ({
        SubnetId,
        VpcId: vpcOf(SubnetId),
        OwnerId: OWNER,
        CidrBlock: `10.0.${index + 1}.0/24`,
      })),
      RouteTables: tablesOf(world),
      NetworkAcls: aclsOf(world),
      InternetGateways: [
        gateway('igw-1', 'vpc-1', world.gateway),
        gateway('igw-2', 'vpc-2', world.gateway === null ? null : 'available'),
      ],
      SecurityGroups: world.groups.map((IpPermissions, index) => ({
        GroupId: `sg-${index + 1}`,
        OwnerId: OWNER,
        VpcId: 'vpc-1',
        GroupName: `sg-${index + 1}`,
        IpPermissions,
        IpPermissionsEgress: [],
      })),
      NetworkInterfaces: world.interfaces.map(interfaceElement),
      Instances: world.interfaces.map(({ stopped }, index) => ({
        InstanceId: `i-${index + 1}`,
        OwnerId: OWNER,
        State: { Name: stopped ? 'stopped' : 'running' },
      })),
      ManagedPrefixLists: [
        { PrefixListId: 'pl-1', OwnerId: OWNER, Entries: world.entries4.map((Cidr) => ({ Cidr })) },
        { PrefixListId: 'pl-2', OwnerId: OWNER },
        { PrefixListId: 'pl-6', OwnerId: OWNER, Entries: world.entries6.map((Cidr) => ({ Cidr })) },
      ],
      VpcEndpoints: [
        { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', OwnerId: OWNER, VpcEndpointType: 'Gateway', State: 'available' },
        { VpcEndpointId: 'vpce-2', VpcId: 'vpc-1', OwnerId: OWNER, VpcEndpointType: 'GatewayLoadBalancer' },
      ],
      ...elasticIpOf(world),
      ...blockPublicAccessOf(world),
    },
    partial: Object.fromEntries(world.cut.map((key) => [key, { reason: 'next-token' as const, detail: '' }])),
  })
  const elements = new Map(document.elements)
  for (const key of world.missing) elements.delete(key)
  return { ...document, elements }
}

function gateway(InternetGatewayId: string, VpcId: string, State: string | null): JsonObject {
  return { InternetGatewayId, OwnerId: OWNER, Attachments: State === null ? [] : [{ VpcId, State }] }
}

function tablesOf({ main, own, edge }: Plan): readonly JsonObject[] {
  const table = (RouteTableId: string, VpcId: string, more: JsonObject): JsonObject => ({
    RouteTableId,
    VpcId,
    OwnerId: OWNER,
    ...more,
  })
  const mains = main.map((Routes, index) =>
    table(`rtb-main-${index + 1}`, `vpc-${index + 1}`, { Routes, Associations: [{ Main: true }] }),
  )
  const owned = own.map(([SubnetId, Routes], index) =>
    table(`rtb-${index + 1}`, vpcOf(SubnetId), { Routes, Associations: [{ Main: false, SubnetId }] }),
  )
  return [...owned, ...mains, ...(edge ? [table('rtb-edge', 'vpc-1', edgeOf(edge))] : [])]
}

function edgeOf([block, to, dead]: NonNullable<Plan['edge']>): JsonObject {
  const steering = {
    [block.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock']: block,
    ...to,
    State: dead ? 'blackhole' : 'active',
    Origin: 'CreateRoute',
  }
  const others = LOCALS.filter((local) => destinationOf(local) !== destinationOf(steering))
  return { Routes: [...others, steering], Associations: [{ Main: false, GatewayId: 'igw-1' }] }
}

function aclsOf({ acls, ownAcl }: Plan): readonly JsonObject[] {
  const defaults = acls.map((Entries, index) => ({
    NetworkAclId: `acl-${index + 1}`,
    VpcId: `vpc-${index + 1}`,
    OwnerId: OWNER,
    IsDefault: true,
    Entries,
    Associations: [],
  }))
  if (!ownAcl) return defaults
  const [SubnetId, Entries] = ownAcl
  return [
    ...defaults,
    { NetworkAclId: 'acl-9', VpcId: vpcOf(SubnetId), OwnerId: OWNER, Entries, Associations: [{ SubnetId }] },
  ]
}

function interfaceElement(one: Plan['interfaces'][number], index: number): JsonObject {
  const privateIp = `10.0.${subnetIds.indexOf(one.subnet) + 1}.${index + 10}`
  return {
    NetworkInterfaceId: `eni-${index + 1}`,
    VpcId: vpcOf(one.subnet),
    SubnetId: one.subnet,
    OwnerId: OWNER,
    InterfaceType: one.type,
    Status: one.status,
    DenyAllIgwTraffic: one.deny,
    PrivateIpAddresses: [
      {
        Primary: true,
        PrivateIpAddress: privateIp,
        ...(one.publicIp ? { Association: { PublicIp: `198.51.100.${index + 10}` } } : {}),
      },
    ],
    Ipv6Addresses: one.ipv6.map((Ipv6Address) => ({ Ipv6Address })),
    Ipv6Prefixes: one.delegated ? [{ Ipv6Prefix: '2001:db8:a:2::/80' }] : [],
    Groups: one.groups.map((GroupId) => ({ GroupId })),
    Attachment: { InstanceId: `i-${index + 1}`, Status: 'attached' },
  }
}

function elasticIpOf({ elastic }: Plan): Partial<Record<DescribeKey, readonly JsonObject[]>> {
  if (!elastic) return {}
  return {
    Addresses: [
      {
        AllocationId: 'eipalloc-1',
        PublicIp: '198.51.100.99',
        NetworkInterfaceId: 'eni-1',
        PrivateIpAddress: '10.0.1.10',
        AssociationId: 'eipassoc-1',
      },
    ],
  }
}

function blockPublicAccessOf({ block, exclusion }: Plan): Partial<Record<DescribeKey, readonly JsonObject[]>> {
  if (block === null) return {}
  return {
    VpcBlockPublicAccessOptions: [
      { AwsAccountId: OWNER, AwsRegion: 'eu-west-1', InternetGatewayBlockMode: block, State: 'update-complete' },
    ],
    VpcBlockPublicAccessExclusions: [
      {
        ExclusionId: 'vpcbpa-exclude-1',
        InternetGatewayExclusionMode: exclusion.mode,
        ResourceArn: `arn:aws:ec2:eu-west-1:${OWNER}:${exclusion.resource}`,
        State: exclusion.state,
      },
    ],
  }
}
