/** The keys of the map, in one table. */

import type { Direction } from './spatial-focus.ts'

export type MapCommand =
  | FocusCommand
  | { readonly kind: 'pan'; readonly direction: Direction }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'level'; readonly change: 'more' | 'less' }
  | { readonly kind: 'activate' | 'frame' | 'fit' | 'clear' }

/** Commands that only move the focus. */
export type FocusCommand =
  | { readonly kind: 'focus'; readonly direction: Direction }
  | { readonly kind: 'follow'; readonly towards: 'out' | 'in' }
  | { readonly kind: 'parent' | 'child' | 'first' | 'last' }

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

const PLAIN: Readonly<Record<string, MapCommand>> = {
  Enter: { kind: 'activate' },
  ' ': { kind: 'activate' },
  Backspace: { kind: 'parent' },
  Escape: { kind: 'clear' },
  Home: { kind: 'first' },
  End: { kind: 'last' },
  e: { kind: 'follow', towards: 'out' },
  E: { kind: 'follow', towards: 'in' },
  f: { kind: 'frame' },
  F: { kind: 'frame' },
  '0': { kind: 'fit' },
  '+': { kind: 'zoom', factor: 1.2 },
  '=': { kind: 'zoom', factor: 1.2 },
  '-': { kind: 'zoom', factor: 1 / 1.2 },
  _: { kind: 'zoom', factor: 1 / 1.2 },
  ']': { kind: 'level', change: 'more' },
  '[': { kind: 'level', change: 'less' },
}

/** What a key asks of the map; null for keys that belong to the browser or the page. */
export function commandOf(press: KeyPress): MapCommand | null {
  if (press.ctrlKey || press.metaKey) return null
  const direction = ARROWS[press.key]
  if (direction) return arrowCommand(direction, press)
  return press.altKey ? null : (PLAIN[press.key] ?? null)
}

function arrowCommand(direction: Direction, press: KeyPress): MapCommand | null {
  if (press.shiftKey) return { kind: 'pan', direction }
  if (!press.altKey) return { kind: 'focus', direction }
  if (direction === 'up') return { kind: 'parent' }
  // Alt+Left and Alt+Right are the browser's history.
  return direction === 'down' ? { kind: 'child' } : null
}
