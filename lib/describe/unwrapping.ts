/** How an element under another name becomes elements of a document: what the wrappers are made of. */

import type { DescribeKey } from './document.ts'
import { ownValue, type RawObject } from './project-value.ts'

/** One element under its own key. A `fragment` tells a part of a resource and does not prove that its key was collected. */
export interface Unwrapped {
  readonly key: DescribeKey
  readonly element: unknown
  readonly fragment: boolean
  /** RFC 6901 pointer from the wrapper to the element. */
  readonly pointer: string
}

export type Unwrap = (wrapper: RawObject) => readonly Unwrapped[] | null

/** Another spelling of a key: the element is the same. Where the word is common, `having` names the field that tells. */
export function alias(key: DescribeKey, having?: string): Unwrap {
  return (wrapper) =>
    having === undefined || Object.hasOwn(wrapper, having)
      ? [{ key, element: wrapper, fragment: false, pointer: '' }]
      : null
}

/** `{ <id>, <from>: […] }` becomes `{ <id>, <to>: […] }`, a fragment of the parent. */
export function embed(key: DescribeKey, id: string, fields: Readonly<Record<string, string>>): Unwrap {
  return (wrapper) => {
    if (typeof ownValue(wrapper, id) !== 'string') return null
    const element: Record<string, unknown> = { [id]: ownValue(wrapper, id) }
    for (const [from, to] of Object.entries(fields)) {
      const value = ownValue(wrapper, from)
      if (value !== undefined) element[to] = value
    }
    return [{ key, element, fragment: true, pointer: '' }]
  }
}

/** The wrapper itself is one row of a list that its parent holds: `{ <id>, … }` becomes `{ <id>, <to>: [row] }`. */
export function embedRow(key: DescribeKey, id: string, to: string): Unwrap {
  return (row) => {
    const parent = ownValue(row, id)
    return typeof parent === 'string'
      ? [{ key, element: { [id]: parent, [to]: [row] }, fragment: true, pointer: '' }]
      : null
  }
}
