/** The small words every inspector section is written with. */

import type { Inventory } from '../inventory/inventory.ts'
import type { Fact, ResourceDetail } from './snapshot.ts'

export type Section = ResourceDetail['sections'][number]

/** What the sections of one resource are made from. */
export interface DetailContext {
  readonly inventory: Inventory
  /** RFC 6901 pointer of the resource's own element. */
  readonly pointer: string
}

/** Null is said as "not told": missing data never reads as "no". */
export type Told = string | number | boolean | null

/** A label in AWS's words, its value, the field below the element it stands at, and the resource it names. */
export type Line = readonly [label: string, value: Told, field?: string | undefined, linkTo?: string | null | undefined]

/** Facts below `pointer`; a line whose value is the empty string is left out. */
export function facts(pointer: string, lines: readonly Line[]): Fact[] {
  return lines
    .filter(([, value]) => value !== '')
    .map(([label, value, field, linkTo]) => ({
      label,
      value: tell(value),
      pointer: field === undefined ? null : `${pointer}/${field}`,
      linkTo: linkTo ?? null,
    }))
}

/** A section, or none when there is nothing in it. */
export function section(title: string, content: readonly Fact[]): readonly Section[] {
  return content.length === 0 ? [] : [{ title, facts: content }]
}

/** Only when AWS told it: for what most resources of the kind do not have. */
export function optional(...[label, value, field, linkTo]: Line): readonly Line[] {
  return value === null ? [] : [[label, value, field, linkTo]]
}

/** More than anyone reads in a panel; the table has them all. */
const LISTED_MAX = 100

/** The same label for each id, each a link; a long list ends with how many more there are. */
export function links(label: string, ids: readonly string[], inventory?: Inventory): readonly Line[] {
  const listed = ids
    .slice(0, LISTED_MAX)
    .map((id): Line => [label, inventory ? named(inventory, id) : id, undefined, id])
  const more = ids.length - listed.length
  return more > 0 ? [...listed, [label, `and ${more} more`]] : listed
}

/** `sg-1 (web)`: the id, and the name where there is one. */
export function named(inventory: Inventory, id: string): string {
  const name = inventory.securityGroups.get(id)?.groupName ?? nameOf(inventory, id)
  return name === null || name === '' ? id : `${id} (${name})`
}

function nameOf(inventory: Inventory, id: string): string | null {
  const { vpcs, subnets, instances, networkInterfaces, routeTables, networkAcls, natGateways } = inventory
  const maps = [vpcs, subnets, instances, networkInterfaces, routeTables, networkAcls, natGateways]
  for (const map of maps) {
    const name = map.get(id)?.name
    if (name !== undefined) return name
  }
  return null
}

function tell(value: Told): string {
  if (value === null) return 'not told'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}
