'use client'

/** The question of the view, its answer, and every question of this session with the verdict it got. */

import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Verdict } from '../../lib/reachability/path.ts'
import type { AnswerHop, TraceAnswer } from '../../lib/reports/trace-answer.ts'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { useRequest } from '../shell/use-request.ts'
import type { Problem, WorkspaceApi } from '../shell/workspace-api.ts'
import type { MapHop } from '../topology/map-hop.ts'
import { questionKey } from './question-words.ts'

export interface Asked {
  readonly question: AskedQuestion
  readonly verdict: Verdict
  /** What people call the ends. */
  readonly from: string
  readonly to: string
}

export interface Asking {
  readonly question: AskedQuestion | null
  /** Null while the question of the view is not answered yet. */
  readonly answer: TraceAnswer | null
  readonly problem: Problem | null
  readonly pending: boolean
  /** Latest first. */
  readonly history: readonly Asked[]
  /** What an answer of this session calls an id; null when none named it. */
  readonly nameOf: (id: string) => string | null
}

const MOST_KEPT = 20

export function useAsking(
  api: WorkspaceApi | null,
  snapshotKey: string | null,
  question: AskedQuestion | null,
): Asking {
  const key = api === null || question === null ? null : `${snapshotKey} ${questionKey(question)}`
  const request = useRequest(key, (signal) => {
    if (api === null || question === null) throw new Error('Nothing was asked.')
    return api.trace(question, signal)
  })
  const answer = key !== null && request.answerKey === key ? request.answer : null
  const history = useHistory(snapshotKey, question, answer)
  const nameOf = useCallback(
    (id: string) => {
      if (answer?.from.id === id) return answer.from.name
      return answer?.to.id === id ? answer.to.name : null
    },
    [answer],
  )
  const { problem, pending } = request
  return useMemo(
    () => ({ question, answer, problem: key === null ? null : problem, pending, history, nameOf }),
    [question, answer, key, problem, pending, history, nameOf],
  )
}

interface Kept {
  readonly snapshotKey: string | null
  readonly asked: readonly Asked[]
}

function useHistory(snapshotKey: string | null, question: AskedQuestion | null, answer: TraceAnswer | null) {
  const [kept, setKept] = useState<Kept>({ snapshotKey, asked: [] })
  useEffect(() => {
    if (question === null || answer === null) return
    const { verdict, from, to } = answer
    const asked = { question, verdict, from: from.name ?? from.id, to: to.name ?? to.id }
    setKept((before) => {
      const others = before.snapshotKey === snapshotKey ? before.asked : []
      const rest = others.filter((each) => questionKey(each.question) !== questionKey(question))
      return { snapshotKey, asked: [asked, ...rest].slice(0, MOST_KEPT) }
    })
  }, [snapshotKey, question, answer])
  return kept.snapshotKey === snapshotKey ? kept.asked : NONE
}

const NONE: readonly Asked[] = []

/** The hops of the direction that is looked at, as the map draws them. */
export function pathOf(answer: TraceAnswer | null, leg: ViewState['leg']): readonly MapHop[] {
  if (answer === null) return NO_HOPS
  const hops = leg === 'reply' && answer.reply.length > 0 ? answer.reply : answer.request
  return hops.map(mapHop)
}

const NO_HOPS: readonly MapHop[] = []

function mapHop({ component, attachedTo, detail, outcome }: AnswerHop): MapHop {
  const { id, label, name } = component
  return { component: id, label, ...(name === null ? {} : { name }), detail, outcome, attachedTo }
}

/** Everything the answer touches and the map could show. */
export function idsOf(answer: TraceAnswer): readonly string[] {
  const hops = [...answer.request, ...answer.reply]
  const ids = hops.flatMap(({ component, attachedTo }) => [component.id, ...(attachedTo === null ? [] : [attachedTo])])
  return [...new Set([answer.from.id, ...ids, answer.to.id])].filter((id) => id !== 'internet' && id !== 'on-premises')
}
