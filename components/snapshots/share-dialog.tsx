'use client'

import { type FormEvent, type RefObject, useRef, useState } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import { problemOf } from '../shell/use-request.ts'
import type { NewShare, OwnerApi, Problem } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { utcTime } from '../ui/say.ts'
import { LinkReach } from './link-reach.tsx'
import { ShareList } from './share-list.tsx'
import { SHARE_TERMS, STANDARD_TERM_HOURS } from './share-state.ts'

export interface ShareDialogProps {
  readonly owner: OwnerApi
  readonly snapshot: SnapshotSummary
  /** The sender's view, as `writeViewState` prints it. */
  readonly viewState: string
  readonly onClose: () => void
}

/** Makes a link, shows it once, and lists those made before. */
export function ShareDialog({ owner, snapshot, viewState, onClose }: ShareDialogProps) {
  const [made, setMade] = useState<NewShare | null>(null)
  const [version, setVersion] = useState(0)
  const label = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      title="Share this chart"
      description="A read-only link to this frozen snapshot. It opens at what is on your screen now."
      onClose={onClose}
      initialFocus={label}
    >
      {made === null ? (
        <ShareForm
          owner={owner}
          snapshot={snapshot}
          viewState={viewState}
          labelRef={label}
          onMade={(share) => {
            setMade(share)
            setVersion(version + 1)
          }}
        />
      ) : (
        <MadeLink made={made} onAnother={() => setMade(null)} />
      )}
      <LinkReach hostname={window.location.hostname} />
      <section className="mt-6 border-hair border-t pt-4">
        <h3 className="font-semibold text-sm">Links to this snapshot</h3>
        <div className="mt-1.5">
          <ShareList owner={owner} snapshotId={snapshot.id} version={version} />
        </div>
      </section>
    </Dialog>
  )
}

interface ShareFormProps extends Omit<ShareDialogProps, 'onClose'> {
  readonly labelRef: RefObject<HTMLInputElement | null>
  readonly onMade: (made: NewShare) => void
}

function ShareForm({ owner, snapshot, viewState, labelRef, onMade }: ShareFormProps) {
  const [label, setLabel] = useState('')
  const [hours, setHours] = useState(STANDARD_TERM_HOURS)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      onMade(await owner.createShare(snapshot.id, { label: label.trim(), expiresInHours: hours, viewState }))
    } catch (cause) {
      setProblem(problemOf(cause))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void make(event)}>
      <div className="flex gap-3">
        <label className="min-w-0 flex-1 text-xs">
          <span className="mb-1 block text-ink-2">For whom or what</span>
          <input
            ref={labelRef}
            required
            maxLength={120}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
            placeholder="Quarterly review"
            className="h-8 w-full rounded-md border border-hair-2 bg-well px-2 text-sm"
          />
        </label>
        <label className="w-32 text-xs">
          <span className="mb-1 block text-ink-2">Works for</span>
          <select
            value={hours}
            onChange={(event) => setHours(Number(event.target.value))}
            className="h-8 w-full rounded-md border border-hair-2 bg-well px-2 text-sm"
          >
            {SHARE_TERMS.map((term) => (
              <option key={term.hours} value={term.hours}>
                {term.words}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="mt-3 rounded-md border border-hair-2 bg-well px-3 py-2.5 text-xs">
        <p className="font-semibold">What leaves</p>
        <p className="mt-0.5 text-ink-2">
          Whoever holds the link reads all of this snapshot: names, tags, addresses, account ids, rules and findings.
          Hiding them is not built yet, so send it only to people who may see them.
        </p>
      </div>
      {problem !== null && <ProblemNotice problem={problem} className="mt-3" />}
      <Button type="submit" look="primary" className="mt-4" disabled={busy || label.trim() === ''}>
        Create link
      </Button>
    </form>
  )
}

function MadeLink({ made, onAnother }: { readonly made: NewShare; readonly onAnother: () => void }) {
  return (
    <div>
      <p className="font-semibold text-sm">The link is ready. Copy it now: it cannot be shown again.</p>
      <p className="mt-0.5 text-ink-2 text-xs">
        The server keeps only a fingerprint of it. It works until {utcTime(made.share.expiresAt)} or until you revoke
        it.
      </p>
      <div className="mt-3 flex gap-2">
        <input
          readOnly
          // biome-ignore lint/a11y/noAutofocus: the link is what the person came for
          autoFocus
          aria-label="Link"
          value={made.link}
          onFocus={(event) => event.target.select()}
          className="mono h-8 min-w-0 flex-1 rounded-md border border-accent bg-accent-wash px-2"
        />
        <CopyButton text={made.link} label="Copy link" look="primary" size="field" />
      </div>
      <Button look="quiet" size="sm" className="-ml-2 mt-3" onClick={onAnother}>
        Make another
      </Button>
    </div>
  )
}
