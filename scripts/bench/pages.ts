/** Estates as files of pages: one describe document a line, plain or as a zstd stream. */

import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { estatePages, pageJson } from '../../lib/testing/estate/estate-pages.ts'

export const ZSTD = '.zst'

/** Written once, read by every run. */
export async function writePages(file: string, interfaces: number): Promise<void> {
  const lines = Readable.from(pageLines(interfaces))
  const out = createWriteStream(file)
  if (!file.endsWith(ZSTD)) await pipeline(lines, out)
  else await pipeline(lines, createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } }), out)
}

function* pageLines(interfaces: number): Generator<string> {
  for (const page of estatePages({ interfaces })) yield `${pageJson(page)}\n`
}

const CHUNK_BYTES = 1 << 20
const NEWLINE = 10

/** The text of every page. */
export async function* pagesOf(file: string): AsyncGenerator<string> {
  const bytes = createReadStream(file, { highWaterMark: CHUNK_BYTES })
  const plain: AsyncIterable<Buffer> = file.endsWith(ZSTD)
    ? bytes.pipe(createZstdDecompress({ chunkSize: CHUNK_BYTES }))
    : bytes
  let open: Buffer[] = []
  for await (const chunk of plain) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...open, chunk.subarray(start, end)]).toString('utf8')
      open = []
      start = end + 1
    }
    if (start < chunk.length) open.push(chunk.subarray(start))
  }
}
