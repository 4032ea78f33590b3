/** Transit gateways, VPN connections and load balancers as AWS prints them, said in a line each. */

import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { OWNER } from './plain-elements.ts'

type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

export interface TransitPlan {
  readonly id: string
  readonly referencing?: boolean
  /** Attachment id to its VPC and subnets. */
  readonly vpcs: Readonly<
    Record<string, { vpc: string; subnets: readonly string[]; state?: string; referencing?: boolean }>
  >
  /** Attachment id to the VPN connection behind it. */
  readonly vpns?: Readonly<Record<string, string>>
  /** Peering attachments this gateway shares with another: they are printed once, by `peerings`. */
  readonly peers?: readonly string[]
  /** Table id to its associations and its routes: `10.0.0.0/8 tgw-attach-1`, then `propagated` or `blackhole`. */
  readonly tables: Readonly<Record<string, { attachments: readonly string[]; routes: readonly string[] | null }>>
}

export function transitGateway(plan: TransitPlan): Elements {
  const vpcs = Object.entries(plan.vpcs)
  const others = [
    ...Object.entries(plan.vpns ?? {}).map(([id, resource]) => ({ id, type: 'vpn', resource, state: 'available' })),
    ...(plan.peers ?? []).map((id) => ({ id, type: 'peering', resource: plan.id, state: 'available' })),
  ]
  const all = [
    ...vpcs.map(([id, one]) => ({ id, type: 'vpc', resource: one.vpc, state: one.state ?? 'available' })),
    ...others,
  ]
  const support = (on: boolean) => ({ SecurityGroupReferencingSupport: on ? 'enable' : 'disable' })
  const tables = Object.entries(plan.tables)
  return {
    TransitGateways: [
      { TransitGatewayId: plan.id, OwnerId: OWNER, State: 'available', Options: support(plan.referencing ?? false) },
    ],
    TransitGatewayAttachments: all.map(({ id, type, resource, state }) => {
      const table = tables.find(([, one]) => one.attachments.includes(id))?.[0]
      return {
        TransitGatewayAttachmentId: id,
        TransitGatewayId: plan.id,
        TransitGatewayOwnerId: OWNER,
        ResourceOwnerId: OWNER,
        ResourceType: type,
        ResourceId: resource,
        State: state,
        ...(table === undefined ? {} : { Association: { TransitGatewayRouteTableId: table, State: 'associated' } }),
      }
    }),
    TransitGatewayVpcAttachments: vpcs.map(([TransitGatewayAttachmentId, one]) => ({
      TransitGatewayAttachmentId,
      TransitGatewayId: plan.id,
      VpcId: one.vpc,
      VpcOwnerId: OWNER,
      State: one.state ?? 'available',
      SubnetIds: one.subnets,
      Options: { ApplianceModeSupport: 'disable', Ipv6Support: 'enable', ...support(one.referencing ?? true) },
    })),
    TransitGatewayRouteTables: tables.map(([TransitGatewayRouteTableId, one]) => ({
      TransitGatewayRouteTableId,
      TransitGatewayId: plan.id,
      State: 'available',
      Associations: one.attachments.map((id) => memberOf(all, id)),
      Propagations: [],
      ...(one.routes ? { Routes: one.routes.map((text) => transitRoute(all, text)) } : {}),
    })),
  }
}

interface Member {
  readonly id: string
  readonly type: string
  readonly resource: string
}

function memberOf(all: readonly Member[], id: string): JsonObject {
  const member = all.find((each) => each.id === id)
  return {
    TransitGatewayAttachmentId: id,
    ResourceId: member?.resource ?? '',
    ResourceType: member?.type ?? '',
    State: 'associated',
  }
}

function transitRoute(all: readonly Member[], text: string): JsonObject {
  const [destination = '', target = '', flag] = text.split(' ')
  const { State: _, ...member } = memberOf(all, target)
  return {
    [destination.startsWith('pl-') ? 'PrefixListId' : 'DestinationCidrBlock']: destination,
    Type: flag === 'propagated' ? 'propagated' : 'static',
    State: flag === 'blackhole' ? 'blackhole' : 'active',
    ...(flag === 'blackhole' ? {} : { TransitGatewayAttachments: [member] }),
  }
}

export function transitPeering(id: string, gateways: readonly [string, string]): JsonObject {
  const [RequesterTgwInfo, AccepterTgwInfo] = gateways.map((TransitGatewayId) => ({
    TransitGatewayId,
    OwnerId: OWNER,
    Region: 'eu-west-1',
  }))
  return {
    TransitGatewayAttachmentId: id,
    State: 'available',
    RequesterTgwInfo: RequesterTgwInfo ?? {},
    AccepterTgwInfo: AccepterTgwInfo ?? {},
  }
}

/** Behind a virtual private gateway or, with `tgw-`, a transit gateway; tunnels are `UP` or `DOWN`. */
export function vpnConnection(id: string, gatewayId: string, tunnels: readonly string[] = ['UP', 'UP']): JsonObject {
  return {
    VpnConnectionId: id,
    CustomerGatewayId: 'cgw-1',
    State: 'available',
    Type: 'ipsec.1',
    [gatewayId.startsWith('tgw-') ? 'TransitGatewayId' : 'VpnGatewayId']: gatewayId,
    VgwTelemetry: tunnels.map((Status) => ({ Status })),
  }
}

export function vpnGateway(id: string, vpcId: string, state = 'attached'): JsonObject {
  return { VpnGatewayId: id, State: 'available', Type: 'ipsec.1', VpcAttachments: [{ VpcId: vpcId, State: state }] }
}

export interface BalancerPlan {
  /** `app/web/1` or `net/web/1`. */
  readonly name: string
  readonly vpc: string
  readonly isInternal?: boolean
  readonly groups?: readonly string[]
  /** Zone name to subnet. */
  readonly zones: Readonly<Record<string, string>>
  /** Port and protocol: `443 TCP`. */
  readonly listener: string
  readonly target: {
    readonly type: 'instance' | 'ip'
    readonly port: number
    /** Id, and after it its health unless `healthy`. */
    readonly ids: readonly string[]
    readonly attributes?: Readonly<Record<string, string>>
  }
  readonly attributes?: Readonly<Record<string, string>>
}

const ARN = `arn:aws:elasticloadbalancing:eu-west-1:${OWNER}`

export function balancerArn(name: string): string {
  return `${ARN}:loadbalancer/${name}`
}

export function loadBalancer(plan: BalancerPlan): Elements {
  const { target } = plan
  const [port, protocol = 'TCP'] = plan.listener.split(' ')
  const TargetGroupArn = `${ARN}:targetgroup/${plan.name.replaceAll('/', '-')}/1`
  const LoadBalancerArn = balancerArn(plan.name)
  return {
    LoadBalancers: [
      {
        LoadBalancerArn,
        LoadBalancerName: plan.name.split('/')[1] ?? '',
        Type: plan.name.startsWith('app/') ? 'application' : 'network',
        Scheme: plan.isInternal ? 'internal' : 'internet-facing',
        VpcId: plan.vpc,
        IpAddressType: 'ipv4',
        State: { Code: 'active' },
        SecurityGroups: plan.groups ?? [],
        AvailabilityZones: Object.entries(plan.zones).map(([ZoneName, SubnetId]) => ({ ZoneName, SubnetId })),
        Attributes: attributes(plan.attributes),
      },
    ],
    Listeners: [
      {
        ListenerArn: `${ARN}:listener/${plan.name}/1`,
        LoadBalancerArn,
        Port: Number(port),
        Protocol: protocol,
        DefaultActions: [{ Type: 'forward', TargetGroupArn }],
      },
    ],
    TargetGroups: [
      {
        TargetGroupArn,
        TargetGroupName: 'targets',
        Protocol: protocol === 'UDP' ? 'UDP' : plan.name.startsWith('app/') ? 'HTTP' : 'TCP',
        Port: target.port,
        VpcId: plan.vpc,
        TargetType: target.type,
        LoadBalancerArns: [LoadBalancerArn],
        Targets: target.ids.map(targetOf),
        Attributes: attributes(target.attributes),
      },
    ],
  }
}

function targetOf(text: string): JsonObject {
  const [Id = '', State = 'healthy'] = text.split(' ')
  return { Target: { Id }, TargetHealth: { State } }
}

function attributes(plan: Readonly<Record<string, string>> = {}): readonly JsonObject[] {
  return Object.entries(plan).map(([Key, Value]) => ({ Key, Value }))
}
