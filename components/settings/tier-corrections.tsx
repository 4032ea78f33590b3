import { Plus, X } from 'lucide-react'
import { TIERS } from '../../lib/findings/settings.ts'
import type { SettingsHints } from '../../lib/reports/settings-hints.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { type ControlProps, INPUT } from './setting-field.ts'
import type { TierRow } from './settings-draft.ts'

/** Each correction a line, and below them what is told now. */
export function TierCorrections({ value, hints, onChange }: ControlProps) {
  const rows = value as readonly TierRow[]
  const known = new Map(hints?.tiers.map((tier) => [tier.id, tier]))
  const waiting = (hints?.tiers ?? []).filter(({ id }) => !rows.some((row) => row.id === id))
  const set = (at: number, patch: Partial<TierRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...patch } : row)))
  return (
    <div>
      <div className="space-y-1.5">
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name while its id is typed
          <div key={at} className="flex items-center gap-2">
            <input
              aria-label={`Resource ${at + 1}`}
              value={row.id}
              spellCheck={false}
              onChange={(event) => set(at, { id: event.target.value })}
              className={cn(INPUT, 'mono h-7 flex-1 border-hair-2')}
            />
            <span className="w-28 truncate text-ink-2 text-xs">
              <SafeText text={known.get(row.id)?.name ?? ''} />
            </span>
            <select
              aria-label={`Tier of ${row.id || 'the resource'}`}
              value={row.tier}
              onChange={(event) => set(at, { tier: event.target.value })}
              className="h-7 w-32 rounded-md border border-hair-2 bg-card px-1 text-sm"
            >
              {TIERS.map((tier) => (
                <option key={tier}>{tier}</option>
              ))}
            </select>
            <IconButton
              icon={X}
              label={`Remove ${row.id || 'this line'}`}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            />
          </div>
        ))}
      </div>
      <Button size="sm" className="mt-2" onClick={() => onChange([...rows, { id: '', tier: 'app' }])}>
        <Plus size={12} aria-hidden="true" />
        Add a correction
      </Button>
      <TiersToday
        tiers={waiting}
        more={hints?.moreTiers ?? 0}
        onCorrect={(id, tier) => onChange([...rows, { id, tier }])}
      />
    </div>
  )
}

interface TiersTodayProps {
  readonly tiers: SettingsHints['tiers']
  readonly more: number
  readonly onCorrect: (id: string, tier: string) => void
}

/** What is told now, and why, each a click from its correction. */
function TiersToday({ tiers, more, onCorrect }: TiersTodayProps) {
  if (tiers.length === 0) return null
  const unknown = tiers.filter(({ tier }) => tier === null).length
  return (
    <details className="mt-3 rounded-md border border-hair">
      <summary className="min-h-7 px-2.5 text-xs leading-7">
        What is told now: {tiers.length + more} resources, {unknown} of those listed without a tier
      </summary>
      <ul className="hairless-scroll max-h-72 divide-y divide-hair overflow-auto border-hair border-t">
        {tiers.map(({ id, name, tier, because }) => (
          <li key={id} className="flex items-center gap-2 px-2.5 py-1.5">
            <span className="min-w-0 flex-1">
              <span className="block truncate text-xs">
                <span className={cn(name === null && 'mono')}>
                  <SafeText text={name ?? id} />
                </span>
                <span className="ml-2 text-ink-2">{tier ?? 'no tier'}</span>
              </span>
              <span className="block truncate text-2xs text-ink-2" title={visibleText(because)}>
                <SafeText text={because} />
              </span>
            </span>
            <Button size="sm" aria-label={`Correct ${name ?? id}`} onClick={() => onCorrect(id, tier ?? 'app')}>
              Correct
            </Button>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="px-2.5 py-1.5 text-2xs text-ink-2">{more} more are not listed.</p>}
    </details>
  )
}
