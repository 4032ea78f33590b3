/**
 * The order of ids. In a long list comparing texts is what sorting costs, because each lies somewhere else in memory:
 * so each id gives a number while it is at hand, and the texts are compared where two numbers are the same.
 */

interface HasId {
  readonly id: string
}

/** Collects what is read, one by one, and gives it back sorted by id as `<` orders texts. */
export class InOrderOfIds<R extends HasId> {
  readonly #items: R[] = []
  readonly #keys: number[] = []
  /** Does each id come after the one before, as in a document that is stored? */
  #isSorted = true
  #last = ''
  /** What the ids of this kind begin with, up to the first dash: `eni-`. */
  #head: string | null = null
  /** Do all of them begin so? Else the numbers say nothing. */
  #isOneKind = true

  add(item: R): void {
    const { id } = item
    if (id <= this.#last) this.#isSorted = false
    this.#last = id
    this.#head ??= id.slice(0, id.indexOf('-') + 1)
    if (!id.startsWith(this.#head)) this.#isOneKind = false
    this.#items.push(item)
    this.#keys.push(keyOf(id, this.#head.length))
  }

  /** Calls for each id in order, with all that have it in the order they were added. */
  forEachId(visit: (first: R, others: readonly R[]) => void): void {
    if (this.#isSorted) for (const item of this.#items) visit(item, NONE)
    else this.#forEachSorted(visit)
  }

  #forEachSorted(visit: (first: R, others: readonly R[]) => void): void {
    const order = this.#order()
    const items = this.#items
    for (let start = 0, end = 0; start < order.length; start = end) {
      const first = items[order[start] ?? 0]
      if (!first) return
      end = start + 1
      while (end < order.length && this.#compare(order[start] ?? 0, order[end] ?? 0) === 0) end += 1
      visit(first, end - start === 1 ? NONE : order.slice(start + 1, end).flatMap((index) => items[index] ?? []))
    }
  }

  #order(): readonly number[] {
    const order = this.#items.map((_, index) => index)
    return order.sort((a, b) => this.#compare(a, b))
  }

  #compare(a: number, b: number): number {
    const difference = this.#isOneKind ? (this.#keys[a] ?? 0) - (this.#keys[b] ?? 0) : 0
    return difference === 0 ? compareTexts(this.#items[a]?.id ?? '', this.#items[b]?.id ?? '') : difference
  }
}

const NONE: readonly never[] = Object.freeze([])

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a === b ? 0 : 1
}

/** Seven characters of seven bits fit a number exactly. */
const KEY_LENGTH = 7
const LAST_CODE = 127

/** Never larger for what sorts first. After a character that does not fit, nothing more is told. */
function keyOf(id: string, start: number): number {
  let key = 0
  let fits = true
  for (let index = start; index < start + KEY_LENGTH; index++) {
    const code: number = fits && index < id.length ? id.charCodeAt(index) : 0
    fits = fits && code < LAST_CODE
    key = key * (LAST_CODE + 1) + Math.min(code, LAST_CODE)
  }
  return key
}
