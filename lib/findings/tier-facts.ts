/** What tiers are told from, found once a network: who is behind load balancers, and whose interfaces data stores have. */

import type { NetworkInterface } from '../inventory/network.ts'
import type { Database } from '../inventory/services.ts'
import { type Address, formatAddress, parseAddress } from '../net/prefix.ts'
import type { Network } from '../reachability/network.ts'
import { interfaceRole } from './interface-role.ts'

export interface TierFacts {
  /** Instances and addresses registered behind load balancers. */
  readonly targets: ReadonlySet<string>
  /** Those among them that are addresses, by their value: compared with every interface there is. */
  readonly targetAddresses: ReadonlySet<Address['value']>
  /** Groups that load balancers carry. */
  readonly balancerGroups: ReadonlySet<string>
  readonly isInternalBalancer: (vpcId: string, name: string | null) => boolean
  /** The data store whose groups and subnet an interface shares, where AWS manages the interface; never for a host. */
  readonly databaseOf: (networkInterface: NetworkInterface) => Database | null
}

const FACTS = new WeakMap<Network, TierFacts>()

export function tierFactsOf(network: Network): TierFacts {
  const known = FACTS.get(network)
  if (known) return known
  const facts = findFacts(network)
  FACTS.set(network, facts)
  return facts
}

function findFacts({ inventory, index }: Network): TierFacts {
  const { targetGroups, loadBalancers, databases } = inventory
  const registered = [...loadBalancers.values()].flatMap(({ instanceIds }) => instanceIds)
  const targets = [...targetGroups.values()].flatMap((group) => (group.targets ?? []).map(({ id }) => id))
  const byGroup = databasesByGroup([...databases.values()])
  return {
    targets: new Set([...targets, ...registered]),
    targetAddresses: new Set(targets.flatMap(addressValue)),
    balancerGroups: new Set([...loadBalancers.values()].flatMap(({ securityGroupIds }) => securityGroupIds)),
    isInternalBalancer: (vpcId, name) =>
      name !== null &&
      (index.loadBalancersByVpc.get(vpcId) ?? []).some((each) => each.name === name && each.scheme === 'internal'),
    databaseOf: (one) => databaseOf(byGroup, one),
  }
}

/** Of a target that is an address, written as addresses are. */
function addressValue(target: string): readonly Address['value'][] {
  const address = target.startsWith('i-') ? null : parseAddress(target)
  return address && formatAddress(address) === target ? [address.value] : []
}

function databasesByGroup(databases: readonly Database[]): ReadonlyMap<string, readonly Database[]> {
  const byGroup = new Map<string, Database[]>()
  for (const database of databases) {
    for (const id of database.securityGroupIds) {
      const own = byGroup.get(id)
      if (own) own.push(database)
      else byGroup.set(id, [database])
    }
  }
  return byGroup
}

/** An interface AWS says belongs to another service is never a data store's, whatever it shares with one. */
function databaseOf(byGroup: ReadonlyMap<string, readonly Database[]>, one: NetworkInterface): Database | null {
  if (one.instanceId !== null || !one.requesterManaged) return null
  const role = interfaceRole(one)
  if (role !== 'host' && role !== 'database') return null
  const candidates = one.securityGroupIds.flatMap((id) => byGroup.get(id) ?? [])
  return candidates.find(({ subnetIds }) => subnetIds.some((id) => id === one.subnetId)) ?? null
}

/** Of findings that a data store stands in a public subnet, on the store and on its subnet: to move it mends both. */
export function placementCause({ id }: Database): string {
  return `${id} in a public subnet`
}
