/** Walks a raw value along its shape and keeps what the shape names; nothing else is looked at. */

import { sortedSet } from './canonical-json.ts'
import type { JsonObject, JsonValue } from './document.ts'
import { pointer } from './pointer.ts'
import type { ObjectShape, Shape } from './shape.ts'

/** A field that was allowed but not of the type AWS gives it, so its value was not kept. */
export interface DroppedField {
  /** RFC 6901 pointer within the element. */
  readonly pointer: string
  readonly expected: Shape['kind']
}

/** Longer texts are no AWS field this product reads: the longest, a firewall's rule text, ends at 2,000,000 characters. */
const TEXT_LENGTH_MAX = 2_000_000

export type RawObject = Readonly<Record<string, unknown>>

export function isRawObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own properties only: what hangs on a prototype was not in the file. */
export function ownValue(raw: RawObject, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined
}

/** The allowed fields of an object, in canonical order. The recursion is as deep as the shape, never as the input. */
export function projectObject(raw: RawObject, shape: ObjectShape, report: FieldReport): JsonObject {
  const kept: Record<string, JsonValue> = {}
  for (const field of shape.fields) {
    const value = ownValue(raw, field.name) ?? (report.anyCase ? ownValue(raw, flipCase(field.name)) : undefined)
    if (value === undefined || value === null) continue
    report.path.push(field.name)
    const projected = projectValue(value, field.shape, report)
    if (projected !== undefined) kept[field.name] = projected
    report.path.pop()
  }
  return kept
}

/** Where the walk is, and where it notes what it could not keep. */
export interface FieldReport {
  /** Steps from the element to here; pushed and popped while walking, so that nothing is built for a field that is right. */
  readonly path: (string | number)[]
  readonly dropped: DroppedField[]
  /** Direct Connect's answers are met as `virtualInterfaceId` and as `VirtualInterfaceId`. */
  readonly anyCase: boolean
}

function projectValue(value: unknown, shape: Shape, report: FieldReport): JsonValue | undefined {
  const projected = projectByKind(value, shape, report)
  if (projected === undefined) report.dropped.push({ pointer: pointer(...report.path), expected: shape.kind })
  return projected
}

function projectByKind(value: unknown, shape: Shape, report: FieldReport): JsonValue | undefined {
  switch (shape.kind) {
    case 'text':
      return readText(value)
    case 'number':
      return readNumber(value)
    case 'flag':
      return readFlag(value)
    case 'object':
      return isRawObject(value) ? projectObject(value, shape, report) : undefined
    case 'list':
      return Array.isArray(value) ? projectList(value, shape, report) : undefined
  }
}

function projectList(values: readonly unknown[], shape: Shape & { kind: 'list' }, report: FieldReport): JsonValue {
  const kept: JsonValue[] = []
  for (let index = 0; index < values.length; index += 1) {
    report.path.push(index)
    const projected = projectValue(values[index], shape.of, report)
    if (projected !== undefined) kept.push(projected)
    report.path.pop()
  }
  return shape.ordered ? kept : sortedSet(kept)
}

/** Whole numbers stand for their digits: YAML and some tools print ids and protocols bare. */
function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length <= TEXT_LENGTH_MAX ? value : undefined
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined
}

function readNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function readFlag(value: unknown): boolean | undefined {
  if (value === 'true' || value === 'True') return true
  if (value === 'false' || value === 'False') return false
  return typeof value === 'boolean' ? value : undefined
}

function flipCase(name: string): string {
  const first = name.charAt(0)
  const flipped = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()
  return flipped + name.slice(1)
}
