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

export interface FirstKey {
  readonly key: string
  /** Milliseconds. */
  readonly at: number
}

/** What a key does, alone or as the second of two; null when it does nothing, and may be the first of two. */
export function shortcutFor(shortcuts: Shortcuts, first: FirstKey | null, pressed: FirstKey): (() => void) | null {
  const follows = first !== null && pressed.at - first.at < SEQUENCE_MS
  return (follows ? shortcuts[`${first.key} ${pressed.key}`] : undefined) ?? shortcuts[pressed.key] ?? null
}

/** Single keys and two-key sequences for the whole page; never while something is typed or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    let first: FirstKey | null = null
    const press = (event: KeyboardEvent) => {
      if (!isPageKey(event)) return
      const pressed = { key: event.key, at: event.timeStamp }
      const run = shortcutFor(latest.current, first, pressed)
      first = run === null ? pressed : null
      if (run === null) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
