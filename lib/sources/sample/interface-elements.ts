/** Network interfaces, the instances behind them, and Elastic IPs. Source: EC2 API reference. */

import { addressIn, arn, type Part, REGION, type SubnetPlan, tags, zoneId, zoneName } from './place.ts'
import { sampleHex, sampleId, sampleUuid } from './sample-id.ts'
import { groupId } from './security-group-elements.ts'

export interface InterfacePlan {
  readonly name: string
  readonly subnet: SubnetPlan
  /** Steps into the subnet: 4 and up. */
  readonly host: number
  /** Names of groups of the subnet's VPC; none for what AWS does not filter (NAT and transit gateways). */
  readonly groups: readonly string[]
  readonly description?: string
  /** As `describe-network-interfaces` prints it; `interface` unless told. */
  readonly type?: string
  /** The service that made it, e.g. `amazon-elb`; null for one's own. */
  readonly requester?: string
  readonly publicIp?: string
  /** An Elastic IP stands in `Addresses` too; any other public address AWS lends. */
  readonly isElastic?: boolean
  /** Has an IPv6 address. */
  readonly hasIpv6?: boolean
  readonly instanceId?: string
  /** Tags the service hands on; one's own interfaces carry their name. */
  readonly handedOn?: Readonly<Record<string, string>>
}

export function interfaceId(subnet: SubnetPlan, name: string): `eni-${string}` {
  return sampleId('eni', `${subnet.vpc.name}/${name}`)
}

/** The interface, and its Elastic IP when it has one. */
export function interfaceParts(plan: InterfacePlan): readonly Part[] {
  const { subnet } = plan
  const ip = addressIn(subnet, plan.host)
  const element: Part = [
    'NetworkInterfaces',
    {
      ...addressing(plan, association(plan)),
      NetworkInterfaceId: interfaceId(subnet, plan.name),
      VpcId: subnet.vpc.id,
      SubnetId: subnet.id,
      OwnerId: subnet.vpc.account,
      AvailabilityZone: zoneName(subnet.zone),
      AvailabilityZoneId: zoneId(subnet.vpc.account, subnet.zone),
      Description: plan.description ?? '',
      InterfaceType: plan.type ?? 'interface',
      Status: 'in-use',
      RequesterManaged: plan.requester !== undefined,
      ...(plan.requester === undefined ? {} : { RequesterId: plan.requester }),
      SourceDestCheck: plan.type !== 'nat_gateway' && plan.type !== 'transit_gateway',
      PrivateDnsName: `ip-${ip.replaceAll('.', '-')}.${REGION}.compute.internal`,
      Groups: plan.groups.map((name) => ({ GroupId: groupId(subnet.vpc, name), GroupName: name })),
      Attachment: {
        AttachmentId: sampleId('eni-attach', `${subnet.vpc.name}/${plan.name}`),
        DeviceIndex: plan.instanceId ? 0 : 1,
        Status: 'attached',
        ...(plan.instanceId ? { InstanceId: plan.instanceId, InstanceOwnerId: subnet.vpc.account } : {}),
      },
      TagSet: tags(plan.requester === undefined ? ownTags(plan) : (plan.handedOn ?? {})),
    },
  ]
  return plan.isElastic && plan.publicIp ? [element, elasticIp(plan, ip)] : [element]
}

/** The addresses of an interface, as AWS prints them there and inside its instance. */
function addressing({ subnet, host, hasIpv6 }: InterfacePlan, Association: object | null): object {
  const ip = addressIn(subnet, host)
  return {
    PrivateIpAddress: ip,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: ip, ...(Association ? { Association } : {}) }],
    ...(Association ? { Association } : {}),
    Ipv6Addresses: hasIpv6 && subnet.ipv6 ? [{ Ipv6Address: ipv6In(subnet, host) }] : [],
  }
}

/** Inside its instance the association is told without the ids of the Elastic IP. */
function embeddedInterface(plan: InterfacePlan, Groups: readonly object[]): object {
  const { subnet, name } = plan
  const owner = plan.isElastic ? subnet.vpc.account : 'amazon'
  return {
    ...addressing(plan, plan.publicIp === undefined ? null : { PublicIp: plan.publicIp, IpOwnerId: owner }),
    NetworkInterfaceId: interfaceId(subnet, name),
    SubnetId: subnet.id,
    VpcId: subnet.vpc.id,
    OwnerId: subnet.vpc.account,
    InterfaceType: 'interface',
    Status: 'in-use',
    Description: '',
    SourceDestCheck: true,
    Groups,
    Attachment: {
      AttachmentId: sampleId('eni-attach', `${subnet.vpc.name}/${name}`),
      DeviceIndex: 0,
      Status: 'attached',
    },
  }
}

function ownTags({ name, subnet }: InterfacePlan): Readonly<Record<string, string>> {
  return { Name: name, environment: subnet.vpc.environment }
}

export function ipv6In(subnet: SubnetPlan, host: number): string {
  return `${subnet.ipv6}${host.toString(16)}`
}

function allocationId(plan: InterfacePlan): string {
  return sampleId('eipalloc', `${plan.subnet.vpc.name}/${plan.name}`)
}

function association(plan: InterfacePlan): object | null {
  if (plan.publicIp === undefined) return null
  const lender = plan.requester === 'amazon-elb' ? 'amazon-elb' : 'amazon'
  return {
    PublicIp: plan.publicIp,
    IpOwnerId: plan.isElastic ? plan.subnet.vpc.account : lender,
    ...(plan.isElastic
      ? {
          AllocationId: allocationId(plan),
          AssociationId: sampleId('eipassoc', `${plan.subnet.vpc.name}/${plan.name}`),
        }
      : {}),
  }
}

function elasticIp(plan: InterfacePlan, ip: string): Part {
  return [
    'Addresses',
    {
      ...association(plan),
      Domain: 'vpc',
      PrivateIpAddress: ip,
      NetworkInterfaceId: interfaceId(plan.subnet, plan.name),
      NetworkInterfaceOwnerId: plan.subnet.vpc.account,
      NetworkBorderGroup: REGION,
      PublicIpv4Pool: 'amazon',
      ...(plan.instanceId ? { InstanceId: plan.instanceId } : {}),
      Tags: tags({ Name: plan.name }),
    },
  ]
}

export interface InstancePlan extends Omit<InterfacePlan, 'description' | 'type' | 'requester' | 'instanceId'> {
  readonly instanceType: string
  readonly role: string
  /** `optional` still answers to version 1 of the metadata service. */
  readonly httpTokens?: 'required' | 'optional'
}

/** An instance with one interface. */
export function instanceParts(plan: InstancePlan): readonly Part[] {
  const { subnet } = plan
  const InstanceId = sampleId('i', `${subnet.vpc.name}/${plan.name}`)
  const groups = plan.groups.map((name) => ({ GroupId: groupId(subnet.vpc, name), GroupName: name }))
  const ip = addressIn(subnet, plan.host)
  const instance: Part = [
    'Reservations',
    {
      ReservationId: sampleId('r', `${subnet.vpc.name}/${plan.name}`),
      OwnerId: subnet.vpc.account,
      Instances: [
        {
          InstanceId,
          ImageId: sampleId('ami', plan.role),
          InstanceType: plan.instanceType,
          VpcId: subnet.vpc.id,
          SubnetId: subnet.id,
          State: { Code: 16, Name: 'running' },
          PrivateIpAddress: ip,
          ...(plan.publicIp ? { PublicIpAddress: plan.publicIp } : {}),
          ...(plan.hasIpv6 && subnet.ipv6 ? { Ipv6Address: ipv6In(subnet, plan.host) } : {}),
          SourceDestCheck: true,
          Placement: { AvailabilityZone: zoneName(subnet.zone), Tenancy: 'default' },
          SecurityGroups: groups,
          MetadataOptions: { State: 'applied', HttpEndpoint: 'enabled', HttpTokens: plan.httpTokens ?? 'required' },
          IamInstanceProfile: { Arn: `arn:aws:iam::${subnet.vpc.account}:instance-profile/${plan.role}` },
          NetworkInterfaces: [embeddedInterface(plan, groups)],
          Tags: tags({ Name: plan.name, role: plan.role, environment: subnet.vpc.environment }),
        },
      ],
    },
  ]
  return [instance, ...interfaceParts({ ...plan, instanceId: InstanceId })]
}

export interface FleetPlan extends Omit<InstancePlan, 'name' | 'subnet'> {
  readonly subnets: readonly SubnetPlan[]
  /** In each subnet. */
  readonly count: number
}

/** Equal instances, as an Auto Scaling group keeps them: `web-a1`, `web-a2`, … */
export function fleetParts({ subnets, count, host, ...plan }: FleetPlan): readonly Part[] {
  return subnets.flatMap((subnet) =>
    numbers(count).flatMap((at) =>
      instanceParts({ ...plan, name: `${plan.role}-${subnet.zone}${at}`, subnet, host: host + at }),
    ),
  )
}

/** Stands for the service's own account in `RequesterId`. */
const ECS_ACCOUNT = '999988887777'

/** Interfaces of Fargate tasks: no instance, the task's attachment for a description, the service's tags handed on. */
export function taskParts({ subnets, count, host, ...plan }: Omit<FleetPlan, 'instanceType'>): readonly Part[] {
  return subnets.flatMap((subnet) =>
    numbers(count).flatMap((at) => {
      const name = `${plan.role}-${subnet.zone}${at}`
      const description = arn('ecs', subnet.vpc.account, `attachment/${sampleUuid(name)}`)
      const handedOn = { Name: plan.role, 'aws:ecs:serviceName': plan.role, environment: subnet.vpc.environment }
      return interfaceParts({ ...plan, name, subnet, host: host + at, description, handedOn, requester: ECS_ACCOUNT })
    }),
  )
}

/** Interfaces Lambda keeps for a function, shared by all its executions. */
export function functionInterfaceParts({
  subnets,
  count,
  host,
  ...plan
}: Omit<FleetPlan, 'instanceType'>): readonly Part[] {
  return subnets.flatMap((subnet) =>
    numbers(count).flatMap((at) => {
      const name = `${plan.role}-${subnet.zone}${at}`
      const description = `AWS Lambda VPC ENI-${plan.role}-${sampleUuid(name)}`
      const requester = `AROA${sampleHex(plan.role, 17).toUpperCase()}:${subnet.vpc.account}`
      return interfaceParts({ ...plan, name, subnet, host: host + at, description, requester, type: 'lambda' })
    }),
  )
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
