/** The hops of one direction, numbered as on the map: component, deciding rules, what of the header changes. */

import type { AnswerHop } from '../../lib/reports/trace-answer.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { ComponentName } from './component-name.tsx'
import { HopMark } from './hop-mark.tsx'
import { RuleLine } from './rule-line.tsx'

export interface AnswerHopsProps {
  readonly hops: readonly AnswerHop[]
  readonly onShow: (hop: AnswerHop) => void
  readonly onInspect: (id: string, pointer: string | null) => void
  readonly onWhatIf: ((ruleId: string) => void) | null
}

/** The line runs from each number to the next, and ends at the last. */
const HOP =
  'relative flex gap-2.5 pb-2 leading-[17px] before:absolute before:top-2.5 before:-bottom-2.5 before:left-2 before:w-0.5 before:bg-accent/35 last:pb-0 last:before:hidden'

const SAID = { passes: null, blocks: 'Blocks here', unknown: 'Not known' } as const

export function AnswerHops({ hops, onShow, onInspect, onWhatIf }: AnswerHopsProps) {
  return (
    <ol className="px-4 pt-2.5">
      {hops.map((hop) => (
        <li key={hop.number} className={HOP}>
          <HopMark number={hop.number} outcome={hop.outcome} />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <ComponentName component={hop.component} onPress={() => onShow(hop)} />
              {SAID[hop.outcome] !== null && <span className="text-2xs text-ink-2">{SAID[hop.outcome]}</span>}
            </p>
            {hop.detail !== '' && hop.rules.every(({ text }) => text !== hop.detail) && (
              <p className="mono text-ink-2 leading-[15px]">
                <SafeText text={hop.detail} />
              </p>
            )}
            {hop.rules.map((rule) => (
              <RuleLine
                key={`${rule.resourceId} ${rule.pointer}`}
                rule={rule}
                onInspect={onInspect}
                onWhatIf={onWhatIf}
              />
            ))}
            {hop.rewrites.map((rewrite) => (
              <p key={rewrite} className="mono text-ink-2 leading-[15px]">
                <span aria-hidden="true">↻ </span>
                <SafeText text={rewrite} />
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}
