/**
 * VPC Block Public Access: what a mode and its exclusions leave open.
 * Source: VPC guide, "Block public access to VPCs and subnets".
 */

import { scopeKey } from '../inventory/lookups.ts'
import type { Subnet } from '../inventory/network.ts'
import { coverageOf, type Network } from './network.ts'

export type BlockMode = 'off' | 'block-bidirectional' | 'block-ingress'
export type ExclusionMode = 'allow-bidirectional' | 'allow-egress'

/** The way a connection crosses the edge: directly by the internet gateway, or from behind NAT or an egress-only gateway. */
export type EdgeUse = 'in' | 'out-direct' | 'out-translated'

export interface BlockState {
  readonly mode: BlockMode
  /** The widest exclusion of the subnet or its VPC; null when there is none. */
  readonly exclusion: ExclusionMode | null
}

/** Does Block Public Access let this through? */
export function permitsEdge({ mode, exclusion }: BlockState, use: EdgeUse): boolean {
  if (mode === 'off' || exclusion === 'allow-bidirectional') return true
  if (use !== 'out-translated') return false
  return mode === 'block-ingress' || exclusion === 'allow-egress'
}

/** What is known of a subnet: its state, `unknown`, or `assumed-off` when nothing at all was collected. */
export type KnownBlockState =
  | { readonly kind: 'known'; readonly state: BlockState }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'assumed-off' }

/**
 * The state in force for a subnet. The setting is the VPC owner's, also in shared VPCs. When it was not collected,
 * AWS's own default, off, is assumed: it hides nothing.
 */
export function blockStateOf(network: Network, subnet: Subnet): KnownBlockState {
  return stateWith(network, subnet, exclusionOf(network, [subnet.id, subnet.vpcId]))
}

/**
 * The states in force for what stands in no subnet, as a regional NAT gateway does: that of its VPC, and where AWS does
 * not say whether the exclusion of a subnet counts for it, that one too.
 */
export function blockStatesOfVpc(network: Network, vpcId: string): readonly KnownBlockState[] {
  const subnets = network.index.subnetsByVpc.get(vpcId) ?? []
  const whole = subnets.slice(0, 1).map((any) => stateWith(network, any, exclusionOf(network, [vpcId])))
  return [...whole, ...subnets.map((subnet) => blockStateOf(network, subnet))]
}

function stateWith(network: Network, subnet: Subnet, exclusion: ExclusionMode | null): KnownBlockState {
  const owner = network.inventory.vpcs.get(subnet.vpcId) ?? subnet
  const told = network.index.blockPublicAccessByScope.get(scopeKey(owner.account, owner.region)) ?? []
  // Should documents disagree, the one that blocks least is believed.
  const mode = LEAST_BLOCKING.find((each) => told.some((options) => options.mode === each)) ?? subnet.blockPublicAccess
  if (!mode) {
    const coverage = coverageOf(network.inventory, owner, 'VpcBlockPublicAccessOptions')
    return coverage === 'complete'
      ? { kind: 'known', state: { mode: 'off', exclusion: null } }
      : { kind: 'assumed-off' }
  }
  const certain = mode === 'off' || exclusion === 'allow-bidirectional' || exclusionsTold(network, subnet)
  return certain ? { kind: 'known', state: { mode, exclusion } } : { kind: 'unknown' }
}

function exclusionOf(network: Network, ids: readonly string[]): ExclusionMode | null {
  const modes = ids
    .flatMap((id) => network.index.blockPublicAccessExclusionsByResource.get(id) ?? [])
    .filter((exclusion) => IN_FORCE.has(exclusion.state))
    .map((exclusion) => exclusion.mode)
  if (modes.includes('allow-bidirectional')) return 'allow-bidirectional'
  return modes.at(0) ?? null
}

function exclusionsTold(network: Network, subnet: Subnet): boolean {
  const owner = network.inventory.vpcs.get(subnet.vpcId) ?? subnet
  return coverageOf(network.inventory, owner, 'VpcBlockPublicAccessExclusions') === 'complete'
}

const LEAST_BLOCKING: readonly BlockMode[] = ['off', 'block-ingress', 'block-bidirectional']

const IN_FORCE: ReadonlySet<string> = new Set([
  'create-complete',
  'update-in-progress',
  'update-complete',
  'update-failed',
  'delete-in-progress',
  'disable-in-progress',
])
