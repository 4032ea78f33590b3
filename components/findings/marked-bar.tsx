'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { counted } from '../ui/say.ts'
import { findingLink } from './finding-link.ts'
import { findingsTicket } from './finding-ticket.ts'

export interface MarkedBarProps {
  readonly api: WorkspaceApi
  readonly view: SnapshotView
  /** In the order of the list. */
  readonly marked: readonly Finding[]
  readonly onClear: () => void
}

type State = 'idle' | 'reading' | 'copied' | 'refused'

const SAID: Readonly<Record<State, string>> = {
  idle: 'Copy as one ticket',
  reading: 'Reading the findings',
  copied: 'Copied',
  refused: 'Copy was refused',
}

/** More are a report, not a ticket. */
const MOST = 100

/** What can be done with the marked findings; how many there are is said with each mark. */
export function MarkedBar({ api, view, marked, onClear }: MarkedBarProps) {
  const [done, setDone] = useState<{ readonly key: string; readonly state: State }>({ key: '', state: 'idle' })
  const key = marked.map(({ id }) => id).join()
  const state = done.key === key ? done.state : 'idle'
  const copy = async () => {
    setDone({ key, state: 'reading' })
    try {
      const whole = view.findingsInFull ? marked : await readWhole(api, marked)
      await navigator.clipboard.writeText(findingsTicket(whole, (id) => findingLink(view, id)))
      setDone({ key, state: 'copied' })
    } catch {
      setDone({ key, state: 'refused' })
    }
  }
  return (
    <>
      <p role="status" className="sr-only">
        {marked.length === 0
          ? ''
          : `${counted(marked.length, 'finding')} marked. ${state === 'idle' ? '' : SAID[state]}`}
      </p>
      {marked.length > 0 && (
        <div className="flex flex-none items-center gap-2 border-hair border-t bg-accent-wash px-4 py-1.5 text-xs">
          <b className="font-semibold">{counted(marked.length, 'finding')} marked</b>
          <Button size="sm" disabled={marked.length > MOST || state === 'reading'} onClick={() => void copy()}>
            {state === 'copied' ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
            {SAID[state]}
          </Button>
          {marked.length > MOST && <span className="text-ink-2">A ticket holds at most {MOST}.</span>}
          <Button size="sm" look="quiet" onClick={onClear}>
            Unmark all
          </Button>
        </div>
      )}
    </>
  )
}

/** One after the other: the server thinks about one question at a time anyway. */
async function readWhole(api: WorkspaceApi, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const { signal } = new AbortController()
  const whole: Finding[] = []
  for (const { id } of findings) whole.push(await api.finding(id, signal))
  return whole
}
