/**
 * Finds the values of a JSON stream without holding the stream. Bytes go in, in chunks of any size; the text of
 * each small value comes out, and large lists and objects are opened and handed over child by child.
 *
 * Only brackets, strings and separators are looked at here; the grammar of a value is checked by `JSON.parse` when
 * its text is complete. Several values in a row are read one after the other (concatenated pages, NDJSON, RFC 7464).
 */

import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  type LossReason,
  OPEN_ABOVE_BYTES,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  type SplitterLimits,
  type ValueKind,
  ValueScanner,
} from './value-scanner.ts'

export type ContainerKind = 'object' | 'list'
/** From the open container to a value: a member's key, an element's index, or the count of root values before it. */
export type Step = string | number

export interface SplitText {
  readonly text: string
  readonly offset: number
  readonly bytes: number
  /** The bytes were not all UTF-8, and U+FFFD stands for what was not. */
  readonly replaced: boolean
}

export interface SplitterSink {
  /** A complete value. False when its text is not JSON. */
  value(step: Step, text: SplitText): boolean
  /** May this container be handed over child by child? When true, its children come next and then `close`. */
  open(step: Step, kind: ContainerKind): boolean
  close(): void
  /** A value that could not be read; the stream goes on behind it. */
  lost(step: Step, reason: LossReason, offset: number): void
  /** The stream makes no sense from this byte on; only `close` follows. */
  malformed(offset: number): void
  /** The stream ended within a value or an open container; only `close` follows. */
  truncated(offset: number): void
}

interface Frame {
  readonly kind: ContainerKind
  key: string
  index: number
  expects: 'key' | 'colon' | 'value' | 'comma'
}

const SLICE_BYTES = 64 * 1024
const RECORD_SEPARATOR = 0x1e
const WANTED = { key: QUOTE, colon: COLON, comma: COMMA } as const
const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x0a, 0x0d, 0x09])
const NO_VALUE: ReadonlySet<number> = new Set([CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA])

export class JsonSplitter {
  readonly #sink: SplitterSink
  readonly #limits: SplitterLimits
  readonly #frames: Frame[] = []
  #value: ValueScanner | null = null
  #rootIndex = 0
  #consumed = 0
  #stopped = false

  constructor(sink: SplitterSink, limits: SplitterLimits) {
    this.#sink = sink
    this.#limits = limits
  }

  /** True after `malformed`: further bytes are not looked at. */
  get stopped(): boolean {
    return this.#stopped
  }

  push(chunk: Uint8Array): void {
    this.#consumeSlices(chunk, this.#consumed)
    this.#consumed += chunk.length
  }

  /** The stream is over: what is still open was cut, and what is complete in it is handed over. */
  end(): void {
    if (this.#value?.kind === 'scalar') this.#complete(this.#value)
    for (let open = this.#value; open !== null && this.#mayOpen(open); open = this.#value) this.#reopen(open)
    if (this.#stopped) return
    const cut = this.#value
    if (cut !== null && cut.loss !== null) this.#sink.lost(this.#step(), cut.loss, cut.offset)
    if (cut !== null || this.#frames.length > 0) this.#sink.truncated(this.#consumed)
    this.#closeAll()
  }

  #consumeSlices(bytes: Uint8Array, base: number): void {
    for (let from = 0; from < bytes.length && !this.#stopped; from += SLICE_BYTES) {
      this.#consume(bytes.subarray(from, Math.min(from + SLICE_BYTES, bytes.length)), base + from)
    }
  }

  #consume(bytes: Uint8Array, base: number): void {
    let at = 0
    while (at < bytes.length && !this.#stopped) {
      const value = this.#value
      if (value === null) {
        if (this.#between(bytes[at] ?? 0, base + at)) at += 1
        continue
      }
      const taken = value.take(bytes, at)
      at = taken.at
      this.#settle(value, taken.state, base + at - 1)
    }
  }

  #settle(value: ValueScanner, state: 'complete' | 'more' | 'mismatch', offset: number): void {
    if (state === 'complete') this.#complete(value)
    else if (state === 'mismatch') this.#mismatch(value, offset)
    else if ((value.loss !== null || value.bytes > OPEN_ABOVE_BYTES) && this.#mayOpen(value)) this.#reopen(value)
  }

  /** One byte between values; false when it is the first byte of a value, which the scanner takes itself. */
  #between(byte: number, offset: number): boolean {
    if (WHITE_SPACE.has(byte)) return true
    const frame = this.#frames.at(-1)
    if (frame === undefined) return byte === COMMA || byte === RECORD_SEPARATOR || this.#begin(byte, offset)
    const closing = frame.kind === 'list' ? CLOSE_LIST : CLOSE_OBJECT
    if (byte === closing && frame.expects !== 'colon' && !(frame.kind === 'object' && frame.expects === 'value')) {
      this.#frames.pop()
      this.#sink.close()
      this.#advance()
      return true
    }
    if (frame.expects === 'value') return this.#begin(byte, offset)
    if (byte !== WANTED[frame.expects]) return this.#stop(offset)
    if (frame.expects === 'key') {
      this.#start('key', offset)
      return false
    }
    frame.expects = frame.expects === 'colon' || frame.kind === 'list' ? 'value' : 'key'
    return true
  }

  #begin(byte: number, offset: number): boolean {
    if (NO_VALUE.has(byte)) return this.#stop(offset)
    const isContainer = byte === OPEN_LIST || byte === OPEN_OBJECT
    this.#start(isContainer ? 'container' : byte === QUOTE ? 'string' : 'scalar', offset)
    return false
  }

  #start(kind: ValueKind, offset: number): void {
    this.#value = new ValueScanner(kind, { offset, depth: this.#frames.length }, this.#limits)
  }

  #complete(value: ValueScanner): void {
    if (value.kind === 'key') this.#completeKey(value)
    else if (value.loss === null && this.#sink.value(this.#step(), textOf(value))) this.#advance()
    else if (this.#mayOpen(value)) this.#reopen(value)
    // Words outside of quotes and of every list are no JSON at all, and neither is what follows them.
    else if (value.kind === 'scalar' && this.#frames.length === 0) this.#stop(value.offset)
    else {
      this.#sink.lost(this.#step(), value.loss ?? 'bad', value.offset)
      this.#advance()
    }
  }

  #completeKey(value: ValueScanner): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    const key = value.loss === null ? readKey(value.text().text) : null
    if (key === null) this.#sink.lost('', value.loss ?? 'bad', value.offset)
    frame.key = key ?? ''
    frame.expects = 'colon'
    this.#value = null
  }

  #step(): Step {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return this.#rootIndex
    return frame.kind === 'list' ? frame.index : frame.key
  }

  #advance(): void {
    this.#value = null
    const frame = this.#frames.at(-1)
    if (frame === undefined) this.#rootIndex += 1
    else {
      frame.index += 1
      frame.expects = 'comma'
    }
  }

  #mayOpen(value: ValueScanner): boolean {
    if (value.refused || value.kind !== 'container' || !value.isWhole) return false
    const kind = value.firstByte === OPEN_OBJECT ? 'object' : 'list'
    value.refused = !this.#sink.open(this.#step(), kind)
    if (value.refused) return false
    this.#frames.push({ kind, key: '', index: 0, expects: kind === 'object' ? 'key' : 'value' })
    return true
  }

  /** Reads again what was held of the container just opened, now child by child. */
  #reopen(value: ValueScanner): void {
    this.#value = null
    this.#consumeSlices(value.heldBytes().subarray(1), value.offset + 1)
  }

  #mismatch(value: ValueScanner, offset: number): void {
    if (this.#mayOpen(value)) this.#reopen(value)
    else {
      this.#sink.lost(this.#step(), 'bad', value.offset)
      this.#stop(offset)
    }
  }

  #stop(offset: number): true {
    this.#sink.malformed(offset)
    this.#stopped = true
    this.#closeAll()
    return true
  }

  #closeAll(): void {
    this.#value = null
    for (; this.#frames.length > 0; this.#frames.pop()) this.#sink.close()
  }
}

function textOf(value: ValueScanner): SplitText {
  return { ...value.text(), offset: value.offset, bytes: value.bytes }
}

function readKey(text: string): string | null {
  try {
    const key: unknown = JSON.parse(text)
    return typeof key === 'string' ? key : null
  } catch {
    return null
  }
}
