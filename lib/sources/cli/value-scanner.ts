/** Scans one JSON value, byte by byte and without recursion, and keeps its bytes while they stay within the limits. */

import type { ImportLimits } from './import-limits.ts'

export type LossReason = 'too-large' | 'too-deep' | 'bad' | 'key-too-long'
export type ValueKind = 'container' | 'string' | 'scalar' | 'key'
export type SplitterLimits = Pick<ImportLimits, 'depth' | 'elementBytes' | 'keyBytes' | 'nodes'>

export interface ScannedText {
  readonly text: string
  /** The bytes were not all UTF-8, and U+FFFD stands for what was not. */
  readonly replaced: boolean
}

/** What is kept of a value that is lost already: enough to open it and save its good children. */
export const OPEN_ABOVE_BYTES = 1024 * 1024

export const QUOTE = 0x22
export const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_LIST = 0x5b
export const CLOSE_LIST = 0x5d
export const OPEN_OBJECT = 0x7b
export const CLOSE_OBJECT = 0x7d
const BACKSLASH = 0x5c
const LINE_FEED = 0x0a

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export class ValueScanner {
  readonly kind: ValueKind
  /** Of the first byte, in the stream. */
  readonly offset: number
  /** Bytes scanned, kept or not. */
  bytes = 0
  loss: LossReason | null = null
  /** The reader was asked and does not want it child by child. */
  refused = false

  readonly #limits: SplitterLimits
  /** Depth of the container that holds this value. */
  readonly #outerDepth: number
  /** The opening bracket of every container around the current byte, for depths within the limit. */
  readonly #brackets: number[] = []
  #held: Uint8Array[] = []
  #depth = 0
  #nodes = 0
  #inString = false
  #escaped = false

  constructor(kind: ValueKind, at: { readonly offset: number; readonly depth: number }, limits: SplitterLimits) {
    this.kind = kind
    this.offset = at.offset
    this.#outerDepth = at.depth
    this.#limits = limits
  }

  /**
   * Takes what belongs to the value. Returns the position behind it and whether the value is complete,
   * goes on in the next chunk, or closes a bracket that is not open.
   */
  take(bytes: Uint8Array, from: number): { readonly at: number; readonly state: 'complete' | 'more' | 'mismatch' } {
    const end = this.kind === 'scalar' ? this.#scanScalar(bytes, from) : this.#scan(bytes, from)
    const at = Math.abs(end)
    this.#hold(bytes.subarray(from, at))
    if (end < 0) return { at, state: 'mismatch' }
    const complete = this.kind === 'scalar' ? at < bytes.length : this.#depth === 0 && !this.#inString
    return { at, state: complete ? 'complete' : 'more' }
  }

  /** Everything kept; the whole value as long as `isWhole`. */
  heldBytes(): Uint8Array {
    return this.#held.length === 1 ? (this.#held[0] ?? new Uint8Array()) : Buffer.concat(this.#held)
  }

  get firstByte(): number {
    return this.#held[0]?.[0] ?? 0
  }

  get isWhole(): boolean {
    return this.loss === null || this.bytes <= OPEN_ABOVE_BYTES
  }

  text(): ScannedText {
    const bytes = this.heldBytes()
    try {
      return { text: STRICT_UTF8.decode(bytes), replaced: false }
    } catch {
      return { text: Buffer.from(bytes).toString('utf8'), replaced: true }
    }
  }

  #hold(bytes: Uint8Array): void {
    this.bytes += bytes.length
    const isKey = this.kind === 'key'
    if (this.bytes > (isKey ? this.#limits.keyBytes : this.#limits.elementBytes)) {
      this.loss ??= isKey ? 'key-too-long' : 'too-large'
    }
    if (this.isWhole) this.#held.push(bytes.slice())
    else this.#held = []
  }

  #scanScalar(bytes: Uint8Array, from: number): number {
    // The first byte always belongs to it, whatever it is, so that every call moves on.
    let at = this.bytes === 0 ? from + 1 : from
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte <= 0x20 || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT || byte === COLON) break
    }
    return at
  }

  /** The position behind the value or the chunk; negative behind a bracket that does not match. */
  #scan(bytes: Uint8Array, from: number): number {
    let at = from
    do {
      at = this.#inString ? this.#scanString(bytes, at) : this.#scanStructure(bytes, at)
    } while (at >= 0 && at < bytes.length && (this.#inString || this.#depth > 0))
    return at
  }

  /** Up to the next string, the end of the value or a bracket that does not match. */
  #scanStructure(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === QUOTE) {
        this.#inString = true
        return at + 1
      }
      // `[` and `{`, and `]` and `}`, differ in this one bit.
      const bracket = byte | 0x20
      if (bracket === OPEN_OBJECT) this.#enter(byte)
      if (bracket !== CLOSE_OBJECT) continue
      if (!this.#leave(byte)) return -at - 1
      if (this.#depth === 0) return at + 1
    }
    return bytes.length
  }

  #scanString(bytes: Uint8Array, from: number): number {
    let at = this.#escaped ? from + 1 : from
    this.#escaped = false
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === BACKSLASH) {
        at += 1
        this.#escaped = at >= bytes.length
      } else if (byte === QUOTE || byte === LINE_FEED) {
        // JSON allows no raw line break in a string: an end quote is missing, and only this value is lost to it.
        if (byte === LINE_FEED) this.loss ??= 'bad'
        this.#inString = false
        return at + 1
      }
    }
    return bytes.length
  }

  #enter(byte: number): void {
    this.#depth += 1
    this.#nodes += 1
    if (this.#depth + this.#outerDepth > this.#limits.depth) this.loss ??= 'too-deep'
    else this.#brackets[this.#depth] = byte
    if (this.#nodes > this.#limits.nodes) this.loss ??= 'too-large'
  }

  /** False when the bracket closes another kind of container than the one that is open. */
  #leave(byte: number): boolean {
    const isWithin = this.#depth + this.#outerDepth <= this.#limits.depth
    const matches = !isWithin || this.#brackets[this.#depth] === byte - 2
    this.#depth -= 1
    return matches
  }
}
