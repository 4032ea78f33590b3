/** Clients the target of a load balancer may tell apart, where it sees their addresses. */

import type { NetworkAcl, SecurityGroupRule } from '../inventory/filters.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { Address, Family } from '../net/prefix.ts'
import { hasPorts } from '../net/protocol.ts'
import { type AddressSetId, type AddressSets, NOBODY } from './compiled/address-sets.ts'
import type { Network } from './network.ts'
import { peerPrefixes } from './security-group-filter.ts'

export interface PartsQuestion {
  readonly family: Family
  /** IANA number. */
  readonly protocol: number
  /** Who filters by the client's address: their groups, and their ACL where the node is in another subnet. */
  readonly targets: readonly NetworkInterface[]
  readonly port: number
  readonly nodeSubnetId: string
  readonly clients: AddressSetId
}

/** Some clients that every filter before the target treats alike, and one of them. */
export interface ClientPart {
  readonly clients: AddressSetId
  readonly example: Address
}

/** Splits clients by every rule and entry that names some of them: the parts are disjoint and hold all. */
export function clientParts(network: Network, question: PartsQuestion): readonly ClientPart[] {
  const { sets } = network.passages[question.family].admitted
  let parts: readonly AddressSetId[] = [question.clients]
  for (const named of namedClients(network, sets, question)) {
    parts = parts.flatMap((part) => [sets.meet(part, named), sets.minus(part, named)]).filter((part) => part !== NOBODY)
  }
  return parts.flatMap((clients) => {
    const example = exampleOf(sets, clients)
    return example ? [{ clients, example }] : []
  })
}

/** One of the clients; null for nobody. */
export function exampleOf(sets: AddressSets, clients: AddressSetId): Address | null {
  const { v4, v6 } = sets.get(clients)
  const [four] = v4
  const [six] = v6
  if (four) return { family: 4, value: four[0] }
  return six ? { family: 6, value: six[0] } : null
}

function namedClients(network: Network, sets: AddressSets, question: PartsQuestion): ReadonlySet<AddressSetId> {
  const { inventory, index } = network
  const { targets, nodeSubnetId } = question
  const groupIds = new Set(targets.flatMap(({ securityGroupIds }) => securityGroupIds))
  const subnetIds = new Set(targets.map(({ subnetId }) => subnetId).filter((id) => id !== nodeSubnetId))
  const rules = [...groupIds].flatMap((id) => inventory.securityGroups.get(id)?.rules ?? [])
  const entries = [...subnetIds].flatMap((id) => entriesAbout(index.networkAclBySubnet.get(id), question))
  const named = [
    ...rules
      .filter((rule) => speaksOf(rule, question))
      .map((rule) =>
        sets.ofPrefixes((peerPrefixes(inventory, rule) ?? []).filter(({ family }) => family === sets.family)),
      ),
    ...entries.map(({ cidr }) => sets.ofPrefix(cidr)),
  ]
  return new Set(named)
}

function speaksOf(rule: SecurityGroupRule, { protocol, port }: PartsQuestion): boolean {
  if (rule.direction !== 'ingress' || (rule.protocol !== 'any' && rule.protocol !== protocol)) return false
  return !hasPorts(rule.protocol) || rule.ports.some(([lo, hi]) => lo <= port && port <= hi)
}

function entriesAbout(acl: NetworkAcl | undefined, { family, protocol }: PartsQuestion): NetworkAcl['entries'] {
  return (acl?.entries ?? []).filter(
    (entry) => entry.cidr.family === family && (entry.protocol === 'any' || entry.protocol === protocol),
  )
}
