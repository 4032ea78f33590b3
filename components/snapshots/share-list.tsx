'use client'

import { useState } from 'react'
import type { ShareSummary } from '../../lib/snapshots/snapshot.ts'
import { problemOf, useRequest } from '../shell/use-request.ts'
import type { OwnerApi, Problem } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted, utcTime } from '../ui/say.ts'
import { shareCondition } from './share-state.ts'

export interface ShareListProps {
  readonly owner: OwnerApi
  readonly snapshotId: string
  /** Raised when a link was made: the list is asked for again. */
  readonly version: number
}

const CONDITION_WORDS = { open: 'Open', expired: 'Expired', revoked: 'Revoked' } as const

/** Every link that was ever made to a snapshot, and the way to end one. */
export function ShareList({ owner, snapshotId, version }: ShareListProps) {
  const { answer, problem, again } = useRequest(`${snapshotId} ${version}`, (signal) =>
    owner.shares(snapshotId, signal),
  )
  const [failed, setFailed] = useState<Problem | null>(null)
  const revoke = async (id: string) => {
    try {
      await owner.revokeShare(id)
      setFailed(null)
      again()
    } catch (cause) {
      setFailed(problemOf(cause))
    }
  }
  const shown = problem ?? failed
  if (shown !== null) return <ProblemNotice problem={shown} />
  if (answer === null) return <p className="text-ink-2 text-xs">Looking for links</p>
  if (answer.length === 0) return <p className="text-ink-2 text-xs">No link was made to this snapshot.</p>
  return (
    <ul className="divide-y divide-hair">
      {answer.map((share) => (
        <ShareRow key={share.id} share={share} onRevoke={() => void revoke(share.id)} />
      ))}
    </ul>
  )
}

function ShareRow({ share, onRevoke }: { readonly share: ShareSummary; readonly onRevoke: () => void }) {
  const condition = shareCondition(share, new Date())
  return (
    <li className="flex min-h-10 items-center gap-3 py-1.5 text-xs">
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">
            <SafeText text={share.label} />
          </span>
          <Pill tone={condition === 'open' ? 'accent' : 'plain'}>{CONDITION_WORDS[condition]}</Pill>
        </span>
        <span className="text-ink-2">
          {condition === 'revoked' && share.revokedAt !== null
            ? `Revoked ${utcTime(share.revokedAt)}`
            : `Until ${utcTime(share.expiresAt)}`}
          {' · '}
          {share.lastOpenedAt === null
            ? 'never opened'
            : `opened ${counted(share.openCount, 'time')}, last ${utcTime(share.lastOpenedAt)}`}
        </span>
      </span>
      {condition === 'open' && (
        <Button size="sm" look="danger" onClick={onRevoke} aria-label={`Revoke ${share.label}`}>
          Revoke
        </Button>
      )}
    </li>
  )
}
