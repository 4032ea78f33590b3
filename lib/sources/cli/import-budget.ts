/** What the import has cost so far, over all its files and archives. */

import type { ImportLimits } from './import-limits.ts'

export type Exceeded = 'inflated' | 'entries' | 'ratio' | 'archive'

/** Thrown inside a stream to end it; the reader turns it into a note. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
  readonly what: Exceeded

  constructor(what: Exceeded) {
    super(`The import limit on ${what} is exceeded.`)
    this.what = what
  }
}

export class ImportBudget {
  readonly #limits: ImportLimits
  #inflated = 0
  #entries = 0

  constructor(limits: ImportLimits) {
    this.#limits = limits
  }

  /** True once nothing more may be read. */
  get isSpent(): boolean {
    return this.#inflated > this.#limits.inflatedBytes || this.#entries > this.#limits.entries
  }

  /** @throws BudgetExceeded */
  entry(): void {
    this.#entries += 1
    if (this.#entries > this.#limits.entries) throw new BudgetExceeded('entries')
  }

  /** @throws BudgetExceeded */
  spend(bytes: number): void {
    this.#inflated += bytes
    if (this.#inflated > this.#limits.inflatedBytes) throw new BudgetExceeded('inflated')
  }

  /** Counts what comes out of a compressed stream against what went in. @throws BudgetExceeded */
  async *inflate(source: AsyncIterable<Uint8Array>, compressed: () => number): AsyncGenerator<Uint8Array> {
    let inflated = 0
    for await (const chunk of source) {
      inflated += chunk.length
      if (inflated > this.#limits.ratioFloorBytes && inflated > compressed() * this.#limits.ratio) {
        throw new BudgetExceeded('ratio')
      }
      yield chunk
    }
  }
}
