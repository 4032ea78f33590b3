'use client'

/** One end of a question: a text field that completes to what the snapshot holds. */

import { type KeyboardEvent, type Ref, useId, useState } from 'react'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { type Suggestion, useSuggestions } from './use-suggestions.ts'

export interface EndFieldProps {
  readonly api: WorkspaceApi
  readonly label: string
  readonly value: string
  /** What people call what the value names; shown below it. */
  readonly name: string | null
  readonly onChange: (value: string) => void
  readonly inputRef?: Ref<HTMLInputElement>
}

/** Source: WAI-ARIA Authoring Practices, Combobox with list autocomplete and manual selection. */
export function EndField({ api, label, value, name, onChange, inputRef }: EndFieldProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const suggestions = useSuggestions(api, value, open)
  const shown = open ? suggestions : []
  const choose = (suggestion: Suggestion) => {
    onChange(suggestion.value)
    setOpen(false)
    setActive(-1)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = STEPS[event.key]
    const chosen = shown[active]
    if (step !== undefined) {
      setOpen(true)
      setActive((at) => stepped(at, step, Math.max(1, suggestions.length)))
    } else if (event.key === 'Enter' && chosen) choose(chosen)
    else if (event.key === 'Escape' && open) setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="relative">
      <label htmlFor={id} className="mb-0.5 flex items-baseline gap-2 text-2xs text-ink-3">
        {label}
        {name !== null && (
          <b className="min-w-0 truncate font-semibold text-ink-2">
            <SafeText text={name} />
          </b>
        )}
      </label>
      <input
        id={id}
        ref={inputRef}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
        value={value}
        placeholder="internet, a name, an id or an address"
        autoComplete="off"
        spellCheck={false}
        maxLength={1024}
        onChange={(event) => {
          onChange(event.target.value)
          setOpen(true)
          setActive(-1)
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
        className="mono h-8 w-full rounded-md border border-hair-2 bg-well px-2.5 text-xs"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={`${label}, suggestions`}
        hidden={shown.length === 0}
        className="hairless-scroll absolute top-full right-0 left-0 z-30 mt-1 max-h-72 overflow-auto rounded-lg border border-hair-2 bg-chrome p-1 shadow-float"
      >
        {shown.map((suggestion, place) => (
          <Option
            key={suggestion.value}
            id={`${id}-${place}`}
            suggestion={suggestion}
            active={place === active}
            onChoose={() => choose(suggestion)}
          />
        ))}
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 }

/** Round and round; up from nothing is the last. */
function stepped(at: number, step: 1 | -1, count: number): number {
  return at < 0 && step < 0 ? count - 1 : (at + step + count) % count
}

interface OptionProps {
  readonly id: string
  readonly suggestion: Suggestion
  readonly active: boolean
  readonly onChoose: () => void
}

function Option({ id, suggestion, active, onChoose }: OptionProps) {
  const { label, detail, kind } = suggestion
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field answers the keys
    <div
      id={id}
      role="option"
      aria-selected={active}
      // Before the field loses the focus and shuts the list.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cn('cursor-pointer rounded-md px-2 py-1 hover:bg-well', active && 'bg-accent-wash')}
    >
      <span className="flex items-baseline gap-2 text-xs">
        <b className="min-w-0 flex-1 truncate font-semibold">
          <SafeText text={label} />
        </b>
        <span className="shrink-0 text-2xs text-ink-3">{kind}</span>
      </span>
      <span className="mono block truncate text-ink-2 leading-[15px]">
        <SafeText text={detail} />
      </span>
    </div>
  )
}
