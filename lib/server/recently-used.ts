/** A map of bounded size and weight that forgets what was not asked for the longest. */

export interface RecentlyUsed<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
}

export interface Weighed<V> {
  readonly weightMax: number
  readonly weigh: (value: V) => number
}

/** At most `kept` values, and of those that weigh more than `weightMax` together only the newest. */
export function recentlyUsed<V>(kept: number, weighed?: Weighed<V>): RecentlyUsed<V> {
  const values = new Map<string, V>()
  const isFull = () => {
    if (values.size > kept) return true
    if (!weighed || values.size < 2) return false
    return [...values.values()].reduce((sum, value) => sum + weighed.weigh(value), 0) > weighed.weightMax
  }
  const renew = (key: string, value: V) => {
    values.delete(key)
    values.set(key, value)
  }
  return {
    get(key) {
      const value = values.get(key)
      if (value !== undefined) renew(key, value)
      return value
    },
    set(key, value) {
      renew(key, value)
      for (const oldest of values.keys()) {
        if (!isFull()) return
        values.delete(oldest)
      }
    },
  }
}
