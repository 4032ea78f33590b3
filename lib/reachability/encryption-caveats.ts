/**
 * VPCs that drop what is not encrypted. Whether a packet is encrypted depends on the hardware at both ends, which no
 * describe call tells, so this is said and not judged. Source: VPC guide, "Enforce VPC encryption in transit".
 */

import type { VpcEncryptionControl } from '../inventory/services.ts'
import type { Network } from './network.ts'
import type { TraceCaveat, TraceHop } from './trace-result.ts'

/** One caveat for each VPC on the way that enforces encryption. */
export function encryptionCaveats({ inventory }: Network, hops: readonly TraceHop[]): readonly TraceCaveat[] {
  if (inventory.vpcEncryptionControls.size === 0) return []
  const passed = new Set(hops.flatMap(({ vpcId }) => vpcId ?? []))
  return [...inventory.vpcEncryptionControls.values()].filter(enforces).flatMap(({ id, vpcId }): TraceCaveat[] => {
    if (vpcId === null || !passed.has(vpcId)) return []
    const detail = `${id} makes ${vpcId} drop what is not encrypted.`
    return [{ code: 'ENCRYPTION_ENFORCED', component: vpcId, detail }]
  })
}

function enforces({ mode }: VpcEncryptionControl): boolean {
  return mode === 'enforce'
}
