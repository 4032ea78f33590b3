/** What carries a security group, or may, though no interface says so: the group may be in use all the same. */

import type { Inventory } from '../inventory/inventory.ts'
import type { Instance, NetworkInterface } from '../inventory/network.ts'
import type { Resource } from '../inventory/resource.ts'
import { TCP, UDP } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import { internetVerdict } from '../reachability/internet-reach.ts'
import type { Network } from '../reachability/network.ts'
import { carrierName } from './carrier-name.ts'
import type { ExposureLevel } from './finding.ts'
import { counted, listWords } from './wording.ts'

export interface HiddenCarrier {
  readonly resource: Resource
  /** An `interface` may carry the group: its groups were not told. The others do carry it. */
  readonly role: 'instance' | 'attached' | 'interface'
  /** Surely without a public address, or off; what reaches any other is unknown. */
  readonly shut: boolean
}

/** Hidden carriers by the id of the group. */
export type HiddenCarriers = ReadonlyMap<string, readonly HiddenCarrier[]>

/**
 * An instance is hidden when no interface of it is known; a service when it names a group no known interface carries,
 * for nothing ties the interfaces of a service to it. Exports that hold instances and services only are read this way.
 */
export function findHiddenCarriers(network: Network): HiddenCarriers {
  const found = new Map<string, HiddenCarrier[]>()
  const add = (groupIds: readonly string[], carrier: HiddenCarrier) => {
    for (const id of groupIds) {
      const known = found.get(id)
      if (known) known.push(carrier)
      else found.set(id, [carrier])
    }
  }
  for (const [instance, carrier] of hiddenInstances(network)) add(instance.securityGroupIds, carrier)
  for (const service of servicesOf(network.inventory)) {
    const hidden = service.groupIds.filter((id) => !network.index.interfacesBySecurityGroup.has(id))
    add(hidden, { resource: service.resource, role: 'attached', shut: service.shut })
  }
  return withPossible(network, found)
}

/** An interface whose groups were not told may carry any group of its VPC that it is not known to carry. */
function withPossible(network: Network, found: HiddenCarriers): HiddenCarriers {
  const { index, inventory } = network
  if (index.interfacesOfUnknownGroupsByVpc.size === 0) return found
  const byVpc = new Map(
    [...index.interfacesOfUnknownGroupsByVpc].map(([vpcId, each]) => [vpcId, possibleCarriers(inventory, each)]),
  )
  const all = new Map(found)
  for (const { id, vpcId } of inventory.securityGroups.values()) {
    const shared = inventory.securityGroupVpcAssociations.filter(({ groupId }) => groupId === id)
    const vpcs = new Set([...(vpcId === null ? [] : [vpcId]), ...shared.map((each) => each.vpcId)])
    const possible = [...vpcs].flatMap((vpc) => byVpc.get(vpc) ?? [])
    if (possible.length > 0) all.set(id, [...(found.get(id) ?? []), ...possible])
  }
  return all
}

/** Shut is one that nothing of the internet reaches whatever its groups admit. */
function possibleCarriers(inventory: Inventory, interfaces: readonly NetworkInterface[]): readonly HiddenCarrier[] {
  return interfaces.map((each) => {
    const verdicts = ([4, 6] as const).flatMap((family) =>
      [TCP, UDP].map((protocol) =>
        internetVerdict(inventory, { interfaceId: each.id, family, protocol, ports: ALL_PORTS }),
      ),
    )
    const shut = verdicts.every((verdict) => verdict === 'blocked')
    return { resource: { ...each, name: carrierName(inventory, each) }, role: 'interface', shut }
  })
}

/** Instances as carriers, without those whose interfaces are known: these tell. In the order of ids; kept. */
export function hiddenInstances(network: Network): ReadonlyMap<Instance, HiddenCarrier> {
  const known = HIDDEN.get(network)
  if (known) return known
  const hidden = new Map<Instance, HiddenCarrier>()
  for (const instance of network.inventory.instances.values()) {
    if (network.index.interfacesByInstance.has(instance.id)) continue
    hidden.set(instance, { resource: instance, role: 'instance', shut: OFF.has(instance.state) })
  }
  HIDDEN.set(network, hidden)
  return hidden
}

const HIDDEN = new WeakMap<Network, ReadonlyMap<Instance, HiddenCarrier>>()

const OFF: ReadonlySet<string> = new Set(['stopped', 'stopping', 'shutting-down', 'terminated'])

interface Service {
  readonly resource: Resource
  readonly groupIds: readonly string[]
  readonly shut: boolean
}

function servicesOf(inventory: Inventory): readonly Service[] {
  const service = (shut: boolean) => (resource: Resource & { readonly securityGroupIds: readonly string[] }) => ({
    resource,
    groupIds: resource.securityGroupIds,
    shut,
  })
  return [
    ...[...inventory.loadBalancers.values()].map((each) => service(each.scheme === 'internal')(each)),
    ...[...inventory.databases.values()].map((each) =>
      service(each.publiclyAccessible === false || NEVER_PUBLIC.has(each.service))(each),
    ),
    // Functions, cluster control planes and endpoints get private addresses only. Source: Lambda, EKS, PrivateLink guides.
    ...[...inventory.computes.values()].map(service(true)),
    ...[...inventory.vpcEndpoints.values()].map(service(true)),
    ...[...inventory.instanceConnectEndpoints.values()].map(service(true)),
    ...[...inventory.clientVpnEndpoints.values()].map(service(false)),
  ]
}

/** Source: ElastiCache, MemoryDB and OpenSearch guides: inside a VPC they have private addresses only. */
const NEVER_PUBLIC: ReadonlySet<string> = new Set(['elasticache', 'memorydb', 'opensearch'])

/** What hidden carriers leave open: unknown as soon as one of them may be reached. */
export function hiddenLevel(carriers: readonly HiddenCarrier[]): Extract<ExposureLevel, 'unknown' | 'internal'> {
  return carriers.every(({ shut }) => shut) ? 'internal' : 'unknown'
}

/** `gateway-1 carries it by an interface that is in no document`. */
export function hiddenText(carriers: readonly HiddenCarrier[]): string {
  const possible = carriers.filter(({ role }) => role === 'interface')
  const certain = carriers.filter(({ role }) => role !== 'interface')
  return [certain.length > 0 ? certainText(certain) : '', possible.length > 0 ? possibleText(possible) : '']
    .filter((text) => text !== '')
    .join('; ')
}

function possibleText(carriers: readonly HiddenCarrier[]): string {
  const shut = hiddenLevel(carriers) === 'internal' ? ', and the internet does not get there' : ''
  const whose = carriers.length === 1 ? 'its' : 'their'
  return `${listWords(namesOf(carriers))} may carry it, for ${whose} security groups were not told${shut}`
}

function certainText(carriers: readonly HiddenCarrier[]): string {
  const names = listWords(namesOf(carriers))
  const by =
    carriers.length === 1
      ? 'carries it by an interface that is'
      : `carry it by ${counted(carriers.length, 'interface')} that are`
  const shut = hiddenLevel(carriers) === 'internal' ? ', and without a public address or off' : ''
  return `${names} ${by} in no document${shut}`
}

/** By name; who only may carry it is `perhaps` one. */
export function hiddenNames(carriers: readonly HiddenCarrier[]): readonly string[] {
  const possible = carriers.filter(({ role }) => role === 'interface')
  const certain = carriers.filter(({ role }) => role !== 'interface')
  return [...namesOf(certain), ...namesOf(possible).map((name) => `perhaps ${name}`)]
}

function namesOf(carriers: readonly HiddenCarrier[]): readonly string[] {
  return [...new Set(carriers.map(({ resource }) => resource.name ?? resource.id))]
}

export function hiddenRelated(carriers: readonly HiddenCarrier[]): readonly { role: string; id: string }[] {
  return carriers.slice(0, 100).map(({ role, resource }) => ({ role, id: resource.id }))
}
