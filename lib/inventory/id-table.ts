/**
 * Ids under small numbers, for millions of them: a table of numbers beside the list of ids, where a `Map` would keep an
 * entry of its own for each and look further for it.
 */

const FIRST_CAPACITY = 1 << 12
const FREE = -1

export class IdTable {
  /** In the order they were first met: an id's number is its place. */
  readonly ids: string[] = []
  /** By slot, the number of the id that stands there. Never more than half full. */
  #slots = new Int32Array(FIRST_CAPACITY).fill(FREE)
  /** By number, the hash of the id. */
  #hashes = new Int32Array(FIRST_CAPACITY / 2)

  /** The number of the id, which it is given when it was not met before. */
  add(id: string): number {
    const hash = hashOf(id)
    const slot = this.#slotOf(id, hash)
    const known = this.#slots[slot] ?? FREE
    if (known !== FREE) return known
    const number = this.ids.push(id) - 1
    this.#slots[slot] = number
    this.#hashes[number] = hash
    if (this.ids.length === this.#hashes.length) this.#grow()
    return number
  }

  /** Was the id met? */
  has(id: string): boolean {
    return this.#slots[this.#slotOf(id, hashOf(id))] !== FREE
  }

  /** Where the id stands, or the free slot where it would. */
  #slotOf(id: string, hash: number): number {
    const last = this.#slots.length - 1
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const number = this.#slots[slot] ?? FREE
      if (number === FREE || (this.#hashes[number] === hash && this.ids[number] === id)) return slot
    }
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    const slots = new Int32Array(hashes.length * 2).fill(FREE)
    const last = slots.length - 1
    for (let number = 0; number < this.ids.length; number++) {
      let slot = (hashes[number] ?? 0) & last
      while (slots[slot] !== FREE) slot = (slot + 1) & last
      slots[slot] = number
    }
    this.#slots = slots
  }
}

/** Every character counts. Source: the FNV-1a hash, with its high bits brought down at the end. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5 | 0
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  return hash ^ (hash >>> 15)
}
