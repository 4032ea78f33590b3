/**
 * A request over a transit gateway whose reply takes another way works, and a stateful middlebox on either way sees
 * half of it. Source: Reachability Analyzer guide, RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY.
 */

import type { TraceCaveat, TraceHop } from './trace-result.ts'

/** Said of the first route table of the reply; nothing where no reply was walked. */
export function wayBackCaveats(forward: readonly TraceHop[], reply: readonly TraceHop[]): readonly TraceCaveat[] {
  const gateway = forward.find(({ kind }) => kind === 'transit-gateway')
  if (!gateway || reply.some(({ kind }) => kind === 'transit-gateway')) return []
  const table = reply.find(({ kind }) => kind === 'route-table')
  if (!table) return []
  const detail = `${table.component} sends the reply past ${gateway.component}, by which the request came.`
  return [{ code: 'RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY', component: table.component, detail }]
}
