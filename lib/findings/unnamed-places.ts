/** Files that name no account or region: what is missing beside them is missing from a place that has a name. */

import { UNKNOWN } from '../describe/document.ts'
import type { DocumentInfo, Inventory } from '../inventory/inventory.ts'
import type { Finding } from './finding.ts'

/**
 * Without the rows that say of an unnamed place as a whole that it was not collected, where the same account or region
 * has a document with a name: an answer that names no region is a part of it, and no region of its own. Calls that were
 * refused or cut off there stay, and so does every row about a resource.
 */
export function withoutUnnamedPlaces(findings: readonly Finding[], inventory: Inventory): readonly Finding[] {
  const spare = new Set(inventory.documents.filter((each) => isPartOfAnother(each, inventory)).map(placeOf))
  if (spare.size === 0) return findings
  return findings.filter(
    ({ status, resource }) =>
      status !== 'NOT_EVALUATED' || resource.id !== placeOf(resource) || !spare.has(placeOf(resource)),
  )
}

function placeOf({ account, region }: { readonly account: string; readonly region: string }): string {
  return `${account}/${region}`
}

function isPartOfAnother({ account, region, coverage }: DocumentInfo, { documents }: Inventory): boolean {
  if (account !== UNKNOWN && region !== UNKNOWN) return false
  if ([...coverage.values()].some((each) => each === 'denied' || each === 'partial')) return false
  return documents.some(
    (other) =>
      other.account !== UNKNOWN &&
      other.region !== UNKNOWN &&
      (account === UNKNOWN || other.account === account) &&
      (region === UNKNOWN || other.region === region),
  )
}
