/** The questions of a `--queries` file: a JSON array, one object, or one object a line. */

import { AppError } from '../errors/app-error.ts'
import { parseQuery, type QueryFault } from '../reachability/parse-query.ts'
import { parseQuestion } from '../reachability/parse-question.ts'
import type { TraceQuery } from '../reachability/trace-result.ts'

/** A question of the file, or what is wrong with it: the first fault decides what is told, the rest follow it. */
export type FiledQuestion =
  | { readonly kind: 'query'; readonly query: TraceQuery }
  | { readonly kind: 'faulty'; readonly faults: readonly QueryFault[] }

/**
 * One entry for each question, in the order of the file. Pointers start with the place of the question: `/3/port`.
 * @throws AppError `bad-query` when the file as a whole is no JSON
 */
export function readQuestions(text: string, file: string): readonly FiledQuestion[] {
  const entries = entriesOf(text, file)
  return entries.map((entry, index) => {
    if (entry.kind === 'broken') return { kind: 'faulty', faults: [{ pointer: `/${index}`, message: entry.message }] }
    const { query, faults } = typeof entry.value === 'string' ? parseQuestion(entry.value) : parseQuery(entry.value)
    if (query) return { kind: 'query', query }
    return { kind: 'faulty', faults: faults.map((fault) => ({ ...fault, pointer: `/${index}${fault.pointer}` })) }
  })
}

type Entry = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'broken'; readonly message: string }

function entriesOf(text: string, file: string): readonly Entry[] {
  const whole = parseJson(text)
  if (whole.kind === 'value') return listOf(whole.value).map((value) => ({ kind: 'value', value }))
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const entries = lines.map(parseJson)
  if (text.trimStart().startsWith('[') || entries.every(({ kind }) => kind === 'broken')) {
    const remedy = 'Give a JSON array of questions, or one question a line.'
    throw new AppError('bad-query', `${file} is no JSON: ${whole.message}`, { file, remedy })
  }
  return entries
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function parseJson(text: string): Entry {
  try {
    return { kind: 'value', value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch (cause) {
    return { kind: 'broken', message: cause instanceof Error ? cause.message : String(cause) }
  }
}
