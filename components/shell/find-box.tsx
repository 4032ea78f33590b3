'use client'

import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useId, useState } from 'react'
import { type SearchSuggestion, searchSuggestions } from '../../lib/findings/search-suggestions.ts'
import { Kbd } from '../ui/kbd.tsx'
import { findKeyPressed } from './find-keys.ts'
import { FindSuggestions } from './find-suggestions.tsx'
import type { Chart } from './use-chart.ts'

export interface FindBoxProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly inputRef: Ref<HTMLInputElement>
  /** What was understood of the text, what there is to be found, and how much was. */
  readonly chart: Pick<Chart, 'search' | 'facts' | 'matches'>
}

const NONE: readonly SearchSuggestion[] = []

/**
 * One box for everything: resources light up on the map, rows and findings are filtered by the same search.
 * Source: WAI-ARIA Authoring Practices, Combobox with list autocomplete and manual selection.
 */
export function FindBox({ value, onChange, inputRef, chart }: FindBoxProps) {
  const listId = useId()
  const [caret, setCaret] = useState<number | null>(null)
  const [active, setActive] = useState(-1)
  const suggestions = caret === null ? NONE : searchSuggestions(value, Math.min(caret, value.length), chart.facts)
  const faults = chart.search.faults.filter(({ unfinished }) => !unfinished)
  const close = () => {
    setCaret(null)
    setActive(-1)
  }
  const take = (suggestion: SearchSuggestion) => {
    onChange(suggestion.text)
    setCaret(suggestion.caret)
    setActive(-1)
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>) =>
    findKeyPressed(event, { value, suggestions, active, setActive, take, close, onChange })
  return (
    <search className="relative ml-auto h-7 min-w-32 max-w-[420px] flex-1">
      <Search
        size={14}
        strokeWidth={1.6}
        aria-hidden="true"
        className="pointer-events-none absolute top-[7px] left-2 text-ink-3"
      />
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-expanded={suggestions.length > 0}
        aria-controls={suggestions.length > 0 ? listId : undefined}
        aria-activedescendant={suggestions[active] === undefined ? undefined : `${listId}-${active}`}
        aria-autocomplete="list"
        aria-invalid={faults.length > 0}
        aria-describedby={faults.length > 0 && caret !== null ? `${listId}-faults` : undefined}
        title={faults.map(({ message }) => message).join(' ') || undefined}
        inputMode="search"
        aria-label="Find by name, id, address or port"
        placeholder="Name, id, address or severity:high"
        autoComplete="off"
        spellCheck={false}
        maxLength={400}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          setCaret(event.target.selectionStart)
          setActive(-1)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={close}
        onKeyDown={keys}
        className="size-full rounded-md border border-hair-2 bg-well pr-8 pl-7 text-sm aria-invalid:border-high"
      />
      <FindAfter value={value} told={chart.matches} onClear={() => onChange('')} />
      <FindSuggestions
        listId={listId}
        suggestions={suggestions}
        active={active}
        faults={faults}
        open={caret !== null}
        onTake={take}
      />
    </search>
  )
}

interface FindAfterProps {
  readonly value: string
  readonly told: Chart['matches']
  readonly onClear: () => void
}

/** How many resources, and a way to clear; the key that leads here while nothing is typed. */
function FindAfter({ value, told, onClear }: FindAfterProps) {
  if (value === '') return <Kbd className="pointer-events-none absolute top-[6px] right-2">/</Kbd>
  return (
    <span className="absolute top-0 right-0 flex h-7 items-center">
      {told !== null && <span className="mr-1 whitespace-nowrap bg-well pl-1 text-2xs text-ink-3">{told.total}</span>}
      <button
        type="button"
        aria-label="Clear find"
        onClick={onClear}
        className="grid size-7 place-items-center rounded-md text-ink-3 hover:text-ink"
      >
        <X size={14} strokeWidth={1.6} aria-hidden="true" />
      </button>
    </span>
  )
}
