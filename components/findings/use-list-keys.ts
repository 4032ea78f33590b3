'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { isPageKey } from '../shell/use-shortcuts.ts'
import type { FindingsListProps } from './findings-list.tsx'
import { type ListLine, lineAfterKey } from './list-lines.ts'

export interface ListKeys {
  readonly lines: readonly ListLine[]
  readonly activeLine: number
  /** Nobody was on a line yet: the first move goes to the first. */
  readonly untouched: boolean
  readonly grid: RefObject<HTMLDivElement | null>
  readonly setActive: (id: string) => void
  readonly reveal: (index: number) => void
  /** Folds an open group, opens a folded one. */
  readonly fold: (key: string) => void
}

type Asked = Pick<FindingsListProps, 'onOpen' | 'onMove' | 'onMark' | 'pageKeys'>

/** Keys that mean the list wherever the focus is on its page; arrows and Enter mean it only inside. */
const LETTERS: ReadonlySet<string> = new Set(['j', 'k', 'x', 'e'])

/**
 * `j` `k` next and previous finding, arrows line by line, `x` marks, `e` and Enter open a finding or fold a group,
 * `←` and `→` fold and unfold the group of a heading.
 */
export function useListKeys(keys: ListKeys, asked: Asked) {
  const press = useRef((_key: string): boolean => false)
  press.current = (key) => onKey(key, keys, asked)
  const pageKeys = asked.pageKeys ?? false
  useEffect(() => {
    if (!pageKeys) return
    const listen = (event: globalThis.KeyboardEvent) => {
      if (isPageKey(event) && LETTERS.has(event.key) && !isInTree(event.target) && press.current(event.key))
        event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [pageKeys])
  return (event: KeyboardEvent<HTMLDivElement>) => {
    const held = event.ctrlKey || event.metaKey || event.altKey
    const onLine = event.target instanceof HTMLElement && event.target.dataset['line'] !== undefined
    if (!held && onLine && press.current(event.key)) event.preventDefault()
  }
}

/** Grids and trees have letters of their own; the list hears its own keys itself. */
function isInTree(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="grid"], [role="tree"], [role="treegrid"]') !== null
}

/** True when the key did something. */
function onKey(key: string, keys: ListKeys, asked: Asked): boolean {
  const { lines, activeLine, untouched } = keys
  const to = lineAfterKey(lines, untouched ? -1 : activeLine, key)
  if (to !== null) {
    moveTo(to, keys, asked)
    return true
  }
  const line = lines[activeLine]
  if (line === undefined) return false
  return line.kind === 'heading' ? onHeading(key, line, keys) : onFinding(key, line, asked)
}

function onHeading(key: string, line: ListLine & { kind: 'heading' }, { fold }: ListKeys): boolean {
  const wanted = key === 'ArrowLeft' ? !line.folded : key === 'ArrowRight' ? line.folded : isOpening(key)
  if (wanted) fold(line.group.key)
  return wanted
}

function onFinding(key: string, { finding }: ListLine & { kind: 'finding' }, { onOpen, onMark }: Asked): boolean {
  if (isOpening(key)) onOpen(finding)
  else if (key === 'x' && onMark !== undefined) onMark(finding)
  else return false
  return true
}

function isOpening(key: string): boolean {
  return key === 'Enter' || key === 'e'
}

function moveTo(index: number, { lines, grid, setActive, reveal }: ListKeys, { onMove }: Asked): void {
  const line = lines[index]
  if (line === undefined) return
  setActive(line.id)
  reveal(index)
  if (line.kind === 'finding') onMove?.(line.finding)
  requestAnimationFrame(() =>
    grid.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(line.id)}"]`)?.focus({ preventScroll: true }),
  )
}
