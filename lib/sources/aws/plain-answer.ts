/** What the SDK parsed, in the shape the AWS CLI prints. */

/**
 * Dates become `2026-03-01T08:15:00+00:00`, bytes base64, and what is `undefined` is left out.
 * Source: AWS CLI user guide, `cli_timestamp_format`, `cli_binary_format`.
 */
export function plainAnswer(value: unknown): unknown {
  if (value instanceof Date) return cliTime(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plainAnswer)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([name, member]) => [name, plainAnswer(member)]))
}

/** The object an answer is; `{}` where AWS sent none. */
export function plainOutput(output: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain = plainAnswer(output)
  return isRecord(plain) ? plain : {}
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is a list; empty where AWS left it out. */
export function listOf(output: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const list = output[name]
  return Array.isArray(list) ? list : []
}

/** Python prints microseconds where there are any, and nothing where there are none. */
function cliTime(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const [seconds, fraction] = date.toISOString().slice(0, -1).split('.')
  return `${seconds}${fraction === '000' ? '' : `.${fraction}000`}+00:00`
}
