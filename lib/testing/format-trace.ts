/**
 * Questions and answers of a trace as text, for tests that read like the case they hold: the question in one line,
 * the answer a line a hop.
 */

import type { Inventory } from '../inventory/inventory.ts'
import { networkOf } from '../reachability/network.ts'
import { parseQuery } from '../reachability/parse-query.ts'
import { trace } from '../reachability/trace.ts'
import type { Trace, TraceHop } from '../reachability/trace-result.ts'

const QUESTION = /^(\S+) to (\S+) ([a-z0-9]+)(?:\/(\d+))?$/

/** `eni-web to eni-db tcp/5432`; further fields as the command line's file of questions has them: `{ src_ip: '…' }`. */
export function ask(inventory: Inventory, question: string, more: Readonly<Record<string, unknown>> = {}): Trace {
  const [, from, to, protocol, port] = QUESTION.exec(question) ?? []
  const asked = { from, to, protocol, ...(port === undefined ? {} : { port: Number(port) }), ...more }
  const { query, faults } = parseQuery(asked)
  if (!query) throw new Error(`"${question}": ${faults.map(({ message }) => message).join(' ')}`)
  return trace(networkOf(inventory), query)
}

/**
 * The verdict, then each hop: `> sg-web` on the way there, `< acl-1` on the way back; what blocks or is not known with
 * its codes: `> acl-1 x SUBNET_ACL_RESTRICTION`, `< rtb-1 ? UNKNOWN_RESOURCE`.
 */
export function formatTrace({ verdict, forward, return: back }: Trace): readonly string[] {
  return [verdict, ...forward.map((hop) => hopLine('>', hop)), ...back.map((hop) => hopLine('<', hop))]
}

function hopLine(way: '>' | '<', { component, decision, blockers, unknowns }: TraceHop): string {
  const codes = (all: readonly { readonly code: string }[]) => all.map(({ code }) => code).join(', ')
  if (decision === 'blocks') return `${way} ${component} x ${codes(blockers)}`
  return decision === 'unknown' ? `${way} ${component} ? ${codes(unknowns)}` : `${way} ${component}`
}

/** The verdict and every code that blocks, in order: `blocked: SUBNET_ACL_RESTRICTION at acl-1`. */
export function tell({ verdict, blockers, unknowns }: Trace): string {
  const causes = verdict === 'blocked' ? blockers : unknowns
  const words = causes.map(({ code, component }) => `${code} at ${component}`)
  return words.length > 0 ? `${verdict}: ${words.join(', ')}` : verdict
}
