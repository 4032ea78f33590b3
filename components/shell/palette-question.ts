/** A question typed into the palette: `internet -> web-1:443`, with names where the engine wants ids. */

import { parseAddress } from '../../lib/net/prefix.ts'
import { formatProtocol } from '../../lib/net/protocol.ts'
import { isQuestion, parseQuestion } from '../../lib/reachability/parse-question.ts'
import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import { PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'
import { suggestionsFor } from '../reachability/use-suggestions.ts'

/** What a question can be asked with, and what people call it. */
export interface End {
  readonly id: string
  readonly label: string
}

/** For each end what it may mean, the likeliest first; empty when nothing is called so. */
export interface Ends {
  readonly from: readonly End[]
  readonly to: readonly End[]
}

/** A question with the names at its ends looked up. */
export interface Asking {
  readonly question: AskedQuestion
  readonly label: string
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
  if (query === null) return { kind: 'faulty', message: faults.map(faultText).join(' ') }
  const { from, to, protocol, port, family } = query
  const name = formatProtocol(protocol)
  const words = name.startsWith('protocol ') ? String(protocol) : name
  return { kind: 'question', question: { ...PLAIN_QUESTION, from, to, protocol: words, port, family } }
}

/** In one box nothing but the words themselves shows which part is meant. */
function faultText({ pointer, message }: { readonly pointer: string; readonly message: string }): string {
  return pointer === '/port' ? `Port: ${message}` : message
}

/** Is an end known without the names of this snapshot? */
export function isPlainEnd(end: string): boolean {
  return end === 'internet' || end.startsWith('arn:') || parseAddress(end) !== null
}

const AWS_ID = /^[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}$/

/** An id or a whole name means one resource; part of a name whatever of that name a path can end at. */
export function endsCalled(end: string, rows: readonly ResourceRow[]): readonly End[] {
  if (isPlainEnd(end)) return [{ id: end, label: end }]
  const named = rows.find(({ id }) => id === end) ?? firstNamed(end, rows)
  if (named) return [{ id: named.id, label: named.name ?? named.id }]
  const found = suggestionsFor(end, rows).filter(({ kind }) => kind !== 'outside')
  if (found.length === 0 && AWS_ID.test(end)) return [{ id: end, label: end }]
  return found.map(({ value, label, detail }) => ({ id: value, label: label === value ? value : `${label} ${detail}` }))
}

function firstNamed(name: string, rows: readonly ResourceRow[]): ResourceRow | undefined {
  const same = rows.filter((row) => row.name === name)
  const [best] = suggestionsFor(name, same).filter(({ kind }) => kind !== 'outside')
  return same.find(({ id }) => id === best?.value) ?? same[0]
}

/** Every pair of what the ends may mean, as far as a list of `most` goes. */
export function askings(question: AskedQuestion, { from, to }: Ends, most: number): readonly Asking[] {
  const pairs = from.flatMap((source) => to.map((target) => ({ source, target })))
  return pairs.slice(0, most).map(({ source, target }) => ({
    question: { ...question, from: source.id, to: target.id },
    label: `${source.label} to ${target.label}`,
  }))
}

/** Which end nothing is called. */
export function unnamed(question: AskedQuestion, { from, to }: Ends): string {
  const names = [from.length === 0 ? [question.from] : [], to.length === 0 ? [question.to] : []].flat()
  return `Nothing that a path can start or end at is called ${names.join(', nor ')}.`
}
