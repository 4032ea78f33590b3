/**
 * Which flows the firewalls on the way have seen begin, and whether the reply came by the same endpoint. A stateful
 * engine that sees one direction only is not supported, and AWS does not say what it does with the rest of the flow.
 * Source: Network Firewall guide, "Considerations for asymmetric routing".
 */

import { sameAddress } from '../packet.ts'
import type { TraceHop } from '../trace-result.ts'
import { unknownAt } from './hop.ts'
import type { Inspection, WalkState } from './state.ts'

/** Did the stateful engine behind this endpoint see the request that this reply answers? */
export function knowsFlow({ inspectedAt = [], packet }: WalkState, endpointId: string): boolean {
  return inspectedAt.some((each) => isFlow(each, endpointId, packet))
}

/** The state once the stateful engine behind this endpoint has seen its packet. */
export function seenBy(state: WalkState, endpointId: string): WalkState {
  const { inspectedAt = [], packet, leg } = state
  if (leg === 'request') {
    const seen = { endpointId, source: packet.source, destination: packet.destination, isAnswered: false }
    return { ...state, inspectedAt: [...inspectedAt, seen] }
  }
  const answered = inspectedAt.map((each) => (isFlow(each, endpointId, packet) ? { ...each, isAnswered: true } : each))
  return { ...state, inspectedAt: answered }
}

/** By addresses: a flow that was translated in between is another one to the engine. */
function isFlow(seen: Inspection, endpointId: string, { source, destination }: WalkState['packet']): boolean {
  return (
    seen.endpointId === endpointId && sameAddress(seen.source, destination) && sameAddress(seen.destination, source)
  )
}

/** Of a reply that is back: the firewalls that saw its request alone. */
export function seenOneWay(state: WalkState): readonly TraceHop[] {
  const { leg, inspectedAt = [] } = state
  if (leg === 'request') return []
  return inspectedAt
    .filter(({ isAnswered }) => !isAnswered)
    .map(({ endpointId: component }) => {
      const detail = `The firewall behind ${component} saw the request, and the reply does not come back through it.`
      return unknownAt(state, { component, kind: 'vpc-endpoint', detail }, {})
    })
}
