/**
 * Typed access to AWS's JSON. Nothing here throws: a field that is absent, empty or of the wrong
 * type reads as null (or nothing), and the reader that asked decides what that means.
 */

import type { JsonObject, JsonValue } from '../describe/document.ts'
import { type Address, type Family, type Prefix, parseAddress, parsePrefix } from '../net/prefix.ts'
import { hasPrefix } from './ids.ts'

const NO_OBJECT: JsonObject = Object.freeze({})
/** The one empty list. */
export const NOTHING: readonly never[] = Object.freeze([])

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that is not empty; a number is its digits, as some tools print account ids and ASNs so. */
export function text(from: JsonObject, key: string): string | null {
  return asText(from[key])
}

// What is asked of hundreds of thousands of elements is asked of the value, `asText(element['VpcId'])`: a key that stands
// where it is read is found many times faster than one that is handed over.

/** The same of a value. */
export function asText(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' ? String(value) : null
}

/** A finite number, or a text of digits. */
export function number(from: JsonObject, key: string): number | null {
  const value = from[key]
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : null
}

/** A boolean, or AWS's words for one: `true`, `enable`, `enabled`, and their opposites. */
export function flag(from: JsonObject, key: string): boolean | null {
  return asFlag(from[key])
}

/** The same of a value. */
export function asFlag(value: JsonValue | undefined): boolean | null {
  if (typeof value === 'boolean') return value
  return typeof value === 'string' ? (FLAGS.get(value.toLowerCase()) ?? null) : null
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['enable', true],
  ['enabled', true],
  ['false', false],
  ['disable', false],
  ['disabled', false],
])

/** The items as they are; nothing when the field is no list. */
export function list(from: JsonObject, key: string): readonly JsonValue[] {
  return asList(from[key])
}

/** The same of a value. */
export function asList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : NOTHING
}

/**
 * What is read of each item, without those that read as null. Exactly as long as what it holds: a list that grows
 * keeps room for sixteen more, and there are several lists to each of hundreds of thousands of interfaces.
 */
export function eachOf<T>(items: readonly JsonValue[], read: (item: JsonValue) => T | null): readonly T[] {
  if (items.length === 0) return NOTHING
  const found = new Array<T>(items.length)
  let count = 0
  for (const item of items) {
    const value = read(item)
    if (value !== null) found[count++] = value
  }
  if (count < items.length) found.length = count
  return count === 0 ? NOTHING : found
}

/** Is there a list, be it empty? */
export function hasList(from: JsonObject, key: string): boolean {
  return Array.isArray(from[key])
}

/** The items that are objects. */
export function objects(from: JsonObject, key: string): readonly JsonObject[] {
  const found: JsonObject[] = []
  for (const item of list(from, key)) if (isObject(item)) found.push(item)
  return found
}

/** The items that are texts. */
export function texts(from: JsonObject, key: string): readonly string[] {
  const found: string[] = []
  for (const item of list(from, key)) if (typeof item === 'string' && item !== '') found.push(item)
  return found.length === 0 ? NOTHING : found
}

/** The object under the key; an empty one when there is none, so that chains need no question marks. */
export function object(from: JsonObject, key: string): JsonObject {
  return asObject(from[key])
}

/** The same of a value. */
export function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : NO_OBJECT
}

/** The text of one field of every object in a list, e.g. all `GroupId` of `Groups`. */
export function textsOf(from: JsonObject, key: string, field: string): readonly string[] {
  const found: string[] = []
  for (const item of list(from, key)) {
    const value = isObject(item) ? text(item, field) : null
    if (value !== null) found.push(value)
  }
  return found.length === 0 ? NOTHING : found
}

/** The first of several spellings that holds a text. */
export function firstText(from: JsonObject, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = text(from, key)
    if (value !== null) return value
  }
  return null
}

/** An id that carries the prefix; null when absent or of another kind. */
export function idText<P extends string>(from: JsonObject, key: string, prefix: P): `${P}-${string}` | null {
  return asId(from[key], prefix)
}

/** The same of a value. */
export function asId<P extends string>(value: JsonValue | undefined, prefix: P): `${P}-${string}` | null {
  return typeof value === 'string' && hasPrefix(value, prefix) ? value : null
}

/** Those of the texts that carry the prefix. */
export function idsOf<P extends string>(values: readonly string[], prefix: P): readonly `${P}-${string}`[] {
  const found: `${P}-${string}`[] = []
  for (const value of values) if (hasPrefix(value, prefix)) found.push(value)
  return found.length === 0 ? NOTHING : found
}

/** An address of either family; null when absent or not one. */
export function address(from: JsonObject, key: string): Address | null {
  return asAddress(from[key])
}

/** The same of a value. */
export function asAddress(value: JsonValue | undefined): Address | null {
  const written = asText(value)
  return written === null ? null : parseAddress(written)
}

/** A prefix of the given family; null when absent, not one, or of the other family. */
export function prefixOfFamily(value: string | null, family: Family): Prefix | null {
  const prefix = value === null ? null : parsePrefix(value)
  return prefix && prefix.family === family ? prefix : null
}

/** The texts that are prefixes; the others are left out. */
export function prefixes(values: readonly string[]): readonly Prefix[] {
  const found: Prefix[] = []
  for (const value of values) {
    const prefix = parsePrefix(value)
    if (prefix) found.push(prefix)
  }
  return found.length === 0 ? NOTHING : found
}

/** What an unreadable item looked like, short enough for a sentence. */
export function excerpt(value: JsonValue | undefined): string {
  const json = JSON.stringify(value) ?? 'nothing'
  return json.length > 120 ? `${json.slice(0, 117)}...` : json
}
