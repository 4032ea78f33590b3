import { RotateCcw } from 'lucide-react'
import { useId } from 'react'
import { SETTING_GUIDE, type SettingKey } from '../../lib/findings/setting-guide.ts'
import type { SettingsHints } from '../../lib/reports/settings-hints.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/class-names.ts'
import { Pill } from '../ui/pill.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { SettingControl } from './setting-control.tsx'

export interface SettingRowProps {
  readonly settingKey: SettingKey
  readonly value: unknown
  readonly hints: SettingsHints | null
  readonly faults: readonly string[]
  /** Typed and not saved. */
  readonly changed: boolean
  /** Another value than the default. */
  readonly differs: boolean
  readonly onChange: (value: unknown) => void
  readonly onReset: () => void
}

/** One setting: what it is, its field, what it decides here, and what waits for it. */
export function SettingRow(props: SettingRowProps) {
  const { settingKey, value, hints, faults, changed, differs, onChange, onReset } = props
  const { title, meaning, form } = SETTING_GUIDE[settingKey]
  const described = useId()
  const use = hints?.uses[settingKey] ?? null
  return (
    <div
      id={`setting-${settingKey}`}
      className={cn(
        'grid grid-cols-[minmax(0,16rem)_minmax(0,1fr)] gap-x-6 border-l-2 px-4 py-4',
        changed ? 'border-l-accent' : 'border-l-transparent',
      )}
    >
      <div>
        <h3 className="font-semibold text-sm">{title}</h3>
        <p className="mono text-2xs text-ink-2">{settingKey}</p>
        <p className="mt-1.5 text-ink-2 text-xs">{meaning}</p>
        {differs && (
          <Button
            size="sm"
            look="quiet"
            className="-ml-2 mt-1"
            onClick={onReset}
            aria-label={`Reset ${title} to its default`}
          >
            <RotateCcw size={12} aria-hidden="true" />
            Default
          </Button>
        )}
      </div>
      <div className="min-w-0">
        <SettingControl
          settingKey={settingKey}
          label={title}
          value={value}
          hints={hints}
          describedBy={described}
          invalid={faults.length > 0}
          onChange={onChange}
        />
        <div id={described}>
          {faults.map((fault) => (
            <p key={fault} role="alert" className="mt-1 text-crit text-xs">
              <SafeText text={fault} />
            </p>
          ))}
          <p className="mt-1 text-2xs text-ink-2">{form}</p>
        </div>
        {use !== null && <Uses settingKey={settingKey} use={use} />}
      </div>
    </div>
  )
}

function Uses({
  settingKey,
  use,
}: {
  readonly settingKey: SettingKey
  readonly use: SettingsHints['uses'][SettingKey]
}) {
  const { unset } = SETTING_GUIDE[settingKey]
  const { findings, rules, waiting } = use
  if (findings === 0 && waiting.length === 0) return null
  return (
    <div className="mt-2 space-y-1 text-2xs">
      {findings > 0 && (
        <p className="text-ink-2">
          Decided {counted(findings, 'finding')} here: <span className="mono">{someIds(rules)}</span>
        </p>
      )}
      {waiting.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 text-ink-2">
          <Pill tone="dotted">Not set</Pill>
          <span>
            {unset ?? 'Nobody has said.'} Waiting: <span className="mono">{someIds(waiting)}</span>
          </span>
        </p>
      )}
    </div>
  )
}

const IDS_SHOWN = 8

function someIds(ids: readonly string[]): string {
  const shown = ids.slice(0, IDS_SHOWN).join(', ')
  return ids.length > IDS_SHOWN ? `${shown} and ${ids.length - IDS_SHOWN} more` : shown
}
