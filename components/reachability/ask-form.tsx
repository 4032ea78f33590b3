'use client'

/** The question: two ends, protocol and port, and what else may matter under "More". */

import { ArrowUpDown } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import { PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { AskMore } from './ask-more.tsx'
import { EndField } from './end-field.tsx'
import { portOf } from './question-words.ts'

export interface AskFormProps {
  readonly api: WorkspaceApi
  /** The question that is answered; the form starts from it. */
  readonly asked: AskedQuestion | null
  /** What people call an id of the answer. */
  readonly nameOf: (id: string) => string | null
  readonly selection: string | null
  readonly pending: boolean
  readonly onAsk: (question: AskedQuestion) => void
}

const PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmpv6']
const PORTED: ReadonlySet<string> = new Set(['tcp', 'udp'])

export function AskForm({ api, asked, nameOf, selection, pending, onAsk }: AskFormProps) {
  const id = useId()
  const [draft, setDraft] = useState(asked ?? PLAIN_QUESTION)
  const first = useRef<HTMLInputElement>(null)
  const change = (patch: Partial<AskedQuestion>) => setDraft((before) => ({ ...before, ...patch }))
  const ported = PORTED.has(draft.protocol)
  const complete = draft.from.trim() !== '' && draft.to.trim() !== ''
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (!complete) return first.current?.focus()
    const ends = { from: draft.from.trim(), to: draft.to.trim() }
    onAsk({ ...draft, ...ends, ...(ported ? {} : { port: null, sourcePort: null }) })
  }
  return (
    <form onSubmit={ask} aria-label="Question" className="flex-none border-hair border-b px-4 pt-2.5 pb-3">
      <div className="flex items-end gap-1.5">
        <div className="min-w-0 flex-1 space-y-1.5">
          <EndField
            api={api}
            label="From"
            value={draft.from}
            name={nameOf(draft.from)}
            onChange={(from) => change({ from })}
            inputRef={first}
          />
          <EndField api={api} label="To" value={draft.to} name={nameOf(draft.to)} onChange={(to) => change({ to })} />
        </div>
        <IconButton
          icon={ArrowUpDown}
          label="Swap from and to"
          onClick={() => change({ from: draft.to, to: draft.from })}
          className="mb-[25px]"
        />
      </div>
      {selection !== null && <UseSelection selection={selection} draft={draft} onChange={change} />}
      <div className="mt-2 flex items-end gap-1.5">
        <label htmlFor={`${id}-protocol`} className="text-2xs text-ink-3">
          <span className="mb-0.5 block">Protocol</span>
          <select
            id={`${id}-protocol`}
            value={draft.protocol}
            onChange={(event) => change({ protocol: event.target.value })}
            className="h-8 rounded-md border border-hair-2 bg-well px-2 text-ink text-xs"
          >
            {[...new Set([...PROTOCOLS, draft.protocol])].map((protocol) => (
              <option key={protocol}>{protocol}</option>
            ))}
          </select>
        </label>
        {ported && (
          <label htmlFor={`${id}-port`} className="text-2xs text-ink-3">
            <span className="mb-0.5 block">Port</span>
            <input
              id={`${id}-port`}
              inputMode="numeric"
              pattern="\d{1,5}"
              value={draft.port ?? ''}
              placeholder="any"
              autoComplete="off"
              onChange={(event) => change({ port: portOf(event.target.value) })}
              className="mono h-8 w-20 rounded-md border border-hair-2 bg-well px-2 text-ink text-xs"
            />
          </label>
        )}
        <Button look="primary" size="field" type="submit" disabled={pending || !complete} className="ml-auto min-w-20">
          {pending ? 'Asking' : 'Ask'}
        </Button>
      </div>
      <AskMore draft={draft} onChange={change} ported={ported} />
    </form>
  )
}

interface UseSelectionProps {
  readonly selection: string
  readonly draft: AskedQuestion
  readonly onChange: (patch: Partial<AskedQuestion>) => void
}

/** What is selected on the map or in the table becomes an end at a press. */
function UseSelection({ selection, draft, onChange }: UseSelectionProps) {
  if (draft.from === selection || draft.to === selection) return null
  return (
    <p className="mt-1.5 flex min-h-6 flex-wrap items-center gap-1 text-2xs text-ink-2">
      <span className="mono min-w-0 max-w-40 truncate">{selection}</span>
      <Button look="quiet" size="sm" onClick={() => onChange({ from: selection })}>
        Use as from
      </Button>
      <Button look="quiet" size="sm" onClick={() => onChange({ to: selection })}>
        Use as to
      </Button>
    </p>
  )
}
