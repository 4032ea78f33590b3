/** Times are told in UTC everywhere, to the minute: reviewers sit in different zones and must mean the same moment. */

/** `2026-11-20 14:02Z` from an ISO 8601 text; the text itself when it is not one. */
export function utcTime(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/.exec(iso)
  if (match !== null) return `${match[1]} ${match[2]}Z`
  const moment = new Date(iso)
  return Number.isNaN(moment.getTime()) ? iso : utcTime(moment.toISOString())
}

const SIZES = ['B', 'kB', 'MB', 'GB'] as const

/** `1.4 MB`; powers of 1000, one decimal below ten. */
export function byteSize(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${SIZES[power]}`
}

/** `1,204`, the same in every locale, so that two people read the same picture. */
export function wholeNumber(value: number): string {
  return value.toLocaleString('en-US')
}

/** `1 gap`, `1,204 resources`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${wholeNumber(count)} ${count === 1 ? one : many}`
}
