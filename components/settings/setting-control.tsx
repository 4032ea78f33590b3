import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { type SettingKey, TAG_MEANINGS, THRESHOLD_MEANINGS } from '../../lib/findings/setting-guide.ts'
import type { SettingsHints } from '../../lib/reports/settings-hints.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { border, type ControlProps, INPUT } from './setting-field.ts'
import type { ServiceRow } from './settings-draft.ts'
import { TierCorrections } from './tier-corrections.tsx'

const INTERNET_MEANINGS: Readonly<Record<string, string>> = {
  ipv4Addresses: 'More IPv4 addresses than this. Empty: only all of them.',
  ipv6Networks: 'More IPv6 networks of /32 than this. Empty: only all of them.',
}

/** The field for a setting, by the kind of its value. */
export function SettingControl(props: ControlProps) {
  switch (props.settingKey) {
    case 'allowedPublicPorts':
    case 'adminPorts':
    case 'highRiskPorts':
    case 'allowedIcmp':
    case 'organizationId':
      return <Line {...props} />
    case 'peeringDns':
      return <Choice {...props} />
    case 'namedServices':
      return <Services {...props} />
    case 'tierOf':
      return <TierCorrections {...props} />
    case 'tagKeys':
      return <Fields {...props} meanings={TAG_MEANINGS} suggest={props.hints?.tagKeys.map(({ key }) => key) ?? []} />
    case 'thresholds':
      return <Fields {...props} meanings={THRESHOLD_MEANINGS} suggest={[]} narrow />
    case 'internetThreshold':
      return <Fields {...props} meanings={INTERNET_MEANINGS} suggest={[]} narrow />
    case 'trustedAccounts':
    case 'internetVpcs':
      return <OptionalList {...props} />
    default:
      return <List {...props} />
  }
}

function Line({ label, value, describedBy, invalid, onChange }: ControlProps) {
  return (
    <input
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={String(value)}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      className={cn(INPUT, 'mono h-8', border(invalid))}
    />
  )
}

function Choice({ label, value, describedBy, onChange }: ControlProps) {
  return (
    <select
      aria-label={label}
      aria-describedby={describedBy}
      value={String(value)}
      onChange={(event) => onChange(event.target.value)}
      className={cn(INPUT, 'h-8 max-w-40 border-hair-2')}
    >
      <option value="">Nobody has said</option>
      <option value="on">On</option>
      <option value="off">Off</option>
    </select>
  )
}

const LIST_ROWS = { least: 2, most: 12 }

function List({ settingKey, label, value, hints, describedBy, invalid, onChange }: ControlProps) {
  const text = String(value)
  const rows = Math.min(LIST_ROWS.most, Math.max(LIST_ROWS.least, text.split('\n').length))
  const present = new Set(text.split('\n').map((line) => line.trim()))
  const offered = suggestionsFor(settingKey, hints).filter(({ id }) => !present.has(id))
  return (
    <div>
      <textarea
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        value={text}
        rows={rows}
        spellCheck={false}
        placeholder="One a line"
        onChange={(event) => onChange(event.target.value)}
        className={cn(INPUT, 'mono block resize-y py-1.5 placeholder:text-ink-3', border(invalid))}
      />
      {offered.length > 0 && (
        <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
          <span className="text-2xs text-ink-2">In this snapshot</span>
          {offered.slice(0, 6).map(({ id, name }) => (
            <Button
              key={id}
              size="sm"
              title={`Add ${id}`}
              onClick={() => onChange([text.trim(), id].filter(Boolean).join('\n'))}
            >
              <Plus size={11} aria-hidden="true" />
              <SafeText text={name ?? id} />
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

function suggestionsFor(key: SettingKey, hints: SettingsHints | null) {
  if (hints === null) return []
  switch (key) {
    case 'trustedAccounts':
      return hints.accounts.map((id) => ({ id, name: null }))
    case 'internetVpcs':
      return hints.vpcs
    case 'publicRouteTables':
      return hints.routeTables
    case 'corporatePrefixLists':
      return hints.prefixLists
    default:
      return []
  }
}

/** An empty list and no list are two answers: nothing is allowed, and nobody has said. */
function OptionalList(props: ControlProps) {
  const { value, label, onChange } = props
  return (
    <div>
      <label className="mb-1.5 flex min-h-6 w-fit items-center gap-2 text-xs">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={(event) => onChange(event.target.checked ? '' : null)}
        />
        Say which; an empty list means none
        <span className="sr-only">: {label}</span>
      </label>
      {value !== null && <List {...props} />}
    </div>
  )
}

interface FieldsProps extends ControlProps {
  readonly meanings: Readonly<Record<string, string>>
  readonly suggest: readonly string[]
  readonly narrow?: boolean
}

function Fields({ label, value, meanings, suggest, narrow = false, describedBy, onChange }: FieldsProps) {
  const id = useId()
  const texts = value as Readonly<Record<string, string>>
  return (
    <div className="space-y-2">
      {Object.entries(meanings).map(([key, meaning]) => (
        <label
          key={key}
          className={cn('grid items-center gap-3', narrow ? 'grid-cols-[7.5rem_1fr]' : 'grid-cols-1 gap-1')}
        >
          <input
            aria-label={`${label}: ${key}`}
            aria-describedby={describedBy}
            value={texts[key] ?? ''}
            list={suggest.length > 0 ? id : undefined}
            spellCheck={false}
            autoComplete="off"
            inputMode={narrow ? 'decimal' : 'text'}
            onChange={(event) => onChange({ ...texts, [key]: event.target.value })}
            className={cn(INPUT, 'mono h-8 border-hair-2', narrow ? '' : 'order-2')}
          />
          <span className="text-ink-2 text-xs">
            <span className="mono text-ink">{key}</span> {meaning}
          </span>
        </label>
      ))}
      {suggest.length > 0 && (
        <>
          <datalist id={id}>
            {suggest.map((key) => (
              <option key={key} value={key} />
            ))}
          </datalist>
          <p className="text-2xs text-ink-2">
            Keys in this snapshot:{' '}
            <span className="mono">
              <SafeText text={suggest.slice(0, 12).join(', ')} />
            </span>
            {suggest.length > 12 && ` and ${suggest.length - 12} more`}
          </p>
        </>
      )}
    </div>
  )
}

function Services({ label, value, invalid, onChange }: ControlProps) {
  const rows = value as readonly ServiceRow[]
  const set = (at: number, patch: Partial<ServiceRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...patch } : row)))
  const columns: readonly (readonly [keyof ServiceRow, string])[] = [
    ['name', 'Name'],
    ['tcp', 'tcp'],
    ['udp', 'udp'],
  ]
  return (
    <div>
      <div className="grid grid-cols-[8.5rem_1fr_5rem_28px] items-center gap-x-2 gap-y-1">
        {columns.map(([column, title]) => (
          <span key={column} className="text-2xs text-ink-2">
            {title}
          </span>
        ))}
        <span />
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name while its name is typed
          <div key={at} className="contents">
            {columns.map(([column, title]) => (
              <input
                key={column}
                aria-label={`${label}, ${row.name || 'new'}: ${title}`}
                aria-invalid={invalid}
                value={row[column]}
                spellCheck={false}
                onChange={(event) => set(at, { [column]: event.target.value })}
                className={cn(INPUT, 'h-7', column === 'name' ? '' : 'mono', border(false))}
              />
            ))}
            <IconButton
              icon={X}
              label={`Remove ${row.name || 'this service'}`}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            />
          </div>
        ))}
      </div>
      <Button size="sm" className="mt-2" onClick={() => onChange([...rows, { name: '', tcp: '', udp: '' }])}>
        <Plus size={12} aria-hidden="true" />
        Add a service
      </Button>
    </div>
  )
}
