/** Block Public Access on the way over the internet edge. Source: VPC guide, "Block public access to VPCs and subnets". */

import {
  blockStateOf,
  blockStatesOfVpc,
  type EdgeUse,
  type KnownBlockState,
  permitsEdge,
} from '../block-public-access.ts'
import type { Network } from '../network.ts'
import type { TraceHop } from '../trace-result.ts'
import { blocks, type HopHead, passes, unknownAt } from './hop.ts'
import type { WalkState } from './state.ts'

export interface EdgeCrossing {
  /** The subnet of whoever opens the connection here, or is asked; null when that is not known. */
  readonly subnetId: string | null
  readonly use: EdgeUse
}

/** For what stands in no subnet: where its subnets differ nobody knows which of them counts. */
export function crossBlockOfVpc(
  network: Network,
  state: WalkState,
  { vpcId, use }: { readonly vpcId: string; readonly use: EdgeUse },
): readonly TraceHop[] {
  const [first, ...others] = blockStatesOfVpc(network, vpcId)
  if (!first || state.leg === 'reply') return []
  const head = { component: vpcId, kind: 'block-public-access', attachedTo: null, vpcId } as const
  const permits = (found: KnownBlockState) =>
    found.kind === 'assumed-off' || (found.kind === 'known' && permitsEdge(found.state, use))
  if (first.kind === 'unknown' || others.every((other) => permits(other) === permits(first)))
    return [hopOf(state, head, { found: first, use })]
  const detail = `Whether an exclusion of a subnet counts for what stands in none of ${vpcId} is not known.`
  return [unknownAt(state, { ...head, detail }, { code: 'UNSUPPORTED_COMPONENT' })]
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
  return [hopOf(state, head, { found: blockStateOf(network, subnet), use })]
}

interface Found {
  readonly found: KnownBlockState
  readonly use: EdgeUse
}

function hopOf(state: WalkState, head: Omit<HopHead, 'detail'>, { found, use }: Found): TraceHop {
  const { component: vpcId } = head
  if (found.kind === 'unknown') {
    const detail = `Block Public Access is on for ${vpcId} and its exclusions were not collected.`
    return unknownAt(state, { ...head, detail }, { key: 'VpcBlockPublicAccessExclusions' })
  }
  if (found.kind === 'assumed-off') {
    const detail = 'Block Public Access was not collected; it is taken to be off, as AWS delivers it.'
    return passes(state, { ...head, detail, caveats: [{ code: 'ASSUMED_STATE', component: vpcId, detail }] })
  }
  const { mode, exclusion } = found.state
  const detail = `Block Public Access is ${mode}${exclusion ? `, excluded here with ${exclusion}` : ''}`
  if (permitsEdge(found.state, use)) return passes(state, { ...head, detail })
  return blocks(state, { ...head, detail }, { code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED' })
}
