/** Taking other settings into use, and writing down who did. */

import { changedSettings } from '../findings/settings-record.ts'
import type { Services } from './services.ts'
import type { StoredSettings } from './settings-file.ts'
import { readSettingsBody, readVersion } from './settings-request.ts'

const PER_OWNER = { limit: 60, windowMs: 60_000 }

/**
 * Replaces the version the request names, and no other.
 * @throws AppError `bad-request`, `payload-too-large`, `rate-limited`, `settings-changed`, `storage-failed`
 */
export async function changeSettings(
  { settings: file, audit, limiter }: Pick<Services, 'settings' | 'audit' | 'limiter'>,
  request: Request,
): Promise<StoredSettings> {
  limiter.take('settings', PER_OWNER)
  const version = readVersion(request.headers)
  const settings = await readSettingsBody(request)
  const changed = changedSettings(settings, file.current().settings)
  const stored = await file.write(settings, version)
  const detail = changed.join(', ')
  await audit({ action: 'settings-change', actor: 'owner', subject: stored.version, result: 'done', detail })
  return stored
}
