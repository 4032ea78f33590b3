/** The two ends of a question, resolved. */

import type { Address } from '../net/prefix.ts'
import type { TraceBlocker, TraceHop, TraceUnknown } from './trace-result.ts'
import type { Arrival, Place, SenderIdentity } from './walk/state.ts'

export interface SourceEnd {
  /** What a reply may ask for by id; null for the outsides. */
  readonly id: string | null
  readonly address: Address
  readonly place: Place
  readonly identity: SenderIdentity | null
  readonly zone: string | null
  /** Where a reply has to get to. */
  readonly origin: Arrival
  /** Where it stands; null outside. */
  readonly vpcId: string | null
  readonly subnetId: string | null
}

export interface DestinationEnd {
  readonly id: string | null
  readonly address: Address
  readonly accepts: (arrival: Arrival, hops: readonly TraceHop[]) => 'yes' | 'no' | 'maybe'
}

export type Ends<E> =
  /** `several`: any of them will do. `cut`: there are more than were taken. */
  | { readonly kind: 'ends'; readonly ends: readonly E[]; readonly several: boolean; readonly cut: boolean }
  | UnknownEnd
  /** There surely is no such end. */
  | { readonly kind: 'nobody'; readonly blocker: TraceBlocker }

export interface UnknownEnd {
  readonly kind: 'unknown'
  readonly unknowns: readonly TraceUnknown[]
}

/** The client on the internet when nobody names one: addresses nobody has. Source: RFC 5737, RFC 3849. */
export const CLIENTS: Readonly<Record<4 | 6, Address>> = {
  4: { family: 4, value: 0xcb_00_71_07 },
  6: { family: 6, value: 0x2001_0db8_ffff_0000_0000_0000_0000_0007n },
}

export function one<E>(end: E): Ends<E> {
  return { kind: 'ends', ends: [end], several: false, cut: false }
}

export function unknownEnd(component: string, detail: string, more: Partial<TraceUnknown> = {}): UnknownEnd {
  return {
    kind: 'unknown',
    unknowns: [{ code: 'UNKNOWN_RESOURCE', component, detail, key: null, gapIds: [], ...more }],
  }
}

export function nobody<E>(component: string, detail: string): Ends<E> {
  const blocker = { code: 'NO_SOURCE_OR_DESTINATION', component, leg: 'request', detail, rule: null } as const
  return { kind: 'nobody', blocker }
}
