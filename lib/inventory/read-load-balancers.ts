/** Load balancers of all four kinds, their listeners and target groups. Source: Elastic Load Balancing API references. */

import type { JsonObject } from '../describe/document.ts'
import { arnNamed } from './arn-naming.ts'
import {
  absentLists,
  type ElementReader,
  elementsOf,
  fillMissing,
  leftOut,
  type Reading,
  readAll,
  resourceOf,
} from './element-reader.ts'
import { pointerOf, type SourceRef } from './resource.ts'
import type { Listener, LoadBalancer, Target, TargetGroup } from './services.ts'
import { firstText, flag, hasList, idsOf, idText, number, object, objects, text, texts, textsOf } from './wire.ts'

const KINDS: ReadonlyMap<string, LoadBalancer['kind']> = new Map([
  ['application', 'application'],
  ['network', 'network'],
  ['gateway', 'gateway'],
])

const TARGET_TYPES: ReadonlyMap<string, TargetGroup['targetType']> = new Map([
  ['instance', 'instance'],
  ['ip', 'ip'],
  ['lambda', 'lambda'],
  ['alb', 'alb'],
])

/** By ARN; a classic load balancer has none of its own and gets the one its policies would name. */
export function readLoadBalancers(reading: Reading): Map<string, LoadBalancer> {
  const balancers = readAll(reading, [LOAD_BALANCER, CLASSIC_LOAD_BALANCER])
  const listeners = listenersByBalancer(reading)
  for (const [id, balancer] of balancers) {
    if (balancer.kind === 'classic') continue
    const document = reading.documents[balancer.source.document]
    const collected = document?.elements.has('Listeners') && !document.partial.has('Listeners')
    balancers.set(id, { ...balancer, listeners: listeners.get(id) ?? (collected ? [] : null) })
  }
  return balancers
}

const LOAD_BALANCER: ElementReader<LoadBalancer> = {
  key: 'LoadBalancers',
  idOf: (element) => text(element, 'LoadBalancerArn'),
  read: (wire, id) => {
    const { element } = wire
    return {
      ...resourceOf(wire, id, { arn: id, name: text(element, 'LoadBalancerName') }),
      kind: KINDS.get(text(element, 'Type') ?? '') ?? kindOfArn(id),
      scheme: schemeOf(element),
      vpcId: idText(element, 'VpcId', 'vpc'),
      subnetIds: idsOf(textsOf(element, 'AvailabilityZones', 'SubnetId'), 'subnet'),
      securityGroupIds: idsOf(texts(element, 'SecurityGroups'), 'sg'),
      dnsName: text(element, 'DNSName'),
      ipAddressType: text(element, 'IpAddressType'),
      state: text(object(element, 'State'), 'Code') ?? 'unknown',
      listeners: null,
      unread: [],
      instanceIds: [],
      attributes: attributesOf(element),
      enforcesGroupsOnPrivateLink: enforcement(element),
    }
  },
}

/** Source: Elastic Load Balancing API reference, SetSecurityGroups. */
function enforcement(element: JsonObject): boolean | null {
  const word = text(element, 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic')
  return word === 'on' ? true : word === 'off' ? false : null
}

/** The ARN says the kind too: `loadbalancer/app/…`, `/net/…`, `/gwy/…`. */
function kindOfArn(arn: string): LoadBalancer['kind'] {
  if (arn.includes(':loadbalancer/net/')) return 'network'
  return arn.includes(':loadbalancer/gwy/') ? 'gateway' : 'application'
}

function schemeOf(element: JsonObject): LoadBalancer['scheme'] {
  const scheme = text(element, 'Scheme')
  return scheme === 'internet-facing' || scheme === 'internal' ? scheme : 'unknown'
}

/** Null when the attributes were not collected. */
function attributesOf(element: JsonObject): Readonly<Record<string, string>> | null {
  if (!hasList(element, 'Attributes')) return null
  return Object.fromEntries(
    objects(element, 'Attributes').map((item) => [text(item, 'Key') ?? '', String(item['Value'] ?? '')]),
  )
}

const CLASSIC_LOAD_BALANCER: ElementReader<LoadBalancer> = {
  key: 'LoadBalancerDescriptions',
  idOf: arnNamed({
    arn: 'LoadBalancerArn',
    name: 'LoadBalancerName',
    service: 'elasticloadbalancing',
    prefix: 'loadbalancer/',
  }),
  read: (wire, id) => {
    const { element } = wire
    return {
      ...resourceOf(wire, id, { arn: id, name: text(element, 'LoadBalancerName') }),
      kind: 'classic',
      scheme: schemeOf(element),
      vpcId: idText(element, 'VPCId', 'vpc'),
      subnetIds: idsOf(texts(element, 'Subnets'), 'subnet'),
      securityGroupIds: idsOf(texts(element, 'SecurityGroups'), 'sg'),
      dnsName: text(element, 'DNSName'),
      ipAddressType: null,
      state: 'active',
      listeners: objects(element, 'ListenerDescriptions').map((description, index) => ({
        ...classicListener(id, description),
        pointer: `/LoadBalancerDescriptions/${wire.source.index}/ListenerDescriptions/${index}`,
        document: wire.source.document,
      })),
      unread: absentLists(wire, ['Subnets', 'Instances']),
      instanceIds: textsOf(element, 'Instances', 'InstanceId'),
      attributes: classicAttributes(element),
      enforcesGroupsOnPrivateLink: null,
    }
  },
}

/** They are told as an object; cross-zone gets the name the newer load balancers give it. */
function classicAttributes(element: JsonObject): Readonly<Record<string, string>> | null {
  const told = flag(object(object(element, 'LoadBalancerAttributes'), 'CrossZoneLoadBalancing'), 'Enabled')
  const listed = attributesOf(element)
  return told === null ? listed : { ...listed, 'load_balancing.cross_zone.enabled': String(told) }
}

function classicListener(loadBalancer: string, description: JsonObject): Omit<Listener, 'pointer' | 'document'> {
  const listener = object(description, 'Listener')
  const port = number(listener, 'LoadBalancerPort')
  return {
    arn: `${loadBalancer}/listener/${port ?? 'unknown'}`,
    protocol: text(listener, 'Protocol') ?? 'unknown',
    port,
    sslPolicy: texts(description, 'PolicyNames')[0] ?? null,
    targetGroupArns: [],
    idleTargetGroupArns: [],
    defaultAction: 'forward',
    instancePort: number(listener, 'InstancePort'),
  }
}

/** Listeners by the ARN of their load balancer, sorted by port. */
function listenersByBalancer(reading: Reading): ReadonlyMap<string, readonly Listener[]> {
  const found = new Map<string, Map<string, Listener>>()
  for (const { element, document, source } of elementsOf(reading, 'Listeners')) {
    const arn = text(element, 'ListenerArn')
    const balancer = text(element, 'LoadBalancerArn')
    if (arn === null || balancer === null) {
      leftOut(reading, { document, key: 'Listeners' }, element)
      continue
    }
    const siblings = found.get(balancer) ?? new Map<string, Listener>()
    found.set(balancer, siblings.set(arn, listenerOf(arn, element, source)))
  }
  return new Map([...found].map(([balancer, listeners]) => [balancer, [...listeners.values()].sort(byPort)]))
}

function byPort(a: Listener, b: Listener): number {
  return (a.port ?? 0) - (b.port ?? 0) || (a.arn < b.arn ? -1 : 1)
}

function listenerOf(arn: string, element: JsonObject, source: SourceRef): Listener {
  const actions = objects(element, 'DefaultActions')
  const single = actions.flatMap((action) => text(action, 'TargetGroupArn') ?? [])
  const weighted = actions.map((action) => objects(object(action, 'ForwardConfig'), 'TargetGroups'))
  const arnsOf = (groups: readonly JsonObject[]) => groups.flatMap((group) => text(group, 'TargetGroupArn') ?? [])
  const idle = weighted.flatMap((groups) => arnsOf(groups.filter(isIdle)))
  const named = [...single, ...weighted.flatMap(arnsOf)]
  const [last] = actions.slice(-1)
  return {
    arn,
    protocol: text(element, 'Protocol') ?? 'unknown',
    port: number(element, 'Port'),
    sslPolicy: text(element, 'SslPolicy'),
    targetGroupArns: [...new Set(named)].filter((each) => !idle.includes(each)),
    idleTargetGroupArns: [...new Set(idle)],
    defaultAction: last ? text(last, 'Type') : null,
    instancePort: null,
    pointer: pointerOf(source),
    document: source.document,
  }
}

/** A group of weight 0 gets nothing, alone too. Source: Application Load Balancers guide, "Forward actions". */
function isIdle(group: JsonObject): boolean {
  return number(group, 'Weight') === 0
}

/** Targets and attributes come from calls of their own. */
export function readTargetGroups(reading: Reading): Map<string, TargetGroup> {
  return readAll(reading, [TARGET_GROUP], (best, other) => ({
    ...fillMissing(best, other),
    loadBalancerArns: best.loadBalancerArns.length > 0 ? best.loadBalancerArns : other.loadBalancerArns,
  }))
}

const TARGET_GROUP: ElementReader<TargetGroup> = {
  key: 'TargetGroups',
  idOf: (element) => text(element, 'TargetGroupArn'),
  read: (wire, id) => {
    const { element } = wire
    return {
      ...resourceOf(wire, id, { arn: id, name: text(element, 'TargetGroupName') }),
      targetType: TARGET_TYPES.get(text(element, 'TargetType') ?? '') ?? 'unknown',
      protocol: text(element, 'Protocol'),
      port: number(element, 'Port'),
      ipAddressType: text(element, 'IpAddressType'),
      vpcId: idText(element, 'VpcId', 'vpc'),
      loadBalancerArns: texts(element, 'LoadBalancerArns'),
      targets: targetsOf(element),
      attributes: attributesOf(element),
    }
  },
}

function targetsOf(element: JsonObject): readonly Target[] | null {
  if (!hasList(element, 'Targets')) return null
  return objects(element, 'Targets').flatMap((item) => {
    const target = object(item, 'Target')
    const id = firstText(target, 'Id')
    if (id === null) return []
    return [
      {
        id,
        port: number(target, 'Port'),
        availabilityZone: text(target, 'AvailabilityZone'),
        health: text(object(item, 'TargetHealth'), 'State'),
      },
    ]
  })
}
