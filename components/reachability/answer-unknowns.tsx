/** What could decide and is not known, with the call that would tell; and what to mind on a path that stands. */

import type { AnswerCaveat, AnswerUnknown } from '../../lib/reports/trace-answer.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { SafeProse } from '../ui/safe-prose.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { ComponentName } from './component-name.tsx'

export interface AnswerUnknownsProps {
  readonly unknowns: readonly AnswerUnknown[]
  readonly onInspect: (id: string, pointer: string | null) => void
}

export function AnswerUnknowns({ unknowns, onInspect }: AnswerUnknownsProps) {
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">What is not known, {counted(unknowns.length, 'fact')}</h3>
      <ul className="mt-1 space-y-1.5">
        {unknowns.map((unknown, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one component may be unknown twice; the order is fixed
          <li key={place} className="rounded-md border border-ink-3 border-dotted px-2.5 py-2">
            <ComponentName component={unknown.component} onPress={() => onInspect(unknown.component.id, null)} />
            <p className="text-xs">
              <SafeText text={unknown.detail} />
            </p>
            {unknown.gaps.map((gap) => (
              <p key={gap} className="text-ink-2 text-xs">
                <SafeProse text={gap} />
              </p>
            ))}
            {unknown.remedy !== null && <Remedy remedy={unknown.remedy} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Remedy({ remedy }: { readonly remedy: string }) {
  if (remedy.startsWith('aws ')) return <CodeBlock code={remedy} copyLabel="Copy command" wrap className="mt-1.5" />
  return (
    <p className="mt-1 text-ink-2 text-xs">
      <SafeProse text={remedy} />
    </p>
  )
}

export function AnswerCaveats({ caveats }: { readonly caveats: readonly AnswerCaveat[] }) {
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">What to mind</h3>
      <ul className="mt-1 list-disc space-y-0.5 pl-4 text-ink-2 text-xs marker:text-ink-3">
        {caveats.map(({ code, means, component, detail }) => (
          <li key={`${code} ${component.id} ${detail}`} title={code}>
            <SafeText text={detail === '' ? means : detail} />
          </li>
        ))}
      </ul>
    </section>
  )
}
