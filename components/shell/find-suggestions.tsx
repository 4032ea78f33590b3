import type { SearchFault } from '../../lib/findings/search-query.ts'
import type { SearchSuggestion } from '../../lib/findings/search-suggestions.ts'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'

export interface FindSuggestionsProps {
  readonly listId: string
  readonly suggestions: readonly SearchSuggestion[]
  readonly active: number
  readonly faults: readonly SearchFault[]
  readonly open: boolean
  readonly onTake: (suggestion: SearchSuggestion) => void
}

/** Below the find box while one types: what was not understood, then what may be typed next. */
export function FindSuggestions({ listId, suggestions, active, faults, open, onTake }: FindSuggestionsProps) {
  if (!open || faults.length + suggestions.length === 0) return null
  return (
    <div className="absolute inset-x-0 top-[calc(100%+4px)] z-40 overflow-hidden rounded-lg border border-hair-2 bg-chrome text-xs shadow-float">
      {faults.length > 0 && (
        <p
          id={`${listId}-faults`}
          role="status"
          className="border-hair border-b bg-high-wash px-3 py-2 last:border-b-0"
        >
          {faults.map(({ start, message }) => (
            <span key={start} className="block">
              <SafeText text={message} />
            </span>
          ))}
        </p>
      )}
      {suggestions.length > 0 && (
        <div id={listId} role="listbox" aria-label="Suggestions" className="p-1">
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box answers the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus
            <div
              key={suggestion.label}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onTake(suggestion)}
              className={cn(
                'flex min-h-7 cursor-default items-baseline gap-3 rounded-md px-2 py-1 hover:bg-well',
                index === active && 'bg-accent-wash',
              )}
            >
              <span className="mono flex-none text-ink">
                <SafeText text={suggestion.label} />
              </span>
              <span className="ml-auto min-w-0 truncate text-ink-3">
                <SafeText text={suggestion.detail} />
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
