'use client'

import { Bookmark, ChevronDown, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { GroupBy } from '../../lib/view-state/view-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { GROUP_WORDS } from './group-menu.tsx'
import { PRESETS, type SavedFilter, withFilter, withoutFilter } from './saved-filters.ts'
import { useSavedFilters } from './use-saved-filters.ts'

export interface SavedFiltersMenuProps {
  readonly query: string
  readonly groupBy: GroupBy
  readonly onFilter: (filter: Pick<SavedFilter, 'query' | 'groupBy'>) => void
}

/** Filters by name: ours, then the reader's own. They live in this browser; a link carries the search itself. */
export function SavedFiltersMenu({ query, groupBy, onFilter }: SavedFiltersMenuProps) {
  const { filters, keep } = useSavedFilters()
  const [over, setOver] = useState<'save' | 'remove' | null>(null)
  const is = (filter: SavedFilter) => filter.query === query && filter.groupBy === groupBy
  const item = (filter: SavedFilter) => (
    <MenuItem key={filter.name} current={is(filter)} onSelect={() => onFilter(filter)}>
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          <SafeText text={filter.name} />
        </span>
        <span className="mono block truncate font-normal text-2xs text-ink-3">{wordsOf(filter)}</span>
      </span>
    </MenuItem>
  )
  return (
    <>
      <Menu
        label="Saved filters"
        triggerClassName="inline-flex h-[26px] items-center gap-1.5 rounded-full border border-hair-2 bg-card px-2.5 text-xs hover:border-ink-3"
        trigger={
          <>
            <Bookmark size={12} strokeWidth={1.6} aria-hidden="true" />
            Saved
            <ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" className="text-ink-3" />
          </>
        }
      >
        {PRESETS.map(item)}
        <MenuSeparator />
        {filters.map(item)}
        <MenuItem onSelect={() => setOver('save')}>Save this filter</MenuItem>
        {filters.length > 0 && <MenuItem onSelect={() => setOver('remove')}>Remove saved filters</MenuItem>}
      </Menu>
      {over === 'save' && (
        <SaveDialog
          filter={{ query, groupBy }}
          onSave={(name) => keep(withFilter(filters, { name, query, groupBy }))}
          onClose={() => setOver(null)}
        />
      )}
      {over === 'remove' && (
        <Dialog title="Saved filters" onClose={() => setOver(null)}>
          <ul className="space-y-1">
            {filters.map(({ name }) => (
              <li key={name} className="flex items-center gap-2 text-sm">
                <span className="min-w-0 flex-1 truncate">
                  <SafeText text={name} />
                </span>
                <IconButton icon={Trash2} label={`Remove ${name}`} onClick={() => keep(withoutFilter(filters, name))} />
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  )
}

function wordsOf({ query, groupBy }: Pick<SavedFilter, 'query' | 'groupBy'>): string {
  return [query, `by ${GROUP_WORDS[groupBy]}`].filter(Boolean).join(' · ')
}

interface SaveDialogProps {
  readonly filter: Pick<SavedFilter, 'query' | 'groupBy'>
  readonly onSave: (name: string) => void
  readonly onClose: () => void
}

function SaveDialog({ filter, onSave, onClose }: SaveDialogProps) {
  const [name, setName] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onSave(name)
    onClose()
  }
  return (
    <Dialog title="Save this filter" onClose={onClose}>
      <form onSubmit={save} className="space-y-3">
        <p className="mono break-words text-ink-2">{wordsOf(filter)}</p>
        <label className="block text-xs">
          Name
          <input
            type="text"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
            className="mt-1 block h-8 w-full rounded-md border border-hair-2 bg-well px-2 text-sm"
          />
        </label>
        <p className="text-2xs text-ink-3">
          Kept in this browser under its name. To hand it on, copy the address of the page.
        </p>
        <Button type="submit" look="primary" disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
    </Dialog>
  )
}
