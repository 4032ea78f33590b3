'use client'

/** Over the map as long as rules are thought away: what this is, what it would change, and the one press back. */

import { Undo2 } from 'lucide-react'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import { Button } from '../ui/button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import type { Exposed } from './use-exposed.ts'

export interface WhatIfBannerProps {
  readonly exposed: Exposed
  readonly actions: WorkspaceActions
}

export function WhatIfBanner({ exposed, actions }: WhatIfBannerProps) {
  const { without } = exposed
  return (
    <section
      aria-label="What if"
      className="flex flex-none items-center gap-3 border-accent border-b-2 border-dashed bg-accent-wash px-4 py-2"
    >
      <p className="min-w-0 flex-1" role="status">
        <b className="font-semibold">
          What if {without.length === 1 ? 'this rule' : `these ${without.length} rules`} were removed
        </b>
        <span className="mx-2 text-ink-3" aria-hidden="true">
          |
        </span>
        <Words exposed={exposed} />
        <span className="block text-ink-2 text-xs">Thought through on the snapshot. Nothing is changed in AWS.</span>
      </p>
      <Button onClick={actions.leaveWhatIf} size="md">
        <Undo2 size={14} strokeWidth={1.6} aria-hidden="true" />
        Back to the network as it is
      </Button>
    </section>
  )
}

function Words({ exposed }: { readonly exposed: Exposed }) {
  const { whatIf, problem } = exposed
  if (problem !== null) return <SafeText text={problem.message} />
  if (whatIf === null) return 'Thinking it through'
  const { lost, gained, missing } = whatIf
  if (missing.length > 0 && whatIf.rules.length === 0) return 'No such rule is in this snapshot'
  const words = [
    lost.length === 0
      ? 'no exposure vanishes'
      : `${counted(lost.length, 'exposure')} ${lost.length === 1 ? 'vanishes' : 'vanish'}`,
    ...(gained.length === 0
      ? []
      : [`${counted(gained.length, 'exposure')} ${gained.length === 1 ? 'appears' : 'appear'}`]),
  ]
  return words.join(', ')
}
