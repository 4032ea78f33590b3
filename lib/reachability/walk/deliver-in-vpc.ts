/**
 * Inside a VPC, for whoever owns the destination: into its subnet, through the ACL unless the packet was there already.
 * Source: VPC guide, "Route tables" (the local route), "Network ACLs".
 */

import { containsAddress, formatAddress } from '../../net/prefix.ts'
import { addressesTold, interfaceAt } from '../address-index.ts'
import type { Network } from '../network.ts'
import { enterSubnet } from './cross-acl.ts'
import { blocks, unknownAt } from './hop.ts'
import { rewriteBack } from './reply-to-translator.ts'
import type { Place, Step, StepOutcome, WalkState } from './state.ts'

export const deliverInVpc: Step<'in-vpc'> = ({ network }, state) => {
  const { vpcId, fromSubnetId } = state.place
  const owner = interfaceAt(network, vpcId, state.packet.destination)
  if (!owner) return toTranslator(network, state, fromSubnetId) ?? nobody(network, state, vpcId)
  const entered = enterSubnet(network, state, { subnetId: owner.subnetId, fromSubnetId })
  return { hops: entered.hops, next: [{ ...entered.state, place: { kind: 'at-interface', interfaceId: owner.id } }] }
}

type InVpc = Parameters<Step<'in-vpc'>>[1]

/** Is this where the translation was made? Another VPC may have the same block. */
function isIn({ inventory }: Network, place: Place, vpcId: string): boolean {
  switch (place.kind) {
    case 'in-vpc':
      return place.vpcId === vpcId
    case 'leaving-subnet':
      return (inventory.subnets.get(place.subnetId)?.vpcId ?? vpcId) === vpcId
    case 'leaving-interface':
      return (inventory.networkInterfaces.get(place.interfaceId)?.vpcId ?? vpcId) === vpcId
    default:
      return false
  }
}

/** A NAT gateway whose interface was not collected still takes the replies to its address. */
function toTranslator(network: Network, state: InVpc, fromSubnetId: string | null): StepOutcome | null {
  const place = state.translations.at(-1)?.place
  if (!place || !isIn(network, place, state.place.vpcId)) return null
  const subnetId = place?.kind === 'leaving-subnet' ? place.subnetId : null
  const entered = subnetId === null ? null : enterSubnet(network, state, { subnetId, fromSubnetId })
  const undone = rewriteBack(entered?.state ?? state, null)
  return undone && { ...undone, hops: [...(entered?.hops ?? []), ...undone.hops] }
}

/** No interface here owns the address: surely none when all were collected and could be read. */
function nobody(network: Network, state: WalkState, vpcId: string): StepOutcome {
  const address = formatAddress(state.packet.destination)
  const head = { component: vpcId, kind: 'vpc', vpcId } as const
  if (!addressesTold(network, vpcId)) {
    const detail = `Not all interfaces of ${vpcId} were collected, so who owns ${address} is not known.`
    const doubt = { code: 'UNKNOWN_DESTINATION', key: 'NetworkInterfaces' } as const
    return { hops: [unknownAt(state, { ...head, detail }, doubt)], next: [] }
  }
  const subnet = (network.index.subnetsByVpc.get(vpcId) ?? []).find(({ cidrs }) =>
    cidrs.some((cidr) => containsAddress(cidr, state.packet.destination)),
  )
  const outside = isOutside(network, state, vpcId)
  const detail = outside ? `${address} is in no block of ${vpcId}` : `no interface of ${vpcId} owns ${address}`
  const code = outside ? 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION' : 'NO_POSSIBLE_DESTINATION'
  const component = subnet?.id ?? vpcId
  const kind = subnet ? 'subnet' : 'vpc'
  return { hops: [blocks(state, { ...head, component, kind, detail }, { code })], next: [] }
}

/** A local route for a block the VPC no longer has. Source: Reachability Analyzer guide, VPC_LOCAL_ROUTE_CIDR_RESTRICTION. */
function isOutside({ inventory }: Network, { packet }: WalkState, vpcId: string): boolean {
  const cidrs = inventory.vpcs.get(vpcId)?.cidrs.filter(({ family }) => family === packet.family) ?? []
  return cidrs.length > 0 && !cidrs.some((cidr) => containsAddress(cidr, packet.destination))
}
