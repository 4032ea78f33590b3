/** A map of bounded size that forgets what was not asked for the longest. */

export interface RecentlyUsed<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
}

export function recentlyUsed<V>(kept: number): RecentlyUsed<V> {
  const values = new Map<string, V>()
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
      const [oldest] = values.keys()
      if (values.size > kept && oldest !== undefined) values.delete(oldest)
    },
  }
}
