/** From describe documents to what a snapshot stores: shards by content hash, compressed, with their origins beside them. */

import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { DescribeDocument, DescribeKey, ImportResult, Origin } from '../describe/document.ts'
import { decodeShard, encodeShard } from '../describe/shard.ts'
import type { SnapshotSummary } from '../snapshots/snapshot.ts'
import type { NewSnapshot, StoredShard } from '../snapshots/store.ts'

/** A snapshot but for its id, name and time. */
export type NewContent = Omit<NewSnapshot, 'id' | 'name' | 'createdAt'>

/** Canonical JSON of one shard; above V8's limit for a string this cannot be reached. */
const INFLATED_MAX = 1024 * 1024 * 1024

export function contentOf(imported: ImportResult, source: SnapshotSummary['source']): NewContent {
  const shards = imported.documents.map(storedShard)
  return {
    source,
    shards,
    contentHash: contentHash(shards),
    resourceCount: shards.reduce((sum, { ref }) => sum + ref.elementCount, 0),
    files: imported.files,
    notes: imported.notes,
  }
}

/** The document a shard was made of, origins included. */
export function documentOf({ ref, content, origins }: StoredShard): DescribeDocument {
  const json = inflate(content)
  const { collectedAt } = ref
  return origins === null
    ? decodeShard(json, { collectedAt })
    : decodeShard(json, { collectedAt, origins: readOrigins(inflate(origins)) })
}

function storedShard(document: DescribeDocument): StoredShard {
  const { sha256, json, elementCount } = encodeShard(document)
  const { account, region, collectedAt } = document
  return {
    ref: { sha256, account, region, collectedAt, elementCount, byteLength: Buffer.byteLength(json) },
    content: zstdCompressSync(json),
    origins: document.origins.size === 0 ? null : zstdCompressSync(writeOrigins(document.origins)),
  }
}

/** Equal for equal content, whatever the order it was read in and whenever that was. */
function contentHash(shards: readonly StoredShard[]): string {
  const lines = shards.map(({ ref }) => `${ref.account}\t${ref.region}\t${ref.sha256}\n`).toSorted()
  return createHash('sha256').update(lines.join('')).digest('hex')
}

/** File names once, then `[file, pointer]` for each element: origins of a large file are mostly its name. */
interface OriginsJson {
  readonly files: readonly string[]
  readonly elements: Readonly<Record<string, readonly (readonly [file: number, pointer: string])[]>>
}

function writeOrigins(origins: DescribeDocument['origins']): string {
  const files = new Map<string, number>()
  const elements = Object.fromEntries(
    [...origins].map(([key, list]) => [
      key,
      list.map(({ file, pointer }) => {
        const index = files.get(file) ?? files.size
        files.set(file, index)
        return [index, pointer]
      }),
    ]),
  )
  return JSON.stringify({ files: [...files.keys()], elements })
}

/** Written by `writeOrigins` above and by nothing else, so its shape is known. */
function readOrigins(json: string): ReadonlyMap<DescribeKey, readonly Origin[]> {
  const { files, elements }: OriginsJson = JSON.parse(json)
  return new Map(
    Object.entries(elements).map(([key, list]) => [
      key as DescribeKey,
      list.map(([file, pointer]) => ({ file: files[file] ?? '', pointer })),
    ]),
  )
}

function inflate(bytes: Uint8Array): string {
  return zstdDecompressSync(bytes, { maxOutputLength: INFLATED_MAX }).toString('utf8')
}

/** Does it hold anything at all? A snapshot of nothing is not stored. */
export function isEmpty(content: Pick<NewContent, 'resourceCount'>): boolean {
  return content.resourceCount === 0
}
