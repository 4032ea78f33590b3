/** Which interfaces are for management, and are not a bastion's own, which others connect from. */

import type { NetworkInterface } from '../../../inventory/network.ts'
import { bastionReason } from '../../bastions.ts'
import type { RuleContext } from '../../rule.ts'
import { tierOf } from '../../tiers.ts'

const WORD = /(?:^|[^a-z])(?:mgmt|management|admin)(?:$|[^a-z])/i

/** By setting, tier tag, or the name of the interface, its description, or the name of a group it carries. */
export function isManagement({ inventory, network, settings }: RuleContext, one: NetworkInterface): boolean {
  if (bastionReason(network, settings, one) !== null) return false
  if (tierOf(network, settings, one).tier === 'management') return true
  if (WORD.test(one.name ?? '') || WORD.test(one.description)) return true
  return one.securityGroupIds.some((id) => WORD.test(inventory.securityGroups.get(id)?.groupName ?? ''))
}
