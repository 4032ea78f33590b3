'use client'

/** What the exposure lens paints: the network as it is, or as it would be without some rules. */

import { useMemo } from 'react'
import type { ExposureLens } from '../../lib/reports/exposure-lens.ts'
import type { WhatIfAnswer } from '../../lib/reports/what-if-answer.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { useRequest } from '../shell/use-request.ts'
import type { Problem, WorkspaceApi } from '../shell/workspace-api.ts'
import { questionKey } from './question-words.ts'

export interface Exposed {
  /** Null while it is under way, and where the lens is not shown. */
  readonly lens: ExposureLens | null
  /** Rules are thought away: what that changes, once it is known. */
  readonly whatIf: WhatIfAnswer | null
  /** Ids of the rules that are thought away. */
  readonly without: readonly string[]
  readonly problem: Problem | null
  readonly pending: boolean
}

export function useExposed(api: WorkspaceApi | null, snapshotKey: string | null, state: ViewState): Exposed {
  const { lens, ask } = state
  const without = api?.whatIf === null ? NONE : state.without
  const wanted = api !== null && (lens === 'exposure' || without.length > 0)
  const plain = useRequest(wanted ? snapshotKey : null, (signal) => {
    if (api === null) throw new Error('No snapshot is open.')
    return api.exposure(signal)
  })
  const asked = ask === null ? '' : questionKey(ask)
  const key = wanted && without.length > 0 ? `${snapshotKey} ${without.join(' ')} ${asked}` : null
  const other = useRequest(key, (signal) => {
    if (!api?.whatIf) throw new Error('A guest thinks no rules away.')
    return api.whatIf({ ruleIds: without, question: ask }, signal)
  })
  const isWhatIf = key !== null
  const whatIf = isWhatIf && other.answerKey === key ? other.answer : null
  const asItIs = wanted && plain.answerKey === snapshotKey ? plain.answer : null
  const { problem, pending } = isWhatIf ? other : plain
  return useMemo(
    () => ({
      lens: lens === 'exposure' ? (whatIf?.lens ?? asItIs) : null,
      whatIf,
      without,
      problem: wanted ? problem : null,
      pending,
    }),
    [lens, whatIf, asItIs, without, wanted, problem, pending],
  )
}

const NONE: readonly string[] = []
