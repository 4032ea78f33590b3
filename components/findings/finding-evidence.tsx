import type { Evidence } from '../../lib/findings/finding.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { WhatIfButton } from '../reachability/rule-line.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'

export interface FindingEvidenceProps {
  readonly evidence: readonly Evidence[]
  readonly onInspect: (id: string, pointer: string | null) => void
  /** Null where nothing may be thought away. */
  readonly onWhatIf: ((ruleIds: readonly string[]) => void) | null
}

/** The fact and, below it, its whole place in the describe document. An absence has no place; it says what was looked for. */
export function FindingEvidence({ evidence, onInspect, onWhatIf }: FindingEvidenceProps) {
  return (
    <ul className="mt-1.5 overflow-hidden rounded-md border border-hair">
      {evidence.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two facts may read alike; their order is fixed
        <li key={index} className="flex items-start border-hair border-t first:border-t-0 hover:bg-well">
          <button
            type="button"
            onClick={() => onInspect(fact.resourceId, fact.pointer)}
            title={`Show in ${visibleText(fact.resourceId)}`}
            className="mono min-w-0 flex-1 px-2 py-1 text-left leading-4 -outline-offset-2"
          >
            <span className="block text-ink">
              <SafeText text={fact.excerpt} />
            </span>
            <span className="block text-ink-2">
              <SafeText text={fact.pointer ?? fact.resourceId} />
            </span>
          </button>
          {onWhatIf !== null && <WhatIf fact={fact} onWhatIf={onWhatIf} />}
          <CopyButton
            text={copied(fact)}
            label="Copy the fact and its place"
            words={false}
            size="tiny"
            className="mt-0.5 mr-0.5"
            data-no-print
          />
        </li>
      ))}
    </ul>
  )
}

interface WhatIfProps {
  readonly fact: Evidence
  readonly onWhatIf: (ruleIds: readonly string[]) => void
}

/** Only for what could be removed: a rule, an entry, a route. */
function WhatIf({ fact, onWhatIf }: WhatIfProps) {
  const { networkRuleId, excerpt } = fact
  if (networkRuleId === undefined) return null
  return <WhatIfButton text={excerpt} onPress={() => onWhatIf([networkRuleId])} />
}

/** As it would stand in a ticket: what, in which resource, where. */
function copied({ excerpt, resourceId, pointer }: Evidence): string {
  return visibleText(`${excerpt} (${resourceId}${pointer === null ? '' : ` ${pointer}`})`)
}
