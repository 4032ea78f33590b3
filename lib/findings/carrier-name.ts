/** What people call an interface. */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { Database } from '../inventory/services.ts'
import type { InterfaceColumns } from '../reachability/compiled/interface-columns.ts'
import { compiledOf } from '../reachability/exposure.ts'
import { networkOf } from '../reachability/network.ts'
import { type InterfaceRole, interfaceRole } from './interface-role.ts'

const NAMES = new WeakMap<InterfaceColumns, string[]>()

/** The name of its instance or service, else its own, else what it is with its id. Many rules ask for the same names. */
export function carrierName(inventory: Inventory, networkInterface: NetworkInterface): string {
  return namer(inventory)(networkInterface)
}

/**
 * The different names of some interfaces in their order, then those of `others`. Thousands are named at once: what is
 * kept is found once for all of them.
 */
export function carrierNames(
  inventory: Inventory,
  interfaces: readonly NetworkInterface[],
  others: readonly string[] = [],
): ReadonlySet<string> {
  const names = new Set<string>()
  const name = namer(inventory)
  for (const each of interfaces) names.add(name(each))
  for (const other of others) names.add(other)
  return names
}

function namer(inventory: Inventory): (networkInterface: NetworkInterface) => string {
  const { columns } = compiledOf(networkOf(inventory))
  const names = NAMES.get(columns) ?? []
  NAMES.set(columns, names)
  return (networkInterface) => {
    const number = columns.numberOf(networkInterface)
    if (number === undefined) return nameOf(inventory, networkInterface)
    const name = names[number] ?? nameOf(inventory, networkInterface)
    names[number] = name
    return name
  }
}

function nameOf(inventory: Inventory, networkInterface: NetworkInterface): string {
  const { instanceId, id } = networkInterface
  if (instanceId) return inventory.instances.get(instanceId)?.name ?? instanceId
  return (
    networkInterface.name ??
    loadBalancerName(networkInterface) ??
    ownersOf(inventory).get(id) ??
    byRole(inventory, networkInterface)
  )
}

function byRole(inventory: Inventory, networkInterface: NetworkInterface): string {
  const role = interfaceRole(networkInterface)
  const service =
    role === 'database'
      ? databaseName(inventory, networkInterface)
      : role === 'function'
        ? functionName(networkInterface)
        : null
  return service ?? `${NOUNS[role] ?? 'interface'} ${networkInterface.id}`
}

const NOUNS: Partial<Record<InterfaceRole, string>> = {
  function: 'function interface',
  container: 'container task',
  database: 'database interface',
}

/** The data store that shares a group with the interface, when only one does: AWS does not name it there. */
function databaseName(inventory: Inventory, { vpcId, securityGroupIds }: NetworkInterface): string | null {
  const [only, ...others] = (databasesOf(inventory).get(vpcId) ?? []).filter((database) =>
    database.securityGroupIds.some((id) => securityGroupIds.some((own) => own === id)),
  )
  return only && others.length === 0 ? (only.name ?? only.id) : null
}

const DATABASES = new WeakMap<Inventory, ReadonlyMap<string, readonly Database[]>>()

/** By VPC. */
function databasesOf(inventory: Inventory): ReadonlyMap<string, readonly Database[]> {
  const known = DATABASES.get(inventory)
  if (known) return known
  const databases = Map.groupBy(inventory.databases.values(), ({ vpcId }) => vpcId ?? '')
  DATABASES.set(inventory, databases)
  return databases
}

/** AWS writes `ELB app/web/50dc6c49` on the interfaces of a load balancer. Source: ELB guides. */
export function loadBalancerName({ description }: NetworkInterface): string | null {
  if (!description.startsWith('ELB ')) return null
  const match = /^ELB (?:(?:app|net|gwy)\/)?([^/]+)/.exec(description)
  return match?.[1] ?? null
}

/** Source: Lambda guide, "Giving Lambda functions access to resources in a VPC". */
function functionName({ description }: NetworkInterface): string | null {
  return /^AWS Lambda VPC ENI-(.+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(description)?.[1] ?? null
}

const OWNERS = new WeakMap<Inventory, ReadonlyMap<string, string>>()

/** NAT gateways and endpoints name their interfaces: by the id of the interface. */
function ownersOf(inventory: Inventory): ReadonlyMap<string, string> {
  const known = OWNERS.get(inventory)
  if (known) return known
  const owners = new Map<string, string>()
  for (const { id, name, addresses } of inventory.natGateways.values()) {
    for (const { interfaceId } of addresses) if (interfaceId) owners.set(interfaceId, `NAT gateway ${name ?? id}`)
  }
  for (const { id, name, interfaceIds } of inventory.vpcEndpoints.values()) {
    for (const interfaceId of interfaceIds) owners.set(interfaceId, `endpoint ${name ?? id}`)
  }
  OWNERS.set(inventory, owners)
  return owners
}
