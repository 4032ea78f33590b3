'use client'

/** The answer to a question, in the order a reviewer reads: verdict, what blocks, what is not known, the way there and back. */

import type { AnswerComponent, AnswerHop, TraceAnswer } from '../../lib/reports/trace-answer.ts'
import type { Leg } from '../../lib/view-state/view-state.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { Tabs } from '../ui/tabs.tsx'
import { AnswerBlockers } from './answer-blockers.tsx'
import { AnswerHops } from './answer-hops.tsx'
import { AnswerCaveats, AnswerUnknowns } from './answer-unknowns.tsx'
import { VERDICT_WORDS, VerdictMark } from './verdict-mark.tsx'

export interface AnswerViewProps {
  readonly answer: TraceAnswer
  readonly leg: Leg
  readonly onLeg: (leg: Leg) => void
  /** Selects and frames a component of the path. */
  readonly onShow: (hop: AnswerHop) => void
  readonly onInspect: (id: string, pointer: string | null) => void
  /** Null where nothing may be thought away: on a guest's page. */
  readonly onWhatIf: ((ruleId: string) => void) | null
}

export function AnswerView(props: AnswerViewProps) {
  const { answer, leg, onLeg } = props
  const hops = leg === 'request' ? answer.request : answer.reply
  return (
    <article aria-label="Answer" className="pb-5">
      <VerdictNote answer={answer} />
      {answer.blockers.length > 0 && <AnswerBlockers {...props} />}
      {answer.unknowns.length > 0 && <AnswerUnknowns unknowns={answer.unknowns} onInspect={props.onInspect} />}
      {answer.request.length > 0 && (
        <Tabs
          label="Direction"
          items={[
            { value: 'request', label: <LegLabel word="Request" hops={answer.request} /> },
            ...(answer.reply.length > 0
              ? [{ value: 'reply' as const, label: <LegLabel word="Reply" hops={answer.reply} /> }]
              : []),
          ]}
          value={answer.reply.length > 0 ? leg : 'request'}
          onChange={onLeg}
          className="mt-2.5"
          listClassName="h-8 border-hair border-b px-4"
          tabClassName="h-8 text-xs"
          aside={<CopyButton text={answer.text} label="Copy as text" className="-mr-2 ml-auto" />}
        >
          <AnswerHops {...props} hops={hops.length > 0 ? hops : answer.request} />
        </Tabs>
      )}
      {answer.caveats.length > 0 && <AnswerCaveats caveats={answer.caveats} />}
    </article>
  )
}

function LegLabel({ word, hops }: { readonly word: string; readonly hops: readonly AnswerHop[] }) {
  return (
    <>
      {word} <span className="font-normal text-ink-3">{counted(hops.length, 'hop')}</span>
    </>
  )
}

/** The pilot's note: mark, word, who asks whom on what, and one sentence. */
function VerdictNote({ answer }: { readonly answer: TraceAnswer }) {
  const { verdict, delivered, from, to, traffic, note } = answer
  return (
    <div className="px-4 pt-3" role="status">
      <p className="flex items-center gap-2">
        <VerdictMark verdict={verdict} />
        <b className="font-semibold text-md">{VERDICT_WORDS[verdict]}</b>
        <span className="mono ml-auto text-ink-2">
          <SafeText text={traffic} />
        </span>
      </p>
      <p className="mt-1 font-semibold text-sm">
        <Name component={from} /> <span className="font-normal text-ink-3">to</span> <Name component={to} />
      </p>
      <p className="mt-1 text-pretty text-ink-2 leading-[18px]">
        <SafeText text={note} />
      </p>
      {verdict === 'blocked' && delivered === 'reachable' && (
        <p className="mt-1 text-xs">The request is delivered; only its reply is stopped.</p>
      )}
    </div>
  )
}

function Name({ component }: { readonly component: AnswerComponent }) {
  return <SafeText text={component.id === 'internet' ? 'Internet' : (component.name ?? component.id)} />
}
