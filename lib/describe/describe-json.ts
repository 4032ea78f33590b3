/** A describe document in the JSON that leaves this product and may come back: AWS's keys with a head of ours. */

import { collectorJson } from './collector.ts'
import type { DescribeDocument, JsonObject, JsonValue } from './document.ts'

/**
 * `{ Account, Region, CollectedAt, Errors, Partial, Source?, <Key>: […] }`, ready for `JSON.stringify`.
 * Files it came from stay out: their names are the business of whoever imported them.
 */
export function toDescribeJson(document: DescribeDocument): JsonObject {
  const lists = [...document.elements].map(([key, elements]): [string, JsonValue] => [key, elements])
  return {
    Account: document.account,
    Region: document.region,
    CollectedAt: document.collectedAt,
    Errors: document.errors.map(({ operation, code, message }) => ({ operation, code, message })),
    Partial: Object.fromEntries([...document.partial].map(([key, { reason, detail }]) => [key, { reason, detail }])),
    ...(document.collector ? { Source: collectorJson(document.collector) } : {}),
    ...Object.fromEntries(lists),
  }
}
