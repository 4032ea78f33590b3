/** The engine's trace and the oracle's, side by side, on one question. */

import type { DescribeDocument } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { type Network, networkOf } from '../reachability/network.ts'
import { parseQuery } from '../reachability/parse-query.ts'
import { trace } from '../reachability/trace.ts'
import { type Simulated, simulate } from './packet-simulator.ts'
import type { SimulatedQuery } from './simulate-query.ts'

export interface Compared {
  readonly query: SimulatedQuery
  readonly engine: string
  readonly engineDelivered: string
  /** What the engine says decides. */
  readonly reasons: readonly string[]
  readonly oracle: Simulated
}

export function networkFor(document: DescribeDocument): Network {
  return networkOf(readDescribe([document]))
}

export function compare(network: Network, document: DescribeDocument, query: SimulatedQuery): Compared {
  const { query: parsed, faults } = parseQuery(query)
  if (parsed === null) throw new Error(faults.map((fault) => fault.message).join(' '))
  const answer = trace(network, parsed)
  return {
    query,
    engine: answer.verdict,
    engineDelivered: answer.delivered,
    reasons: [...answer.blockers, ...answer.unknowns].map(
      ({ code, component, detail }) => `${code} at ${component}: ${detail}`,
    ),
    oracle: simulate([document], query),
  }
}

/** Null where both say the same. Delivery is compared where the oracle is certain of it. */
export function disagreement({ query, engine, engineDelivered, reasons, oracle }: Compared): string | null {
  const isSame = engine === oracle.verdict && (engineDelivered === 'reachable') === oracle.delivered
  if (isSame) return null
  return [
    `${JSON.stringify(query)}`,
    `engine ${engine}, delivered ${engineDelivered}; oracle ${oracle.verdict}, delivered ${oracle.delivered}`,
    ...reasons.map((reason) => `  engine: ${reason}`),
    ...oracle.trail.map((line) => `  oracle: ${line}`),
  ].join('\n')
}
