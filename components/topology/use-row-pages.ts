'use client'

/** Rows by the page, asked for as they scroll into view and kept. */

import { useEffect, useMemo, useRef, useState } from 'react'
import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'

export interface RowPage {
  readonly total: number
  readonly rows: readonly ResourceRow[]
}

export type LoadRows = (
  page: { readonly offset: number; readonly limit: number },
  signal: AbortSignal,
) => Promise<RowPage>

export interface RowWindow {
  /** Null until the first page is there. */
  readonly total: number | null
  /** What went wrong, in words; null when nothing did. */
  readonly failed: string | null
  readonly row: (index: number) => ResourceRow | null
  readonly loaded: () => readonly { readonly index: number; readonly row: ResourceRow }[]
  /** Asks for the pages these rows are on. */
  readonly need: (first: number, last: number) => void
  readonly retry: () => void
}

const PAGE_ROWS = 200

interface Pages {
  readonly load: LoadRows
  readonly total: number | null
  readonly failed: string | null
  readonly rows: ReadonlyMap<number, readonly ResourceRow[]>
}

export function useRowPages(load: LoadRows): RowWindow {
  const [pages, setPages] = useState<Pages>(() => fresh(load))
  const asked = useRef(new Set<number>())
  const controller = useRef<AbortController | null>(null)
  const current = pages.load === load ? pages : fresh(load)
  const [attempt, setAttempt] = useState(0)

  const ask = useMemo(
    () => async (page: number) => {
      const signal = controller.current?.signal
      if (!signal || asked.current.has(page)) return
      asked.current.add(page)
      try {
        const { total, rows } = await load({ offset: page * PAGE_ROWS, limit: PAGE_ROWS }, signal)
        if (signal.aborted) return
        setPages((known) => withPage(known.load === load ? known : fresh(load), { page, total, rows }))
      } catch (cause) {
        if (signal.aborted) return
        asked.current.delete(page)
        setPages((known) => ({ ...(known.load === load ? known : fresh(load)), failed: wordsOf(cause) }))
      }
    },
    [load],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt starts over on purpose
  useEffect(() => {
    controller.current = new AbortController()
    asked.current = new Set()
    setPages(fresh(load))
    void ask(0)
    return () => controller.current?.abort()
  }, [load, ask, attempt])

  return useMemo(
    () => ({
      total: current.total,
      failed: current.failed,
      row: (index) => current.rows.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS] ?? null,
      loaded: () =>
        [...current.rows].flatMap(([page, rows]) => rows.map((row, at) => ({ index: page * PAGE_ROWS + at, row }))),
      need: (first, last) => {
        for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page++) void ask(page)
      },
      retry: () => setAttempt((count) => count + 1),
    }),
    [current, ask],
  )
}

function fresh(load: LoadRows): Pages {
  return { load, total: null, failed: null, rows: new Map() }
}

function withPage(pages: Pages, next: RowPage & { readonly page: number }): Pages {
  return { ...pages, total: next.total, failed: null, rows: new Map(pages.rows).set(next.page, next.rows) }
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error && cause.message !== '' ? cause.message : 'The server did not answer.'
}
