'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type Problem, RequestFailed } from './workspace-api.ts'

export interface Request<T> {
  /** The last answer; kept while a new one is under way, so that nothing jumps. */
  readonly answer: T | null
  /** The key `answer` belongs to. */
  readonly answerKey: string | null
  readonly problem: Problem | null
  readonly pending: boolean
  readonly again: () => void
}

/** A failure nobody foresaw is a bug, and is called one. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof RequestFailed) return cause.problem
  const message = cause instanceof Error ? cause.message : 'Something failed without saying why.'
  return { code: 'internal', message, remedy: 'Reload the page.', file: null, pointer: null, reference: null }
}

interface Settled<T> {
  readonly key: string | null
  readonly answer: T | null
  readonly answerKey: string | null
  readonly problem: Problem | null
}

/** Asks whenever the key changes; null asks nothing. A newer question and unmounting abort the older one. */
export function useRequest<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): Request<T> {
  const [settled, setSettled] = useState<Settled<T>>({ key: null, answer: null, answerKey: null, problem: null })
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(ask)
  latest.current = ask
  const wanted = key === null ? null : `${key}#${attempt}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` is the key and the attempt in one
  useEffect(() => {
    if (key === null) return
    const controller = new AbortController()
    latest.current(controller.signal).then(
      (answer) => {
        if (!controller.signal.aborted) setSettled({ key: wanted, answer, answerKey: key, problem: null })
      },
      (cause: unknown) => {
        if (controller.signal.aborted) return
        setSettled((before) => ({ ...before, key: wanted, problem: problemOf(cause) }))
      },
    )
    return () => controller.abort()
  }, [wanted])
  const again = useCallback(() => setAttempt((count) => count + 1), [])
  const pending = wanted !== null && settled.key !== wanted
  return {
    answer: settled.answer,
    answerKey: settled.answerKey,
    problem: pending ? null : settled.problem,
    pending,
    again,
  }
}
