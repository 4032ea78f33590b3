/**
 * A VPC with a load balancer, for tests: nodes in the public subnets of two zones, a target in a private subnet of
 * each. A test names only what it changes. The text becomes describe documents and takes the one way into the model.
 */

import type { DescribeKey, JsonObject } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { type InterfaceSketch, type NetworkSketch, OPEN_ACL, sketchDocument } from './sketch-network.ts'

export interface NodeSketch extends Pick<InterfaceSketch, 'publicIp' | 'ipv6' | 'more'> {
  readonly subnet: string
  readonly privateIp: string
}

export interface BalancerSketch {
  readonly kind?: 'app' | 'net' | 'gwy' | 'classic'
  readonly scheme?: 'internet-facing' | 'internal'
  /** By interface id. */
  readonly nodes?: Readonly<Record<string, NodeSketch>>
  readonly groups?: readonly string[]
  /** `HTTPS:443 tg-web`, `HTTP:80 redirect`; of a classic one `TCP:443 8443`, the port of the instances. */
  readonly listeners?: readonly string[]
  /** Classic only. */
  readonly instances?: readonly string[]
  /** Null when they were not collected. */
  readonly attributes?: Readonly<Record<string, string>> | null
  readonly state?: string
}

export interface TargetGroupSketch {
  readonly type?: 'instance' | 'ip' | 'lambda' | 'alb'
  readonly protocol?: string
  readonly port?: number
  /** `i-a`, `i-a/unhealthy`, `10.0.10.10:9000/healthy@all`; null when they were not collected. */
  readonly targets?: readonly string[] | null
  readonly attributes?: Readonly<Record<string, string>> | null
  /** The load balancers it says it serves; every one that a default action names when not said. */
  readonly serves?: readonly string[]
  readonly family?: 'ipv4' | 'ipv6'
}

export interface BalancedSketch {
  readonly network?: NetworkSketch
  /** By name; `shop` is an internet-facing ALB with a listener `HTTPS:443 tg-web`. */
  readonly balancers?: Readonly<Record<string, BalancerSketch>>
  /** By name; `tg-web` holds the two instances on port 8080. */
  readonly targetGroups?: Readonly<Record<string, TargetGroupSketch>>
}

const PREFIX = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:'

export const NODES: Readonly<Record<string, NodeSketch>> = {
  'eni-node-1': { subnet: 'subnet-1', privateIp: '10.0.0.5', publicIp: '198.51.100.5' },
  'eni-node-2': { subnet: 'subnet-2', privateIp: '10.0.1.5', publicIp: '198.51.100.6' },
}

/** Nodes in `subnet-1` and `subnet-2`, targets `i-a` and `i-b` in `subnet-a` and `subnet-b`, a client in `subnet-1`. */
export const BALANCED_NETWORK = {
  subnets: {
    'subnet-1': { cidr: '10.0.0.0/24', zone: 'eu-west-1a' },
    'subnet-2': { cidr: '10.0.1.0/24', zone: 'eu-west-1b' },
    'subnet-a': { cidr: '10.0.10.0/24', zone: 'eu-west-1a' },
    'subnet-b': { cidr: '10.0.11.0/24', zone: 'eu-west-1b' },
  },
  tables: {
    'rtb-main': { routes: ['10.0.0.0/16 local'], main: true },
    'rtb-1': { routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-1'], subnets: ['subnet-1', 'subnet-2'] },
  },
  acls: { 'acl-1': { ...OPEN_ACL, subnets: ['subnet-1', 'subnet-2', 'subnet-a', 'subnet-b'] } },
  groups: {
    'sg-lb': ['in tcp 443 0.0.0.0/0', 'out all 0.0.0.0/0'],
    'sg-web': ['in tcp 8080 sg-lb', 'out all 0.0.0.0/0'],
    'sg-client': ['out all 0.0.0.0/0'],
  },
  instances: { 'i-a': 'web-a', 'i-b': 'web-b', 'i-client': 'client' },
  interfaces: {
    'eni-a': { subnet: 'subnet-a', privateIp: '10.0.10.10', publicIp: null, instance: 'i-a', groups: ['sg-web'] },
    'eni-b': { subnet: 'subnet-b', privateIp: '10.0.11.10', publicIp: null, instance: 'i-b', groups: ['sg-web'] },
    'eni-client': {
      subnet: 'subnet-1',
      privateIp: '10.0.0.100',
      publicIp: null,
      instance: 'i-client',
      groups: ['sg-client'],
    },
  },
} satisfies NetworkSketch

/** The ARN of a load balancer of this name and kind. */
export function balancerArn(name: string, kind: BalancerSketch['kind'] = 'app'): string {
  return `${PREFIX}loadbalancer/${resourceName(name, kind)}`
}

export function targetGroupArn(name: string): string {
  return `${PREFIX}targetgroup/${name}/73e2d6bc24d8a067`
}

export function sketchBalanced(sketch: BalancedSketch = {}): Inventory {
  return readDescribe([sketchDocument(withBalancers(sketch))])
}

/** The same as a sketch of a network, for tests that change it further. */
export function withBalancers(sketch: BalancedSketch): NetworkSketch {
  const balancers = Object.entries(sketch.balancers ?? { shop: {} })
  const targetGroups = Object.entries(sketch.targetGroups ?? { 'tg-web': {} })
  const network: NetworkSketch = { ...BALANCED_NETWORK, ...sketch.network }
  const newer = balancers.filter(([, { kind }]) => kind !== 'classic')
  const classic = balancers.filter(([, { kind }]) => kind === 'classic')
  const elements: Partial<Record<DescribeKey, readonly JsonObject[]>> = {
    LoadBalancers: newer.map(([name, balancer]) => loadBalancer(network, name, balancer)),
    Listeners: newer.flatMap(([name, balancer]) => listeners(name, balancer)),
    LoadBalancerDescriptions: classic.map(([name, balancer]) => classicBalancer(name, balancer)),
    TargetGroups: targetGroups.map(([name, group]) => targetGroup(name, group, newer)),
    ...network.elements,
  }
  const nodes = balancers.flatMap(([name, balancer]) => nodesOf(name, balancer))
  return { ...network, interfaces: { ...network.interfaces, ...Object.fromEntries(nodes) }, elements }
}

function resourceName(name: string, kind: BalancerSketch['kind'] = 'app'): string {
  return kind === 'classic' ? name : `${kind}/${name}/50dc6c495c0c9188`
}

const TYPES = { app: 'application', net: 'network', gwy: 'gateway', classic: 'classic' } as const
const INTERFACE_TYPES = {
  app: 'interface',
  net: 'network_load_balancer',
  gwy: 'gateway_load_balancer',
  classic: 'interface',
}

function nodesOf(name: string, sketch: BalancerSketch): readonly (readonly [string, InterfaceSketch])[] {
  const { kind = 'app', nodes = NODES, groups = ['sg-lb'], scheme } = sketch
  return Object.entries(nodes).map(([id, { publicIp = null, ...node }]) => [
    id,
    {
      ...node,
      publicIp: scheme === 'internal' ? null : publicIp,
      groups,
      instance: null,
      type: INTERFACE_TYPES[kind],
      description: `ELB ${resourceName(name, kind)}`,
      requester: 'amazon-elb',
    },
  ])
}

function loadBalancer({ subnets }: NetworkSketch, name: string, sketch: BalancerSketch): JsonObject {
  const { kind = 'app', nodes = NODES, groups = ['sg-lb'], attributes = {} } = sketch
  return {
    LoadBalancerArn: balancerArn(name, kind),
    LoadBalancerName: name,
    Type: TYPES[kind],
    Scheme: sketch.scheme ?? 'internet-facing',
    VpcId: 'vpc-1',
    State: { Code: sketch.state ?? 'active' },
    SecurityGroups: [...groups],
    IpAddressType: 'ipv4',
    AvailabilityZones: Object.values(nodes).map(({ subnet }) => ({
      SubnetId: subnet,
      ZoneName: subnets?.[subnet]?.zone ?? 'eu-west-1a',
    })),
    ...(attributes ? { Attributes: attributeList(attributes) } : {}),
  }
}

function listeners(name: string, { kind = 'app', listeners: texts = ['HTTPS:443 tg-web'] }: BalancerSketch) {
  return texts.map((text): JsonObject => {
    const [where = '', what = ''] = text.split(' ')
    const [protocol = '', port] = where.split(':')
    return {
      ListenerArn: `${PREFIX}listener/${resourceName(name, kind)}/${port ?? 'all'}`,
      LoadBalancerArn: balancerArn(name, kind),
      ...(port === undefined ? {} : { Protocol: protocol, Port: Number(port) }),
      DefaultActions: [
        what.startsWith('tg-') ? { Type: 'forward', TargetGroupArn: targetGroupArn(what) } : { Type: what },
      ],
    }
  })
}

function classicBalancer(name: string, sketch: BalancerSketch): JsonObject {
  const { nodes = NODES, groups = ['sg-lb'], listeners: texts = ['TCP:443 8080'] } = sketch
  const { instances = ['i-a', 'i-b'], attributes = {} } = sketch
  return {
    LoadBalancerName: name,
    Scheme: sketch.scheme ?? 'internet-facing',
    VPCId: 'vpc-1',
    Subnets: Object.values(nodes).map(({ subnet }) => subnet),
    SecurityGroups: [...groups],
    Instances: instances.map((InstanceId) => ({ InstanceId })),
    ListenerDescriptions: texts.map((text) => {
      const [where = '', instancePort] = text.split(' ')
      const [Protocol = '', port] = where.split(':')
      return { Listener: { Protocol, LoadBalancerPort: Number(port), InstancePort: Number(instancePort) } }
    }),
    ...(attributes ? { Attributes: attributeList(attributes) } : {}),
  }
}

function targetGroup(
  name: string,
  sketch: TargetGroupSketch,
  balancers: readonly (readonly [string, BalancerSketch])[],
): JsonObject {
  const { type = 'instance', protocol = 'HTTP', port = 8080, attributes = {}, family = 'ipv4' } = sketch
  const targets = sketch.targets === undefined ? ['i-a', 'i-b'] : sketch.targets
  const naming = balancers.filter(([, { listeners: texts = ['HTTPS:443 tg-web'] }]) =>
    texts.some((text) => text.endsWith(` ${name}`)),
  )
  return {
    TargetGroupArn: targetGroupArn(name),
    TargetGroupName: name,
    TargetType: type,
    ...(type === 'lambda' ? {} : { Protocol: protocol, Port: port, VpcId: 'vpc-1' }),
    IpAddressType: family,
    LoadBalancerArns: [...(sketch.serves ?? naming.map(([own, { kind }]) => balancerArn(own, kind)))],
    ...(targets ? { Targets: targets.map(target) } : {}),
    ...(attributes ? { Attributes: attributeList(attributes) } : {}),
  }
}

const TARGET = /^([^:/@]+)(?::(\d+))?(?:\/([a-z.]+|\?))?(?:@(.+))?$/

/** An ARN or an IPv6 address stands alone, and is healthy. */
function target(text: string): JsonObject {
  const [, id = text, port, health = 'healthy', zone] = TARGET.exec(text) ?? []
  return {
    Target: { Id: id, ...(port ? { Port: Number(port) } : {}), ...(zone ? { AvailabilityZone: zone } : {}) },
    ...(health === '?' ? {} : { TargetHealth: { State: health } }),
  }
}

function attributeList(attributes: Readonly<Record<string, string>>): JsonObject[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
}
