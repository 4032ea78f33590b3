import { CircleAlert, CircleX, Info } from 'lucide-react'
import type { FileReport, ImportNote } from '../../lib/describe/document.ts'
import { Pill } from '../ui/pill.tsx'
import { SafeProse } from '../ui/safe-prose.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { byteSize, counted, wholeNumber } from '../ui/say.ts'

const LEVELS = {
  error: { icon: CircleX, ink: 'text-crit', word: 'Error' },
  warning: { icon: CircleAlert, ink: 'text-high', word: 'Warning' },
  info: { icon: Info, ink: 'text-ink-2', word: 'Note' },
} as const

function weight(file: FileReport): number {
  const levels = new Set(file.notes.map(({ level }) => level))
  if (levels.has('error')) return 0
  if (levels.has('warning') || file.partial) return 1
  // What is only remarked on, such as an answer no map needs, stands below what was read.
  return levels.has('info') ? 3 : 2
}

const SHOWN_AT_FIRST = 100

/** One row a file: what it was taken for, what was in it, what was not. Files with trouble come first. */
export function FileReports({ files }: { readonly files: readonly FileReport[] }) {
  if (files.length === 0) return null
  const ordered = files.toSorted((a, b) => weight(a) - weight(b))
  const rest = ordered.slice(SHOWN_AT_FIRST)
  return (
    <section className="mt-8">
      <h2 className="font-semibold text-md">
        Files <span className="font-normal text-ink-3 text-sm">{wholeNumber(files.length)}</span>
      </h2>
      <Rows files={ordered.slice(0, SHOWN_AT_FIRST)} />
      {rest.length > 0 && (
        <details className="mt-2">
          <summary className="min-h-6 text-ink-2 text-xs leading-6">{counted(rest.length, 'more file')}</summary>
          <Rows files={rest} />
        </details>
      )}
    </section>
  )
}

function Rows({ files }: { readonly files: readonly FileReport[] }) {
  return (
    <ul className="mt-2 divide-y divide-hair rounded-md border border-hair bg-card">
      {files.map((file) => (
        <li key={file.file} className="px-3 py-2">
          <div className="flex items-center gap-2">
            <span className="mono min-w-0 flex-1 truncate">
              <SafeText text={file.file} />
            </span>
            {file.partial && <Pill tone="dashed">Partial</Pill>}
            <Pill>{file.format}</Pill>
            <span className="w-28 text-right text-xs">{contents(file)}</span>
            <span className="w-14 text-right text-ink-2 text-xs">{byteSize(file.bytes)}</span>
          </div>
          {file.ignoredKeys.length > 0 && file.notes.length === 0 && (
            <p className="mt-0.5 text-2xs text-ink-2">
              Not read: <SafeText text={file.ignoredKeys.join(', ')} />
            </p>
          )}
          <Notes notes={file.notes} />
        </li>
      ))}
    </ul>
  )
}

function contents(file: FileReport): string {
  const total = Object.values(file.counts).reduce((sum, count) => sum + count, 0)
  return total === 0 ? 'nothing read' : counted(total, 'resource')
}

/** Notes that belong to no single file. */
export function NoteList({ notes, title }: { readonly notes: readonly ImportNote[]; readonly title: string }) {
  if (notes.length === 0) return null
  return (
    <section className="mt-8">
      <h2 className="font-semibold text-md">{title}</h2>
      <div className="mt-2 rounded-md border border-hair bg-card px-3 pb-2">
        <Notes notes={notes} />
      </div>
    </section>
  )
}

function Notes({ notes }: { readonly notes: readonly ImportNote[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="mt-1.5 space-y-1.5">
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two notes may read alike; their order is fixed
        <Note key={index} note={note} />
      ))}
    </ul>
  )
}

function Note({ note }: { readonly note: ImportNote }) {
  const { icon: Icon, ink, word } = LEVELS[note.level]
  return (
    <li className="flex gap-2 text-xs">
      <Icon size={14} strokeWidth={1.6} aria-label={word} className={`mt-px shrink-0 ${ink}`} />
      <div className="min-w-0">
        <p>
          <SafeProse text={note.message} />
        </p>
        {note.remedy !== null && (
          <p className="text-ink-2">
            <SafeProse text={note.remedy} />
          </p>
        )}
        <p className="mono text-ink-2">
          docs/errors/{note.code}.md
          {note.pointer !== null && (
            <>
              {' · '}
              <SafeText text={note.pointer} />
            </>
          )}
        </p>
      </div>
    </li>
  )
}
