'use client'

/** Go anywhere, ask anything: resources, views, actions, and `a -> b:443` in one box. */

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { cn } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import type { Command } from './palette-commands.ts'
import { type PaletteContext, usePaletteEntries } from './use-palette-entries.ts'

export interface PaletteProps extends PaletteContext {
  readonly onClose: () => void
}

/** Source: WAI-ARIA Authoring Practices, Combobox with a listbox. */
export function Palette(props: PaletteProps) {
  const { onClose } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { entries, fault, ready } = usePaletteEntries(props, text)
  const [waiting, setWaiting] = useState(false)
  const active = Math.min(at, Math.max(0, entries.length - 1))
  const run = (entry: Command | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  // Enter means what was typed, never what the list showed before: it waits for the list to catch up.
  const settle = useRef(run)
  settle.current = run
  const next = entries[active]
  useEffect(() => {
    if (!(waiting && ready)) return
    setWaiting(false)
    settle.current(next)
  }, [waiting, ready, next])
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 && event.key !== 'Enter') return
    event.preventDefault()
    if (step === 0) setWaiting(true)
    else setAt((active + step + entries.length) % Math.max(1, entries.length))
  }
  return (
    <Dialog title="Go or ask" onClose={onClose} initialFocus={input} width="lg">
      <input
        ref={input}
        role="combobox"
        aria-label="A resource, a view, an action, or a question such as internet -> web-1:443"
        aria-expanded={entries.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[active] ? `${id}-${active}` : undefined}
        placeholder="A resource, a view, or a question: internet -> web-1:443"
        autoComplete="off"
        spellCheck={false}
        maxLength={400}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
          setWaiting(false)
        }}
        onKeyDown={press}
        className="h-9 w-full rounded-md border border-hair-2 bg-well px-3 text-sm"
      />
      <div id={`${id}-list`} role="listbox" aria-label="What it leads to" className="mt-2 h-80 overflow-auto">
        {entries.map((entry, place) => (
          <Entry
            key={entry.key}
            id={`${id}-${place}`}
            entry={entry}
            active={place === active}
            onRun={() => run(entry)}
          />
        ))}
        {entries.length === 0 && (
          <p role="status" className="px-2 py-3 text-ink-2 text-xs">
            <SafeText text={fault ?? 'Nothing of that name. A question is written as: from -> to:port.'} />
          </p>
        )}
      </div>
    </Dialog>
  )
}

interface EntryProps {
  readonly id: string
  readonly entry: Command
  readonly active: boolean
  readonly onRun: () => void
}

function Entry({ id, entry, active, onRun }: EntryProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field answers the keys
    <div
      id={id}
      role="option"
      aria-selected={active}
      onClick={onRun}
      className={cn(
        'flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1 text-sm hover:bg-well',
        active && 'bg-accent-wash',
      )}
    >
      <span className="w-28 shrink-0 truncate text-2xs text-ink-3">{entry.kind}</span>
      <span className="min-w-0 flex-1 truncate">
        <SafeText text={entry.label} />
      </span>
      <span className="mono max-w-56 truncate text-ink-2">
        <SafeText text={entry.detail} />
      </span>
    </div>
  )
}
