/** From the rows of one call to the requests of the calls that are made for each of them. */

import type { AwsCall, PerParent } from './calls/aws-call.ts'
import { isRecord } from './plain-answer.ts'

/** What a call brought that others are asked about: only names and the requests they came from are kept. */
export interface ParentRow {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
}

export interface ChildCall {
  readonly call: AwsCall
  readonly per: PerParent
  readonly rows: Map<string, ParentRow>
  /** Rows without the name: what hangs off them cannot be asked. */
  nameless: number
}

export function childrenOf(parent: AwsCall, calls: readonly AwsCall[]): readonly ChildCall[] {
  const children: ChildCall[] = []
  for (const call of calls) {
    const { per } = call
    if (per?.operation !== parent.operation || call.service !== parent.service) continue
    children.push({ call, per, rows: new Map(), nameless: 0 })
  }
  return children
}

/** Notes the rows of one page for the child. */
export function noteRows(child: ChildCall, rows: readonly unknown[], input: Readonly<Record<string, unknown>>): void {
  const { field, carry } = child.per
  for (const row of rows) {
    const name = field === null ? row : isRecord(row) ? row[field] : undefined
    if (typeof name !== 'string' || name === '') {
      child.nameless += 1
      continue
    }
    const carried = Object.fromEntries(Object.entries(carry).map(([to, from]) => [to, input[from]]))
    child.rows.set(JSON.stringify([name, carried]), { name, input: carried })
  }
}

/** The requests of a child: one a name, or as many names as AWS takes in one. */
export function requestsOf({ call, per, rows }: ChildCall): readonly Readonly<Record<string, unknown>>[] {
  const { into, batch } = per
  const all = [...rows.values()]
  if (into === null) return all.map((row) => ({ ...call.input, ...row.input }))
  if (batch === null) return all.map((row) => ({ ...call.input, ...row.input, [into]: row.name }))
  const alike = Map.groupBy(all, (row) => JSON.stringify(row.input))
  return [...alike.values()].flatMap((group) =>
    chunks(group, batch).map((chunk) => ({
      ...call.input,
      ...chunk[0]?.input,
      [into]: chunk.map(({ name }) => name),
    })),
  )
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}
