/** What every command of the command line is given and gives back. */

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { AppError } from '../errors/app-error.ts'

/** `0` pass · `1` the tool failed · `2` usage · `3` findings at or above `--fail-on` · `4` data incomplete. */
export const EXIT = { pass: 0, failed: 1, usage: 2, findings: 3, incomplete: 4 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The outside world as one argument: results go to `out`, progress and logs to `log`. */
export interface CliIo {
  readonly out: (text: string) => void
  readonly log: (text: string) => void
  readonly outIsTerminal: boolean
  readonly logIsTerminal: boolean
  readonly color: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

export type Command = (argv: readonly string[], io: CliIo) => Promise<ExitCode>

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * Reads options strictly.
 * @throws AppError `usage` naming the option that is wrong
 */
export function readArguments<O extends Options>(argv: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('usage', firstSentence(message), { cause, remedy: 'See `npx portolan help`.' })
  }
}

/**
 * One of a fixed list, or a usage error that shows the list.
 * @throws AppError `usage`
 */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((choice) => choice === value)
  if (found !== undefined) return found
  throw new AppError('usage', `${option} is ${allowed.join(', ')}; "${value}" is none of them.`)
}

/**
 * A whole number within bounds.
 * @throws AppError `usage`
 */
export function wholeNumber(option: string, value: string, [lo, hi]: readonly [number, number]): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= lo && number <= hi) return number
  throw new AppError('usage', `${option} takes a whole number from ${lo} to ${hi}; "${value}" is not one.`)
}

function firstSentence(message: string): string {
  const end = message.search(/\.\s|\n/)
  return end < 0 ? message : message.slice(0, end + 1)
}
