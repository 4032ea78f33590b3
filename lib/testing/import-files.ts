/** An import from texts and bytes in memory, the way the server and the command line do it from disk. */

import { pack } from 'tar-stream'
import type { DescribeDocument, DescribeKey, ImportResult, JsonObject } from '../describe/document.ts'
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from '../sources/cli/import-limits.ts'
import type { InputFile, ReadOptions } from '../sources/cli/input-file.ts'
import { readFiles } from '../sources/cli/read-files.ts'

/** By path; text is UTF-8, anything else is written as JSON. */
export type FilesInMemory = Readonly<Record<string, unknown>>

export function bytesOf(content: unknown): Buffer {
  if (content instanceof Uint8Array) return Buffer.from(content)
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content), 'utf8')
}

/** Chunks of `chunkBytes`, so that nothing depends on where a chunk ends. */
export async function* inputsOf(files: FilesInMemory, chunkBytes = 1000): AsyncGenerator<InputFile> {
  for (const [path, content] of Object.entries(files)) {
    const bytes = bytesOf(content)
    yield { path, bytes: bytes.length, open: () => chunksOf(bytes, chunkBytes) }
  }
}

async function* chunksOf(bytes: Buffer, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

export interface MemoryImportOptions extends Omit<ReadOptions, 'limits'> {
  readonly limits?: Partial<ImportLimits>
}

export function importFiles(files: FilesInMemory, options: MemoryImportOptions = {}): Promise<ImportResult> {
  return readFiles(inputsOf(files), { ...options, limits: { ...DEFAULT_IMPORT_LIMITS, ...options.limits } })
}

/** Every element of a key, over all documents. */
export function elementsOf(result: ImportResult, key: DescribeKey): readonly JsonObject[] {
  return result.documents.flatMap((document) => document.elements.get(key) ?? [])
}

/** `account/region` of every document, sorted. */
export function placesOf(result: ImportResult): readonly string[] {
  return result.documents.map(({ account, region }: DescribeDocument) => `${account}/${region}`).sort()
}

/** Codes of all notes, of the files and of the import, each once. */
export function codesOf(result: ImportResult): readonly string[] {
  return [...new Set([...result.notes, ...result.files.flatMap(({ notes }) => notes)].map(({ code }) => code))]
}

export async function tarBytes(
  entries: readonly { readonly name: string; readonly content: unknown; readonly link?: string }[],
): Promise<Buffer> {
  const archive = pack()
  for (const { name, content, link } of entries) {
    if (link === undefined) archive.entry({ name }, bytesOf(content))
    else archive.entry({ name, type: 'symlink', linkname: link })
  }
  archive.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of archive) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}
