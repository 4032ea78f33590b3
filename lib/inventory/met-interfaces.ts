/** What a stream has met of each interface: its own telling, an instance's, or both, and whether they fit together. */

import { IdTable } from './id-table.ts'

/** Above the bits of `missingFields` and `toldFields`. */
const READ = 1 << 28
const EMBEDDED = 1 << 29
const FIRST_CAPACITY = 1024

export class MetInterfaces {
  readonly #ids = new IdTable()
  /** By the number of the id: what was met, and the fields its own telling lacks or, before that, an instance tells. */
  #met = new Int32Array(FIRST_CAPACITY)

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** The number of an interface, met or not. */
  numberOf(id: string): number {
    const number = this.#ids.add(id)
    if (number < this.#met.length) return number
    const met = new Int32Array(this.#met.length * 2)
    met.set(this.#met)
    this.#met = met
    return number
  }

  /** Was the own telling of this number not met before? */
  isNew(number: number): boolean {
    return ((this.#met[number] ?? 0) & READ) === 0
  }

  /** The own telling of this number, and the fields it lacks; false when an instance told one of them. */
  read(number: number, missing: number): boolean {
    const met = this.#met[number] ?? 0
    this.#met[number] = READ | (met & EMBEDDED) | missing
    return (met & missing) === 0
  }

  /** An instance's telling, with the fields it tells; false when its own lacks one of them, or another instance has it. */
  embed(id: string, told: number): boolean {
    const number = this.numberOf(id)
    const met = this.#met[number] ?? 0
    const isRead = (met & READ) !== 0
    this.#met[number] = EMBEDDED | (isRead ? met : told)
    return (met & EMBEDDED) === 0 && !(isRead && (met & told) !== 0)
  }

  /** Those of which only an instance has told. */
  notRead(): readonly string[] {
    return this.#ids.ids.filter(
      (_, number) => ((this.#met[number] ?? 0) & EMBEDDED) !== 0 && ((this.#met[number] ?? 0) & READ) === 0,
    )
  }
}
