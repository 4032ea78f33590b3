/** Whose a public address is, as far as a snapshot tells. */

import type { Inventory } from '../../../inventory/inventory.ts'
import { type Address, formatAddress, parseAddress, prefixOf } from '../../../net/prefix.ts'
import { type AddressSet, addressSet, hasAddresses, intersectAddresses } from '../../../net/traffic.ts'

export interface OwnAddress {
  readonly address: Address
  /** `NAT gateway nat-1`, `Elastic IP eipalloc-1`. */
  readonly owner: string
  /** AWS lends it while an interface lives: another customer has it afterwards. Source: EC2 guide, "Public IPv4 addresses". */
  readonly lent: boolean
}

export interface OwnAddresses {
  readonly all: readonly OwnAddress[]
  /** Everything that stays the team's own: without what is only lent. */
  readonly kept: AddressSet
  readonly lent: AddressSet
}

/** Every public address that the snapshot ties to a resource of its accounts. */
export function ownAddresses(inventory: Inventory): OwnAddresses {
  const found = OWN.get(inventory) ?? findOwn(inventory)
  OWN.set(inventory, found)
  return found
}

const OWN = new WeakMap<Inventory, OwnAddresses>()

function findOwn(inventory: Inventory): OwnAddresses {
  const elastic = elasticAddresses(inventory)
  const known = new Set(elastic.map(({ address }) => formatAddress(address)))
  const lent = lentAddresses(inventory).filter(({ address }) => !known.has(formatAddress(address)))
  return { all: [...elastic, ...lent], kept: setOf(elastic, ownIpv6(inventory)), lent: setOf(lent) }
}

/** Those of the known addresses that a set holds, as `198.51.100.7 (NAT gateway nat-1)`. */
export function ownersIn({ all }: OwnAddresses, sources: AddressSet): readonly string[] {
  return all
    .filter(({ address }) => hasAddresses(intersectAddresses(sources, setOf([{ address }]))))
    .map(({ address, owner }) => `${formatAddress(address)} (${owner})`)
}

function setOf(addresses: readonly Pick<OwnAddress, 'address'>[], more: AddressSet['v6'] = []): AddressSet {
  const prefixes = addresses.map(({ address }) => prefixOf(address, address.family === 4 ? 32 : 128))
  const { v4, v6 } = addressSet(prefixes.filter((prefix) => prefix !== null))
  return more.length === 0 ? { v4, v6 } : { v4, v6: [...v6, ...more].toSorted((a, b) => (a[0] < b[0] ? -1 : 1)) }
}

function elasticAddresses(inventory: Inventory): readonly OwnAddress[] {
  const nat = [...inventory.natGateways.values()].flatMap(({ id, addresses }) =>
    addresses.flatMap(({ publicIp }) => {
      const address = publicIp === null ? null : parseAddress(publicIp)
      return address ? [{ address, owner: `NAT gateway ${id}`, lent: false }] : []
    }),
  )
  const taken = new Set(nat.map(({ address }) => formatAddress(address)))
  const elastic = [...inventory.elasticIps.values()]
    .filter(({ publicIp }) => !taken.has(formatAddress(publicIp)))
    .map(({ id, publicIp }) => ({ address: publicIp, owner: `Elastic IP ${id}`, lent: false }))
  const customer = [...inventory.customerGateways.values()].flatMap(({ id, ipAddress }) => {
    const address = ipAddress === null ? null : parseAddress(ipAddress)
    return address ? [{ address, owner: `customer gateway ${id}`, lent: false }] : []
  })
  return [...nat, ...elastic, ...customer]
}

function lentAddresses(inventory: Inventory): readonly OwnAddress[] {
  const lent: OwnAddress[] = []
  for (const { id, addresses } of inventory.networkInterfaces.values()) {
    for (const { publicIp, allocationId, publicIpOwner } of addresses) {
      if (publicIp && allocationId === null && publicIpOwner !== null && LENDERS.has(publicIpOwner))
        lent.push({ address: publicIp, owner: `interface ${id}`, lent: true })
    }
  }
  return lent
}

/** Source: EC2 API, NetworkInterfaceAssociation (IpOwnerId). */
const LENDERS: ReadonlySet<string> = new Set(['amazon', 'amazon-elb', 'amazon-rds'])

function ownIpv6(inventory: Inventory): AddressSet['v6'] {
  return addressSet([...inventory.vpcs.values()].flatMap(({ cidrs }) => cidrs)).v6
}
