/** Resources against the search language: words and places by the row, all else by the findings on the resource. */

import { badgedIds } from '../findings/badges.ts'
import type { Finding } from '../findings/finding.ts'
import { searchFindings } from '../findings/search-findings.ts'
import { parseSearch, type SearchTerm } from '../findings/search-query.ts'
import { RESOURCE_KEYS } from '../findings/search-terms.ts'
import type { ResourceRow } from '../snapshots/snapshot.ts'

export interface SearchedNetwork {
  /** Only asked for when the search asks of findings. */
  readonly findings: () => readonly Finding[]
  readonly vpcs: ReadonlyMap<string, { readonly name: string | null }>
}

/**
 * The rows that are meant, in their order; no pattern of the user's is ever compiled. A search that asks of findings
 * means the resources that matching findings are about, of which words may stand in the finding or in the row.
 */
export function searchRows(
  rows: readonly ResourceRow[],
  text: string,
  { findings, vpcs }: SearchedNetwork,
): readonly ResourceRow[] {
  const query = parseSearch(text)
  if (query.terms.length === 0) return rows
  const names = { vpcs: new Map([...vpcs].flatMap(([id, { name }]) => (name === null ? [] : [[id, name] as const]))) }
  if (query.terms.some(({ key }) => key !== null && !RESOURCE_KEYS.has(key))) {
    const about = new Set(searchFindings(findings(), query, { names }).flatMap((finding) => [...badgedIds(finding)]))
    return rows.filter(({ id }) => about.has(id))
  }
  const groups = [...Map.groupBy(query.terms, (term) => (term.key === null || term.negated ? term : term.key)).values()]
  return rows.filter((row) =>
    groups.every((terms) => terms.some((term) => holds(row, term, names.vpcs) !== term.negated)),
  )
}

function holds(row: ResourceRow, { key, values }: SearchTerm, vpcs: ReadonlyMap<string, string>): boolean {
  return values.some((value) => {
    switch (key) {
      case 'vpc':
        return [row.vpcId, ...(row.type === 'vpc' ? [row.id] : [])].some(
          (id) => id !== null && [id, vpcs.get(id)].some((name) => name?.toLowerCase() === value),
        )
      case 'type':
      case 'id':
      case 'account':
      case 'region':
        return row[key].toLowerCase() === value
      default:
        return textOf(row).includes(value)
    }
  })
}

function textOf({ id, type, name, account, region, vpcId, subnetId, detail }: ResourceRow): string {
  return [id, type, name, account, region, vpcId, subnetId, detail].join('\n').toLowerCase()
}
