/** Every component that blocks, each with the mark it has on the map, its code, and the rule where there is one. */

import type { AnswerBlocker, AnswerHop, TraceAnswer } from '../../lib/reports/trace-answer.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { ComponentName } from './component-name.tsx'
import { HopMark } from './hop-mark.tsx'
import { RuleLine } from './rule-line.tsx'

export interface AnswerBlockersProps {
  readonly answer: TraceAnswer
  readonly onShow: (hop: AnswerHop) => void
  readonly onInspect: (id: string, pointer: string | null) => void
  readonly onWhatIf: ((ruleId: string) => void) | null
}

export function AnswerBlockers({ answer, onShow, onInspect, onWhatIf }: AnswerBlockersProps) {
  const { blockers } = answer
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">
        {blockers.length === 1
          ? 'What blocks'
          : `What blocks, ${counted(blockers.length, 'component')}: each must change`}
      </h3>
      <ul aria-label="What blocks" className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card">
        {blockers.map((blocker, place) => {
          const hop = hopOf(answer, blocker)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: one component may block twice; the order is fixed
            <li key={place} className="flex gap-2.5 px-2.5 py-2">
              <HopMark number={hop?.number ?? null} outcome="blocks" ground="card" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <ComponentName component={blocker.component} onPress={hop ? () => onShow(hop) : null} />
                  {blocker.leg === 'reply' && <span className="text-2xs text-ink-2">on the reply</span>}
                </p>
                <p className="text-xs">{blocker.means}</p>
                {blocker.detail !== '' && (
                  <p className="mono text-ink-2 leading-[15px]">
                    <SafeText text={blocker.detail} />
                  </p>
                )}
                {blocker.rule && <RuleLine rule={blocker.rule} onInspect={onInspect} onWhatIf={onWhatIf} />}
                <p className="mono mt-0.5 text-2xs text-ink-3">{blocker.code}</p>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The hop of the blocker's leg that holds it, by its number on the map. */
export function hopOf({ request, reply }: TraceAnswer, blocker: AnswerBlocker): AnswerHop | null {
  const hops = blocker.leg === 'request' ? request : reply
  const holds = (hop: AnswerHop) =>
    hop.blockers.some(({ code, component }) => code === blocker.code && component.id === blocker.component.id)
  return hops.find(holds) ?? hops.find(({ component }) => component.id === blocker.component.id) ?? null
}
