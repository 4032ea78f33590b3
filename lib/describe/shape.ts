/**
 * The little language the allow-list is written in, so that what is kept can be read at a glance:
 * `VpcId IsDefault:flag CidrBlockAssociationSet[CidrBlock CidrBlockState{State}] SubnetIds[]`.
 *
 * `Name` is text · `Name:number` · `Name:flag` · `Name{…}` an object · `Name[…]` a set of objects ·
 * `Name[]` a set of texts, `Name[:number]` of numbers · `Name<…>` and `Name<>` the same where the order means something.
 * A set is stored sorted: AWS promises no order, and one network must have one hash.
 */

export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'number' }
  | { readonly kind: 'flag' }
  | ObjectShape
  | { readonly kind: 'list'; readonly of: Shape; readonly ordered: boolean }

export interface ObjectShape {
  readonly kind: 'object'
  /** Sorted by name, so that what is built from it is already in canonical order. */
  readonly fields: readonly Field[]
}

export interface Field {
  readonly name: string
  readonly shape: Shape
}

const TEXT: Shape = { kind: 'text' }
const SCALARS: Readonly<Record<string, Shape>> = { number: { kind: 'number' }, flag: { kind: 'flag' }, text: TEXT }
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '<': '>' }

/** Property names that reach JavaScript's own machinery; none is ever a field. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads a shape. Throws on a mistake in the text: shapes are written by us and read once, at load. */
export function shape(text: string): ObjectShape {
  const tokens = text.match(/[A-Za-z0-9]+|[^\s]/g) ?? []
  const reader = { tokens, at: 0 }
  const result = readFields(reader, null)
  if (reader.at !== tokens.length) throw new TypeError(`shape: "${tokens[reader.at]}" is left over in "${text}"`)
  return result
}

interface TokenReader {
  readonly tokens: readonly string[]
  at: number
}

function readFields(reader: TokenReader, closing: string | null): ObjectShape {
  const fields = new Map<string, Shape>()
  for (let token = reader.tokens[reader.at]; token !== undefined; token = reader.tokens[reader.at]) {
    if (token === closing) break
    if (!/^[A-Za-z]/.test(token)) throw new TypeError(`shape: "${token}" is no field name`)
    if (fields.has(token) || FORBIDDEN_NAMES.has(token)) throw new TypeError(`shape: "${token}" may not be named here`)
    reader.at += 1
    fields.set(token, readSuffix(reader))
  }
  const sorted = [...fields].map(([name, of]) => ({ name, shape: of })).sort((a, b) => (a.name < b.name ? -1 : 1))
  return { kind: 'object', fields: sorted }
}

function readSuffix(reader: TokenReader): Shape {
  const token = reader.tokens[reader.at] ?? ''
  if (token === ':') {
    const scalar = SCALARS[reader.tokens[reader.at + 1] ?? '']
    if (!scalar) throw new TypeError(`shape: "${reader.tokens[reader.at + 1]}" is no type`)
    reader.at += 2
    return scalar
  }
  const closing = CLOSING[token]
  if (closing === undefined) return TEXT
  reader.at += 1
  const inner = token !== '{' && reader.tokens[reader.at] === ':' ? readSuffix(reader) : readFields(reader, closing)
  if (reader.tokens[reader.at] !== closing) throw new TypeError(`shape: "${closing}" is missing`)
  reader.at += 1
  if (token === '{') return inner
  const isBare = inner.kind === 'object' && inner.fields.length === 0
  return { kind: 'list', of: isBare ? TEXT : inner, ordered: token === '<' }
}
