/** The addresses by which the internet can name an interface. Source: VPC guide, "Internet gateways"; EC2 guide, prefix delegation. */

import type { NetworkInterface } from '../inventory/network.ts'
import { holds } from '../net/interval-set.ts'
import type { Address, Family } from '../net/prefix.ts'
import { INTERNET } from '../net/traffic.ts'
import type { Network } from './network.ts'

export interface PublicAddress {
  readonly publicIp: Address
  readonly privateIp: Address
}

/** The public addresses of an interface in one family, with the private ones they lead to. */
export function publicAddresses(
  network: Network,
  networkInterface: NetworkInterface,
  family: 4 | 6,
): readonly PublicAddress[] {
  if (family === 6) return globalAddresses(networkInterface)
  const mapped = networkInterface.addresses.flatMap(({ publicIp, privateIp }) =>
    publicIp?.family === 4 ? [{ publicIp, privateIp }] : [],
  )
  const seen = new Set(mapped.map(({ publicIp }) => publicIp.value))
  const elastic = (network.index.elasticIpsByInterface.get(networkInterface.id) ?? []).flatMap(
    ({ publicIp, privateIp }) => {
      const inside = privateIp ?? networkInterface.addresses.at(0)?.privateIp ?? publicIp
      return publicIp.family === 4 && !seen.has(publicIp.value) ? [{ publicIp, privateIp: inside }] : []
    },
  )
  return [...mapped, ...elastic]
}

/** Has the internet an address for the interface? The same as a non-empty `publicAddresses`, without making the list. */
export function hasPublicAddress(network: Network, networkInterface: NetworkInterface, family: Family): boolean {
  if (family === 6) return hasGlobalAddress(networkInterface)
  for (const { publicIp } of networkInterface.addresses) if (publicIp?.family === 4) return true
  const { elasticIpsByInterface } = network.index
  return elasticIpsByInterface.size > 0 && elasticIpsByInterface.has(networkInterface.id)
}

function hasGlobalAddress({ ipv6Addresses, prefixes }: NetworkInterface): boolean {
  for (const each of ipv6Addresses) if (each.family === 6 && holds(INTERNET.v6, each.value)) return true
  for (const each of prefixes) if (each.family === 6 && holds(INTERNET.v6, each.base)) return true
  return false
}

export function globalAddresses({ ipv6Addresses, prefixes }: NetworkInterface): readonly PublicAddress[] {
  if (ipv6Addresses.length === 0 && prefixes.length === 0) return []
  const delegated: Address[] = prefixes.flatMap((prefix) =>
    prefix.family === 6 ? [{ family: 6, value: prefix.base }] : [],
  )
  return [...ipv6Addresses, ...delegated]
    .filter((address) => address.family === 6 && holds(INTERNET.v6, address.value))
    .map((address) => ({ publicIp: address, privateIp: address }))
}
