'use client'

/** Go anywhere, ask anything: resources, views, actions, and `a -> b:443` in one box. */

import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import { cn } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { type Command, commandsFor } from './palette-commands.ts'
import { type Ends, readAsked } from './palette-question.ts'
import { useRequest } from './use-request.ts'
import { useSettled } from './use-settled.ts'
import type { UpdateView } from './use-view-state.ts'
import type { WorkspaceActions } from './use-workspace-actions.ts'
import type { WorkspaceApi } from './workspace-api.ts'

export interface PaletteProps {
  readonly api: WorkspaceApi
  readonly owner: boolean
  readonly update: UpdateView
  readonly actions: WorkspaceActions
  readonly onClose: () => void
}

const SETTLE_MS = 120
const MOST_RESOURCES = 8

/** Source: WAI-ARIA Authoring Practices, Combobox with a listbox. */
export function Palette(props: PaletteProps) {
  const { onClose } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { entries, fault } = useEntries(props, text)
  const active = Math.min(at, Math.max(0, entries.length - 1))
  const run = (entry: Command | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 && event.key !== 'Enter') return
    event.preventDefault()
    if (step === 0) run(entries[active])
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

function useEntries(props: PaletteProps, text: string) {
  const { api, owner, update, actions } = props
  const settled = useSettled(text.trim(), SETTLE_MS)
  const asked = useMemo(() => readAsked(settled), [settled])
  const found = useRequest(settled === '' || asked.kind !== 'none' ? null : settled, (signal) =>
    api.resources({ offset: 0, limit: MOST_RESOURCES, text: settled }, signal),
  )
  const ends = useEnds(api, asked.kind === 'question' ? asked.question : null)
  return useMemo(() => {
    if (asked.kind === 'faulty') return { entries: [], fault: asked.message }
    if (asked.kind === 'question') {
      const { question } = asked
      const whole = { ...question, from: ends?.from.id ?? question.from, to: ends?.to.id ?? question.to }
      const label = `${ends?.from.label ?? question.from} to ${ends?.to.label ?? question.to}`
      const detail = question.port === null ? question.protocol : `${question.protocol}/${question.port}`
      return { entries: [{ key: 'ask', kind: 'Ask', label, detail, run: () => actions.ask(whole) }], fault: null }
    }
    const rows = settled === '' ? [] : (found.answer?.rows ?? [])
    const resources = rows.map(
      ({ id, name, type }): Command => ({
        key: id,
        kind: type.replaceAll('-', ' '),
        label: name ?? id,
        detail: name === null ? '' : id,
        run: () => {
          actions.show(id, null)
          update({ panel: 'inspector' })
        },
      }),
    )
    return { entries: [...commandsFor(text, { owner, update, actions }), ...resources], fault: null }
  }, [asked, ends, settled, found.answer, text, owner, update, actions])
}

/** Names of resources become their ids; what is no name of one resource is asked as it was typed. */
function useEnds(api: WorkspaceApi, question: AskedQuestion | null): Ends | null {
  const key = question === null ? null : `${question.from} ${question.to}`
  const { answer, answerKey } = useRequest(key, async (signal): Promise<Ends> => {
    const { from, to } = question ?? { from: '', to: '' }
    const resolve = async (end: string) => {
      const { rows } = await api.resources({ offset: 0, limit: 50, text: end }, signal)
      const named = rows.find(({ id }) => id === end) ?? rows.find(({ name }) => name === end)
      return named ? { id: named.id, label: named.name ?? named.id } : { id: end, label: end }
    }
    const [first, second] = await Promise.all([resolve(from), resolve(to)])
    return { from: first, to: second }
  })
  return answerKey === key ? answer : null
}
