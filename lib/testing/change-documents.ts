/** The same documents with one element otherwise, or without a call. */

import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'

export interface ElementChange {
  readonly key: DescribeKey
  /** Some field of the element says so. */
  readonly id: string
  /** Fields in place of its own; null: the element is in no document. */
  readonly fields: JsonObject | null
}

export function changed(
  documents: readonly DescribeDocument[],
  { key, id, fields }: ElementChange,
): readonly DescribeDocument[] {
  return documents.map((document) => {
    const all = document.elements.get(key) ?? []
    const elements = all.flatMap((each) =>
      Object.values(each).includes(id) ? (fields === null ? [] : [{ ...each, ...fields }]) : [each],
    )
    return { ...document, elements: new Map(document.elements).set(key, elements) }
  })
}

/** As if no account had made this call. */
export function withoutKey(documents: readonly DescribeDocument[], key: DescribeKey): readonly DescribeDocument[] {
  return documents.map((document) => {
    const elements = new Map(document.elements)
    elements.delete(key)
    return { ...document, elements }
  })
}
