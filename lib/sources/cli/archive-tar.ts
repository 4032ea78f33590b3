/** Entries of a tar stream, in order: a tar has no directory and is read once from front to back. */

import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'

export interface TarEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** To be read, or left, before the next entry is asked for. */
  readonly stream: AsyncIterable<Uint8Array>
}

/** `ustar` at 257. Source: POSIX.1-1988, "tar interchange format". */
export function isTar(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar'
}

export async function* tarEntries(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const archive = extract()
  // Errors of the source reach the loop below through the archive; nothing is left to do here.
  pipeline(Readable.from(source), archive, () => undefined)
  for await (const entry of archive) {
    const { name, type } = entry.header
    yield { name, kind: kindOf(type), stream: entryBytes(entry) }
    entry.resume()
  }
}

/** The entry's bytes. Leaving early reads on to its end: ending the entry itself would end the archive. */
async function* entryBytes(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  const chunks = entry[Symbol.asyncIterator]()
  let next = await chunks.next()
  try {
    for (; next.done !== true; next = await chunks.next()) if (next.value instanceof Uint8Array) yield next.value
  } finally {
    while (next.done !== true) next = await chunks.next()
  }
}

function kindOf(type: string | null | undefined): TarEntry['kind'] {
  if (type === 'file' || type === 'contiguous-file' || type === null || type === undefined) return 'file'
  if (type === 'directory') return 'folder'
  return type === 'symlink' || type === 'link' ? 'link' : 'other'
}

/** `1f 8b`. Source: RFC 1952. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/** Ends with zlib's error when the stream is damaged or cut. */
export function gunzip(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const inflater = createGunzip()
  pipeline(Readable.from(source), inflater, () => undefined)
  return inflater
}
