'use client'

/** What the text in the palette leads to: a question with its names looked up, or views, actions and resources. */

import { useMemo } from 'react'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import { type Command, commandsFor } from './palette-commands.ts'
import { askings, type Ends, endsCalled, isPlainEnd, readAsked, unnamed } from './palette-question.ts'
import { type Request, useRequest } from './use-request.ts'
import { useSettled } from './use-settled.ts'
import type { UpdateView } from './use-view-state.ts'
import type { WorkspaceActions } from './use-workspace-actions.ts'
import type { WorkspaceApi } from './workspace-api.ts'

export interface PaletteContext {
  readonly api: WorkspaceApi
  readonly owner: boolean
  readonly update: UpdateView
  readonly actions: WorkspaceActions
}

export interface PaletteEntries {
  readonly entries: readonly Command[]
  /** Why there is none. */
  readonly fault: string | null
  /** Are these the entries of the text as it stands now, with every name of it looked up? */
  readonly ready: boolean
}

const SETTLE_MS = 120
const MOST = 8
/** More are asked for than offered: what no path can end at is left out of them. */
const ROWS_OF_AN_END = 60

export function usePaletteEntries(context: PaletteContext, text: string): PaletteEntries {
  const { api, owner, update, actions } = context
  const typed = text.trim()
  const settled = useSettled(typed, SETTLE_MS)
  const asked = useMemo(() => readAsked(settled), [settled])
  const wanted = settled === '' || asked.kind !== 'none' ? null : settled
  const found = useRequest(wanted, (signal) => api.resources({ offset: 0, limit: MOST, text: settled }, signal))
  const ends = useEnds(api, asked.kind === 'question' ? asked.question : null)
  const shown = useMemo((): Pick<PaletteEntries, 'entries' | 'fault'> => {
    if (asked.kind === 'faulty') return { entries: [], fault: asked.message }
    if (asked.kind === 'question') return questionEntries(asked.question, ends, actions.ask)
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
  return { ...shown, ready: typed === settled && !found.pending && !ends.pending }
}

/** Nothing is offered before its names are known: a name asked as it was typed would be answered with Unknown. */
function questionEntries(
  question: AskedQuestion,
  { answer, pending, problem }: Request<Ends>,
  ask: (question: AskedQuestion) => void,
): Pick<PaletteEntries, 'entries' | 'fault'> {
  if (problem !== null) return { entries: [], fault: problem.message }
  if (pending || answer === null) return { entries: [], fault: 'Looking up the names.' }
  const detail = question.port === null ? question.protocol : `${question.protocol}/${question.port}`
  const entries = askings(question, answer, MOST).map(
    (each): Command => ({
      key: `${each.question.from} ${each.question.to}`,
      kind: 'Ask',
      label: each.label,
      detail,
      run: () => ask(each.question),
    }),
  )
  return { entries, fault: entries.length === 0 ? unnamed(question, answer) : null }
}

function useEnds(api: WorkspaceApi, question: AskedQuestion | null): Request<Ends> {
  const key = question === null ? null : `${question.from} ${question.to}`
  return useRequest(key, async (signal): Promise<Ends> => {
    const lookUp = async (end: string) => {
      if (isPlainEnd(end)) return endsCalled(end, [])
      const { rows } = await api.resources({ offset: 0, limit: ROWS_OF_AN_END, text: end }, signal)
      return endsCalled(end, rows)
    }
    const { from, to } = question ?? { from: '', to: '' }
    const [first, second] = await Promise.all([lookUp(from), lookUp(to)])
    return { from: first, to: second }
  })
}
