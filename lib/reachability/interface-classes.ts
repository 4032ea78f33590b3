/** Interfaces that no filter can tell apart: one path answers for all of them. */

import type { NetworkInterface } from '../inventory/network.ts'
import { classOfInterface } from './compiled/compiled-network.ts'
import { compiledOf } from './exposure.ts'
import type { Network } from './network.ts'

export interface InterfaceClass {
  /** The first of those asked for; its path is everyone's. */
  readonly representative: NetworkInterface
  readonly members: readonly NetworkInterface[]
}

/** Groups interfaces by what decides on the way: route table, ACL, security groups, state, having a public address. */
export function interfaceClasses(network: Network, interfaces: readonly NetworkInterface[]): readonly InterfaceClass[] {
  const compiled = compiledOf(network)
  const classes = new Map<number, NetworkInterface[]>()
  for (const networkInterface of interfaces) {
    const number = classOfInterface(compiled, networkInterface)?.id ?? -1
    const members = classes.get(number)
    if (members) members.push(networkInterface)
    else classes.set(number, [networkInterface])
  }
  return [...classes.values()].flatMap((members) => {
    const representative = members.at(0)
    return representative ? [{ representative, members }] : []
  })
}
