/** Findings against a search: which of them are meant. Fast enough for each keystroke over 50,000. */

import type { Finding } from './finding.ts'
import type { SearchQuery, SearchTerm } from './search-query.ts'
import { portSpan, type SearchKey } from './search-terms.ts'

export interface SearchNames {
  /** What people call a VPC, by its id. */
  readonly vpcs: ReadonlyMap<string, string>
}

export const NO_NAMES: SearchNames = { vpcs: new Map() }

/** Texts are put together once a finding. */
const TEXTS = new WeakMap<Finding, string>()

function textOf(finding: Finding): string {
  const known = TEXTS.get(finding)
  if (known !== undefined) return known
  const { resource, exposure } = finding
  const text = [
    finding.ruleId,
    finding.title,
    resource.id,
    resource.name ?? '',
    resource.type,
    resource.account,
    resource.region,
    resource.vpcId ?? '',
    ...finding.ports,
    ...finding.related.map(({ id }) => id),
    ...exposure.path.flatMap(({ component, label, name }) => [component, label, name ?? '']),
    finding.reasonNotEvaluated ?? '',
  ]
    .join('\n')
    .toLowerCase()
  TEXTS.set(finding, text)
  return text
}

type Test = (finding: Finding, value: string, names: SearchNames) => boolean

const same = (held: string | null, value: string) => held !== null && held.toLowerCase() === value

const TESTS: Readonly<Record<SearchKey, Test>> = {
  severity: (finding, value) => finding.severity.effective === value,
  status: ({ status }, value) => status === (value === 'failing' ? 'FAIL' : 'NOT_EVALUATED'),
  exposure: (finding, value) => finding.exposure.level === value,
  rule: ({ ruleId, alsoMatches = [] }, value) =>
    [ruleId, ...alsoMatches].some((id) => same(id, value) || id.toLowerCase().startsWith(`${value}-`)),
  charter: ({ charter }, value) => same(charter.bullet, value) || same(charter.sentenceId, value),
  vpc: ({ resource }, value, { vpcs }) =>
    resource.vpcId !== null && (same(resource.vpcId, value) || same(vpcs.get(resource.vpcId) ?? null, value)),
  port: ({ ports }, value) => ports.some((port) => coversPort(port.toLowerCase(), value)),
  type: ({ resource }, value) => same(resource.type, value),
  id: ({ id, resource, related }, value) =>
    same(id, value) ||
    same(resource.id, value) ||
    same(resource.arn, value) ||
    related.some((each) => same(each.id, value)),
  account: ({ resource }, value) => same(resource.account, value),
  region: ({ resource }, value) => same(resource.region, value),
  cause: ({ rootCauseId }, value) => same(rootCauseId, value),
  waived: ({ mute = null }, value) => (mute !== null) === (value === 'yes'),
}

/** Does `tcp/20-25,443`, or `all traffic`, hold the asked port? What has no ports, such as ICMP, holds none. */
function coversPort(held: string, asked: string): boolean {
  const wanted = portSpan(asked)
  if (wanted === null) return false
  if (/^(?:all|any)\b/.test(held)) return true
  const [protocol = '', ports = ''] = held.split('/')
  if (wanted.protocol !== null && wanted.protocol !== protocol) return false
  return ports.split(',').some((part) => {
    const span = portSpan(part.trim())
    return part.trim() === 'all' || (span !== null && span.low <= wanted.high && wanted.low <= span.high)
  })
}

function holds(finding: Finding, term: SearchTerm, names: SearchNames): boolean {
  const { key, values } = term
  return values.some((value) => (key === null ? textOf(finding).includes(value) : TESTS[key](finding, value, names)))
}

/** Positive terms of one key are alternatives; every word and every negated term stands alone. */
function alternatives({ terms }: SearchQuery): readonly (readonly SearchTerm[])[] {
  const byKey = Map.groupBy(terms, (term) => (term.key === null || term.negated ? term : term.key))
  return [...byKey.values()]
}

export interface SearchOptions {
  readonly names?: SearchNames
  /** Without a status in the search only what failed is meant; false where every status is. */
  readonly failingOnly?: boolean
}

/** The findings that are meant, in the order they came. PASS is never listed. */
export function searchFindings(
  findings: readonly Finding[],
  query: SearchQuery,
  { names = NO_NAMES, failingOnly = true }: SearchOptions = {},
): readonly Finding[] {
  const clauses = alternatives(query)
  const anyStatus = !failingOnly || query.terms.some(({ key }) => key === 'status')
  return findings.filter(
    (finding) =>
      (anyStatus ? finding.status !== 'PASS' : finding.status === 'FAIL') &&
      clauses.every((terms) => terms.some((term) => holds(finding, term, names) !== term.negated)),
  )
}
