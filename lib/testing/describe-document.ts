/** Describe documents written by hand, for tests that start from what AWS prints. */

import {
  type CollectionError,
  DESCRIBE_KEYS,
  type DescribeDocument,
  type DescribeKey,
  type JsonObject,
  type PartialKey,
} from '../describe/document.ts'

export interface DocumentSketch {
  /** `111122223333` unless told. */
  readonly account?: string
  /** `eu-west-1` unless told. */
  readonly region?: string
  readonly collectedAt?: string | null
  /** A key left out was not collected; `[]` was collected and is empty. */
  readonly elements?: Partial<Record<DescribeKey, readonly JsonObject[]>>
  readonly partial?: Partial<Record<DescribeKey, PartialKey>>
  readonly errors?: readonly CollectionError[]
}

/** A document of one account and region; elements stay in the order given. Throws on a key that is none. */
export function documentOf(sketch: DocumentSketch): DescribeDocument {
  return {
    account: sketch.account ?? '111122223333',
    region: sketch.region ?? 'eu-west-1',
    collectedAt: sketch.collectedAt ?? null,
    elements: byKey(sketch.elements ?? {}),
    partial: byKey(sketch.partial ?? {}),
    errors: sketch.errors ?? [],
    origins: new Map(),
  }
}

/** The same document with every key that is absent collected and empty: a network whose gaps are only those one writes. */
export function completeDocumentOf(sketch: DocumentSketch): DescribeDocument {
  const nothing = Object.fromEntries(DESCRIBE_KEYS.map((key) => [key, []]))
  return documentOf({ ...sketch, elements: { ...nothing, ...sketch.elements } })
}

function byKey<T>(record: Partial<Record<DescribeKey, T>>): ReadonlyMap<DescribeKey, T> {
  for (const key of Object.keys(record)) {
    if (!DESCRIBE_KEYS.some((known) => known === key)) throw new Error(`${key} is no key of a describe document.`)
  }
  const present = new Map<DescribeKey, T>()
  for (const key of DESCRIBE_KEYS) {
    const value = record[key]
    if (value !== undefined) present.set(key, value)
  }
  return present
}
