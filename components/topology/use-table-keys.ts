'use client'

/** Keys of the table twin. */

import { type KeyboardEvent, useRef } from 'react'
import { moveInRows, typeAhead } from './table-keys.ts'
import type { RowWindow } from './use-row-pages.ts'

export interface TableKeysContext {
  readonly pages: RowWindow
  readonly active: number
  readonly go: (index: number) => void
  readonly onSelect: (id: string) => void
  readonly pageRows: number
}

/** Letters typed within this time make one word. */
const TYPING_MS = 700

export function useTableKeys(context: TableKeysContext): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 })
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLButtonElement) return
    const next = moveInRows(event.key, placeOf(context))
    if (next !== null) context.go(next)
    else if (event.key === 'Enter' || event.key === ' ') select(context)
    else if (!isLetter(event.key)) return
    else {
      const text = event.timeStamp - typed.current.at < TYPING_MS ? typed.current.text + event.key : event.key
      typed.current = { text, at: event.timeStamp }
      jump(context, text)
    }
    event.preventDefault()
    event.stopPropagation()
  }
}

/** `/` and `?` belong to the page. */
function isLetter(key: string): boolean {
  return key.length === 1 && key !== '/' && key !== '?'
}

function placeOf({ pages, active, pageRows }: TableKeysContext) {
  return { active, total: pages.total ?? 0, pageRows, depthAt: (index: number) => pages.row(index)?.depth ?? null }
}

function select({ pages, active, onSelect }: TableKeysContext): void {
  const row = pages.row(active)
  if (row) onSelect(row.id)
}

function jump({ pages, active, go }: TableKeysContext, text: string): void {
  const found = typeAhead(pages.loaded(), text, active)
  if (found !== null) go(found)
}
