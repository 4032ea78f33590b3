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

/** One document, or several of one estate. */
export type Documents = DescribeDocument | readonly DescribeDocument[]

export function networkFor(documents: Documents): Network {
  return networkOf(readDescribe([documents].flat()))
}

export function compare(network: Network, documents: Documents, query: SimulatedQuery): Compared {
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
    oracle: simulate([documents].flat(), query),
  }
}

/**
 * Null where both say the same. `contradiction`: one is certain of what the other is not, or of the contrary.
 * `delivery`: so of the request alone. `caution`: the engine says unknown where the oracle, that tries every way, is
 * certain: safe, and less than could be known.
 */
export type Disagreement = 'contradiction' | 'delivery' | 'caution'

export function disagreementOf({ engine, engineDelivered, oracle }: Compared): Disagreement | null {
  if (engine !== oracle.verdict) return engine === 'unknown' ? 'caution' : 'contradiction'
  if ((engineDelivered === 'reachable') === oracle.delivered) return null
  return engineDelivered === 'unknown' ? 'caution' : 'delivery'
}

/** Both sides in words, for a person who has to decide who is right. */
export function tellBoth({ query, engine, engineDelivered, reasons, oracle }: Compared): string {
  return [
    `${JSON.stringify(query)}`,
    `engine ${engine}, delivered ${engineDelivered}; oracle ${oracle.verdict}, delivered ${oracle.delivered}`,
    ...reasons.map((reason) => `  engine: ${reason}`),
    ...oracle.trail.map((line) => `  oracle: ${line}`),
  ].join('\n')
}
