'use client'

/** The panel's third tab: a question, its answer, and what was asked before. */

import { type AskedQuestion, PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'
import type { Leg } from '../../lib/view-state/view-state.ts'
import type { QuestionStart } from '../shell/use-asking-actions.ts'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { AnswerView } from './answer-view.tsx'
import { AskForm } from './ask-form.tsx'
import { questionKey, trafficWords } from './question-words.ts'
import type { Asking } from './use-asking.ts'
import { VERDICT_WORDS, VerdictMark } from './verdict-mark.tsx'

export interface AskPanelProps {
  readonly api: WorkspaceApi
  readonly asking: Asking
  readonly selection: string | null
  readonly leg: Leg
  readonly actions: WorkspaceActions
  /** A question that was begun elsewhere; null when none was. */
  readonly start: QuestionStart | null
}

export function AskPanel({ api, asking, selection, leg, actions, start }: AskPanelProps) {
  const { question, answer, problem, pending } = asking
  return (
    <>
      <AskForm
        // A question from the address, the palette or the matrix starts the form anew.
        key={question === null ? `begun ${start?.from ?? ''} ${start?.to ?? ''}` : questionKey(question)}
        api={api}
        asked={question ?? (start === null ? null : { ...PLAIN_QUESTION, ...start })}
        nameOf={asking.nameOf}
        selection={selection}
        pending={pending}
        onAsk={actions.ask}
      />
      <div className="hairless-scroll min-h-0 flex-1 overflow-auto" aria-busy={pending}>
        {problem !== null && <ProblemNotice problem={problem} className="m-4" />}
        {answer !== null && problem === null && (
          <AnswerView
            answer={answer}
            leg={leg}
            onLeg={actions.showLeg}
            onShow={(hop) => actions.show(hop.component.id, hop.attachedTo)}
            onInspect={actions.inspect}
            onWhatIf={api.whatIf === null ? null : (ruleId) => actions.whatIf([ruleId])}
          />
        )}
        {question === null && asking.history.length === 0 && <Hint />}
        <History asking={asking} onAsk={actions.ask} />
      </div>
    </>
  )
}

function Hint() {
  return (
    <div className="space-y-2 px-4 py-4 text-ink-2">
      <p>Can one thing open a connection to another? Request and reply must both pass.</p>
      <p className="text-xs">
        The answer names every hop and the rule that let it pass, or every component that blocks. What was not collected
        makes it unknown, never blocked.
      </p>
    </div>
  )
}

function History({ asking, onAsk }: { readonly asking: Asking; readonly onAsk: (question: AskedQuestion) => void }) {
  const current = asking.question === null ? null : questionKey(asking.question)
  const before = asking.history.filter(({ question }) => questionKey(question) !== current)
  if (before.length === 0) return null
  return (
    <section className="px-4 pt-1 pb-5">
      <h3 className="font-medium text-2xs text-ink-3">Asked before</h3>
      <ul className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card">
        {before.map(({ question, verdict, from, to }) => (
          <li key={questionKey(question)}>
            <button
              type="button"
              onClick={() => onAsk(question)}
              className="flex min-h-[29px] w-full items-center gap-2 px-2.5 py-1 text-left text-xs -outline-offset-2 hover:bg-well"
            >
              <VerdictMark verdict={verdict} size={14} />
              <span className="sr-only">{VERDICT_WORDS[verdict]}:</span>
              <span className="min-w-0 flex-1 truncate">
                <SafeText text={`${from} to ${to}`} />
              </span>
              <span className="mono text-ink-2">{trafficWords(question)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
