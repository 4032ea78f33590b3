/** Settings as they cross the wire: the record of the file, checked by the reader of the file, and a version beside it. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { readSettings } from '../findings/parse-settings.ts'
import type { Settings } from '../findings/settings.ts'
import { type SettingsRecord, settingsRecord } from '../findings/settings-record.ts'
import { readJsonBody } from './read-json-body.ts'
import { respondJson } from './respond.ts'
import type { StoredSettings } from './settings-file.ts'

/** A list of ranges and corrections may be long; the file may be no longer than this either. */
const SETTINGS_BYTES_MAX = 512 * 1024

/** What the API answers of settings. */
export interface SettingsAnswer {
  readonly settings: SettingsRecord
  readonly version: string
  readonly problem: StoredSettings['problem']
}

/** @throws AppError `bad-request` with a pointer to the first value that is wrong, `payload-too-large` */
export async function readSettingsBody(request: Request): Promise<Settings> {
  const { settings, faults } = readSettings(
    await readJsonBody(request, z.record(z.string(), z.unknown()), SETTINGS_BYTES_MAX),
  )
  if (settings) return settings
  const message = faults.map((fault) => `${fault.pointer}: ${fault.message}`).join('; ')
  throw new AppError('bad-request', `The settings are not valid: ${message}.`, { pointer: faults[0]?.pointer ?? '' })
}

/** @throws AppError `bad-request` without an `If-Match`: who does not say what they replace might replace anything */
export function readVersion(headers: Headers): string {
  const version = /^"([0-9a-z]{1,64})"$/.exec(headers.get('if-match') ?? '')?.[1]
  if (version !== undefined) return version
  throw new AppError(
    'bad-request',
    'Say in If-Match which version of the settings is replaced: the ETag of reading them.',
  )
}

export function respondSettings({ settings, version, problem }: StoredSettings): Response {
  const answer: SettingsAnswer = { settings: settingsRecord(settings), version, problem }
  const response = respondJson(answer)
  response.headers.set('etag', `"${version}"`)
  return response
}
