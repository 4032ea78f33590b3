/**
 * Which interface owns an address: private ones by VPC, because two VPCs may share a block, and public ones at large.
 * Source: EC2 guide, "Elastic network interfaces", "Prefix delegation"; VPC guide, "Internet gateways".
 */

import type { Inventory } from '../inventory/inventory.ts'
import { baseOf } from '../inventory/lookups.ts'
import type { NetworkInterface, Vpc } from '../inventory/network.ts'
import { holds } from '../net/interval-set.ts'
import { type Address, containsAddress, type Family, type Prefix, parseAddress } from '../net/prefix.ts'
import { INTERNET } from '../net/traffic.ts'
import { coverageOf, type Network, unreadAddresses } from './network.ts'

/** A public address and the private one an internet gateway maps it to; over IPv6 they are the same. */
export interface PublicBinding {
  readonly publicIp: Address
  readonly privateIp: Address
  readonly vpcId: string
  /** Null for a regional NAT gateway, which stands in no subnet. */
  readonly subnetId: string | null
  /** Null when the interface was not collected. */
  readonly networkInterface: NetworkInterface | null
  readonly natGatewayId: string | null
}

type Value = Address['value']

interface Owners {
  readonly byValue: ReadonlyMap<Value, NetworkInterface>
  readonly delegated: readonly { readonly prefix: Prefix; readonly networkInterface: NetworkInterface }[]
  /** Has some interface addresses that could not be read? */
  readonly unread: boolean
}

interface AddressIndex {
  /** Built VPC by VPC, when it is first asked for. */
  readonly ownersByVpc: Map<string, Owners>
  readonly publicByValue: ReadonlyMap<Value, PublicBinding>
  /** By VPC and private address: what an internet gateway puts in its place. */
  readonly publicByPrivate: ReadonlyMap<string, ReadonlyMap<Value, PublicBinding>>
  /** Elastic IP addresses that belong to the account and lead nowhere. */
  readonly idle: ReadonlySet<Value>
  readonly delegatedIpv6: readonly { readonly prefix: Prefix; readonly networkInterface: NetworkInterface }[]
}

/** No rule is part of it, so networks that differ only in rules share it. */
const INDEXES = new WeakMap<Inventory, AddressIndex>()

/** The interface of a VPC that owns an address: primary, secondary, IPv6, or out of a delegated prefix. */
export function interfaceAt(network: Network, vpcId: string, address: Address): NetworkInterface | null {
  const { byValue, delegated } = ownersOf(network, vpcId)
  const own = byValue.get(address.value)
  if (own) return own
  return delegated.find(({ prefix }) => containsAddress(prefix, address))?.networkInterface ?? null
}

/** Is it sure that no interface of the VPC owns an address that `interfaceAt` does not find? */
export function addressesTold(network: Network, vpcId: string): boolean {
  return interfacesTold(network, vpcId) && !ownersOf(network, vpcId).unread
}

/** Were all interfaces of the VPC collected? */
export function interfacesTold({ inventory }: Network, vpcId: string): boolean {
  const vpc = inventory.vpcs.get(vpcId)
  return vpc !== undefined && coverageOf(inventory, vpc, 'NetworkInterfaces') === 'complete'
}

/** Is it one of the interface's own addresses? Public IPv4 addresses are not: the gateway maps them. */
export function ownsAddress(networkInterface: NetworkInterface, address: Address): boolean {
  const { addresses, ipv6Addresses, prefixes } = networkInterface
  const same = (own: Address) => own.family === address.family && own.value === address.value
  return (
    addresses.some(({ privateIp }) => same(privateIp)) ||
    ipv6Addresses.some(same) ||
    prefixes.some((prefix) => containsAddress(prefix, address))
  )
}

/** What a public address of the inventory leads to; null when nothing here owns it. */
export function publicBinding(network: Network, address: Address): PublicBinding | null {
  const index = addressIndexOf(network)
  const known = index.publicByValue.get(address.value)
  if (known || address.family === 4) return known ?? null
  const owner = index.delegatedIpv6.find(({ prefix }) => containsAddress(prefix, address))?.networkInterface
  return owner && isPublic(address) ? bindingOf(owner, address, address) : null
}

/** What the internet gateway of a VPC puts in place of a private source; null when it has no public address. */
export function publicAddressOf(network: Network, vpcId: string, address: Address): PublicBinding | null {
  if (address.family === 4) return addressIndexOf(network).publicByPrivate.get(vpcId)?.get(address.value) ?? null
  const owner = isPublic(address) ? interfaceAt(network, vpcId, address) : null
  return owner ? bindingOf(owner, address, address) : null
}

/** Is it an Elastic IP address that is associated with nothing? */
export function isIdleElasticIp(network: Network, address: Address): boolean {
  return addressIndexOf(network).idle.has(address.value)
}

/** An address a client on the internet can have, or a server. */
export function isPublic(address: Address): boolean {
  return address.family === 4 ? holds(INTERNET.v4, address.value) : holds(INTERNET.v6, address.value)
}

/** The VPCs whose blocks hold the address. */
export function vpcsHolding({ inventory }: Network, address: Address): readonly Vpc[] {
  return [...inventory.vpcs.values()].filter(({ cidrs }) => cidrs.some((cidr) => containsAddress(cidr, address)))
}

/** The first address of a family: the primary private one, or the first IPv6 address. */
export function firstAddress(networkInterface: NetworkInterface, family: Family): Address | null {
  const { addresses, ipv6Addresses, prefixes } = networkInterface
  if (family === 4) {
    const primary = addresses.find((each) => each.primary && each.privateIp.family === 4)
    return primary?.privateIp ?? addresses.find(({ privateIp }) => privateIp.family === 4)?.privateIp ?? null
  }
  const delegated = prefixes.find((prefix) => prefix.family === 6)
  const own = ipv6Addresses.at(0) ?? addresses.find(({ privateIp }) => privateIp.family === 6)?.privateIp
  return own ?? (delegated?.family === 6 ? { family: 6, value: delegated.base } : null)
}

function ownersOf(network: Network, vpcId: string): Owners {
  const { ownersByVpc } = addressIndexOf(network)
  const known = ownersByVpc.get(vpcId)
  if (known) return known
  const interfaces = network.index.interfacesByVpc.get(vpcId) ?? []
  const byValue = new Map<Value, NetworkInterface>()
  for (const each of interfaces) {
    for (const { privateIp } of each.addresses) if (!byValue.has(privateIp.value)) byValue.set(privateIp.value, each)
    for (const { value } of each.ipv6Addresses) if (!byValue.has(value)) byValue.set(value, each)
  }
  const owners = {
    byValue,
    delegated: delegatedBy(interfaces),
    unread: interfaces.some((each) => unreadAddresses(each).length > 0),
  }
  ownersByVpc.set(vpcId, owners)
  return owners
}

function delegatedBy(interfaces: Iterable<NetworkInterface>): AddressIndex['delegatedIpv6'] {
  const all = []
  for (const networkInterface of interfaces) {
    for (const prefix of networkInterface.prefixes) all.push({ prefix, networkInterface })
  }
  return all
}

function addressIndexOf(network: Network): AddressIndex {
  const inventory = baseOf(network.inventory)
  const known = INDEXES.get(inventory)
  if (known) return known
  const bindings = [...interfaceBindings(inventory), ...elasticBindings(inventory), ...natBindings(inventory)]
  const publicByValue = new Map<Value, PublicBinding>()
  const publicByPrivate = new Map<string, Map<Value, PublicBinding>>()
  for (const binding of bindings) {
    if (!publicByValue.has(binding.publicIp.value)) publicByValue.set(binding.publicIp.value, binding)
    const ofVpc = publicByPrivate.get(binding.vpcId) ?? new Map<Value, PublicBinding>()
    publicByPrivate.set(binding.vpcId, ofVpc)
    if (!ofVpc.has(binding.privateIp.value)) ofVpc.set(binding.privateIp.value, binding)
  }
  const index: AddressIndex = {
    ownersByVpc: new Map(),
    publicByValue,
    publicByPrivate,
    idle: idleAddresses(inventory, publicByValue),
    delegatedIpv6: delegatedBy(inventory.networkInterfaces.values()).filter(({ prefix }) => prefix.family === 6),
  }
  INDEXES.set(inventory, index)
  return index
}

function bindingOf(networkInterface: NetworkInterface, publicIp: Address, privateIp: Address): PublicBinding {
  const { vpcId, subnetId } = networkInterface
  return { publicIp, privateIp, vpcId, subnetId, networkInterface, natGatewayId: null }
}

function interfaceBindings({ networkInterfaces }: Inventory): readonly PublicBinding[] {
  const bindings: PublicBinding[] = []
  for (const each of networkInterfaces.values()) {
    for (const { publicIp, privateIp } of each.addresses)
      if (publicIp) bindings.push(bindingOf(each, publicIp, privateIp))
    for (const address of each.ipv6Addresses) if (isPublic(address)) bindings.push(bindingOf(each, address, address))
  }
  return bindings
}

/** An Elastic IP address tells its interface, also where the interface does not tell it. */
function elasticBindings({ elasticIps, networkInterfaces }: Inventory): readonly PublicBinding[] {
  return [...elasticIps.values()].flatMap(({ publicIp, privateIp, networkInterfaceId }) => {
    const owner = networkInterfaceId === null ? undefined : networkInterfaces.get(networkInterfaceId)
    // Told at different times the two may differ: then the interface knows its own addresses.
    const told = owner && privateIp && ownsAddress(owner, privateIp) ? privateIp : null
    const inside = told ?? (owner && firstAddress(owner, publicIp.family))
    return owner && inside ? [bindingOf(owner, publicIp, inside)] : []
  })
}

/** A NAT gateway tells its addresses itself, also where its interface was not collected. */
function natBindings({ natGateways, networkInterfaces }: Inventory): readonly PublicBinding[] {
  return [...natGateways.values()].flatMap(({ id, vpcId, subnetId, addresses }) =>
    addresses.flatMap((each): readonly PublicBinding[] => {
      const publicIp = each.publicIp === null ? null : parseAddress(each.publicIp)
      if (!publicIp) return []
      const privateIp = (each.privateIp === null ? null : parseAddress(each.privateIp)) ?? publicIp
      const networkInterface = (each.interfaceId && networkInterfaces.get(each.interfaceId)) || null
      return [{ publicIp, privateIp, vpcId, subnetId, networkInterface, natGatewayId: id }]
    }),
  )
}

function idleAddresses({ elasticIps }: Inventory, owned: ReadonlyMap<Value, unknown>): ReadonlySet<Value> {
  const idle = [...elasticIps.values()].filter(
    ({ publicIp, networkInterfaceId, instanceId, associationId }) =>
      networkInterfaceId === null && instanceId === null && associationId === null && !owned.has(publicIp.value),
  )
  return new Set(idle.map(({ publicIp }) => publicIp.value))
}
