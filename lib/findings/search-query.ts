/**
 * The search language: words, `"two words"`, `key:value`, `key:one,other`, and `-` before any of them for what is not
 * wanted. Every word narrows. Values of one key widen each other, different keys narrow. Nothing is ever thrown:
 * what cannot be understood is told as a fault and does not filter.
 */

import { KEY_WORDS, SEARCH_KEYS, type SearchKey, searchKey, searchValues } from './search-terms.ts'

export interface SearchTerm {
  /** Null for words. */
  readonly key: SearchKey | null
  /** Lower case; one for words, one or more for a key. */
  readonly values: readonly string[]
  readonly negated: boolean
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

export interface SearchFault {
  readonly start: number
  readonly end: number
  readonly message: string
  /** Still being typed: not worth a warning yet. */
  readonly unfinished: boolean
}

export interface SearchQuery {
  readonly terms: readonly SearchTerm[]
  readonly faults: readonly SearchFault[]
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly unclosed: boolean
}

/** Pieces between blanks; a blank inside double quotes separates nothing. */
function tokens(text: string): readonly Token[] {
  return [...text.matchAll(/(?:[^\s"]|"[^"]*(?:"|$))+/g)].map(([piece], index, all) => {
    const start = all[index]?.index ?? 0
    return { text: piece, start, end: start + piece.length, unclosed: (piece.match(/"/g)?.length ?? 0) % 2 === 1 }
  })
}

export function parseSearch(text: string): SearchQuery {
  const terms: SearchTerm[] = []
  const faults: SearchFault[] = []
  for (const token of tokens(text)) {
    const { term, fault } = readToken(token)
    if (term !== null) terms.push(term)
    if (fault !== null) faults.push(fault)
  }
  return { terms, faults }
}

interface Read {
  readonly term: SearchTerm | null
  readonly fault: SearchFault | null
}

function readToken(token: Token): Read {
  const negated = token.text.startsWith('-') && token.text.length > 1
  const body = negated ? token.text.slice(1) : token.text
  const named = /^([a-z_-]+)(?::|(?=[<>]=?))(.*)$/is.exec(body)
  const key = named === null ? null : searchKey(named[1] ?? '')
  if (named !== null && key !== null) return readKeyed(token, { key, negated, value: named[2] ?? '' })
  const words = readWords(token, body, negated)
  return { term: words, fault: strayKey(token, named?.[1] ?? null, named?.[2] ?? '') ?? unclosed(token) }
}

function readWords({ start, end }: Token, body: string, negated: boolean): SearchTerm | null {
  const value = body.replaceAll('"', '').toLowerCase()
  return value.trim() === '' ? null : { key: null, values: [value], negated, start, end }
}

/** Values are split at commas outside of quotes. */
function readKeyed(token: Token, { key, negated, value }: { key: SearchKey; negated: boolean; value: string }): Read {
  const { start, end } = token
  const parts = [...value.matchAll(/(?:[^,"]|"[^"]*(?:"|$))+/g)]
    .map(([part]) => part.replaceAll('"', '').trim().toLowerCase())
    .filter(Boolean)
  if (parts.length === 0) {
    return { term: null, fault: { start, end, message: `${key}: takes ${KEY_WORDS[key]}.`, unfinished: true } }
  }
  const read = parts.map((part) => ({ part, values: searchValues(key, part) }))
  const values = [...new Set(read.flatMap((each) => each.values ?? []))]
  const wrong = read.find((each) => each.values === null)
  return {
    term: values.length === 0 ? null : { key, values, negated, start, end },
    fault:
      wrong === undefined
        ? unclosed(token)
        : { start, end, message: `“${wrong.part}” is no ${key}: it takes ${KEY_WORDS[key]}.`, unfinished: false },
  }
}

function unclosed({ start, end, unclosed: open }: Token): SearchFault | null {
  return open ? { start, end, message: 'The quotation mark is not closed.', unfinished: true } : null
}

/** Words before a colon that are none of ours: ARNs, times and addresses of IPv6 hold colons too. */
function strayKey({ start, end }: Token, name: string | null, value: string): SearchFault | null {
  if (name === null || name.toLowerCase() === 'arn' || /^[0-9a-f]{1,4}$/i.test(name)) return null
  if (value.startsWith('//')) return null
  const close = SEARCH_KEYS.find((key) => key.startsWith(name.toLowerCase().slice(0, 2)))
  const hint = close === undefined ? ` Keys are ${SEARCH_KEYS.join(', ')}.` : ` Did you mean ${close}:?`
  return { start, end, message: `“${name}:” is no key; it is searched as text.${hint}`, unfinished: false }
}

/** A value as it is typed: quoted when it holds a blank or a comma. */
export function searchText(key: SearchKey, values: readonly string[], negated = false): string {
  const quoted = values.map((value) => (/[\s,]/.test(value) ? `"${value.replaceAll('"', '')}"` : value))
  return `${negated ? '-' : ''}${key}:${quoted.join(',')}`
}

/** What a key is held to, over all its terms; empty when it is not asked for. */
export function chosenValues({ terms }: SearchQuery, key: SearchKey): readonly string[] {
  return [...new Set(terms.flatMap((term) => (term.key === key && !term.negated ? term.values : [])))]
}

/** The same text with a key held to these values, in the place of its first term; without the key for none. */
export function withValues(text: string, key: SearchKey, values: readonly string[]): string {
  const own = parseSearch(text).terms.filter((term) => term.key === key && !term.negated)
  const [first] = own
  const put = values.length === 0 ? '' : searchText(key, values)
  if (first === undefined) return [put, text.trim()].filter(Boolean).join(' ')
  const replaced = own.toReversed().reduce((rest, { start, end }) => {
    const piece = start === first.start ? put : ''
    return rest.slice(0, start) + piece + rest.slice(end)
  }, text)
  return replaced.replace(/ {2,}/g, ' ').trim()
}
