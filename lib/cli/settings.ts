/** `portolan settings`: the settings in effect, whole and explained, as a file to start from. */

import { AppError } from '../errors/app-error.ts'
import { parseSettings } from '../findings/parse-settings.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { writeSettings } from '../findings/write-settings.ts'
import { type CliIo, EXIT, type ExitCode, readArguments } from './command.ts'
import { readPart } from './read-part.ts'

const OPTIONS = { settings: { type: 'string' } } as const

/** @throws AppError `usage` when the file cannot be read or is not valid */
export async function settings(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  if (positionals.length > 0) {
    throw new AppError('usage', `settings takes no path; "${positionals[0]}" is one.`, {
      remedy: 'A settings file is named with --settings.',
    })
  }
  const given = await readPart('--settings', values.settings, parseSettings)
  io.out(writeSettings(given ?? DEFAULT_SETTINGS))
  return EXIT.pass
}
