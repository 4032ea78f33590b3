/** A question typed into the palette: `internet -> web-1:443`, with names where the engine wants ids. */

import { formatProtocol } from '../../lib/net/protocol.ts'
import { isQuestion, parseQuestion } from '../../lib/reachability/parse-question.ts'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import { PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'

export interface Ends {
  readonly from: { readonly id: string; readonly label: string }
  readonly to: { readonly id: string; readonly label: string }
}

export type ReadQuestion =
  | { readonly kind: 'none' }
  | { readonly kind: 'faulty'; readonly message: string }
  | { readonly kind: 'question'; readonly question: AskedQuestion }

const ARROW_AT_END = /(?:->|=>|→)\s*$/u

export function readAsked(text: string): ReadQuestion {
  if (!isQuestion(text)) return { kind: 'none' }
  if (ARROW_AT_END.test(text)) return { kind: 'faulty', message: 'To what? For example: internet -> web-1:443.' }
  const { query, faults } = parseQuestion(text)
  if (query === null) return { kind: 'faulty', message: faults.map(({ message }) => message).join(' ') }
  const { from, to, protocol, port, family } = query
  const name = formatProtocol(protocol)
  const words = name.startsWith('protocol ') ? String(protocol) : name
  return { kind: 'question', question: { ...PLAIN_QUESTION, from, to, protocol: words, port, family } }
}
