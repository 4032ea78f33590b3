/** The only one of a list; null where there is none, or nobody knows which. */
export function onlyOne<T>(list: readonly T[]): T | null {
  const [first, ...others] = list
  return first !== undefined && others.length === 0 ? first : null
}
