/** A byte stream whose first bytes can be looked at before it is read. */

export interface PeekedStream {
  /** The first bytes, fewer than asked only when the stream has no more. */
  readonly head: Uint8Array
  /** The whole stream, the head included. To be read once. */
  readonly stream: AsyncIterable<Uint8Array>
  /** Lets go of the source, for whoever does not read the stream to its end. May be called more than once. */
  close(): Promise<void>
}

/** Reads at least `bytes` bytes ahead. */
export async function peek(source: AsyncIterable<Uint8Array>, bytes: number): Promise<PeekedStream> {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let held = 0
  while (held < bytes) {
    const next = await iterator.next()
    if (next.done === true) break
    chunks.push(next.value)
    held += next.value.length
  }
  const head = chunks.length === 1 ? (chunks[0] ?? new Uint8Array()) : Buffer.concat(chunks)
  return {
    head: head.subarray(0, bytes),
    stream: rejoin(chunks, iterator),
    close: async () => {
      await iterator.return?.()
    },
  }
}

async function* rejoin(chunks: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** All of a stream as one buffer; null when it is longer than `bytesMax`. */
export async function readAll(source: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > bytesMax) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
