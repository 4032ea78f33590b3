/** From the text of one value to plain data, without what JSON can smuggle in. */

import { FORBIDDEN_NAMES } from '../../describe/shape.ts'

export interface ParsedValue {
  readonly value: unknown
  /** A property name that reaches JavaScript's own machinery: the value must not be used. */
  readonly forbiddenKey: string | null
  /** Numbers that a double cannot hold stay as their digits, so that nothing is rounded in silence. */
  readonly keptAsText: readonly string[]
  /** Half of a surrogate pair stood alone and was replaced. */
  readonly repaired: boolean
}

/** Texts that may hold something to look at twice; most hold none, and the second look is skipped. */
const MAY_FORBID = /__proto__|constructor|prototype|\\u/
const MAY_OVERFLOW = /\d{16}|\d[eE][+-]?\d{3}/
const MAY_BE_LONE = /\\u[dD][89a-fA-F]/

/** @throws SyntaxError when the text is not JSON */
export function parseElement(text: string): ParsedValue {
  const keptAsText: string[] = []
  let value: unknown = MAY_OVERFLOW.test(text) ? parseKeepingDigits(text, keptAsText) : JSON.parse(text)
  const forbiddenKey = MAY_FORBID.test(text) ? findForbiddenKey(value) : null
  const repaired = MAY_BE_LONE.test(text) && !isWellFormed(value)
  if (repaired) value = mapStrings(value, (part) => part.toWellFormed())
  if (text.includes('"__class__"')) value = readPlaceboDates(value)
  return { value, forbiddenKey, keptAsText, repaired }
}

/** A value that came from YAML: the same checks where its parser does not already make them. */
export function findForbiddenKey(root: unknown): string | null {
  const open: unknown[] = [root]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    const key = Object.keys(value).find((name) => FORBIDDEN_NAMES.has(name))
    if (key !== undefined) return key
    for (const child of Object.values(value)) if (typeof child === 'object') open.push(child)
  }
  return null
}

function parseKeepingDigits(text: string, keptAsText: string[]): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== 'number' || fitsNumber(value)) return value
    const digits = context?.source ?? String(value)
    keptAsText.push(digits.slice(0, 40))
    return digits
  })
}

function fitsNumber(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}

function isWellFormed(value: unknown): boolean {
  let wellFormed = true
  mapStrings(value, (part) => {
    wellFormed &&= part.isWellFormed()
    return part
  })
  return wellFormed
}

/** Depth is bounded before a text gets here, so this recursion is. */
function mapStrings(value: unknown, map: (part: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((child: unknown) => mapStrings(child, map))
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [map(key), mapStrings(child, map)]))
}

/** Placebo writes a date as `{"__class__": "datetime", "year": 2024, …}`. Source: placebo, `placebo/serializer.py`. */
function readPlaceboDates(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(readPlaceboDates)
  const entries = Object.entries(value)
  const parts = new Map<string, unknown>(entries)
  if (parts.get('__class__') === 'datetime') return placeboDate(parts)
  return Object.fromEntries(entries.map(([key, child]) => [key, readPlaceboDates(child)]))
}

function placeboDate(parts: ReadonlyMap<string, unknown>): string | null {
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((name) =>
    Number(parts.get(name) ?? 0),
  )
  const time = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0)
  return Number.isFinite(time) ? new Date(time).toISOString() : null
}
