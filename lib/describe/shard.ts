/**
 * A describe document as stored: canonical JSON, named by its SHA-256. When it was collected and from which file is
 * kept beside it, never inside, so an unchanged network keeps its hash.
 */

import { createHash } from 'node:crypto'
import { AppError } from '../errors/app-error.ts'
import { canonicalJson, compareText, isList } from './canonical-json.ts'
import type { Collector } from './collection-report.ts'
import { collectorJson, readCollector } from './collector.ts'
import type {
  CollectionError,
  DescribeDocument,
  DescribeKey,
  JsonObject,
  JsonValue,
  Origin,
  PartialKey,
} from './document.ts'
import { elementId } from './project.ts'
import { SCHEMA } from './schema.ts'
import { isDescribeKey } from './wrapper-keys.ts'

export interface EncodedShard {
  /** Lower-case hex of the SHA-256 of `json` as UTF-8. */
  readonly sha256: string
  readonly json: string
  readonly elementCount: number
}

/** A document whose elements are still canonical JSON texts: what the builder holds. */
export interface ShardContent {
  readonly account: string
  readonly region: string
  /** Sorted by id. */
  readonly elements: ReadonlyMap<DescribeKey, readonly string[]>
  readonly partial: ReadonlyMap<DescribeKey, PartialKey>
  readonly errors: readonly CollectionError[]
  readonly collector?: Collector
}

/** Throws nothing for a document of this product; elements that lack an id sort by their text. */
export function encodeShard(document: DescribeDocument): EncodedShard {
  const elements = new Map<DescribeKey, readonly string[]>()
  for (const [key, list] of document.elements) elements.set(key, sortById(key, list))
  const json = [...shardChunks({ ...document, elements })].join('')
  const elementCount = [...elements.values()].reduce((count, list) => count + list.length, 0)
  return { sha256: sha256Of([json]), json, elementCount }
}

/** The stored text, piece by piece, so that a large document need not be one string. */
export function* shardChunks(content: ShardContent): Generator<string> {
  const head: JsonObject = {
    Account: content.account,
    Region: content.region,
    Errors: sortedErrors(content.errors).map(({ operation, code, message }) => ({ operation, code, message })),
    Partial: Object.fromEntries([...content.partial].map(([key, { reason, detail }]) => [key, { reason, detail }])),
    ...(content.collector ? { Source: collectorJson(content.collector) } : {}),
  }
  const names = [...Object.keys(head), ...content.elements.keys()].sort(compareText)
  let opening = '{'
  for (const name of names) {
    yield `${opening}${JSON.stringify(name)}:`
    opening = ','
    const list = isDescribeKey(name) ? content.elements.get(name) : undefined
    if (list) yield* listChunks(list)
    else yield canonicalJson(head[name] ?? null)
  }
  yield '}'
}

export function sha256Of(chunks: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk, 'utf8')
  return hash.digest('hex')
}

/** Reads a stored shard back. Throws `storage-failed` when the text is not one. */
export function decodeShard(
  json: string,
  beside: {
    readonly collectedAt: string | null
    readonly origins?: ReadonlyMap<DescribeKey, readonly Origin[]>
  },
): DescribeDocument {
  const root = parseShard(json)
  const elements = new Map<DescribeKey, readonly JsonObject[]>()
  for (const [name, value] of Object.entries(root)) {
    if (isDescribeKey(name) && isList(value)) elements.set(name, value.filter(isJsonObject))
  }
  const collector = readCollector(root['Source'])
  return {
    account: textOf(root['Account']),
    region: textOf(root['Region']),
    collectedAt: beside.collectedAt,
    elements,
    partial: readPartial(root['Partial']),
    errors: readErrors(root['Errors']),
    ...(collector ? { collector } : {}),
    origins: beside.origins ?? new Map(),
  }
}

/** The `Partial` member of a document's JSON; what is not a reason we know is left out. */
export function readPartial(value: JsonValue | undefined): ReadonlyMap<DescribeKey, PartialKey> {
  const partial = new Map<DescribeKey, PartialKey>()
  for (const [key, entry] of Object.entries(isJsonObject(value) ? value : {})) {
    if (!isDescribeKey(key) || !isJsonObject(entry)) continue
    const reason = PARTIAL_REASONS.find((known) => known === entry['reason'])
    if (reason) partial.set(key, { reason, detail: textOf(entry['detail']) })
  }
  return partial
}

/** The `Errors` member of a document's JSON. */
export function readErrors(value: JsonValue | undefined): readonly CollectionError[] {
  return (isList(value) ? value : []).filter(isJsonObject).map((error) => ({
    operation: textOf(error['operation']),
    code: textOf(error['code']),
    message: textOf(error['message']),
  }))
}

const PARTIAL_REASONS: readonly PartialKey['reason'][] = [
  'next-token',
  'trimmed-by-query',
  'unreadable-elements',
  'denied-in-part',
]

function parseShard(json: string): JsonObject {
  let root: unknown
  try {
    root = JSON.parse(json)
  } catch (cause) {
    throw damaged(cause)
  }
  if (!isJsonObject(root) || typeof root['Account'] !== 'string' || typeof root['Region'] !== 'string') {
    throw damaged(undefined)
  }
  return root
}

function damaged(cause: unknown): AppError {
  return new AppError('storage-failed', 'A stored part of this snapshot is damaged and cannot be read.', {
    cause,
    remedy: 'Import the files again, or restore the data directory from a backup.',
  })
}

/** Splitting every element off would make a hundred thousand tiny writes; pieces of about 64 KB do not. */
const CHUNK_LENGTH = 65_536

function* listChunks(list: readonly string[]): Generator<string> {
  let chunk = '['
  for (let index = 0; index < list.length; index += 1) {
    chunk += index === 0 ? list[index] : `,${list[index]}`
    if (chunk.length < CHUNK_LENGTH) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}]`
}

function sortById(key: DescribeKey, list: readonly JsonObject[]): readonly string[] {
  return list
    .map((element) => ({ id: elementId(SCHEMA[key], element) ?? '', text: canonicalJson(element) }))
    .sort((a, b) => compareText(a.id, b.id) || compareText(a.text, b.text))
    .map(({ text }) => text)
}

/** Each error once, in one order: two files may tell of the same refusal. */
export function sortedErrors(errors: readonly CollectionError[]): readonly CollectionError[] {
  const texts = errors.map(({ operation, code, message }) => JSON.stringify({ code, message, operation }))
  return [...new Set(texts)].sort(compareText).map((text): CollectionError => JSON.parse(text))
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
