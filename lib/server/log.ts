/** Log lines as JSON, one a line: nothing a user typed can forge a second one. */

export interface LogLine {
  readonly level: 'info' | 'warning' | 'error'
  readonly event: string
  /** Joins the line with the answer the user saw. */
  readonly reference?: string
  readonly [field: string]: unknown
}

export type Log = (line: LogLine) => void

/** Writes each line with its time to `write`. */
export function jsonLog(write: (text: string) => void, now: () => Date): Log {
  return (line) => write(`${JSON.stringify({ at: now().toISOString(), ...line })}\n`)
}

/** An error as fields, with its causes; never sent to a client. */
export function errorFields(error: unknown): { readonly message: string; readonly stack: string | null } {
  if (!(error instanceof Error)) return { message: String(error), stack: null }
  const cause = error.cause === undefined ? '' : `; caused by ${errorFields(error.cause).message}`
  return { message: `${error.name}: ${error.message}${cause}`, stack: error.stack ?? null }
}
