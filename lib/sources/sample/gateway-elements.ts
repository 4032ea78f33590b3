/** NAT gateways and VPC endpoints with the interfaces they put into subnets. Source: EC2 API reference. */

import { type InterfacePlan, interfaceId, interfaceParts } from './interface-elements.ts'
import { addressIn, type Part, REGION, type SubnetPlan, tags, type VpcPlan } from './place.ts'
import { sampleId } from './sample-id.ts'
import { groupId } from './security-group-elements.ts'

export interface NatPlan {
  readonly name: string
  readonly subnet: SubnetPlan
  readonly publicIp: string
}

export function natGatewayParts({ name, subnet, publicIp }: NatPlan): readonly Part[] {
  const NatGatewayId = sampleId('nat', name)
  const host = 250
  const nat: Part = [
    'NatGateways',
    {
      NatGatewayId,
      VpcId: subnet.vpc.id,
      SubnetId: subnet.id,
      State: 'available',
      ConnectivityType: 'public',
      AvailabilityMode: 'zonal',
      NatGatewayAddresses: [
        {
          AllocationId: sampleId('eipalloc', `${subnet.vpc.name}/${name}`),
          NetworkInterfaceId: interfaceId(subnet, name),
          PrivateIp: addressIn(subnet, host),
          PublicIp: publicIp,
          IsPrimary: true,
          Status: 'succeeded',
        },
      ],
      Tags: tags({ Name: name }),
    },
  ]
  const face: InterfacePlan = { name, subnet, host, groups: [], publicIp, isElastic: true }
  const description = `Interface for NAT Gateway ${NatGatewayId}`
  return [nat, ...interfaceParts({ ...face, description, type: 'nat_gateway', requester: subnet.vpc.account })]
}

export interface EndpointPlan {
  readonly vpc: VpcPlan
  /** `ssm`, `s3`, … */
  readonly service: string
  readonly subnets: readonly SubnetPlan[]
  readonly groups: readonly string[]
  readonly host: number
}

/** An interface endpoint: one interface a subnet, behind a security group. */
export function interfaceEndpointParts({ vpc, service, subnets, groups, host }: EndpointPlan): readonly Part[] {
  const VpcEndpointId = sampleId('vpce', `${vpc.name}/${service}`)
  const name = (subnet: SubnetPlan) => `${service}-endpoint-${subnet.zone}`
  const endpoint: Part = [
    'VpcEndpoints',
    {
      VpcEndpointId,
      VpcEndpointType: 'Interface',
      VpcId: vpc.id,
      OwnerId: vpc.account,
      ServiceName: `com.amazonaws.${REGION}.${service}`,
      State: 'available',
      RouteTableIds: [],
      SubnetIds: subnets.map((subnet) => subnet.id),
      NetworkInterfaceIds: subnets.map((subnet) => interfaceId(subnet, name(subnet))),
      Groups: groups.map((one) => ({ GroupId: groupId(vpc, one), GroupName: one })),
      PrivateDnsEnabled: true,
      RequesterManaged: false,
      IpAddressType: 'ipv4',
      Tags: tags({ Name: `${vpc.name}-${service}` }),
    },
  ]
  const description = `VPC Endpoint Interface ${VpcEndpointId}`
  const type = 'vpc_endpoint'
  const faces = subnets.flatMap((subnet) =>
    interfaceParts({ name: name(subnet), subnet, host, groups, description, type, requester: vpc.account }),
  )
  return [endpoint, ...faces]
}

/** A gateway endpoint: no interface, only a route in the tables named. */
export function gatewayEndpointElement(vpc: VpcPlan, service: string, routeTables: readonly string[]): Part {
  return [
    'VpcEndpoints',
    {
      VpcEndpointId: sampleId('vpce', `${vpc.name}/${service}`),
      VpcEndpointType: 'Gateway',
      VpcId: vpc.id,
      OwnerId: vpc.account,
      ServiceName: `com.amazonaws.${REGION}.${service}`,
      State: 'available',
      RouteTableIds: routeTables.map((name) => sampleId('rtb', name)),
      SubnetIds: [],
      NetworkInterfaceIds: [],
      Groups: [],
      PrivateDnsEnabled: false,
      RequesterManaged: false,
      Tags: tags({ Name: `${vpc.name}-${service}` }),
    },
  ]
}
