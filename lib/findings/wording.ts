/** Words of findings: names of resources, lists read aloud. */

/** `a`, `a and b`, `a, b and c`; past `limit` the rest is counted: `a, b and 7 more`. */
export function listWords(words: readonly string[], limit = 4): string {
  const shown = words.length > limit ? [...words.slice(0, limit - 1), `${words.length - limit + 1} more`] : words
  return shown.length < 2 ? (shown[0] ?? 'none') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** The same of what is named by `word`, which is only asked for those that are shown. */
export function listOf<T>(all: readonly T[], word: (one: T) => string, limit = 4): string {
  if (all.length <= limit) return listWords(all.map(word), limit)
  return `${all
    .slice(0, limit - 1)
    .map(word)
    .join(', ')} and ${all.length - limit + 1} more`
}

export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** `1 interface`, `4 interfaces`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** `sg-1 (web)`, or the id alone when there is no name; never an ARN beside the name it ends in, which nobody reads aloud. */
export function named(resource: { readonly id: string; readonly name: string | null }): string {
  if (resource.name && resource.id.startsWith('arn:')) return resource.name
  return resource.name && resource.name !== resource.id ? `${resource.id} (${resource.name})` : resource.id
}

/** A name as a title has room for: its start and its end, for names that differ in their last letters. */
export function shortName(name: string): string {
  return name.length > 36 ? `${name.slice(0, 22)}…${name.slice(-12)}` : name
}

/** The carriers of a title: one, or one and how many more. */
export function titleNames(names: Iterable<string>): string {
  const distinct = names instanceof Set ? names : new Set(names)
  // Of thousands only the first is written out.
  const [first, second] = distinct
  if (first === undefined || second === undefined) return shortName(first ?? 'none')
  return distinct.size === 2
    ? `${shortName(first)} and ${shortName(second)}`
    : `${shortName(first)} and ${distinct.size - 1} more`
}

const OWN_NOUN = /^(?:interface|function interface|database interface|container task|endpoint) /

/** The start of a sentence. Only our own nouns take a capital; a name stays as its owner wrote it. */
export function openingWords(text: string): string {
  return OWN_NOUN.test(text) ? capitalized(text) : text
}
