import type { AnswerRule } from '../../lib/reports/trace-answer.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { SafeText } from '../ui/safe-text.tsx'

export interface RuleLineProps {
  readonly rule: AnswerRule
  readonly onInspect: (id: string, pointer: string | null) => void
  /** Null where nothing may be thought away. */
  readonly onWhatIf: ((ruleId: string) => void) | null
}

/** The rule that decided; it leads to its place in the JSON, and to the network without it. */
export function RuleLine({ rule, onInspect, onWhatIf }: RuleLineProps) {
  const { text, resourceId, pointer, ruleId } = rule
  return (
    <span className="flex items-start gap-x-2">
      <button
        type="button"
        onClick={() => onInspect(resourceId, pointer)}
        title={visibleText(`${resourceId} ${pointer}`)}
        className="mono min-h-6 min-w-0 flex-1 py-1 text-left text-ink leading-[15px] hover:text-accent hover:underline"
      >
        <SafeText text={text} />
      </button>
      {onWhatIf !== null && ruleId !== null && <WhatIfButton text={text} onPress={() => onWhatIf(ruleId)} />}
    </span>
  )
}

export interface WhatIfButtonProps {
  /** The rule in words, for those who hear the button alone. */
  readonly text: string
  readonly onPress: () => void
}

export function WhatIfButton({ text, onPress }: WhatIfButtonProps) {
  return (
    <button
      type="button"
      onClick={onPress}
      aria-label={`What if this were removed? ${visibleText(text)}`}
      title="What if this were removed? Nothing is changed in AWS."
      className="min-h-6 shrink-0 whitespace-nowrap text-2xs text-accent hover:underline"
    >
      What if?
    </button>
  )
}
