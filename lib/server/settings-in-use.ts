/** What findings are judged by, with a name for all of it: answers of other settings are other answers. */

import { createHash } from 'node:crypto'
import { DEFAULT_SETTINGS, type Settings } from '../findings/settings.ts'

export interface SettingsInUse {
  readonly settings: Settings
  readonly hash: string
}

export function settingsInUse(settings: Settings): SettingsInUse {
  return { settings, hash: createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 32) }
}

export const DEFAULTS_IN_USE: SettingsInUse = settingsInUse(DEFAULT_SETTINGS)
