/**
 * Sets of integers as sorted, disjoint, non-adjacent closed intervals. One algebra serves ports and
 * IPv4 (numbers) and IPv6 (bigints), so "does the union cover the internet" has one answer everywhere.
 */

export type Interval<T extends number | bigint> = readonly [lo: T, hi: T]
export type IntervalSet<T extends number | bigint> = readonly Interval<T>[]

export type NumberSet = IntervalSet<number>
export type BigintSet = IntervalSet<bigint>

export const EMPTY: IntervalSet<never> = []

/** Sorts and joins any list of intervals; those with lo > hi are dropped. */
export function intervalSet<T extends number | bigint>(intervals: Iterable<Interval<T>>): IntervalSet<T> {
  if (isList(intervals) && isSet(intervals)) return intervals
  const sorted = [...intervals].filter(([lo, hi]) => lo <= hi).sort((a, b) => compare(a[0], b[0]))
  const joined: Interval<T>[] = []
  for (const next of sorted) {
    const last = joined.at(-1)
    if (last && next[0] <= successor(last[1])) joined[joined.length - 1] = [last[0], max(last[1], next[1])]
    else joined.push(next)
  }
  return joined
}

function isList<T>(values: Iterable<T>): values is readonly T[] {
  return Array.isArray(values)
}

/** Most lists that are made into sets are sets already, and most of those have one interval. */
function isSet<T extends number | bigint>(intervals: readonly Interval<T>[]): boolean {
  for (let index = 0; index < intervals.length; index++) {
    const each = intervals[index]
    const before = intervals[index - 1]
    if (!each || each[0] > each[1] || (before && each[0] <= successor(before[1]))) return false
  }
  return true
}

export function union<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  if (a.length === 0) return intervalSet(b)
  return b.length === 0 ? intervalSet(a) : intervalSet([...a, ...b])
}

/** What is in both. Linear in the number of intervals, those before the first of the other set apart. */
export function intersect<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  const both: Interval<T>[] = []
  if (!a[0] || !b[0]) return both
  let i = firstFrom(a, b[0][0])
  let j = firstFrom(b, a[0][0])
  for (let left = a[i], right = b[j]; left && right; left = a[i], right = b[j]) {
    const lo = max(left[0], right[0])
    const hi = min(left[1], right[1])
    if (lo <= hi) both.push([lo, hi])
    if (left[1] < right[1]) i++
    else j++
  }
  return both
}

/** Is anything in both? */
export function meet<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): boolean {
  if (!a[0] || !b[0]) return false
  let i = firstFrom(a, b[0][0])
  let j = firstFrom(b, a[0][0])
  for (let left = a[i], right = b[j]; left && right; left = a[i], right = b[j]) {
    if (max(left[0], right[0]) <= min(left[1], right[1])) return true
    if (left[1] < right[1]) i++
    else j++
  }
  return false
}

/** What is in `a` and not in `b`. Linear in the number of intervals, those of `b` before the first of `a` apart. */
export function subtract<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  const rest: Interval<T>[] = []
  if (!a[0]) return rest
  let first = firstFrom(b, a[0][0])
  for (const each of a) {
    // What ends before this interval ends before all that follow.
    for (let cut = b[first]; cut && cut[1] < each[0]; cut = b[first]) first++
    addRest(rest, each, { cuts: b, first })
  }
  return rest
}

function addRest<T extends number | bigint>(
  rest: Interval<T>[],
  [lo, hi]: Interval<T>,
  { cuts, first }: { readonly cuts: IntervalSet<T>; readonly first: number },
): void {
  let from = lo
  let index = first
  for (let cut = cuts[index]; cut && cut[0] <= hi; cut = cuts[index]) {
    if (cut[0] > from) rest.push([from, predecessor(cut[0])])
    from = successor(cut[1])
    index++
  }
  if (from <= hi) rest.push([from, hi])
}

/** Is every element of `inner` in `outer`? */
export function covers<T extends number | bigint>(outer: IntervalSet<T>, inner: IntervalSet<T>): boolean {
  if (!inner[0]) return true
  let first = firstFrom(outer, inner[0][0])
  for (const each of inner) {
    for (let cut = outer[first]; cut && cut[1] < each[0]; cut = outer[first]) first++
    if (!isFilled(each, outer, first)) return false
  }
  return true
}

/** Do the intervals from a place on leave no hole in this one? */
function isFilled<T extends number | bigint>([lo, hi]: Interval<T>, by: IntervalSet<T>, first: number): boolean {
  let from = lo
  for (let index = first; from <= hi; index++) {
    const each = by[index]
    if (!each || each[0] > from) return false
    if (each[1] >= hi) return true
    from = successor(each[1])
  }
  return true
}

export function holds<T extends number | bigint>(set: IntervalSet<T>, value: T): boolean {
  const at = set[firstFrom(set, value)]
  return at !== undefined && at[0] <= value
}

/** The place of the first interval that does not end before a value. Logarithmic: a single address is asked of thousands. */
function firstFrom<T extends number | bigint>(set: IntervalSet<T>, value: T): number {
  let lo = 0
  let hi = set.length
  while (lo < hi) {
    const middle = (lo + hi) >> 1
    const each = set[middle]
    if (each && each[1] < value) lo = middle + 1
    else hi = middle
  }
  return lo
}

/** How many integers the set holds, exactly. */
export function size<T extends number | bigint>(set: IntervalSet<T>): bigint {
  // Numbers are added as numbers: a billion of the largest would not leave what a double counts exactly.
  let counted = 0
  let total = 0n
  for (const [lo, hi] of set) {
    if (typeof lo === 'number') counted += Number(hi) - lo + 1
    else total += BigInt(hi) - BigInt(lo) + 1n
  }
  return total + BigInt(counted)
}

/** How many integers both sets hold, exactly. */
export function sharedSize<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): bigint {
  let counted = 0
  let total = 0n
  let i = 0
  let j = 0
  for (let left = a[i], right = b[j]; left && right; left = a[i], right = b[j]) {
    const lo = max(left[0], right[0])
    const hi = min(left[1], right[1])
    if (lo <= hi && typeof lo === 'number') counted += Number(hi) - lo + 1
    else if (lo <= hi) total += BigInt(hi) - BigInt(lo) + 1n
    if (left[1] < right[1]) i++
    else j++
  }
  return total + BigInt(counted)
}

function compare<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function max<T extends number | bigint>(a: T, b: T): T {
  return a > b ? a : b
}

function min<T extends number | bigint>(a: T, b: T): T {
  return a < b ? a : b
}

function successor<T extends number | bigint>(value: T): T {
  return (typeof value === 'bigint' ? value + 1n : (value as number) + 1) as T
}

function predecessor<T extends number | bigint>(value: T): T {
  return (typeof value === 'bigint' ? value - 1n : (value as number) - 1) as T
}
