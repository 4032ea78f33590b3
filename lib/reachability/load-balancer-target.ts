/** One target of a load balancer, as a packet meets it. Source: ELB guides, "Target groups". */

import type { NetworkInterface } from '../inventory/network.ts'
import type { Listener, TargetGroup } from '../inventory/services.ts'
import type { Address } from '../net/prefix.ts'
import type { CaveatCode, ExplanationCode } from './codes.ts'
import type { RuleRef } from './path.ts'
import type { TraceUnknown } from './trace-result.ts'

export type Unknown = Omit<TraceUnknown, 'gapIds'>

export type TargetKind =
  /** An address the packet is sent to. `networkInterface` is null for one outside what was collected. */
  | { readonly kind: 'address'; readonly address: Address; readonly networkInterface: NetworkInterface | null }
  /** Asked through the Lambda API: no packet goes to it. */
  | { readonly kind: 'function' }
  /** An Application Load Balancer behind a Network Load Balancer: any of its nodes. */
  | { readonly kind: 'load-balancer'; readonly nodes: readonly NetworkInterface[] }
  /** Its address is not known. */
  | { readonly kind: 'untold'; readonly unknown: Unknown }

/** Does the node send to it? */
export type TargetStanding =
  | { readonly kind: 'sends'; readonly caveats: readonly CaveatCode[] }
  | { readonly kind: 'unknown'; readonly unknowns: readonly Unknown[]; readonly caveats: readonly CaveatCode[] }
  | { readonly kind: 'never'; readonly code: ExplanationCode; readonly detail: string }

/** A target as it is registered. */
export interface TargetMember {
  /** An instance id, an address, a Lambda or load balancer ARN. */
  readonly targetId: string
  /** Null when AWS did not tell it. */
  readonly port: number | null
  readonly target: TargetKind
  readonly rule: RuleRef
  /** A zone by name, or `all`; null when AWS did not tell it. */
  readonly availabilityZone: string | null
  readonly health: string | null
}

/** A target one node may choose for what one listener takes. */
export interface TargetChoice extends TargetMember {
  readonly listener: Listener
  /** Null for the instances of a Classic Load Balancer. */
  readonly group: TargetGroup | null
  readonly standing: TargetStanding
}

/** The interfaces a target stands for. */
export function interfacesOfTarget({ target }: TargetMember): readonly NetworkInterface[] {
  if (target.kind === 'load-balancer') return target.nodes
  return target.kind === 'address' && target.networkInterface ? [target.networkInterface] : []
}
