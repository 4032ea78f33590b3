/** How much of each key a document tells. */

import { DESCRIBE_KEYS, type DescribeDocument, type DescribeKey } from '../describe/document.ts'
import { refusedKeys } from './collection-calls.ts'
import type { Coverage, DocumentInfo } from './inventory.ts'

/** Every key has an answer. A key that is present but whose call failed is never `complete`. */
export function documentInfo(document: DescribeDocument): DocumentInfo {
  const { account, region, collectedAt, collector } = document
  const refused = refusedKeys(document)
  const coverage = new Map(DESCRIBE_KEYS.map((key) => [key, coverageOf(document, key, refused.get(key)?.whole)]))
  return { account, region, collectedAt, ...(collector ? { collector } : {}), coverage }
}

/** `refused` says whether a call for the key failed: the whole key, or (false) a part of its elements. */
function coverageOf(document: DescribeDocument, key: DescribeKey, refused: boolean | undefined): Coverage {
  const elements = document.elements.get(key)
  if (!elements) return refused === true ? 'denied' : 'absent'
  if (refused === true && elements.length === 0) return 'denied'
  return document.partial.has(key) || refused !== undefined ? 'partial' : 'complete'
}
