/** One text for one value: keys sorted, no white space, so equal facts have equal bytes and equal hashes. */

import type { JsonValue } from './document.ts'

/** Order of strings by UTF-16 code unit: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Canonical JSON of a value whose key order is not known to be canonical. Undefined members are left out. */
export function canonicalJson(value: JsonValue): string {
  return JSON.stringify(sortKeys(value))
}

function sortKeys(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map(sortKeys)
  const sorted: Record<string, JsonValue> = {}
  for (const key of Object.keys(value).sort(compareText)) {
    const member = value[key]
    if (member !== undefined && key !== '__proto__') sorted[key] = sortKeys(member)
  }
  return sorted
}

/** `Array.isArray` does not narrow read-only arrays; this does. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** A set as AWS means it: sorted by canonical text and without repeats. The members must be canonical already. */
export function sortedSet(values: readonly JsonValue[]): readonly JsonValue[] {
  if (values.length < 2) return values
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]))
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value)
}
