import type { Vpc } from '../../../inventory/network.ts'
import type { FlowLog } from '../../../inventory/services.ts'
import { coverageOf } from '../../../reachability/network.ts'
import type { RuleContext } from '../../rule.ts'

/** Does it write, as far as AWS says? Source: EC2 API, FlowLog. */
export function isWorking({ status, deliveryStatus }: FlowLog): boolean {
  return status === 'ACTIVE' && deliveryStatus !== 'FAILED'
}

/** What a flow log of VPC traffic is made for, as the API calls it. */
export function loggedType(resourceId: string): string {
  if (resourceId.startsWith('subnet-')) return 'Subnet'
  return resourceId.startsWith('eni-') ? 'NetworkInterface' : 'VPC'
}

/** Logs of transit gateways and their attachments have a format of their own and no traffic type. */
export function isOfTransitGateway({ resourceId }: FlowLog): boolean {
  return resourceId.startsWith('tgw-')
}

/** How logs of these VPCs, subnets and interfaces cover a VPC; null when they do not, or nobody can say. */
export function loggedBy({ network, inventory }: RuleContext, vpc: Vpc, working: ReadonlySet<string>): string | null {
  if (working.size === 0) return null
  if (working.has(vpc.id)) return 'as a whole'
  const subnets = network.index.subnetsByVpc.get(vpc.id) ?? []
  const told = (key: 'Subnets' | 'NetworkInterfaces') => coverageOf(inventory, vpc, key) === 'complete'
  if (!told('Subnets') || subnets.length === 0) return null
  if (subnets.every(({ id }) => working.has(id))) return 'subnet by subnet'
  const interfaces = subnets.flatMap(({ id }) => network.index.interfacesBySubnet.get(id) ?? [])
  if (!told('NetworkInterfaces') || interfaces.length === 0) return null
  return interfaces.every(({ id, subnetId }) => working.has(id) || working.has(subnetId))
    ? 'interface by interface'
    : null
}
