/** What can be asked of findings beside words: the keys of the search language, and what each takes. */

import { CHARTER, CHARTER_BULLETS } from './charter.ts'
import { SEVERITIES } from './finding.ts'

export const SEARCH_KEYS = [
  'severity',
  'status',
  'exposure',
  'rule',
  'charter',
  'vpc',
  'port',
  'type',
  'id',
  'account',
  'region',
  'cause',
  'waived',
] as const
export type SearchKey = (typeof SEARCH_KEYS)[number]

/** As they are written; `failing` is what is shown when no status is asked for. */
export const STATUSES = ['failing', 'not-evaluated'] as const
export type SearchStatus = (typeof STATUSES)[number]

const EXPOSURES = ['internet', 'unknown', 'limited', 'corporate', 'cross-account', 'internal', 'none']

/** What a key takes; null where it takes any text. */
export const KEY_VALUES: Readonly<Record<SearchKey, readonly string[] | null>> = {
  severity: SEVERITIES,
  status: STATUSES,
  exposure: EXPOSURES,
  rule: null,
  charter: [...Object.keys(CHARTER_BULLETS), ...CHARTER.map(({ sentenceId }) => sentenceId)],
  vpc: null,
  port: null,
  type: null,
  id: null,
  account: null,
  region: null,
  cause: null,
  waived: ['yes', 'no'],
}

/** In a few words, beside a suggestion. */
export const KEY_WORDS: Readonly<Record<SearchKey, string>> = {
  severity: 'critical, high, medium, low or info; >=high for that and worse',
  status: 'failing or not-evaluated',
  exposure: 'what can reach it: internet, corporate, internal …',
  rule: 'SG-003, or SG for the family',
  charter: 'a letter of the charter, or a sentence: H.minimum-routes',
  vpc: 'id or name of the VPC',
  port: '22, tcp/443 or 8000-8999',
  type: 'kind of resource: security-group, subnet …',
  id: 'a resource the finding is on or touches',
  account: 'account id',
  region: 'region',
  cause: 'findings of one root cause',
  waived: 'yes or no: did people decide to live with it',
}

/** Keys a resource answers by itself; the others are asked of its findings. */
export const RESOURCE_KEYS: ReadonlySet<SearchKey> = new Set(['vpc', 'type', 'id', 'account', 'region'])

const SHORT: Readonly<Record<string, SearchKey>> = { sev: 'severity', exp: 'exposure', reach: 'exposure' }

/** `severity` for `severity`, `SEVERITY` and `sev`; null for what is no key. */
export function searchKey(text: string): SearchKey | null {
  const name = text.toLowerCase()
  return SEARCH_KEYS.find((key) => key === name) ?? SHORT[name] ?? null
}

const STATUS_WORDS: Readonly<Record<string, SearchStatus>> = {
  fail: 'failing',
  failed: 'failing',
  not_evaluated: 'not-evaluated',
  unknown: 'not-evaluated',
}

/** What is meant by a value of a key: itself, or the one value it begins; null when it is none. Lower case. */
export function searchValues(key: SearchKey, value: string): readonly string[] | null {
  const known = KEY_VALUES[key]?.map((each) => each.toLowerCase())
  if (key === 'port') return portSpan(value) === null ? null : [value]
  if (key === 'severity' && /^>=?/.test(value)) return severitiesFrom(value)
  if (known === undefined) return [value]
  const status = key === 'status' ? STATUS_WORDS[value] : undefined
  if (status !== undefined) return [status]
  if (known.includes(value)) return [value]
  const begun = known.filter((each) => each.startsWith(value))
  return begun.length === 1 ? begun : null
}

function severitiesFrom(value: string): readonly string[] | null {
  const [least] = searchValues('severity', value.replace(/^>=?/, '')) ?? []
  const at = (SEVERITIES as readonly (string | undefined)[]).indexOf(least)
  if (at < 0) return null
  return SEVERITIES.slice(0, value.startsWith('>=') ? at + 1 : at)
}

export interface PortSpan {
  /** `tcp`; null for any. */
  readonly protocol: string | null
  readonly low: number
  readonly high: number
}

const PORT_MAX = 65_535
const PORT = /^(?:([a-z][a-z0-9]{1,9})[/:])?(\d{1,5})(?:-(\d{1,5}))?$/

/** `22`, `tcp/22`, `tcp/8000-8999`; null for what is no port. */
export function portSpan(text: string): PortSpan | null {
  const match = PORT.exec(text)
  if (match === null) return null
  const low = Number(match[2])
  const high = Number(match[3] ?? match[2])
  return low <= high && high <= PORT_MAX ? { protocol: match[1] ?? null, low, high } : null
}
