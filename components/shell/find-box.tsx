'use client'

import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { Kbd } from '../ui/kbd.tsx'

export interface FindBoxProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Beside the text: "12 resources". */
  readonly told: string | null
  readonly inputRef: Ref<HTMLInputElement>
}

/** One box for everything: resources light up on the map, rows and findings are filtered. */
export function FindBox({ value, onChange, told, inputRef }: FindBoxProps) {
  return (
    <search className="relative ml-auto h-7 min-w-32 max-w-[300px] flex-1">
      <Search
        size={14}
        strokeWidth={1.6}
        aria-hidden="true"
        className="pointer-events-none absolute top-[7px] left-2 text-ink-3"
      />
      <input
        ref={inputRef}
        type="text"
        inputMode="search"
        aria-label="Find by name, id, address or port"
        placeholder="Name, id, address or port"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          if (value === '') event.currentTarget.blur()
          else onChange('')
        }}
        className="size-full rounded-md border border-hair-2 bg-well pr-8 pl-7 text-sm"
      />
      {value === '' ? (
        <Kbd className="pointer-events-none absolute top-[6px] right-2">/</Kbd>
      ) : (
        <span className="absolute top-0 right-0 flex h-7 items-center">
          {told !== null && <span className="mr-1 whitespace-nowrap bg-well pl-1 text-2xs text-ink-3">{told}</span>}
          <button
            type="button"
            aria-label="Clear find"
            onClick={() => onChange('')}
            className="grid size-7 place-items-center rounded-md text-ink-3 hover:text-ink"
          >
            <X size={14} strokeWidth={1.6} aria-hidden="true" />
          </button>
        </span>
      )}
    </search>
  )
}
