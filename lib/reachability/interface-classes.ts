/** Interfaces that no filter can tell apart: one path answers for all of them. */

import type { NetworkInterface } from '../inventory/network.ts'
import { type CompiledClass, classOfInterface } from './compiled/compiled-network.ts'
import { compiledOf } from './exposure.ts'
import type { Network } from './network.ts'

export interface InterfaceClass {
  /** Null for interfaces that are not in the inventory. */
  readonly compiled: CompiledClass | null
  /** The first of those asked for; its path is everyone's. */
  readonly representative: NetworkInterface
  readonly members: readonly NetworkInterface[]
}

/** Groups interfaces by what decides on the way: route table, ACL, security groups, state, having a public address. */
export function interfaceClasses(network: Network, interfaces: readonly NetworkInterface[]): readonly InterfaceClass[] {
  const compiled = compiledOf(network)
  const classes = new Map<CompiledClass | null, NetworkInterface[]>()
  for (const networkInterface of interfaces) {
    const one = classOfInterface(compiled, networkInterface) ?? null
    const members = classes.get(one)
    if (members) members.push(networkInterface)
    else classes.set(one, [networkInterface])
  }
  return [...classes].flatMap(([one, members]) => {
    const representative = members.at(0)
    return representative ? [{ compiled: one, representative, members }] : []
  })
}
