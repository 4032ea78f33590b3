'use client'

/** Who can talk to whom on what: rows are sources, columns targets, a cell the ports. */

import { useMemo } from 'react'
import type { MatrixAnswer, MatrixCell } from '../../lib/reports/matrix-answer.ts'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import { PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'
import { useRequest } from '../shell/use-request.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { counted, wholeNumber } from '../ui/say.ts'
import { MatrixGrid } from './matrix-grid.tsx'

export interface MatrixViewProps {
  readonly api: WorkspaceApi
  readonly snapshotKey: string
  readonly by: string
  readonly onBy: (by: string) => void
  readonly onAsk: (question: AskedQuestion) => void
}

const BY = [
  ['vpc', 'VPC'],
  ['subnet', 'Subnet'],
  ['security-group', 'Security group'],
] as const

export function MatrixView({ api, snapshotKey, by, onBy, onAsk }: MatrixViewProps) {
  const { answer, problem, pending } = useRequest(`${snapshotKey} ${by}`, (signal) => api.matrix(by, signal))
  return (
    <section aria-label="Matrix" className="flex min-h-0 min-w-0 flex-1 flex-col bg-paper" aria-busy={pending}>
      <header className="flex flex-none flex-wrap items-center gap-x-4 gap-y-1 border-hair border-b px-4 py-2">
        <h1 className="font-semibold text-md">Matrix</h1>
        <Groupings by={by} tagKeys={answer?.tagKeys ?? []} onBy={onBy} />
        <p role="status" className="text-ink-2 text-xs">
          {answer === null ? '' : wordsOf(answer)}
        </p>
        <Key />
      </header>
      {problem !== null && <ProblemNotice problem={problem} className="m-4 max-w-lg" />}
      {answer !== null && problem === null && <Body answer={answer} onAsk={onAsk} />}
      {answer === null && pending && <p className="p-6 text-ink-2">Working out who can talk to whom</p>}
    </section>
  )
}

function Body({ answer, onAsk }: { readonly answer: MatrixAnswer; readonly onAsk: (question: AskedQuestion) => void }) {
  const cells = useMemo(() => new Map(answer.cells.map((cell) => [`${cell.from} ${cell.to}`, cell])), [answer])
  if (answer.groups.length === 0) {
    return <p className="p-6 text-ink-2">There is nothing to compare: no interface carries such a group.</p>
  }
  return (
    <MatrixGrid
      groups={answer.groups}
      cellAt={(from, to) => cells.get(`${from} ${to}`) ?? null}
      onOpen={(from, to) => {
        const outside = [from, to].every((place) => answer.groups[place]?.interfaces === null)
        if (!outside) onAsk(questionOf(answer, cells.get(`${from} ${to}`) ?? null, { from, to }))
      }}
    />
  )
}

/** An empty cell is a question too: why can they not talk? */
function questionOf(
  { groups }: MatrixAnswer,
  cell: MatrixCell | null,
  { from, to }: { readonly from: number; readonly to: number },
): AskedQuestion {
  if (cell !== null) return { ...PLAIN_QUESTION, ...cell.example }
  return { ...PLAIN_QUESTION, from: groups[from]?.id ?? '', to: groups[to]?.id ?? '', port: 443 }
}

function wordsOf({ groups, groupsInAll, cells }: MatrixAnswer): string {
  const shown = counted(groups.length, 'group')
  const cut = groupsInAll > groups.length ? ` of ${wholeNumber(groupsInAll)}, those with most interfaces` : ''
  return `${shown}${cut} · ${counted(cells.length, 'pair')} can talk`
}

interface GroupingsProps {
  readonly by: string
  readonly tagKeys: readonly string[]
  readonly onBy: (by: string) => void
}

function Groupings({ by, tagKeys, onBy }: GroupingsProps) {
  const tag = by.startsWith('tag:') ? by.slice('tag:'.length) : ''
  const keys = tag === '' || tagKeys.includes(tag) ? tagKeys : [tag, ...tagKeys]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div role="group" aria-label="Group by" className="flex items-center gap-1">
      {BY.map(([value, word]) => (
        <button
          key={value}
          type="button"
          aria-pressed={by === value}
          onClick={() => onBy(value)}
          className="h-6 rounded-md border border-hair-2 bg-card px-2 text-xs aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:font-semibold"
        >
          {word}
        </button>
      ))}
      {keys.length > 0 && (
        <select
          aria-label="Group by tag"
          value={tag}
          onChange={(event) => onBy(event.target.value === '' ? 'subnet' : `tag:${event.target.value}`)}
          className="h-6 max-w-40 rounded-md border border-hair-2 bg-card px-1.5 text-xs"
        >
          <option value="">Tag…</option>
          {keys.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

function Key() {
  return (
    <p className="ml-auto flex items-center gap-3 text-2xs text-ink-2">
      <span>Row is source, column is target</span>
      <span className="flex items-center gap-1">
        <span className="size-3 rounded-sm bg-hair" aria-hidden="true" /> Reachable, plain numbers are tcp
      </span>
      <span className="flex items-center gap-1">
        <span
          className="grid size-3 place-items-center rounded-sm border border-ink-3 border-dotted text-[8px]"
          aria-hidden="true"
        >
          ?
        </span>
        Unknown
      </span>
    </p>
  )
}
