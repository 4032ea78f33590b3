/** Tells how far an import is: at its first chunk, then every 256 KB as given or 1 MB unpacked, and at every file. */

import type { ImportProgress, InputFile, ReadOptions } from './input-file.ts'

const STEP_BYTES = 256 * 1024
const PULSE_BYTES = 1024 * 1024

export class ProgressMeter {
  readonly #options: ReadOptions
  readonly #resources: () => number
  readonly #filesTotal: number
  readonly #bytesTotal: number | null
  #filesDone = 0
  #bytesDone = 0
  #toldBytes = -STEP_BYTES
  #currentFile: string | null = null
  #sincePulse = 0

  constructor(files: readonly InputFile[], options: ReadOptions, resources: () => number) {
    this.#options = options
    this.#resources = resources
    this.#filesTotal = files.length
    const sizes = files.map(({ bytes }) => bytes)
    this.#bytesTotal = sizes.includes(null) ? null : sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
  }

  start(file: string): void {
    this.#currentFile = file
  }

  /** Bytes of the files as given. @throws the signal's reason when aborted */
  advance(bytes: number): void {
    this.#options.signal?.throwIfAborted()
    this.#bytesDone += bytes
    if (this.#bytesDone - this.#toldBytes >= STEP_BYTES) this.#tell('reading')
  }

  /** Bytes after unpacking: an archive that was read in one go still tells that something happens. */
  pulse(bytes: number): void {
    this.#sincePulse += bytes
    if (this.#sincePulse < PULSE_BYTES) return
    this.#sincePulse = 0
    this.#options.signal?.throwIfAborted()
    this.#tell('reading')
  }

  /** The stream with its bytes counted. */
  async *through(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.advance(chunk.length)
      yield chunk
    }
  }

  done(): void {
    this.#filesDone += 1
    this.#tell('reading')
  }

  merging(): void {
    this.#currentFile = null
    this.#tell('merging')
  }

  #tell(phase: ImportProgress['phase']): void {
    this.#toldBytes = this.#bytesDone
    this.#options.onProgress?.({
      phase,
      filesDone: this.#filesDone,
      filesTotal: this.#filesTotal,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
      resources: this.#resources(),
      currentFile: this.#currentFile,
    })
  }
}
