'use client'

/** What would become of the network without the rules: what vanishes, what appears, and the open question asked again. */

import type { ExposureChange, WhatIfAnswer } from '../../lib/reports/what-if-answer.ts'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { SeveredList } from './severed-list.tsx'
import type { Exposed } from './use-exposed.ts'
import { VERDICT_WORDS, VerdictMark } from './verdict-mark.tsx'

export interface WhatIfPanelProps {
  readonly exposed: Exposed
  readonly actions: WorkspaceActions
}

export function WhatIfPanel({ exposed, actions }: WhatIfPanelProps) {
  const { whatIf, problem } = exposed
  if (problem !== null) return <ProblemNotice problem={problem} className="m-4" />
  if (whatIf === null) {
    return (
      <p role="status" className="px-4 py-6 text-ink-2">
        Thinking the rules away
      </p>
    )
  }
  return (
    <div className="hairless-scroll min-h-0 flex-1 overflow-auto pb-5">
      <Rules whatIf={whatIf} actions={actions} />
      {whatIf.question !== null && <Question question={whatIf.question} />}
      <Changes
        title="Would vanish"
        none="Nothing the internet reaches now depends on this alone."
        glyph="−"
        changes={whatIf.lost}
        actions={actions}
      />
      <SeveredList whatIf={whatIf} />
      {whatIf.gained.length > 0 && (
        <Changes title="Would appear" none="" glyph="+" changes={whatIf.gained} actions={actions} />
      )}
    </div>
  )
}

function Rules({ whatIf, actions }: { readonly whatIf: WhatIfAnswer; readonly actions: WorkspaceActions }) {
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">Without</h3>
      <ul className="mt-1 space-y-1">
        {whatIf.rules.map((rule) => (
          <li key={rule.ruleId ?? rule.pointer} className="rounded-md border border-hair-2 border-dashed px-2.5 py-1.5">
            <button
              type="button"
              onClick={() => actions.inspect(rule.resourceId, rule.pointer)}
              className="mono block w-full text-left text-ink hover:text-accent"
            >
              <del className="decoration-ink-3">
                <SafeText text={rule.text} />
              </del>
              <span className="block text-ink-2">
                <SafeText text={rule.resourceId} />
              </span>
            </button>
          </li>
        ))}
        {whatIf.missing.map((id) => (
          <li key={id} className="mono text-ink-2">
            <SafeText text={`${id} names no rule of this snapshot`} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Question({ question }: { readonly question: NonNullable<WhatIfAnswer['question']> }) {
  const { before, after } = question
  const ends = `${before.from.name ?? before.from.id} to ${before.to.name ?? before.to.id}`
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">The question that is open</h3>
      <div className="mt-1 rounded-md border border-hair bg-card px-2.5 py-2 text-xs">
        <p>
          <SafeText text={ends} /> <span className="mono text-ink-2">{before.traffic}</span>
        </p>
        <p className="mt-1 flex items-center gap-1.5">
          <VerdictMark verdict={before.verdict} size={14} />
          {VERDICT_WORDS[before.verdict]}
          <span aria-hidden="true">→</span>
          <span className="sr-only">would be</span>
          <VerdictMark verdict={after.verdict} size={14} />
          <b className="font-semibold">{VERDICT_WORDS[after.verdict]}</b>
        </p>
        {before.verdict !== after.verdict && (
          <p className="mt-1 text-ink-2">
            <SafeText text={after.note} />
          </p>
        )}
      </div>
    </section>
  )
}

interface ChangesProps {
  readonly title: string
  /** Said where the list is empty. */
  readonly none: string
  readonly glyph: '+' | '−'
  readonly changes: readonly ExposureChange[]
  readonly actions: WorkspaceActions
}

const MOST_LISTED = 200

function Changes({ title, none, glyph, changes, actions }: ChangesProps) {
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">
        {title}
        {changes.length > 0 && `, ${counted(changes.length, 'exposure')}`}
      </h3>
      {changes.length === 0 && <p className="mt-1 text-ink-2 text-xs">{none}</p>}
      <ul aria-label={title} className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card empty:hidden">
        {changes.slice(0, MOST_LISTED).map((change) => (
          <li key={change.interface.id}>
            <button
              type="button"
              onClick={() => actions.show(change.interface.id, change.subnetId)}
              className="flex w-full items-baseline gap-2 px-2.5 py-1.5 text-left text-xs -outline-offset-2 hover:bg-well"
            >
              <b aria-hidden="true" className="mono w-3 shrink-0 text-center text-sm">
                {glyph}
              </b>
              <span className="min-w-0 flex-1">
                <b className="block truncate font-semibold">
                  <SafeText text={change.interface.name ?? change.interface.id} />
                </b>
                <span className="mono block text-ink-2 leading-[15px]">
                  <SafeText text={wordsOf(change)} />
                </span>
              </span>
              <span className="mono shrink-0 text-ink">
                <SafeText text={change.ports.slice(0, 2).join(' · ')} />
                {change.ports.length > 2 && ` +${change.ports.length - 2}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {changes.length > MOST_LISTED && (
        <p className="mt-1 text-ink-2 text-xs">and {counted(changes.length - MOST_LISTED, 'more', 'more')}</p>
      )}
    </section>
  )
}

function wordsOf({ sources, via }: ExposureChange): string {
  const through = via.length === 0 ? '' : ` through ${via.map(({ id, name }) => name ?? id).join(', ')}`
  return `from ${sources}${through}`
}
