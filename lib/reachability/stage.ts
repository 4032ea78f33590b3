/** One component on the way from the internet to an interface: what it admits, and how to say so. */

import type { NetworkInterface, Subnet } from '../inventory/network.ts'
import { hasPorts } from '../net/protocol.ts'
import { ALL_PORTS, INTERNET, ofFamily } from '../net/traffic.ts'
import type { Network } from './network.ts'
import type { Admission, Blocker, HopKind, InternetPathQuery, Rectangle, RuleRef } from './path.ts'
import type { PublicAddress } from './public-addresses.ts'

export interface Journey {
  readonly network: Network
  readonly query: InternetPathQuery
  readonly networkInterface: NetworkInterface
  /** Null when the subnet was not collected. */
  readonly subnet: Subnet | null
  /** The public addresses of the family that lead to the interface. */
  readonly addresses: readonly PublicAddress[]
  /** Everything that is asked for. */
  readonly wanted: Rectangle
}

export interface Stage {
  readonly component: string
  readonly kind: HopKind
  readonly admission: Admission
  /** Why nothing passes, when nothing does. */
  readonly blockers: readonly Blocker[]
  /** What to say of a stage that passes; the rules that decided are added. */
  readonly detail: string
  readonly rules: readonly RuleRef[]
  readonly caveats: readonly string[]
}

type StageHead = Pick<Stage, 'component' | 'kind' | 'detail'> & Partial<Pick<Stage, 'rules' | 'caveats'>>

export function passing(journey: Journey, head: StageHead): Stage {
  return stage(head, { known: [journey.wanted], maybe: [], unknowns: [] }, [])
}

export function unsure(journey: Journey, head: StageHead, why: string): Stage {
  return stage(head, { known: [], maybe: [journey.wanted], unknowns: [why] }, [])
}

export function blocking(head: StageHead, blockers: readonly Blocker[]): Stage {
  return stage(head, { known: [], maybe: [], unknowns: [] }, blockers)
}

export function stage(head: StageHead, admission: Admission, blockers: readonly Blocker[]): Stage {
  return { rules: [], caveats: [], ...head, admission, blockers }
}

/** What the query asks for, as one rectangle of ports and internet clients. */
export function wantedBy(query: Omit<InternetPathQuery, 'interfaceId'>): Rectangle {
  return {
    ports: hasPorts(query.protocol) ? query.ports : ALL_PORTS,
    sources: ofFamily(INTERNET, query.family),
    rules: [],
  }
}
