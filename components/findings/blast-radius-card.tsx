'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import type { BlastRadius } from '../../lib/reports/blast-radius.ts'
import { useRequest } from '../shell/use-request.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

export interface BlastRadiusCardProps {
  readonly finding: Finding
  readonly ask: NonNullable<WorkspaceApi['blastRadius']>
  /** Opens the same as a what-if on the map. */
  readonly onWhatIf: ((ruleIds: readonly string[]) => void) | null
}

/** Names the finding holds that could be taken away: without one there is nothing to ask. */
export function hasRadius({ status, evidence, resource }: Finding): boolean {
  return (
    status === 'FAIL' &&
    evidence.some(({ resourceId, networkRuleId }) => resourceId === resource.id && networkRuleId !== undefined)
  )
}

/** What closing it would close and break, before anyone touches AWS. Asked for, as it takes thought. */
export function BlastRadiusCard({ finding, ask, onWhatIf }: BlastRadiusCardProps) {
  const [asked, setAsked] = useState(false)
  const { answer, answerKey, problem, again } = useRequest(asked ? finding.id : null, (signal) =>
    ask(finding.id, signal).then((radius) => ({ radius })),
  )
  if (!asked) {
    return (
      <Button size="sm" onClick={() => setAsked(true)}>
        What would closing it break?
      </Button>
    )
  }
  if (problem !== null) {
    return (
      <ProblemNotice problem={problem}>
        <Button size="sm" onClick={again} className="mt-1">
          Try again
        </Button>
      </ProblemNotice>
    )
  }
  if (answerKey === null || answer === null) {
    return (
      <p role="status" className="text-ink-2 text-xs">
        Thinking the network through without it
      </p>
    )
  }
  if (answer.radius === null) return <p className="text-ink-2 text-xs">Nothing it names could be taken away.</p>
  return <BlastRadiusFacts radius={answer.radius} onWhatIf={onWhatIf} />
}

export interface BlastRadiusFactsProps {
  readonly radius: BlastRadius
  readonly onWhatIf: ((ruleIds: readonly string[]) => void) | null
}

export function BlastRadiusFacts({ radius, onWhatIf }: BlastRadiusFactsProps) {
  const { ruleIds, closes, breaks, opens, complete } = radius
  const harmless = breaks.length === 0 && opens.length === 0 && complete
  const Icon = harmless ? CircleCheck : TriangleAlert
  return (
    <div
      role="status"
      className={
        harmless
          ? 'rounded-md border border-accent bg-accent-wash px-3 py-2.5 text-xs'
          : 'rounded-md border border-hair-2 bg-card px-3 py-2.5 text-xs'
      }
    >
      <p className="flex gap-2">
        <Icon size={15} strokeWidth={1.6} aria-hidden="true" className="mt-px flex-none text-accent" />
        <span className="text-pretty">
          <b className="font-semibold">{verdict(radius)}</b>{' '}
          <span className="text-ink-2">
            Thought through without {counted(ruleIds.length, 'rule')}, from configuration alone: who uses it is in the
            flow logs.
          </span>
        </span>
      </p>
      <Lines title="Opens" lines={opens} />
      <Lines title="Breaks" lines={breaks} />
      <Lines title="Closes" lines={closes} />
      {!complete && <p className="mt-1.5 text-ink-2">Not every pair was looked at: more may break.</p>}
      {onWhatIf !== null && (
        <Button size="sm" onClick={() => onWhatIf(ruleIds)} className="mt-2">
          Show it on the map
        </Button>
      )}
    </div>
  )
}

function verdict({ closes, breaks, opens, complete }: BlastRadius): string {
  const closed = closes.length === 0 ? 'Closes no exposure' : `Closes ${counted(closes.length, 'exposure')}`
  const broken =
    breaks.length > 0
      ? `breaks ${counted(breaks.length, 'connection')} inside`
      : complete
        ? 'breaks nothing inside'
        : 'what it breaks inside is not known in full'
  return `${closed}, ${broken}${opens.length > 0 ? `, and opens ${counted(opens.length, 'exposure')}` : ''}.`
}

const SHOWN = 5

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const [all, setAll] = useState(false)
  if (lines.length === 0) return null
  const shown = all ? lines : lines.slice(0, SHOWN)
  return (
    <div className="mt-1.5">
      <h4 className="text-2xs text-ink-3">{title}</h4>
      <ul className="mono leading-[17px]">
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two sides may read alike; their order is fixed
          <li key={index} className="break-words">
            <SafeText text={line} />
          </li>
        ))}
      </ul>
      {shown.length < lines.length && (
        <button type="button" onClick={() => setAll(true)} className="min-h-6 text-accent hover:underline">
          {counted(lines.length - shown.length, 'more', 'more')}
        </button>
      )}
    </div>
  )
}
