/** The door: what a raw element becomes when only allowed fields may pass. */

import { compareText } from './canonical-json.ts'
import type { DescribeKey, JsonObject, JsonValue } from './document.ts'
import type { ElementSchema } from './element-schema.ts'
import { type DroppedField, isRawObject, ownValue, projectObject, type RawObject } from './project-value.ts'
import { SCHEMA } from './schema.ts'

export interface ProjectedElement {
  readonly kind: 'element'
  /** What names the element among its kind. */
  readonly id: string
  /** Allowed fields only, in canonical order; tags always as `Tags: [{ Key, Value }]`. */
  readonly element: JsonObject
  readonly dropped: readonly DroppedField[]
}

export interface UnreadableElement {
  readonly kind: 'unreadable'
  /** One sentence. */
  readonly reason: string
  /** RFC 6901 pointer within the element to what is wrong. */
  readonly pointer: string
}

/** Keeps the allowed fields of one element. An element without its id is unreadable; a wrong-typed field is dropped and named. */
export function project(key: DescribeKey, raw: unknown): ProjectedElement | UnreadableElement {
  if (!isRawObject(raw)) {
    return { kind: 'unreadable', reason: `An element of ${key} is not an object.`, pointer: '' }
  }
  const schema = SCHEMA[key]
  const dropped: DroppedField[] = []
  const element = projectObject(raw, schema.shape, { path: [], dropped, anyCase: schema.anyCase })
  const id = elementId(schema, element)
  if (id === null) return missingId(key, schema, raw)
  return { kind: 'element', id, element: withTags(element, raw), dropped }
}

/** Null when a part of the id is not there. Parts are joined by `/`; a key with one element a region has the id ``. */
export function elementId(schema: ElementSchema, element: JsonObject): string | null {
  const parts: string[] = []
  for (const alternatives of schema.id) {
    const value = alternatives.map((name) => element[name]).find(isPresent)
    if (value === undefined) return null
    parts.push(String(value))
  }
  return parts.join('/')
}

function isPresent(value: JsonValue | undefined): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function missingId(key: DescribeKey, schema: ElementSchema, raw: RawObject): UnreadableElement {
  const missing = schema.id.find((alternatives) => !alternatives.some((name) => isPresent(asScalar(raw[name]))))
  const name = missing?.[0] ?? schema.id[0]?.[0] ?? 'id'
  const pointer = Object.hasOwn(raw, name) ? `/${name}` : ''
  return {
    kind: 'unreadable',
    reason: `An element of ${key} has no readable ${name}, so nothing can refer to it.`,
    pointer,
  }
}

function asScalar(value: unknown): JsonValue | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

const TAG_FIELDS = ['Tags', 'TagSet', 'TagList', 'tags'] as const

/** `Tags` in its place among the fields, which are in canonical order already. */
function withTags(element: JsonObject, raw: RawObject): JsonObject {
  const tags = readTags(raw)
  if (!tags) return element
  const tagged: Record<string, JsonValue> = {}
  for (const name of Object.keys(element)) {
    if (name > 'Tags' && tagged['Tags'] === undefined) tagged['Tags'] = tags
    const value = element[name]
    if (value !== undefined) tagged[name] = value
  }
  tagged['Tags'] ??= tags
  return tagged
}

/** Tags under any of AWS's four spellings, as `[{ Key, Value }]` sorted by key; null when the element carries none of them. */
function readTags(raw: RawObject): readonly JsonValue[] | null {
  const name = TAG_FIELDS.find((field) => isTagSource(ownValue(raw, field)))
  if (name === undefined) return null
  const source = ownValue(raw, name)
  const pairs = Array.isArray(source) ? source.map(readPair) : Object.entries(source ?? {})
  const tags = new Map<string, string>()
  for (const pair of pairs) if (pair && typeof pair[1] === 'string') tags.set(pair[0], pair[1])
  return [...tags].sort(([a], [b]) => compareText(a, b)).map(([Key, Value]) => ({ Key, Value }))
}

function isTagSource(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function readPair(raw: unknown): readonly [string, unknown] | null {
  if (!isRawObject(raw)) return null
  const key = ownValue(raw, 'Key') ?? ownValue(raw, 'key')
  return typeof key === 'string' ? [key, ownValue(raw, 'Value') ?? ownValue(raw, 'value') ?? ''] : null
}
