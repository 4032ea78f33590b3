/** One resource told more than once: by two files, two accounts, or a call that tells only a part of it. */

import { canonicalJson, compareText, isList, sortedSet } from './canonical-json.ts'
import type { JsonObject, JsonValue } from './document.ts'
import type { ElementSchema } from './element-schema.ts'

export interface MergedElement {
  readonly element: JsonObject
  /** Fields told in two ways; the richer element's value was kept. */
  readonly conflicts: readonly string[]
}

/**
 * The union of all that was told. Where two tellings differ, the richer one (the longer text) is kept, then the one
 * that sorts last: a rule that does not depend on the order the files came in.
 */
export function mergeElements(schema: ElementSchema, elements: readonly JsonObject[]): MergedElement {
  const [richest, ...others] = elements
    .map((element) => ({ element, text: canonicalJson(element) }))
    .sort((a, b) => b.text.length - a.text.length || compareText(b.text, a.text))
    .map(({ element }) => element)
  const conflicts = new Set<string>()
  let merged: JsonObject = richest ?? {}
  for (const other of others) merged = mergeObjects(merged, other, { schema, path: '', conflicts })
  return { element: sortMembers(merged), conflicts: [...conflicts].sort(compareText) }
}

interface MergeContext {
  readonly schema: ElementSchema
  readonly path: string
  readonly conflicts: Set<string>
}

function mergeObjects(a: JsonObject, b: JsonObject, context: MergeContext): JsonObject {
  const merged: Record<string, JsonValue> = {}
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const value = mergeValues(a[name], b[name], { ...context, path: `${context.path}/${name}` })
    if (value !== undefined) merged[name] = value
  }
  return sortMembers(merged)
}

function mergeValues(a: JsonValue | undefined, b: JsonValue | undefined, context: MergeContext): JsonValue | undefined {
  if (a === undefined || b === undefined) return a ?? b
  if (isList(a) && isList(b)) return mergeLists(a, b, context)
  if (isObject(a) && isObject(b)) return mergeObjects(a, b, context)
  if (a !== b) context.conflicts.add(context.path)
  return a
}

/** Lists gathered call by call are united; any other list is one fact and the fuller telling of it stands. */
function mergeLists(a: readonly JsonValue[], b: readonly JsonValue[], context: MergeContext): JsonValue {
  if (context.schema.gathered.has(context.path.slice(1))) return sortedSet([...a, ...b])
  if (JSON.stringify(a) === JSON.stringify(b)) return a
  if (a.length > 0 && b.length > 0) context.conflicts.add(context.path)
  return b.length > a.length ? b : a
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value)
}

function sortMembers(element: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(element).sort(([a], [b]) => compareText(a, b)))
}
