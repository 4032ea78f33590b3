import type { KeyboardEvent } from 'react'
import type { SearchSuggestion } from '../../lib/findings/search-suggestions.ts'

export interface FindKeys {
  readonly value: string
  readonly suggestions: readonly SearchSuggestion[]
  /** Index of the suggestion that is chosen; -1 for none. */
  readonly active: number
  readonly setActive: (active: number) => void
  readonly take: (suggestion: SearchSuggestion) => void
  readonly close: () => void
  readonly onChange: (value: string) => void
}

type Pressed = Pick<KeyboardEvent<HTMLInputElement>, 'key' | 'preventDefault' | 'stopPropagation' | 'currentTarget'>

/** Arrows choose, Enter takes what is chosen, Escape unchooses, clears, then leaves the box. */
export function findKeyPressed(event: Pressed, box: FindKeys): void {
  const { suggestions, active } = box
  if (event.key === 'Escape') {
    event.stopPropagation()
    stepBack(event, box)
  } else if (event.key === 'Enter') {
    event.preventDefault()
    const chosen = suggestions[active]
    if (chosen === undefined) box.close()
    else box.take(chosen)
  } else if (/^Arrow(?:Down|Up)$/.test(event.key) && suggestions.length > 0) {
    event.preventDefault()
    box.setActive(nextActive(active, event.key === 'ArrowDown' ? 1 : -1, suggestions.length))
  }
}

function stepBack(event: Pressed, { value, active, setActive, onChange }: FindKeys): void {
  if (active >= 0) setActive(-1)
  else if (value === '') event.currentTarget.blur()
  else onChange('')
}

/** Around the end; from none to the first or the last. */
function nextActive(active: number, step: 1 | -1, count: number): number {
  if (active < 0) return step === 1 ? 0 : count - 1
  return (active + step + count) % count
}
