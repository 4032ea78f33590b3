'use client'

import { Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import { problemOf } from '../shell/use-request.ts'
import type { OwnerApi, Problem } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'

export interface SnapshotNameProps {
  readonly owner: OwnerApi
  readonly snapshot: SnapshotSummary
  readonly onRenamed: () => void
}

const LONGEST = 120

/** The name, changed in place: Enter keeps, Escape leaves it as it was. */
export function SnapshotName({ owner, snapshot, onRenamed }: SnapshotNameProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const name = draft?.trim() ?? ''
    if (name === '') return
    try {
      if (name !== snapshot.name) await owner.renameSnapshot(snapshot.id, name)
      setDraft(null)
      setProblem(null)
      onRenamed()
    } catch (cause) {
      setProblem(problemOf(cause))
    }
  }
  if (draft === null) {
    return (
      <>
        <span className="min-w-0 truncate font-semibold text-sm">
          <SafeText text={snapshot.name} />
        </span>
        <IconButton
          icon={Pencil}
          label={`Rename ${snapshot.name}`}
          onClick={() => setDraft(snapshot.name)}
          size="tiny"
        />
      </>
    )
  }
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-1 flex-wrap items-center gap-2">
      <input
        // biome-ignore lint/a11y/noAutofocus: the person just asked to type here
        autoFocus
        aria-label="Name of the snapshot"
        value={draft}
        maxLength={LONGEST}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null)
        }}
        className="h-7 w-72 rounded-md border border-hair-2 bg-well px-2 text-sm"
      />
      <Button type="submit" size="sm" look="primary" disabled={draft.trim() === ''}>
        Rename
      </Button>
      <Button size="sm" look="quiet" onClick={() => setDraft(null)}>
        Keep
      </Button>
      {problem !== null && (
        <span role="alert" className="text-crit text-xs">
          <SafeText text={problem.message} />
        </span>
      )}
    </form>
  )
}
