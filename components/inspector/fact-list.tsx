import { visibleText } from '../../lib/reports/visible-text.ts'
import type { Fact } from '../../lib/snapshots/snapshot.ts'
import { WhatIfButton } from '../reachability/rule-line.tsx'
import { SafeText } from '../ui/safe-text.tsx'

export interface FactListProps {
  readonly facts: readonly Fact[]
  readonly onInspect: (id: string) => void
  /** Marks the fact's place in the JSON below. */
  readonly onPoint: (pointer: string) => void
  /** Null where nothing may be thought away. */
  readonly onWhatIf: ((ruleIds: readonly string[]) => void) | null
}

/** Label and value. A value that names another resource leads there; a label leads to its place in the JSON. */
export function FactList({ facts, onInspect, onPoint, onWhatIf }: FactListProps) {
  return (
    <dl className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card text-xs">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a label may occur twice; the order is fixed
        <div key={index} className="flex min-h-[25px] items-start gap-3 px-2.5 py-1">
          <dt className="w-[38%] shrink-0 text-ink-2">
            <Label fact={fact} onPoint={onPoint} />
          </dt>
          <dd className="mono min-w-0 flex-1 leading-[17px]">
            <Value fact={fact} onInspect={onInspect} />
          </dd>
          {onWhatIf !== null && fact.ruleIds !== undefined && fact.ruleIds.length > 0 && (
            <dd className="-my-1 self-center">
              <WhatIfButton text={`${fact.label} ${fact.value}`} onPress={() => onWhatIf(fact.ruleIds ?? [])} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

function Label({ fact, onPoint }: { readonly fact: Fact; readonly onPoint: (pointer: string) => void }) {
  const { label, pointer } = fact
  if (pointer === null) return <SafeText text={label} />
  return (
    <button
      type="button"
      onClick={() => onPoint(pointer)}
      title={visibleText(pointer)}
      className="text-left hover:text-accent"
    >
      <SafeText text={label} />
    </button>
  )
}

function Value({ fact, onInspect }: { readonly fact: Fact; readonly onInspect: (id: string) => void }) {
  const { value, linkTo } = fact
  if (linkTo === null) return <SafeText text={value} />
  return (
    <button type="button" onClick={() => onInspect(linkTo)} className="text-left text-accent hover:underline">
      <SafeText text={value} />
    </button>
  )
}
