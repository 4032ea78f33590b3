import type { Gap, GapKind } from '../../lib/inventory/gap.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { SafeProse } from '../ui/safe-prose.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

const KINDS: readonly { readonly kind: GapKind; readonly title: string; readonly means: string }[] = [
  { kind: 'denied', title: 'Denied', means: 'AWS refused the call, so what it would have listed is not on the chart.' },
  {
    kind: 'not-collected',
    title: 'Not collected',
    means: 'No file held an answer. That is not the same as none existing.',
  },
  { kind: 'partial', title: 'Partial', means: 'A page was cut or a query trimmed it; more may exist.' },
  { kind: 'dangling-reference', title: 'Named but missing', means: 'A resource names another that is in no file.' },
  { kind: 'unreadable', title: 'Unreadable', means: 'An element could not be understood and was left out.' },
  { kind: 'unknown-scope', title: 'Account or region unknown', means: 'Nothing in the input told whose they are.' },
  { kind: 'unsupported', title: 'Not understood yet', means: 'Present in the input, not analysed by this version.' },
]

/** What is not known, by kind, with the command that would close it. */
export function GapsView({
  gaps,
  onInspect,
}: {
  readonly gaps: readonly Gap[]
  readonly onInspect: (id: string) => void
}) {
  return (
    <section aria-label="Gaps" className="hairless-scroll min-h-0 min-w-0 flex-1 overflow-auto bg-paper">
      <div className="mx-auto max-w-[880px] px-6 py-6">
        <h1 className="font-semibold text-lg">What this chart does not know</h1>
        <p className="mt-1 max-w-[64ch] text-ink-2">
          {gaps.length === 0
            ? 'Every list the analysis reads was collected, whole. Nothing below was assumed.'
            : `${counted(gaps.length, 'gap')}. Where an answer depends on one, the verdict is unknown, never blocked.`}
        </p>
        {KINDS.map(({ kind, title, means }) => {
          const ofKind = gaps.filter((gap) => gap.kind === kind)
          return ofKind.length === 0 ? null : (
            <section key={kind} className="mt-7">
              <h2 className="flex items-baseline gap-2 font-semibold text-md">
                {title} <span className="font-normal text-ink-3 text-sm">{ofKind.length}</span>
              </h2>
              <p className="mt-0.5 text-ink-2 text-xs">{means}</p>
              <GapList gaps={ofKind} onInspect={onInspect} />
            </section>
          )
        })}
      </div>
    </section>
  )
}

const SHOWN_AT_FIRST = 40

function GapList({ gaps, onInspect }: { readonly gaps: readonly Gap[]; readonly onInspect: (id: string) => void }) {
  const rest = gaps.slice(SHOWN_AT_FIRST)
  return (
    <>
      <ul className="mt-2 divide-y divide-hair rounded-md border border-hair bg-card">
        {gaps.slice(0, SHOWN_AT_FIRST).map((gap) => (
          <GapItem key={gap.id} gap={gap} onInspect={onInspect} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details className="mt-2">
          <summary className="min-h-6 text-ink-2 text-xs leading-6">{counted(rest.length, 'more', 'more')}</summary>
          <ul className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card">
            {rest.map((gap) => (
              <GapItem key={gap.id} gap={gap} onInspect={onInspect} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** A remedy that is a command is shown to be copied; any other is a sentence. */
function isCommand(remedy: string): boolean {
  return remedy.startsWith('aws ')
}

function GapItem({ gap, onInspect }: { readonly gap: Gap; readonly onInspect: (id: string) => void }) {
  const { resourceId, remedy } = gap
  return (
    <li className="px-3 py-2.5">
      <p className="text-sm">
        <SafeProse text={gap.message} />
      </p>
      <p className="mono mt-0.5 flex flex-wrap gap-x-3 text-ink-2">
        <span>
          <SafeText text={`${gap.account} · ${gap.region}`} />
        </span>
        {gap.key !== null && (
          <span>
            <SafeText text={gap.key} />
          </span>
        )}
        {resourceId !== null && (
          <button type="button" onClick={() => onInspect(resourceId)} className="text-accent hover:underline">
            <SafeText text={resourceId} />
          </button>
        )}
      </p>
      {remedy !== null &&
        (isCommand(remedy) ? (
          <CodeBlock code={remedy} copyLabel="Copy command" wrap className="mt-2" />
        ) : (
          <p className="mt-1 text-ink-2 text-xs">
            <SafeProse text={remedy} />
          </p>
        ))}
    </li>
  )
}
