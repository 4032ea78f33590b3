/** The groups of a matrix: by VPC, subnet, security group or the value of a tag. */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { isPathEnd } from './endpoint-classes.ts'
import type { MatrixGroup } from './matrix-cell.ts'

export type MatrixBy = 'vpc' | 'subnet' | 'security-group' | `tag:${string}`

/** Reads `vpc`, `subnet`, `security-group` or `tag:KEY`; null for anything else. */
export function parseMatrixBy(text: string): MatrixBy | null {
  if (text === 'vpc' || text === 'subnet' || text === 'security-group') return text
  return /^tag:.{1,128}$/u.test(text) ? `tag:${text.slice(4)}` : null
}

/** Groups in the order of their ids; interfaces without a value for a tag are in the group `no KEY`. */
export function matrixGroups(inventory: Inventory, by: MatrixBy): readonly MatrixGroup[] {
  const groups = new Map<string, string[]>()
  for (const networkInterface of inventory.networkInterfaces.values()) {
    if (!isPathEnd(networkInterface)) continue
    for (const id of keysOf(inventory, networkInterface, by)) {
      const members = groups.get(id)
      if (members) members.push(networkInterface.id)
      else groups.set(id, [networkInterface.id])
    }
  }
  return [...groups.keys()]
    .toSorted()
    .map((id) => ({ id, label: labelOf(inventory, id, by), interfaceIds: groups.get(id) ?? [] }))
}

function keysOf(inventory: Inventory, one: NetworkInterface, by: MatrixBy): readonly string[] {
  switch (by) {
    case 'vpc':
      return [one.vpcId]
    case 'subnet':
      return [one.subnetId]
    case 'security-group':
      return one.securityGroupIds.length === 0 ? ['no security group'] : one.securityGroupIds
    default:
      return [tagOf(inventory, one, by.slice(4))]
  }
}

/** An interface seldom has tags of its own; its instance does. */
function tagOf({ instances }: Inventory, { tags, instanceId }: NetworkInterface, key: string): string {
  const carrier = [tags, instances.get(instanceId ?? '')?.tags].find((each) => each && Object.hasOwn(each, key))
  return carrier?.[key] ?? `no ${key}`
}

function labelOf({ vpcs, subnets, securityGroups }: Inventory, id: string, by: MatrixBy): string {
  switch (by) {
    case 'vpc':
      return vpcs.get(id)?.name ?? id
    case 'subnet':
      return subnets.get(id)?.name ?? id
    case 'security-group':
      return securityGroups.get(id)?.groupName ?? id
    default:
      return id
  }
}
