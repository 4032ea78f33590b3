import type { FileReport, ImportNote } from '../../lib/describe/document.ts'
import { useRequest } from '../shell/use-request.ts'
import type { ImportOutcome, OwnerApi } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { counted } from '../ui/say.ts'
import { FileReports, NoteList } from './file-reports.tsx'

export interface ImportResultProps {
  readonly outcome: ImportOutcome
  readonly owner: OwnerApi
  readonly onOpen: (snapshotId: string) => void
  readonly onGaps: (snapshotId: string) => void
  readonly onAgain: () => void
}

/** What became of each file, what is still missing, and the way to the chart. */
export function ImportResult(props: ImportResultProps) {
  const { outcome, onAgain } = props
  return (
    <section aria-label="Import" className="hairless-scroll min-w-0 flex-1 overflow-auto bg-paper">
      <div className="mx-auto max-w-[880px] px-6 py-8">
        {outcome.kind === 'done' ? (
          <Stored {...props} snapshotId={outcome.snapshotId} files={outcome.files} notes={outcome.notes} />
        ) : (
          <>
            <h1 className="font-semibold text-lg">Nothing new was stored</h1>
            <p className="mt-1 mb-4 text-ink-2">Snapshots stored before are as they were.</p>
            <ProblemNotice problem={outcome.problem} />
            <Button className="mt-4" onClick={onAgain}>
              Import something else
            </Button>
          </>
        )}
        <NoteList notes={notesBeside(outcome)} title="About the import as a whole" />
        <FileReports files={outcome.files} />
      </div>
    </section>
  )
}

/** What failed is told above; the notes do not tell it again. */
function notesBeside(outcome: ImportOutcome): readonly ImportNote[] {
  if (outcome.kind === 'done') return outcome.notes
  return outcome.notes.filter(({ code }) => code !== outcome.problem.code)
}

interface StoredProps extends ImportResultProps {
  readonly snapshotId: string
  readonly files: readonly FileReport[]
  readonly notes: readonly ImportNote[]
}

function Stored({ snapshotId, files, notes, owner, onOpen, onGaps, onAgain }: StoredProps) {
  const { answer } = useRequest(snapshotId, (signal) =>
    owner.open(snapshotId).view({ levels: {}, reveal: [], scope: null }, signal),
  )
  const marred = files.filter((file) => file.notes.some(({ level }) => level === 'error')).length
  return (
    <>
      <h1 className="font-semibold text-lg">The network is stored</h1>
      <p className="mt-1 text-ink-2">
        {counted(files.length, 'file')} read
        {answer !== null &&
          `, ${counted(answer.scene.counts.resources, 'resource')} charted, ${counted(answer.summary.failed, 'finding')}`}
        {marred > 0 && `; ${counted(marred, 'file')} with errors, below`}.{notes.length > 0 && ' See the notes below.'}
      </p>
      <div className="mt-4 flex items-center gap-2">
        <Button look="primary" size="lg" onClick={() => onOpen(snapshotId)}>
          Open the map
        </Button>
        {answer !== null && answer.gaps.length > 0 && (
          <Button size="lg" onClick={() => onGaps(snapshotId)}>
            {counted(answer.gaps.length, 'gap')}
          </Button>
        )}
        <Button size="lg" look="quiet" onClick={onAgain}>
          Import more
        </Button>
      </div>
    </>
  )
}
