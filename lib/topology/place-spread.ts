/**
 * Things with a foot in several subnets: load balancers, endpoints, functions, managed data stores.
 * One chip a subnet; the first stands for the thing itself, the others only for the interfaces there.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import { formatAddress } from '../net/prefix.ts'
import { type Chart, grouped, interfaceClaims } from './chart.ts'
import type { NodeKind } from './graph.ts'
import { boxFor, type Place } from './place-areas.ts'

export interface Spread extends Place {
  /** The resource, or a made-up id for one that no document holds, such as a function told of only by its interfaces. */
  readonly id: string
  readonly kind: NodeKind
  readonly code: string
  readonly label: string
  /** What comes before the address in the mono line: ports, engine. */
  readonly detail: string
  readonly facts: readonly string[]
  readonly securityGroupIds: readonly string[]
  /** Other resources that are this thing: an endpoint behind a firewall, an Elastic IP. */
  readonly alsoIds?: readonly string[]
  readonly interfaces: readonly NetworkInterface[]
  /** Where it stands as far as no interface tells. */
  readonly subnetIds: readonly string[]
  /** False when only its interfaces were collected: it then has no resource id of its own. */
  readonly isResource?: boolean
}

export function placeSpread(chart: Chart, spread: Spread): void {
  const free = spread.interfaces.filter((item) => !chart.draft.isClaimed(item.id))
  const bySubnet = grouped(free, (item) => item.subnetId)
  const subnetIds = [...new Set([...bySubnet.keys(), ...spread.subnetIds])].sort()
  const stands: readonly (string | null)[] = subnetIds.length > 0 ? subnetIds : [null]
  const own = spread.isResource === false ? [] : [spread.id, ...(spread.alsoIds ?? [])]
  for (const [index, subnetId] of stands.entries()) {
    const here = subnetId === null ? [] : (bySubnet.get(subnetId) ?? [])
    const box = boxFor(chart, { ...spread, subnetId })
    const claims = here.flatMap((item) => interfaceClaims(chart, item))
    chart.draft.add({
      id: index === 0 ? spread.id : `${spread.id}@${subnetId}`,
      kind: spread.kind,
      code: spread.code,
      parentId: box,
      label: spread.label,
      detail: [spread.detail, addressOf(here)].filter((text) => text !== '').join(' · '),
      facts: spread.facts,
      resourceIds: index === 0 ? [...own, ...claims] : claims,
      ...(stands.length > 1 && own.length > 0 ? { sharedIds: [spread.id] } : {}),
      foldKey: foldKeyOf(spread, here),
    })
  }
}

/** The public address if it has one, else the private one, of the first interface. */
export function addressOf(interfaces: readonly NetworkInterface[]): string {
  const addresses = interfaces.flatMap((item) => item.addresses)
  const address = addresses.find((item) => item.publicIp) ?? addresses[0]
  const ipv6 = interfaces.flatMap((item) => item.ipv6Addresses)[0]
  const shown = address ? (address.publicIp ?? address.privateIp) : ipv6
  return shown ? formatAddress(shown) : ''
}

/** Has it a public address? Equal resources must be equal to the internet too. */
export function isPublic(interfaces: readonly NetworkInterface[]): boolean {
  return interfaces.some((item) => item.addresses.some((address) => address.publicIp !== null))
}

export function groupsKey(securityGroupIds: readonly string[]): string {
  return securityGroupIds.toSorted().join(',')
}

function foldKeyOf(spread: Spread, here: readonly NetworkInterface[]): string {
  return `${spread.kind}|${spread.code}|${groupsKey(spread.securityGroupIds)}|${isPublic(here)}`
}
