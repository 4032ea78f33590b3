'use client'

import { useEffect, useRef } from 'react'

/** Keys as typed: `/`, `?`, `n`, or two in a row as `g m`. */
export type Shortcuts = Readonly<Record<string, () => void>>

const SEQUENCE_MS = 1200

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Not while something is typed, a dialog or menu is open, or a modifier is held. */
export function isPageKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false
  return (
    !isTyping(event.target) && document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') === null
  )
}

/** Single keys and two-key sequences for the whole page; never while something is typed or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | null = null
    const press = (event: KeyboardEvent) => {
      if (!isPageKey(event)) return
      const begun = first !== null && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${event.key}` : null
      const run = latest.current[begun ?? ''] ?? latest.current[event.key]
      first = run === undefined ? { key: event.key, at: event.timeStamp } : null
      if (run === undefined) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
