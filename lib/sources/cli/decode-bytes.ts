/** Byte order marks and UTF-16, which PowerShell's `>` writes: everything behind this point is UTF-8. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

export interface SniffedEncoding {
  readonly encoding: Encoding
  /** Bytes of the mark in front. */
  readonly markBytes: number
}

/** From the first bytes of a text file; four are enough. */
export function sniffEncoding(head: Uint8Array): SniffedEncoding {
  const [a, b, c, d] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', markBytes: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', markBytes: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', markBytes: 2 }
  // Without a mark: JSON begins with two ASCII characters. Source: RFC 4627, section 3.
  if (a !== undefined && a !== 0 && b === 0 && c !== 0 && d === 0) return { encoding: 'utf-16le', markBytes: 0 }
  if (a === 0 && b !== undefined && b !== 0 && c === 0) return { encoding: 'utf-16be', markBytes: 0 }
  return { encoding: 'utf-8', markBytes: 0 }
}

/** The same text as UTF-8, without a mark. A half character at the end becomes U+FFFD. */
export async function* toUtf8(source: AsyncIterable<Uint8Array>, sniffed: SniffedEncoding): AsyncGenerator<Uint8Array> {
  const decoder = sniffed.encoding === 'utf-8' ? null : new TextDecoder(sniffed.encoding, { ignoreBOM: true })
  let skip = sniffed.markBytes
  for await (const chunk of source) {
    const body = chunk.subarray(Math.min(skip, chunk.length))
    skip -= chunk.length - body.length
    if (body.length > 0) yield decoder === null ? body : Buffer.from(decoder.decode(body, { stream: true }), 'utf8')
  }
  const rest = decoder?.decode() ?? ''
  if (rest !== '') yield Buffer.from(rest, 'utf8')
}
