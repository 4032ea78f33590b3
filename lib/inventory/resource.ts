/** What every resource of the model has in common. */

import type { DescribeKey } from '../describe/document.ts'

/** The element of a describe document a resource was read from. */
export interface SourceRef {
  /** Index into `Inventory.documents`. */
  readonly document: number
  readonly key: DescribeKey
  /** Index of the element under its key; `/${key}/${index}` is its JSON pointer. */
  readonly index: number
  /** Where in the element it stands, as a pointer, when it is only a part of it: `/NetworkInterfaces/0`. */
  readonly within?: string
}

export type Tags = Readonly<Record<string, string>>

export interface Resource<Id extends string = string> {
  readonly id: Id
  readonly arn: string | null
  /** The `Name` tag, or the service's own name; null when there is none. */
  readonly name: string | null
  /** The owner (`OwnerId`, ARN), else the account of its document; `unknown` when nothing tells. */
  readonly account: string
  readonly region: string
  readonly tags: Tags
  readonly source: SourceRef
}

/** RFC 6901 pointer of a resource in its describe document. */
export function pointerOf(source: SourceRef): string {
  return `/${source.key}/${source.index}${source.within ?? ''}`
}
