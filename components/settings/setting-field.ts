/** What every field of a setting is given, and how it looks. */

import type { SettingKey } from '../../lib/findings/setting-guide.ts'
import type { SettingsHints } from '../../lib/reports/settings-hints.ts'

export interface ControlProps {
  readonly settingKey: SettingKey
  readonly label: string
  readonly value: unknown
  readonly hints: SettingsHints | null
  /** Id of what describes it: help and faults. */
  readonly describedBy: string
  readonly invalid: boolean
  readonly onChange: (value: unknown) => void
}

/** How a field looks, and how one that cannot be read. */
export const INPUT = 'w-full rounded-md border bg-card px-2 text-sm'
export const border = (invalid: boolean) => (invalid ? 'border-crit' : 'border-hair-2')
