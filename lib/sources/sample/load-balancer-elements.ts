/** Load balancers, listeners, target groups and the interfaces they put into subnets. Source: Elastic Load Balancing API reference. */

import { interfaceParts } from './interface-elements.ts'
import { arn, type Part, REGION, type SubnetPlan, tags, type VpcPlan, zoneName } from './place.ts'
import { sampleHex } from './sample-id.ts'
import { groupId } from './security-group-elements.ts'

export interface LoadBalancerPlan {
  readonly name: string
  readonly kind: 'app' | 'net'
  readonly scheme: 'internet-facing' | 'internal'
  readonly subnets: readonly SubnetPlan[]
  readonly groups: readonly string[]
  /** One a subnet, for an internet-facing one. */
  readonly publicIps?: readonly string[]
  readonly host: number
  readonly listeners: readonly ListenerPlan[]
}

export interface ListenerPlan {
  readonly port: number
  readonly protocol: string
  readonly targetGroup?: string
  readonly sslPolicy?: string
  /** Sends the client to HTTPS instead. */
  readonly redirects?: boolean
}

export function loadBalancerArn(account: string, kind: 'app' | 'net', name: string): string {
  return arn('elasticloadbalancing', account, `loadbalancer/${kind}/${name}/${sampleHex(name, 16)}`)
}

export function loadBalancerParts(plan: LoadBalancerPlan): readonly Part[] {
  const [first] = plan.subnets
  if (!first) throw new TypeError('A load balancer has at least one subnet.')
  const { vpc } = first
  const LoadBalancerArn = loadBalancerArn(vpc.account, plan.kind, plan.name)
  const balancer: Part = [
    'LoadBalancers',
    {
      LoadBalancerArn,
      LoadBalancerName: plan.name,
      DNSName: `${plan.name}-${sampleHex(plan.name, 10)}.${REGION}.elb.amazonaws.com`,
      Scheme: plan.scheme,
      Type: plan.kind === 'app' ? 'application' : 'network',
      VpcId: vpc.id,
      IpAddressType: vpc.ipv6 && plan.scheme === 'internet-facing' ? 'dualstack' : 'ipv4',
      State: { Code: 'active' },
      SecurityGroups: plan.groups.map((name) => groupId(vpc, name)),
      AvailabilityZones: plan.subnets.map((subnet) => ({ ZoneName: zoneName(subnet.zone), SubnetId: subnet.id })),
      Attributes: [
        { Key: 'access_logs.s3.enabled', Value: 'true' },
        { Key: 'load_balancing.cross_zone.enabled', Value: String(plan.kind === 'app') },
      ],
      Tags: tags({ Name: plan.name }),
    },
  ]
  return [
    balancer,
    ...plan.listeners.map((one) => listener(vpc, LoadBalancerArn, one)),
    ...balancerInterfaces(plan, vpc),
  ]
}

function balancerInterfaces(plan: LoadBalancerPlan, vpc: VpcPlan): readonly Part[] {
  return plan.subnets.flatMap((subnet, index) => {
    const publicIp = plan.publicIps?.[index]
    return interfaceParts({
      name: `${plan.name}-${subnet.zone}`,
      subnet,
      host: plan.host,
      groups: plan.groups,
      description: `ELB ${plan.kind}/${plan.name}/${sampleHex(plan.name, 16)}`,
      type: plan.kind === 'app' ? 'interface' : 'network_load_balancer',
      requester: 'amazon-elb',
      hasIpv6: vpc.ipv6 !== null && publicIp !== undefined,
      ...(publicIp === undefined ? {} : { publicIp }),
    })
  })
}

function listener(vpc: VpcPlan, LoadBalancerArn: string, plan: ListenerPlan): Part {
  const redirect = { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }
  const forward = { Type: 'forward', TargetGroupArn: targetGroupArn(vpc, plan.targetGroup ?? '') }
  const id = sampleHex(`${LoadBalancerArn}:${plan.port}`, 16)
  return [
    'Listeners',
    {
      ListenerArn: `${LoadBalancerArn.replace(':loadbalancer/', ':listener/')}/${id}`,
      LoadBalancerArn,
      Port: plan.port,
      Protocol: plan.protocol,
      ...(plan.sslPolicy ? { SslPolicy: plan.sslPolicy } : {}),
      DefaultActions: [plan.redirects ? redirect : forward],
    },
  ]
}

function targetGroupArn(vpc: VpcPlan, name: string): string {
  return arn('elasticloadbalancing', vpc.account, `targetgroup/${name}/${sampleHex(`tg ${name}`, 16)}`)
}

export interface TargetGroupPlan {
  readonly vpc: VpcPlan
  readonly name: string
  readonly targetType: 'instance' | 'ip'
  readonly protocol: string
  readonly port: number
  readonly loadBalancer: string
  /** Instance ids or addresses. */
  readonly targets: readonly string[]
}

export function targetGroupElement(plan: TargetGroupPlan): Part {
  const { vpc, name, port } = plan
  return [
    'TargetGroups',
    {
      TargetGroupArn: targetGroupArn(vpc, name),
      TargetGroupName: name,
      Protocol: plan.protocol,
      Port: port,
      VpcId: vpc.id,
      TargetType: plan.targetType,
      LoadBalancerArns: [plan.loadBalancer],
      Targets: plan.targets.map((Id) => ({ Target: { Id, Port: port }, TargetHealth: { State: 'healthy' } })),
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }],
      Tags: tags({ Name: name }),
    },
  ]
}
