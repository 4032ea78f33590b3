/** From describe documents to what a snapshot stores: shards by content hash, compressed, with their origins beside them. */

import { constants } from 'node:buffer'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createZstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { DescribeDocument, DescribeKey, ImportResult, Origin } from '../describe/document.ts'
import type { FinishedShard } from '../describe/document-builder.ts'
import { decodeShard, encodeShard } from '../describe/shard.ts'
import { AppError } from '../errors/app-error.ts'
import type { SnapshotSummary } from '../snapshots/snapshot.ts'
import type { NewSnapshot, StoredShard } from '../snapshots/store.ts'

/** A snapshot but for its id, name and time. */
export type NewContent = Omit<NewSnapshot, 'id' | 'name' | 'createdAt'>

/** Canonical JSON of one shard is read back as one string, and V8 holds none longer. Source: `buffer.constants`. */
const SHARD_BYTES_MAX = constants.MAX_STRING_LENGTH

export function contentOf(imported: ImportResult, source: SnapshotSummary['source']): NewContent {
  return {
    ...contentOfShards(imported.documents.map(storedShard), source),
    files: imported.files,
    notes: imported.notes,
  }
}

/** The shards of a snapshot, with what follows from them. */
export function contentOfShards(
  shards: readonly StoredShard[],
  source: SnapshotSummary['source'],
): Omit<NewContent, 'files' | 'notes'> {
  const resourceCount = shards.reduce((sum, { ref }) => sum + ref.elementCount, 0)
  return { source, shards, contentHash: contentHash(shards), resourceCount }
}

/**
 * Compresses a document piece by piece: neither its text nor its objects ever stand whole in memory.
 * @throws AppError `import-too-large` when the document is longer than can be read back
 */
export async function compressShard(shard: FinishedShard, longest = SHARD_BYTES_MAX): Promise<StoredShard> {
  const { sha256, account, region, collectedAt, elementCount, byteLength, origins } = shard
  if (byteLength > longest) throw documentTooLarge(shard)
  return {
    ref: { sha256, account, region, collectedAt, elementCount, byteLength },
    content: await compress(shard.chunks()),
    origins: origins.size === 0 ? null : await compress(originChunks(origins)),
  }
}

async function compress(chunks: Iterable<string>): Promise<Uint8Array> {
  const compressed: Buffer[] = []
  for await (const bytes of Readable.from(chunks).pipe(createZstdCompress())) compressed.push(bytes)
  return Buffer.concat(compressed)
}

function documentTooLarge({ account, region, byteLength }: FinishedShard): AppError {
  const megabytes = Math.ceil(byteLength / 1_000_000)
  return new AppError(
    'import-too-large',
    `What the files say of account ${account} in ${region} is ${megabytes} MB; a snapshot can hold ${Math.floor(SHARD_BYTES_MAX / 1_000_000)} MB of one account and region.`,
    { remedy: 'Import fewer VPCs of this account and region at a time.' },
  )
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
    origins: document.origins.size === 0 ? null : zstdCompressSync([...originChunks(document.origins)].join('')),
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

/** An `OriginsJson` in pieces of a few thousand elements. */
function* originChunks(origins: DescribeDocument['origins']): Generator<string> {
  const files = new Map<string, number>()
  let opening = '{"elements":{'
  for (const [key, list] of origins) {
    yield `${opening}${JSON.stringify(key)}:[`
    opening = ','
    for (let start = 0; start < list.length; start += ORIGINS_PER_CHUNK) {
      const pairs = list.slice(start, start + ORIGINS_PER_CHUNK).map(({ file, pointer }) => {
        const index = files.get(file) ?? files.size
        files.set(file, index)
        return JSON.stringify([index, pointer])
      })
      yield `${start === 0 ? '' : ','}${pairs.join(',')}`
    }
    yield ']'
  }
  yield `},"files":${JSON.stringify([...files.keys()])}}`
}

const ORIGINS_PER_CHUNK = 4096

/** Written by `originChunks` above and by nothing else, so its shape is known. */
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
  return zstdDecompressSync(bytes, { maxOutputLength: SHARD_BYTES_MAX }).toString('utf8')
}

/** Does it hold anything at all? A snapshot of nothing is not stored. */
export function isEmpty(content: Pick<NewContent, 'resourceCount'>): boolean {
  return content.resourceCount === 0
}
