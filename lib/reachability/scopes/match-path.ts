/** Which part of a flow a pattern of a scope means. */

import type { Inventory } from '../../inventory/inventory.ts'
import type { Endpoint } from '../endpoint-classes.ts'
import { sameAddress } from '../packet.ts'
import type { Verdict } from '../path.ts'
import { isUndecided } from '../trace-cuts.ts'
import type { TraceHop } from '../trace-result.ts'
import type { Flow } from './flows.ts'
import { limitsOf, narrowedTo } from './header-limits.ts'
import type { PathProduct } from './path-product.ts'
import type { PathStatement, ScopePattern } from './scope.ts'
import type { Selection } from './select-ends.ts'

/** A pattern with its resource statements looked up; null where it has none. */
export interface ReadyPattern {
  readonly pattern: ScopePattern
  readonly source: Selection | null
  readonly destination: Selection | null
  readonly through: Selection | null
}

export interface MatchOptions {
  readonly inventory: Inventory
  readonly bidirectional: boolean
  /** What a list whose entries were not collected means: for what is found everything, for what is left out nothing. */
  readonly unreadLists: 'everything' | 'nothing'
}

/** A part of a flow, from hop to hop, and how sure it is. */
export interface PathMatch {
  readonly product: PathProduct
  readonly hops: readonly TraceHop[]
  /** Where it starts and ends, when that is a component and not an interface. */
  readonly start: string | null
  readonly finish: string | null
  readonly verdict: Exclude<Verdict, 'blocked'>
}

/** The part of a flow the pattern means; null when there is none, or it does not get through. */
export function matchPath(flow: Flow, ready: ReadyPattern, options: MatchOptions): PathMatch | null {
  const hops = flow.trace.forward
  const from = startOf(flow, ready.source)
  const to = finishOf(flow, ready.destination)
  if (!from || !to || from.at > to.at) return null
  const passed = hops.slice(from.at, to.at + 1)
  if (ready.through && !passesOne(passed, ready.through)) return null
  const verdict = verdictOf(flow, { from, to }, options)
  if (verdict === 'blocked') return null
  const ends = { ...flow.product, senders: from.ends, receivers: to.ends }
  const { source, destination } = ready.pattern
  const atStart = within(ends, flow, { statement: source, hop: passed[0], at: 'start', options })
  const product =
    atStart && within(atStart, flow, { statement: destination, hop: passed.at(-1), at: 'finish', options })
  if (!product) return null
  return { product, hops: passed, start: from.component, finish: to.component, verdict }
}

interface PlaceOfEnd {
  readonly at: number
  readonly ends: readonly Endpoint[]
  /** Null for the interfaces themselves. */
  readonly component: string | null
}

/** The interfaces the statement names, else the last component of the way that it names: from there the path counts. */
function startOf({ product, trace }: Flow, selection: Selection | null): PlaceOfEnd | null {
  const { senders, receivers } = product
  const own = selection
    ? senders.filter(({ networkInterface }) => selection.interfaces.has(networkInterface.id))
    : senders
  const outside = trace.forward[0]?.component ?? null
  if (!selection || own.length > 0) return { at: 0, ends: own, component: senders.length === 0 ? outside : null }
  if (receivers.length === 0) return null
  const at = trace.forward.findLastIndex(({ component }) => selection.components.has(component))
  return at < 0 ? null : { at, ends: senders, component: trace.forward[at]?.component ?? null }
}

/** The interfaces the statement names, else the first component of the way that it names. */
function finishOf({ product, trace }: Flow, selection: Selection | null): PlaceOfEnd | null {
  const { senders, receivers } = product
  const last = trace.forward.length - 1
  const own = selection
    ? receivers.filter(({ networkInterface }) => selection.interfaces.has(networkInterface.id))
    : receivers
  const outside = trace.forward[last]?.component ?? null
  if (!selection || own.length > 0) return { at: last, ends: own, component: receivers.length === 0 ? outside : null }
  // Between interfaces it is told by the flow to the component itself, whoever is behind it.
  if (senders.length > 0 && receivers.length > 0) return null
  const inward = senders.length === 0
  const at = trace.forward.findIndex(
    ({ component, kind }) => selection.components.has(component) && !(inward && WAYS_OUT.has(kind)),
  )
  return at < 0 ? null : { at, ends: receivers, component: trace.forward[at]?.component ?? null }
}

/** Paths end at these where they leave the network; what comes in by one begins there. */
const WAYS_OUT: ReadonlySet<TraceHop['kind']> = new Set(['internet-gateway', 'vpn-gateway'])

function passesOne(hops: readonly TraceHop[], { components, interfaces }: Selection): boolean {
  return hops.some(
    ({ component, attachedTo, rules }) =>
      components.has(component) ||
      interfaces.has(component) ||
      (attachedTo !== null && components.has(attachedTo)) ||
      rules.some(({ resourceId }) => components.has(resourceId)),
  )
}

/** A path that ends before the flow does is judged as far as it goes; whole ones by the connection or the request. */
function verdictOf(
  { trace }: Flow,
  { from, to }: { readonly from: PlaceOfEnd; readonly to: PlaceOfEnd },
  { bidirectional }: MatchOptions,
): Verdict {
  const isWhole = to.at === trace.forward.length - 1
  if (isWhole) return bidirectional ? trace.verdict : trace.delivered
  if (bidirectional && trace.verdict === 'reachable') return 'reachable'
  const hops = trace.forward.slice(from.at, to.at + 1)
  // Where nobody knows which way is taken, what blocks on the one that is told may not stand on the other.
  const other = trace.delivered === 'unknown' && trace.forward.some(isUndecided)
  if (hops.some(({ decision }) => decision === 'blocks')) return other ? 'unknown' : 'blocked'
  return hops.every(({ decision }) => decision === 'passes') && !bidirectional ? 'reachable' : 'unknown'
}

interface PlacedStatement {
  readonly statement: PathStatement | null
  /** The hop whose header is meant. */
  readonly hop: TraceHop | undefined
  readonly at: 'start' | 'finish'
  readonly options: MatchOptions
}

/** The part of a product whose packets have the header, there. */
function within(
  product: PathProduct,
  { protocol, trace }: Flow,
  { statement, hop, at, options }: PlacedStatement,
): PathProduct | null {
  const header = statement?.header
  if (!header || !hop) return product
  if (header.protocols && !header.protocols.includes(protocol)) return null
  const packet = at === 'start' ? hop.inbound : hop.outbound
  const sent = trace.forward[0]?.inbound ?? packet
  const arrived = trace.forward.at(-1)?.outbound ?? packet
  const source = sameAddress(packet.source, sent.source) ? null : packet.source
  const destination = sameAddress(packet.destination, arrived.destination) ? null : packet.destination
  return narrowedTo(product, limitsOf(header, options), { source, destination })
}
