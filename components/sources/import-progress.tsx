import type { ImportPhase, ImportProgress } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/class-names.ts'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { byteSize, counted, wholeNumber } from '../ui/say.ts'

const PHASES: readonly { readonly phase: ImportPhase; readonly title: string }[] = [
  { phase: 'uploading', title: 'Sending' },
  { phase: 'reading', title: 'Reading' },
  { phase: 'merging', title: 'Merging' },
  { phase: 'storing', title: 'Storing' },
]

function fractionOf({ bytesDone, bytesTotal, filesDone, filesTotal }: ImportProgress): number | null {
  if (bytesTotal > 0) return bytesDone / bytesTotal
  return filesTotal > 0 ? filesDone / filesTotal : null
}

export interface ImportRunningProps {
  readonly progress: ImportProgress
  readonly onCancel: () => void
}

/** Where the import is: phase, bytes, files, resources found so far, and the file in hand. */
export function ImportRunning({ progress, onCancel }: ImportRunningProps) {
  const now = PHASES.findIndex(({ phase }) => phase === progress.phase)
  const title = PHASES[now]?.title ?? 'Working'
  return (
    <section aria-label="Import" className="grid min-w-0 flex-1 place-items-center overflow-auto bg-paper p-8">
      <div className="w-full max-w-[560px] rounded-lg border border-hair-2 bg-chrome p-6">
        <h1 className="font-semibold text-lg">{title}</h1>
        <ol className="mt-3 mb-2 flex gap-4 text-xs">
          {PHASES.map(({ phase, title: word }, index) => (
            <li
              key={phase}
              aria-current={index === now ? 'step' : undefined}
              className={cn(index === now ? 'font-semibold text-ink' : index < now ? 'text-ink-2' : 'text-ink-3')}
            >
              {index < now ? `${word} done` : word}
            </li>
          ))}
        </ol>
        <ProgressBar label={title} fraction={fractionOf(progress)} />
        <dl className="mt-4 grid grid-cols-3 gap-4 text-xs">
          <Count name="Files" value={`${wholeNumber(progress.filesDone)} of ${wholeNumber(progress.filesTotal)}`} />
          <Count name="Size" value={`${byteSize(progress.bytesDone)} of ${byteSize(progress.bytesTotal)}`} />
          <Count name="Resources" value={wholeNumber(progress.resources)} />
        </dl>
        <p className="mono mt-4 h-4 truncate text-ink-2">
          {progress.currentFile !== null && <SafeText text={progress.currentFile} />}
        </p>
        <div className="mt-5 flex items-center gap-3">
          <Button onClick={onCancel}>Cancel</Button>
          <span className="text-ink-2 text-xs">Snapshots already stored are not touched.</span>
        </div>
        <p role="status" className="sr-only">
          {title}, {counted(progress.filesTotal, 'file')}
        </p>
      </div>
    </section>
  )
}

function Count({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd className="mt-0.5">{value}</dd>
    </div>
  )
}
