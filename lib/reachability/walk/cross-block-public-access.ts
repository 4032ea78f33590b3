/** Block Public Access on the way over the internet edge. Source: VPC guide, "Block public access to VPCs and subnets". */

import { blockStateOf, type EdgeUse, permitsEdge } from '../block-public-access.ts'
import type { Network } from '../network.ts'
import type { TraceHop } from '../trace-result.ts'
import { blocks, passes, unknownAt } from './hop.ts'
import type { WalkState } from './state.ts'

export interface EdgeCrossing {
  /** The subnet of whoever opens the connection here, or is asked; null when that is not known. */
  readonly subnetId: string | null
  readonly use: EdgeUse
}

/** Empty for replies: the connection was judged when it was opened. */
export function crossBlockPublicAccess(
  network: Network,
  state: WalkState,
  { subnetId, use }: EdgeCrossing,
): readonly TraceHop[] {
  const subnet = subnetId === null ? undefined : network.inventory.subnets.get(subnetId)
  if (!subnet || state.leg === 'reply') return []
  const { vpcId } = subnet
  const head = { component: vpcId, kind: 'block-public-access', attachedTo: subnet.id, vpcId } as const
  const found = blockStateOf(network, subnet)
  if (found.kind === 'unknown') {
    const detail = `Block Public Access is on for ${vpcId} and its exclusions were not collected.`
    return [unknownAt(state, { ...head, detail }, { key: 'VpcBlockPublicAccessExclusions' })]
  }
  if (found.kind === 'assumed-off') {
    const detail = 'Block Public Access was not collected; it is taken to be off, as AWS delivers it.'
    return [passes(state, { ...head, detail, caveats: [{ code: 'ASSUMED_STATE', component: vpcId, detail }] })]
  }
  const { mode, exclusion } = found.state
  const detail = `Block Public Access is ${mode}${exclusion ? `, excluded here with ${exclusion}` : ''}`
  if (permitsEdge(found.state, use)) return [passes(state, { ...head, detail })]
  return [blocks(state, { ...head, detail }, { code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED' })]
}
