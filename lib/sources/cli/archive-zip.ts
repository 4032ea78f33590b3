/** Entries of a `.zip`, from a file on disk or from memory. Names are judged by the caller; sizes and checksums here. */

import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl'

export interface ZipEntry {
  readonly name: string
  readonly compressedBytes: number
  readonly inflatedBytes: number
  readonly isEncrypted: boolean
  readonly isLink: boolean
  /** Ends with an error when the checksum does not match. */
  open(): AsyncIterable<Uint8Array>
}

export interface ZipArchive {
  /** In the order of the archive's directory. */
  readonly entries: readonly ZipEntry[]
  close(): void
}

/** The directory holds more entries than may be read. */
export class TooManyEntries extends Error {
  override readonly name = 'TooManyEntries'
}

/** Names are decoded here, so that one bad name does not end the archive. */
const OPTIONS = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true } as const
/** Upper half of the external attributes, written by Unix: file type. Source: stat(2), `S_IFMT`. */
const FILE_TYPE = 0o170000
const LINK_TYPE = 0o120000

/**
 * Reads the directory of the archive.
 * @throws Error when it is damaged, or strongly encrypted
 * @throws TooManyEntries
 */
export async function readZipDirectory(source: string | Buffer, entriesMax: number): Promise<ZipArchive> {
  const zip = await openZip(source)
  try {
    if (zip.entryCount > entriesMax) throw new TooManyEntries(String(zip.entryCount))
    const entries = await readEntries(zip)
    return { entries: entries.map((entry) => zipEntry(zip, entry)), close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

function openZip(source: string | Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip?: ZipFile) => (zip ? resolve(zip) : reject(error))
    if (typeof source === 'string') open(source, OPTIONS, done)
    else fromBuffer(source, OPTIONS, done)
  })
}

function readEntries(zip: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })
}

function zipEntry(zip: ZipFile, entry: Entry): ZipEntry {
  return {
    name: nameOf(entry.fileName),
    compressedBytes: entry.compressedSize,
    inflatedBytes: entry.uncompressedSize,
    isEncrypted: entry.isEncrypted(),
    isLink: ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK_TYPE,
    open: () => checked(zip, entry),
  }
}

/** With `decodeStrings: false` the name is bytes, whatever the type says. */
function nameOf(name: unknown): string {
  return Buffer.isBuffer(name) ? name.toString('utf8') : String(name)
}

async function* checked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await openEntry(zip, entry)
  let sum = 0
  for await (const chunk of stream) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (sum !== entry.crc32) throw new Error('The checksum of the entry does not match its content.')
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  })
}
